"""The store stays small and sound: what goes, what stays, and what a look at every row finds."""
from __future__ import annotations

import contextlib
import hashlib
import json
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cache import Cache, Entry, Selection
from pipeline.cache_tables import FORMAT

ROOT = Path(__file__).parents[1]


def recipe(stage: str, model: str = "") -> bytes:
    fields = {"model": {"identity": {"model": model}}} if model else {}
    return json.dumps({"fields": fields, "stage": stage, "version": 1}).encode()


TRANSLATE, SUMMARIZE = recipe("translate", "small"), recipe("summarize", "brief")


def entry(number: int) -> Entry:
    key = hashlib.sha256(str(number).encode()).hexdigest()
    text = random.Random(number).randbytes(150).hex()
    return Entry(key, json.dumps({"number": number, "text": text}).encode(), 0.25)


def entries(count: int, start: int = 0) -> list[Entry]:
    return [entry(number) for number in range(start, start + count)]


def held(cache: Cache, count: int) -> set[int]:
    keys = {entry(number).key: number for number in range(count)}
    return {keys[key] for key in cache.peek(list(keys))}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.sqlite"


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def aged(path: Path, seconds: int, where: str = "1") -> None:
    """As if the results had been made and used so much earlier, by runs that ended."""
    with opened(path) as connection:
        connection.execute(f"UPDATE results SET used = used - ?, made = made - ? WHERE {where}", (seconds, seconds))
        connection.execute("DELETE FROM runs")


def counted_right(path: Path) -> bool:
    with opened(path) as connection:
        there = connection.execute("SELECT recipe, count(*), sum(length(data)) FROM results GROUP BY 1").fetchall()
        said = connection.execute("SELECT recipe, entries, bytes FROM totals WHERE entries ORDER BY 1").fetchall()
    return there == said


def test_the_least_recently_used_go_when_the_file_would_be_over_its_limit(path: Path) -> None:
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(3000))
    aged(path, 100_000)
    with Cache(path) as cache:
        cache.get_many([one.key for one in entries(500, start=1000)])
    limit = path.stat().st_size + 50_000
    with Cache(path, limit=limit) as cache:
        for start in range(3000, 4000, 50):
            cache.put_many(TRANSLATE, entries(50, start))
        there = held(cache, 4000)
        assert set(range(1000, 1500)) | set(range(3000, 4000)) <= there
        assert there & set(range(300)) == set()
        assert len(there) > 2000
    assert path.stat().st_size <= limit * 1.02
    assert counted_right(path)


def test_a_run_in_progress_keeps_all_that_it_used_and_is_told_once(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Cache(path, limit=200_000) as cache:
        for start in range(0, 2000, 100):
            cache.put_many(TRANSLATE, entries(100, start))
        assert held(cache, 2000) == set(range(2000))
        with Cache(path) as other:
            assert other.prune(Selection(), max_bytes=10_000).entries == 0
    assert caplog.text.count("over its limit") == 1
    with Cache(path) as cache:
        assert cache.prune(Selection(), max_bytes=200_000).entries > 1000
    assert path.stat().st_size <= 220_000


def test_what_another_process_uses_is_not_evicted(path: Path) -> None:
    """The other stores one result and waits; what it found is old, and the oldest but for that."""
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(1500))
    aged(path, 500_000, "id <= 300")
    aged(path, 300_000, "id > 300")
    size = path.stat().st_size
    code = (
        "import sys, hashlib\nfrom pathlib import Path\nfrom pipeline.cache import Cache, Entry\n"
        "keys = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(300)]\n"
        f"with Cache(Path(sys.argv[1]), limit={size}) as cache:\n"
        "    assert len(cache.get_many(keys)) == 300\n"
        "    cache.put_many(b'{\"stage\": \"x\"}', [Entry('f' * 64, b'1', 1.0)])\n"
        "    print('ready', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        with Cache(path, limit=size) as cache:
            for start in range(2000, 2400, 50):
                cache.put_many(SUMMARIZE, entries(50, start))
            there = held(cache, 2400)
        other.communicate()
    assert other.returncode == 0
    assert set(range(300)) <= there
    assert not set(range(300, 1500)) <= there


def test_what_a_run_that_only_reads_has_found_is_not_evicted(path: Path) -> None:
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(1500))
    aged(path, 500_000, "id <= 300")
    aged(path, 300_000, "id > 300")
    size = path.stat().st_size
    with Cache(path, limit=size) as reader, Cache(path, limit=size) as writer:
        assert len(reader.get_many([one.key for one in entries(300)])) == 300
        for start in range(2000, 2400, 50):
            writer.put_many(SUMMARIZE, entries(50, start))
        assert len(reader.get_many([one.key for one in entries(300)])) == 300
        assert not set(range(300, 1500)) <= held(writer, 1500)


def test_a_file_that_was_over_its_limit_becomes_as_small_again(path: Path) -> None:
    with Cache(path, limit=300_000) as cache:
        for start in range(0, 4000, 100):
            cache.put_many(TRANSLATE, entries(100, start))
    assert path.stat().st_size > 1_000_000
    aged(path, 100_000)
    with Cache(path, limit=300_000) as cache:
        for start in range(5000, 5200, 10):
            cache.put_many(TRANSLATE, entries(10, start))
        assert set(range(5000, 5200)) <= held(cache, 5200)
    assert path.stat().st_size < 310_000
    assert counted_right(path)


def test_what_is_imported_is_no_larger_than_the_limit(path: Path, tmp_path: Path) -> None:
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(3000))
        cache.export(tmp_path / "all.gz", Selection())
    with Cache(tmp_path / "ours.sqlite", limit=300_000) as cache:
        assert cache.take_in(tmp_path / "all.gz").entries == 3000
        assert 300 < cache.stats().entries < 1500
    assert (tmp_path / "ours.sqlite").stat().st_size < 310_000


def test_a_run_that_was_killed_protects_nothing_for_long(path: Path) -> None:
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(100))
    with opened(path) as connection:
        connection.execute("INSERT INTO runs VALUES (99, 0, ?)", (int(time.time()) - 7200,))
        connection.execute("INSERT INTO runs VALUES (98, 0, ?)", (int(time.time()) + 7200,))
    with Cache(path) as cache:
        assert cache.prune(Selection(), max_bytes=1).entries == 100


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(stage="translate"), {20, 21, 22}),
        (Selection(model="brief"), set(range(20))),
        (Selection(used_before=int(time.time()) - 50_000), set(range(10, 23))),
        (Selection("summarize", used_before=int(time.time()) - 50_000), set(range(23))),
        (Selection(), set()),
    ],
)
def test_what_is_chosen_goes_and_a_dry_run_says_the_same(path: Path, selection: Selection, left: set[int]) -> None:
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(20))
        cache.put_many(SUMMARIZE, entries(3, start=20))
    aged(path, 100_000, "id <= 10")
    with Cache(path) as cache:
        would = cache.prune(selection, dry_run=True)
        assert held(cache, 23) == set(range(23))
        assert cache.prune(selection) == would
        assert (would.entries, held(cache, 23)) == (23 - len(left), left)
    assert counted_right(path)


def test_pruning_to_a_size_takes_the_oldest_and_the_file_is_that_small(path: Path) -> None:
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(4000))
    with opened(path) as connection:
        connection.execute("UPDATE results SET used = used - id")
        connection.execute("DELETE FROM runs")
    with Cache(path) as cache:
        half = path.stat().st_size // 2
        would = cache.prune(Selection(), max_bytes=half, dry_run=True)
        assert cache.prune(Selection(), max_bytes=half) == would
        there = held(cache, 4000)
        assert there == set(range(len(there)))
    assert half * 0.8 < path.stat().st_size <= half * 1.02


def test_a_look_at_every_row_finds_all_that_is_wrong(path: Path) -> None:
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(50))
        cache.put_many(SUMMARIZE, entries(5, start=50))
        assert cache.verify() == type(cache.verify())(55, 0, ())
    with opened(path) as connection:
        connection.execute("UPDATE results SET data = x'00' WHERE id = 7")
        connection.execute("UPDATE results SET key = 5 WHERE id = 8")
        connection.execute("UPDATE results SET recipe = 77 WHERE id = 9")
        connection.execute("UPDATE totals SET entries = 1000 WHERE recipe = 1")
    with Cache(path) as cache:
        found = cache.verify()
        assert (found.entries, found.damaged) == (52, 3)
        assert cache.verify() == type(found)(52, 0, ())
        assert cache.stats().set_aside == 3
    assert counted_right(path)


def test_an_index_that_lacks_rows_is_made_again(path: Path) -> None:
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(300))
    with opened(path) as connection:
        ((statement, root),) = connection.execute("SELECT sql, rootpage FROM sqlite_master WHERE name = 'by_use'")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'by_use'")
    with opened(path) as connection:
        connection.execute("DELETE FROM results WHERE id = 5")
        connection.execute("PRAGMA writable_schema = ON")
        row = ("index", "by_use", "results", root, statement)
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
    with Cache(path) as cache:
        found = cache.verify()
        assert (found.entries, found.damaged, found.mended) == (299, 0, ("index", "totals"))
        assert cache.verify().mended == ()
    assert counted_right(path)


def test_totals_are_by_stage_and_model_and_of_this_machine(path: Path) -> None:
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(4))
        cache.put_many(recipe("translate", "large"), entries(2, start=4))
        cache.put_many(TRANSLATE, entries(4))
        cache.get_many([entry(0).key, entry(5).key])
        large, small = cache.stats().recipes
    assert (large.model, large.entries, large.hits, large.computed) == ("large", 2, 1, 2)
    assert (small.model, small.entries, small.hits, small.computed, small.cost) == ("small", 4, 1, 8, 2.0)


def test_a_cache_serves_all_threads_of_a_process(path: Path) -> None:
    failed: list[Exception] = []
    with Cache(path) as cache:

        def work(number: int) -> None:
            try:
                for k in range(20):
                    mine = entries(5, start=number * 1000 + k * 5)
                    cache.put_many(TRANSLATE, mine)
                    assert len(cache.get_many([one.key for one in mine])) == 5
            except Exception as error:
                failed.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failed
        stats = cache.stats()
    assert (stats.entries, stats.hits) == (800, 800)
    assert counted_right(path)


def test_results_of_one_recipe_are_gone_through_in_order(path: Path) -> None:
    with Cache(path) as cache:
        assert list(cache.of_recipe(TRANSLATE)) == []
        cache.put_many(SUMMARIZE, entries(3, start=5000))
        cache.put_many(TRANSLATE, entries(2500))
        assert list(cache.of_recipe(TRANSLATE)) == [(one.key, one.data) for one in entries(2500)]
        assert cache.recipes("translate") == [TRANSLATE]
        assert cache.stats().hits == 0


def test_so_many_articles_are_remembered_and_no_more(path: Path) -> None:
    with Cache(path) as cache:
        assert cache.article("0") is None
        for number in range(10_003):
            cache.remember_article(str(number), f"text {number}".encode())
        cache.remember_article("3", b"another text")
        assert [cache.article(str(number)) is None for number in (0, 1, 2, 4, 10_002)] == [True] * 3 + [False] * 2
        assert cache.article("3") == b"another text"


OLDER = (
    "CREATE TABLE recipes (id INTEGER PRIMARY KEY, stage TEXT NOT NULL, recipe BLOB NOT NULL UNIQUE)",
    "CREATE TABLE results (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, recipe INTEGER NOT NULL,"
    " packed INTEGER NOT NULL, data BLOB NOT NULL, checksum BLOB NOT NULL, seconds REAL NOT NULL,"
    " made INTEGER NOT NULL, used INTEGER NOT NULL)",
    "CREATE TABLE totals (stage TEXT PRIMARY KEY, entries INTEGER NOT NULL, bytes INTEGER NOT NULL,"
    " seconds REAL NOT NULL, hits INTEGER NOT NULL, saved REAL NOT NULL) WITHOUT ROWID",
    "CREATE TABLE set_aside (key BLOB, recipe INTEGER, packed INTEGER, data BLOB, checksum BLOB, seconds REAL,"
    " made INTEGER, used INTEGER, at INTEGER NOT NULL)",
    "PRAGMA application_id = 1734505062",
    "PRAGMA user_version = 1",
)


def older(path: Path, count: int) -> None:
    """A file of format 1 with ``count`` results of two recipes."""
    with Cache(path.with_suffix(".new")) as cache:
        cache.put_many(TRANSLATE, entries(count - 1))
        cache.put_many(SUMMARIZE, entries(1, start=count - 1))
    with opened(path.with_suffix(".new")) as new, opened(path) as old:
        for statement in OLDER:
            old.execute(statement)
        old.executemany("INSERT INTO recipes VALUES (?, ?, ?)", new.execute("SELECT id, stage, recipe FROM recipes"))
        columns = "id, key, recipe, packed, data, checksum, seconds, made, used"
        rows = new.execute(f"SELECT {columns} FROM results").fetchall()
        old.executemany("INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        old.execute("INSERT INTO totals VALUES ('translate', 1, 1, 1.0, 40, 10.0)")


def test_a_file_of_the_older_format_keeps_its_results(path: Path) -> None:
    older(path, 700)
    with Cache(path) as cache:
        assert {key: data for one in entries(700) for key, data in cache.get_many([one.key]).items()} == {
            one.key: one.data for one in entries(700)
        }
        brief, small = cache.stats().recipes
    assert (small.stage, small.model, small.entries, small.hits - 699, small.seconds_saved - 699 / 4) == (
        "translate", "small", 699, 40, 10.0,
    )  # fmt: skip
    assert (brief.model, brief.entries) == ("brief", 1)
    with opened(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert counted_right(path)


def test_processes_that_meet_an_older_file_together_renew_it_once(path: Path) -> None:
    older(path, 3000)
    code = (
        "import sys\nfrom pathlib import Path\nfrom pipeline.cache import Cache\n"
        "with Cache(Path(sys.argv[1])) as cache:\n    print(cache.stats().entries)\n"
    )
    command = [sys.executable, "-c", code, str(path)]
    several = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    assert [process.communicate(timeout=60)[0] for process in several] == ["3000\n"] * 6
    assert counted_right(path)
