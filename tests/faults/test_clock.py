"""A clock that jumps: runs before, after and during it are right, and what was stored at another time is found."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from pathlib import Path

import pytest

from pipeline.cache import Cache
from tests.faults.counts import count, times
from tests.faults.place import ARTICLES, FAKE, Done, Place, ended
from tests.faults.writer import RECIPE, batch

FAKETIME = next((str(found) for found in Path("/usr").glob("lib*/**/libfaketime.so.1")), None)
needs_faketime = pytest.mark.skipif(FAKETIME is None, reason="LEFT OUT: libfaketime is not installed")

MOMENTS = {"1970": 5, "yesterday": int(time.time()) - 90_000, "in 2100": 4_102_444_800, "far off": 2**40, "before": -5}


def moved(place: Place, moment: int) -> None:
    """All times that the file knows become ``moment``, whatever its tables are called."""
    with contextlib.closing(sqlite3.connect(place.cache, isolation_level=None)) as file:
        for (table,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            names = [row[1] for row in file.execute(f"PRAGMA table_info({table})") if row[1] in ("made", "used")]
            for name in names:
                file.execute(f"UPDATE {table} SET {name} = ?", (moment,))


@pytest.mark.parametrize("moment", list(MOMENTS)[: times(3, 5)])
def test_what_was_stored_at_an_impossible_time_is_found(place: Place, right: Done, moment: str) -> None:
    moved(place, MOMENTS[moment])
    done = place.run(*ARTICLES)
    assert (done.code, done.briefs, done.units(hit=False)) == (0, right.briefs, set()), done.err
    listed = place.call("cache", "ls", "--limit", "1000")
    assert (listed.code, len(listed.out.splitlines())) == (0, len(done.units(hit=True))), listed.err
    with Cache(place.cache) as cache:
        used = {row.used for row in cache.rows()}
    today = time.strftime("%Y-%m-%d", time.gmtime())
    if MOMENTS[moment] < time.time() - 86_400:
        assert {moment[:10] for moment in used} == {today}
    count("clock", f"caches whose entries are from {moment}, all found")


@needs_faketime
@pytest.mark.parametrize("start", ["@1971-01-01 00:00:00", "@2100-01-01 00:00:00", "+0 x1000"][: times(1, 3)])
def test_a_run_at_another_time(place: Place, right: Done, start: str) -> None:
    assert FAKETIME is not None
    knobs = {"LD_PRELOAD": FAKETIME, "FAKETIME": start}
    found = place.run(*ARTICLES, knobs=knobs)
    assert (found.code, found.briefs, found.units(hit=False)) == (0, right.briefs, set()), found.err
    made = place.run(*ARTICLES, more=["--refresh"], knobs=knobs)
    assert (made.code, made.briefs) == (0, right.briefs), made.err
    assert "cache.sqlite" not in found.err + made.err
    assert not place.run(*ARTICLES).units(hit=False)
    count("clock", f"runs with a clock of {start}", 2)


@needs_faketime
def test_a_clock_that_jumps_during_a_run(place: Place, right: Done) -> None:
    assert FAKETIME is not None
    place.cache.unlink()
    clock = place.root / "clock"
    clock.write_text("@2100-01-01 00:00:00\n")
    knobs = {
        "LD_PRELOAD": FAKETIME, "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
        "FAULTS_SLOW": "translate=0.05", "FAULTS_STORE": "at-once",
    }  # fmt: skip
    child = place.start("run", *ARTICLES, *FAKE, "--json", knobs=knobs)
    while place.logged() < 100_000:
        assert child.poll() is None
        time.sleep(0.01)
    clock.write_text("@1980-01-01 00:00:00\n")
    done = ended(child)
    assert (done.code, done.briefs) == (0, right.briefs), done.err
    with Cache(place.cache) as cache:
        assert {row.made[:4] for row in cache.rows()} == {"2100", "1980"}
    assert not place.run(*ARTICLES).units(hit=False)
    count("clock", "runs whose clock jumped back 120 years in the middle")


def test_a_file_whose_own_date_is_impossible_is_used(place: Place, right: Done) -> None:
    for moment in (0, 2**31 + 10**6):
        os.utime(place.cache, (moment, moment))
        done = place.run(*ARTICLES)
        assert (done.code, done.briefs, done.units(hit=False)) == (0, right.briefs, set())


def test_entries_stored_before_a_jump_back_are_listed_and_counted(place: Place) -> None:
    with Cache(place.cache) as cache:
        cache.put_many(RECIPE, batch(0))
    moved(place, 4_102_444_800)
    with Cache(place.cache) as cache:
        cache.put_many(RECIPE, batch(3))
        assert [row.made[:4] for row in cache.rows()].count("2100") == len(batch(0))
        assert cache.stats().entries == len(batch(0)) + len(batch(3))
