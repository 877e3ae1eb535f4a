"""Workers, drivers and machines of a batch killed: nothing lost, nothing twice, only unfinished parts made again."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from tests.batch.desk import Desk, kill, until, workers
from tests.faults.counts import count, times
from tests.faults.place import ended

ROWS = 60


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


def test_workers_killed_at_random_moments(desk: Desk) -> None:
    """One driver; its workers die again and again while it works."""
    news = desk.jsonl("news.jsonl", desk.rows(ROWS))
    assert desk.batch(news, out="whole", more=("--no-cache",)).code == 0
    chance, killed, round = random.Random(9), 0, 0
    while killed < times(10, 50):
        out, round = f"out{round}", round + 1
        child = desk.begin(news, out=out, more=("--no-cache", "--workers", 2))
        in_this = 0
        while child.poll() is None and in_this < 6:
            until(lambda out=out, child=child: desk.notes(out) or child.poll() is not None)
            time.sleep(chance.uniform(0.1, 1.2))
            victims = workers(child.pid) if child.poll() is None else []
            if victims and kill(chance.choice(victims)):
                in_this, killed = in_this + 1, killed + 1
        done = ended(child)
        assert done.code == 0, done.err
        assert desk.files(out) == desk.files("whole")
        assert not desk.notes(out)
        _nothing_half(desk, out)
    count("batch", "workers killed", killed)
    count("batch", "batches whose workers were killed, equal byte for byte", round)


def test_drivers_killed_at_random_moments(desk: Desk) -> None:
    """What was finished stays as it is; the next run makes only the rest."""
    news = desk.jsonl("news.jsonl", desk.rows(ROWS))
    assert desk.batch(news, out="whole", more=("--no-cache",)).code == 0
    chance, killed, round = random.Random(5), 0, 0
    while killed < times(6, 30):
        out, round = f"out{round}", round + 1
        finished: dict[str, int] = {}
        while True:
            child = desk.begin(news, out=out, more=("--no-cache", "--json"))
            mine = until(lambda child=child: workers(child.pid) or child.poll() is not None)
            if killed < times(6, 30):
                time.sleep(chance.uniform(0.3, 3.0))
                alive = child.poll() is None and kill(child.pid)
            else:
                alive = False
            done = ended(child)
            killed += alive
            made = {json.loads(line)["part"] for line in done.out.splitlines() if line.endswith("}")}
            assert not made & {int(name[5:10]) for name in finished}, "nothing finished is made again"
            assert not isinstance(mine, list) or until(lambda mine=mine: not any(map(_lives, mine)))
            marks = {path.name: path.stat().st_mtime_ns for path in (desk.work / out / "_done").glob("*.json")}
            assert marks.items() >= finished.items()
            finished = marks
            if not alive:
                break
        assert done.code == 0, done.err
        assert desk.files(out) == desk.files("whole")
        _nothing_half(desk, out)
    count("batch", "drivers killed", killed)
    count("batch", "batches whose drivers were killed, equal byte for byte", round)


def test_an_article_that_kills_is_an_error_and_the_others_are_done(desk: Desk) -> None:
    """Whoever begins the article dies; it is found out by the note, and given up after three deaths."""
    news = desk.jsonl("news.jsonl", [*desk.rows(6), *desk.rows(1, first=6, sentences=400), *desk.rows(5, first=7)])
    assert desk.batch(news, out="whole").code == 0
    child = desk.begin(news, more=("--no-cache", "--workers", 1))
    deaths = 0
    while child.poll() is None:
        attempt, row = _note(desk, "part-00001")
        if attempt == deaths + 1 and row == (1 if deaths else None):
            deaths += sum(map(kill, workers(child.pid)))
    done = ended(child)
    assert (done.code, deaths) == (4, 4), done.err
    [error] = desk.errors()
    assert error["id"] == "a6"
    assert error["error"] == "news.jsonl:7 ended its worker 3 times, and is left out"
    assert desk.results() == [row for row in desk.results("whole") if row["id"] != "a6"]
    count("batch", "deaths by one article, left out after the third in a row", deaths)


def test_workers_that_die_while_they_load_are_not_blamed_on_an_article(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(2))
    child = desk.begin(news, more=("--no-cache", "--workers", 1))
    deaths = 0
    while child.poll() is None:
        attempt, row = _note(desk, "part-00000")
        if attempt == deaths + 1 and row is None:
            deaths += sum(map(kill, workers(child.pid)))
    done = ended(child)
    assert (done.code, done.out, deaths) == (1, "", 5)
    assert done.err.endswith("most likely for want of memory: use fewer --workers\n")
    assert desk.batch(news).code == 0, "whoever has made room begins anew"


def _note(desk: Desk, part: str) -> tuple[int, int | None]:
    """Which attempt the part is in, and at which row."""
    try:
        note = json.loads((desk.work / "out" / "_begun" / f"{part}.json").read_bytes())
    except (OSError, ValueError):
        return 0, None
    return note["attempt"], note["row"]


def _nothing_half(desk: Desk, out: str) -> None:
    names = {path.name for path in (desk.work / out / "results").iterdir()}
    assert names == {f"part-{number:05d}.jsonl" for number in range(ROWS // 5)}


def _lives(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().split(") ")[1][:1]
    except OSError:
        return False
