"""A batch on a Ray cluster of two machines; its workers, machines and drivers killed: nothing lost, nothing twice."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.cluster import Cluster
from tests.batch.desk import Desk, kill, until
from tests.faults.counts import count, times
from tests.faults.place import ended

ROWS = 80


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    cluster = Cluster()
    yield cluster
    cluster.end()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


def test_workers_machines_and_drivers_killed(desk: Desk, cluster: Cluster) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(ROWS))
    asked = ("--no-cache", "--engine", "ray", "--address", cluster.address)
    assert desk.batch(news, out="whole", more=("--no-cache",)).code == 0
    chance, killed, batches = random.Random(3), 0, 0
    while killed < times(20, 100):
        out, batches = f"out{batches}", batches + 1
        child = desk.begin(news, out=out, more=asked)
        until(lambda out=out: desk.notes(out) or desk.marks(out), child)
        in_this = 0
        while child.poll() is None and in_this < 7 and killed < times(20, 100):
            time.sleep(chance.uniform(0.2, 1.5))
            done = set(desk.marks(out))
            kind = "machines" if in_this == 2 else "drivers" if in_this == 5 else "workers"
            if kind == "workers":
                actors = cluster.actors()
                hit = bool(actors) and kill(chance.choice(actors))
            elif kind == "machines":
                cluster.lose()
                hit = True
            else:
                hit = child.poll() is None and kill(child.pid)
                ended(child)
                times_made = {name: (desk.work / out / "_done" / name).stat().st_mtime_ns for name in done}
                child = desk.begin(news, out=out, more=asked)
                until(lambda out=out, child=child: desk.notes(out) or child.poll() is not None)
                for name, made in times_made.items():
                    assert (desk.work / out / "_done" / name).stat().st_mtime_ns == made, "nothing is made again"
            if hit:
                killed, in_this = killed + 1, in_this + 1
                count("batch on Ray", f"{kind} killed")
        finished = ended(child)
        assert finished.code == 0, finished.err
        assert desk.files(out) == desk.files("whole")
    count("batch on Ray", "batches hit so, equal byte for byte", batches)
