"""kill -9 at random moments: every entry whole or absent, the next run completes, nothing stored is computed again."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.cache import Cache
from tests.faults import trees
from tests.faults.counts import WHOLE, count, times
from tests.faults.place import FAKE, ROOT, SEED, Place, ended
from tests.faults.writer import BATCH, batch

AT_ONCE = {"FAULTS_STORE": "at-once"}
"""Every result is stored by itself, so that a run writes as fast as it can."""

HALF_WRITTEN = re.compile(r"work/outputs/\.german-briefs-[0-9a-f]{12}\.tmp")
"""A brief that was being written when the kill came."""


@pytest.mark.parametrize("knobs", [{}, AT_ONCE], ids=["as-usual", "at-once"])
def test_a_run_that_is_killed_loses_nothing_it_had_stored(place: Place, knobs: dict[str, str]) -> None:
    articles = [place.write(f"a{number}.txt", seed=number) for number in range(times(4, 6))]
    began = time.monotonic()
    right = place.run(*articles, knobs=knobs, more=["--no-cache"]).briefs
    usual = time.monotonic() - began
    before = place.tree()
    chance = random.Random(len(knobs))
    killed = 0
    while killed < times(2, 100):
        child = place.start("run", *articles, *FAKE, knobs=knobs)
        time.sleep(usual * (0.2 + 0.8 * chance.random()))
        child.kill()
        over = ended(child).code == 0
        killed += not over
        count("kills", "whole runs that were over before the kill" if over else "whole runs killed while they ran")
        allowed = (trees.CACHE, trees.OUTPUTS, trees.MODELS, HALF_WRITTEN)
        assert trees.changed(before, place.tree(), *allowed) == []
        count("kills", "briefs left half written beside the others", len(list(place.work.glob("outputs/.german*"))))
        kept = place.stored()
        count("kills", "entries of killed runs found whole", len(kept))
        done = place.run(*articles, knobs=knobs)
        assert (done.code, done.briefs) == (0, right), done.err
        assert "pipeline: /" not in done.err  # nothing was set aside
        again = done.units(hit=False) & set(kept)
        count("kills", "entries of killed runs computed again", len(again))
        assert not again
        shutil.rmtree(place.work / "outputs")


@pytest.mark.skipif(not WHOLE, reason="converts the bundled models for itself alone; make faults does it")
def test_a_run_of_the_bundled_models_that_is_killed(place: Place) -> None:
    shutil.copy(SEED, place.work / "a.txt")
    right = place.call("run", "a.txt", "--json", "--no-cache").briefs
    began = time.monotonic()
    assert place.call("run", "a.txt", "--json", "--no-cache").briefs == right
    usual = time.monotonic() - began
    before = place.tree()
    chance = random.Random(6)
    for _ in range(10):
        child = place.start("run", "a.txt", knobs=AT_ONCE)
        time.sleep(usual * (0.3 + 0.7 * chance.random()))
        child.kill()
        count("kills", "whole runs of the bundled models killed" if ended(child).code else "of them over already")
        assert trees.changed(before, place.tree(), trees.CACHE, trees.OUTPUTS, trees.MODELS, HALF_WRITTEN) == []
        kept = place.stored() if place.cache.exists() else []
        count("kills", "entries of killed runs found whole", len(kept))
        done = place.call("run", "a.txt", "--json")
        assert (done.code, done.briefs) == (0, right), done.err
        assert not done.units(hit=False) & set(kept)
        shutil.rmtree(place.work / "outputs")


def writing(path: Path, first: int, said: Path) -> subprocess.Popen[str]:
    """A writer that says into a file what it has stored."""
    command = [sys.executable, "-m", "tests.faults.writer", str(path), str(first), str(10**9)]
    with said.open("w") as file:
        return subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.PIPE, text=True)


def test_writers_killed_at_full_speed_leave_whole_batches_and_all_that_was_said(place: Place, tmp_path: Path) -> None:
    chance = random.Random(3)
    said: set[int] = set()
    for turn in range(times(5, 100)):
        files = [tmp_path / f"said-{number}" for number in range(2)]
        children = [writing(place.cache, (2 * turn + number) * 10**6, file) for number, file in enumerate(files)]
        for child, file in zip(children, files, strict=True):
            while not file.stat().st_size and child.poll() is None:
                time.sleep(0.01)
        time.sleep(chance.random() * 0.2)
        for child, file in zip(children, files, strict=True):
            child.send_signal(signal.SIGKILL)
            done = ended(child)
            assert (done.code, done.err) == (-signal.SIGKILL, "")
            # The kill may cut the last line.
            said |= {int(line) for line in file.read_text().splitlines(keepends=True) if line.endswith("\n")}
            count("kills", "writers killed at full speed")
    stored = place.stored()
    with Cache(place.cache) as cache:
        for first in said:
            assert cache.get_many([one.key for one in batch(first)]) == {one.key: one.data for one in batch(first)}
    count("kills", "batches that writers had said to be stored, all there", len(said))
    assert len(stored) % BATCH == 0
    assert len(stored) >= BATCH * len(said)
    assert trees.changed({}, {p: w for p, w in place.tree().items() if "outputs" in p}, trees.CACHE) == []
