"""kill -9 while results are evicted, taken in, or brought to the present format: whole, or as before."""

from __future__ import annotations

import contextlib
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from pipeline.cache import Cache, Selection
from tests.faults.counts import count, times
from tests.faults.place import ROOT
from tests.test_cache_upkeep import TRANSLATE, counted_right, entries, older

EVICTS = """
import sys, time
from pathlib import Path
from pipeline.cache import Cache
from tests.faults.writer import RECIPE, batch
print("begun", flush=True)
with Cache(Path(sys.argv[1]), limit=300_000) as cache:
    for first in range(int(sys.argv[2]), 10**9, 30):
        cache.put_many(RECIPE, [one for start in range(first, first + 30, 3) for one in batch(start)])
"""

TAKES_IN = """
import sys
from pathlib import Path
from pipeline.cache import Cache
print("begun", flush=True)
with Cache(Path(sys.argv[1])) as cache:
    cache.take_in(Path(sys.argv[2]))
"""

OPENS = """
import sys
from pathlib import Path
from pipeline.cache import Cache
print("begun", flush=True)
with Cache(Path(sys.argv[1])) as cache:
    cache.stats()
"""


def killed(code: str, seconds: float, *arguments: object) -> None:
    """A process that is killed so long after it said that it began."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        child.communicate(timeout=60)
    if child.returncode == -signal.SIGKILL:
        count("kills", "of evicting, importing and renewing")


def test_evicting_that_is_killed_leaves_whole_results_and_right_totals(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    chance = random.Random(8)
    for turn in range(times(4, 40)):
        killed(EVICTS, 0.1 + chance.random() * 0.3, path, turn * 10**6)
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            # As if the run that was killed had been so an hour ago.
            connection.execute("DELETE FROM runs")
            connection.execute("UPDATE results SET used = used - 100000")
        assert counted_right(path)
    with Cache(path) as cache:
        found = cache.verify()
        assert (found.damaged, found.mended) == (0, ())
        assert found.entries > 0
        assert path.stat().st_size < 2_000_000


def test_an_import_that_is_killed_stores_all_or_nothing(tmp_path: Path) -> None:
    with Cache(tmp_path / "theirs.sqlite") as cache:
        cache.put_many(TRANSLATE, entries(6000))
        cache.export(tmp_path / "results.gz", Selection())
    chance = random.Random(9)
    before = 0
    for _ in range(times(4, 40)):
        killed(TAKES_IN, chance.random() * 0.6, tmp_path / "ours.sqlite", tmp_path / "results.gz")
        with Cache(tmp_path / "ours.sqlite") as cache:
            there = cache.stats().entries
        assert there in (before, 6000)
        before = there
    with Cache(tmp_path / "ours.sqlite") as cache:
        cache.take_in(tmp_path / "results.gz")
        assert cache.verify() == type(cache.verify())(6000, 0, ())


def test_a_renewal_that_is_killed_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    older(path, 20_000)
    chance = random.Random(10)
    for _ in range(times(4, 40)):
        killed(OPENS, chance.random() * 0.3, path)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT count(*) FROM results").fetchone() == (20_000,)
    with Cache(path) as cache:
        assert cache.stats().entries == 20_000
        assert cache.verify() == type(cache.verify())(20_000, 0, ())
    assert list(tmp_path.glob("*broken*")) == []
