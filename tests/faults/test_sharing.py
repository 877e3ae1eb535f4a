"""Eight processes on one cache: no error, no lost entry; waits are bounded and told."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cache import Cache
from pipeline.errors import CacheError
from tests.faults import trees
from tests.faults.counts import WHOLE, count, longest, times
from tests.faults.place import FAKE, ROOT, Place, ended
from tests.faults.writer import BATCH, RECIPE, batch

PROCESSES = 8
WAITS = "pipeline: waiting for another process that writes to {}"


@contextlib.contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process's transaction, as far as SQLite can tell."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


@pytest.mark.parametrize("same", [True, False], ids=["same", "different"])
def test_eight_runs_on_one_cache(place: Place, same: bool) -> None:
    for turn in range(times(1, 10)):
        articles = [place.write(f"t{turn}a{n}.txt", seed=1000 * turn + n * (not same)) for n in range(PROCESSES)]
        rights = place.run(*articles, more=["--no-cache"]).briefs
        before = place.tree()
        knobs = {"FAULTS_STORE": "at-once"}
        children = [place.start("run", name, *FAKE, "--json", knobs=knobs) for name in articles]
        runs = [ended(child) for child in children]
        for run, right in zip(runs, rights, strict=True):
            assert (run.code, run.briefs) == (0, [right]), run.err
            assert "cache.sqlite" not in run.err.replace(WAITS.format(place.cache), ""), run.err
            count("sharing", "waits that whole runs told of", run.err.count(WAITS.format(place.cache)))
        computed = set().union(*(run.units(hit=False) for run in runs))
        assert computed <= set(place.stored())
        count("sharing", f"whole runs side by side, {'the same article' if same else 'different articles'}", PROCESSES)
        assert trees.changed(before, place.tree(), trees.CACHE, trees.OUTPUTS, trees.MODELS) == []
        assert not place.run(*articles).units(hit=False)


def test_eight_writers_at_full_speed(place: Place) -> None:
    batches = times(60, 800)
    children = []
    for number in range(PROCESSES):
        # Four of them store what four others store too.
        first = number // 2 * 10**6
        command = [sys.executable, "-m", "tests.faults.writer", str(place.cache), first, first + BATCH * batches]
        children.append(
            subprocess.Popen(
                [*map(str, command)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )
    for child in children:
        done = ended(child, seconds=600)
        assert done.code == 0, done.err
        assert done.err.replace(WAITS.format(place.cache).removeprefix("pipeline: ") + "\n", "") == ""
        longest("sharing", "longest time for one write among eight writers, ms", int(done.out.split()[-1]))
        count("sharing", "writes of eight writers at full speed", batches)
    assert len(place.stored()) == PROCESSES // 2 * batches * BATCH
    with Cache(place.cache) as cache:
        for number in range(0, PROCESSES, 2):
            last = number // 2 * 10**6 + BATCH * (batches - 1)
            assert len(cache.get_many([one.key for one in batch(last)])) == BATCH


def test_a_wait_for_another_process_is_told_once_and_the_run_goes_on(place: Place) -> None:
    article = place.write("a.txt", seed=1)
    right = place.run(article, more=["--no-cache"]).briefs
    place.run(place.write("b.txt", seed=2))
    with locked(place.cache) as other:
        child = place.start("run", article, *FAKE, "--json", knobs={"FAULTS_STORE": "at-once"})
        assert child.stderr is not None
        first = child.stderr.readline()
        assert first == WAITS.format(place.cache) + "\n"
        other.execute("ROLLBACK")
        done = ended(child)
    assert (done.code, done.briefs, WAITS.format(place.cache) in done.err) == (0, right, False)
    assert not place.run(article).units(hit=False)
    count("sharing", "waits of over a second told, the run going on")


@pytest.mark.skipif(not WHOLE, reason="takes the 30 seconds that a run waits; make faults does it")
def test_a_run_that_waits_too_long_ends_in_one_more_line(place: Place) -> None:
    place.run(place.write("b.txt", seed=2))
    with locked(place.cache):
        done = place.run(place.write("a.txt", seed=1))
    assert (done.code, done.out) == (1, "")
    first, second = done.err.splitlines()
    assert first == WAITS.format(place.cache)
    assert "another process has kept it locked for 30 s: try again, or use --no-cache" in second
    count("sharing", "waits given up after 30 s with one clear line")


def test_a_writer_that_is_stopped_in_the_middle_holds_others_up_for_a_bounded_time(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    with Cache(place.cache) as cache:
        cache.put_many(RECIPE, batch(0))
    code = (
        "import sqlite3, sys, time\nother = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "other.execute('BEGIN IMMEDIATE')\nprint('holds', flush=True)\nsys.stdin.readline()\nother.execute('COMMIT')\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(place.cache)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "holds\n"
    child.send_signal(signal.SIGSTOP)
    with Cache(place.cache, busy_seconds=1.5) as cache:
        # What is stored can be read all the while.
        assert len(cache.get_many([one.key for one in batch(0)])) == BATCH
        for _ in range(2):
            with pytest.raises(CacheError, match=r"^[^\n]*another process has kept it locked[^\n]*--no-cache[^\n]*$"):
                cache.put_many(RECIPE, batch(3))
        assert [record.message for record in caplog.records] == [WAITS.format(place.cache).removeprefix("pipeline: ")]
        child.send_signal(signal.SIGCONT)
        child.communicate("\n")
        cache.put_many(RECIPE, batch(3))
    assert len(place.stored()) == 2 * BATCH
    count("sharing", "writers stopped in the middle, others going on after a bounded wait")


def test_hits_that_cannot_be_counted_do_not_hold_up_the_end_of_a_run(place: Place) -> None:
    article = place.write("a.txt", seed=1)
    first = place.run(article)
    with locked(place.cache):
        done = place.run(article)
    assert (done.code, done.briefs) == (0, first.briefs)
    assert "waiting" not in done.err


def test_two_caches_in_one_process_do_not_undo_each_others_locks(place: Place) -> None:
    with Cache(place.cache) as one, Cache(place.cache) as two:
        one.put_many(RECIPE, batch(0))
        two.put_many(RECIPE, batch(3))
        # The last to close a file removes its log: this process is still at it, and must not be taken for gone.
        command = [sys.executable, "-m", "tests.faults.writer", str(place.cache), "6", "9"]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stderr == b""
        one.put_many(RECIPE, batch(9))
        two.put_many(RECIPE, batch(12))
        assert json.loads(place.call("cache", "stats", "--json").out)["entries"] == 5 * BATCH


def test_a_cache_that_is_removed_while_it_is_used_is_begun_anew(place: Place) -> None:
    with Cache(place.cache) as cache:
        cache.put_many(RECIPE, batch(0))
        shutil.rmtree(place.cache.parent)
        cache.put_many(RECIPE, batch(3))
        assert len(cache.get_many([one.key for one in (*batch(0), *batch(3))])) == BATCH
    assert set(place.stored()) == {one.key for one in batch(3)}


def test_threads_with_a_cache_each(place: Place) -> None:
    failures: list[Exception] = []

    def write(number: int) -> None:
        try:
            with Cache(place.cache) as cache:
                for first in range(number * 10**6, number * 10**6 + 10 * BATCH, BATCH):
                    cache.put_many(RECIPE, batch(first))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(PROCESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(place.stored()) == PROCESSES * 10 * BATCH


def test_processes_that_meet_a_damaged_file_together_move_it_once(place: Place) -> None:
    articles = [place.write(f"a{n}.txt", seed=n) for n in range(4)]
    rights = place.run(*articles, more=["--no-cache"]).briefs
    for turn in range(times(1, 10)):
        place.cache.parent.mkdir(exist_ok=True)
        place.cache.write_bytes(os.urandom(5000))
        children = [place.start("run", name, *FAKE, "--json") for name in articles]
        runs = [ended(child) for child in children]
        assert [run.code for run in runs] == [0] * 4, runs
        assert [run.briefs for run in runs] == [[right] for right in rights]
        assert len(list(place.cache.parent.glob("cache.sqlite.broken-*"))) == turn + 1
        assert set().union(*(run.units(hit=False) for run in runs)) == set(place.stored())
        count("sharing", "damaged files that four runs met together, moved aside once")
