import contextlib
import hashlib
import json
import logging
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.cache import Cache, Entry
from pipeline.cache_file import FORMAT, file_system, is_network
from pipeline.errors import CacheError, InputError

ROOT = Path(__file__).parents[1]
TRANSLATE = b'{"fields":{"beams":4},"stage":"translate","version":1}'
SUMMARIZE = b'{"fields":{},"stage":"summarize","version":1}'

CHILD = """
import json, os, sqlite3, sys
from pathlib import Path
from pipeline.cache import Cache, Entry
from pipeline.errors import CacheError
import hashlib
def entry(number):
    key = hashlib.sha256(str(number).encode()).hexdigest()
    return Entry(key, json.dumps({"number": number, "text": "word " * 20}).encode(), 0.25)
cache = Cache(Path(sys.argv[1]))
"""


def entry(number, seconds=0.25):
    key = hashlib.sha256(str(number).encode()).hexdigest()
    return Entry(key, json.dumps({"number": number, "text": "word " * 20}).encode(), seconds)


def entries(count, start=0):
    return [entry(number) for number in range(start, start + count)]


def keys(some):
    return [one.key for one in some]


def child(code, path, *arguments, **options):
    command = [sys.executable, "-c", CHILD + code, str(path), *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def ended(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


@contextlib.contextmanager
def opened(path):
    """The file as another tool would open it."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@pytest.fixture
def path(tmp_path):
    return tmp_path / "made" / "cache.sqlite"


@pytest.fixture
def cache(path):
    with Cache(path) as cache:
        yield cache


def recounted(path):
    """What the totals ought to be, from the rows themselves."""
    with opened(path) as connection:
        return connection.execute(
            "SELECT stage, count(*), sum(length(data)), round(sum(seconds), 6) FROM results"
            " JOIN recipes ON recipes.id = results.recipe GROUP BY stage ORDER BY stage"
        ).fetchall()


def counted(cache):
    return [(s.stage, s.entries, s.bytes, round(s.seconds, 6)) for s in cache.stats().recipes if s.entries]


def test_what_was_put_is_found_again_by_key(cache):
    cache.put_many(TRANSLATE, entries(3))
    found = cache.get_many([*keys(entries(4))])
    assert found == {one.key: one.data for one in entries(3)}


def test_thousands_of_keys_are_looked_up_and_listed(cache):
    cache.put_many(TRANSLATE, entries(2500))
    assert len(cache.get_many(keys(entries(3000)))) == 2500
    assert [row.key for row in cache.rows()] == keys(entries(2500))[::-1]


def test_nothing_is_made_before_the_first_use_or_for_a_look(path):
    with Cache(path) as cache:
        cache.set_aside(entry(1).key)
        assert (list(cache.rows()), cache.stats().entries, cache.clear()) == ([], 0, 0)
        with pytest.raises(InputError, match="no result"):
            cache.show("ab")
    assert not path.parent.exists()


def test_an_equal_key_is_replaced_and_becomes_the_newest(cache, path):
    cache.put_many(TRANSLATE, entries(3))
    cache.put_many(SUMMARIZE, [Entry(entry(0).key, b"[1]", 2.0)])
    assert cache.get_many([entry(0).key]) == {entry(0).key: b"[1]"}
    newest = next(cache.rows())
    assert (newest.key, newest.stage, newest.size, newest.seconds) == (entry(0).key, "summarize", 3, 2.0)
    assert counted(cache) == recounted(path)


def test_long_results_are_compressed_and_short_ones_are_not(cache, path):
    short, long = b'"ja"', json.dumps("word " * 100).encode()
    cache.put_many(TRANSLATE, [Entry(entry(0).key, short, 0.0), Entry(entry(1).key, long, 0.0)])
    assert set(cache.get_many(keys(entries(2))).values()) == {short, long}
    assert sorted(row.size for row in cache.rows())[0] == len(short)
    assert sorted(row.size for row in cache.rows())[1] < len(long) / 5


def test_a_recipe_is_stored_once(cache, path):
    cache.put_many(TRANSLATE, entries(5))
    cache.put_many(TRANSLATE, entries(5, start=3))
    with opened(path) as connection:
        assert connection.execute("SELECT stage, recipe FROM recipes").fetchall() == [("translate", TRANSLATE)]


def test_rows_are_listed_newest_first_by_stage_and_up_to_a_limit(cache):
    cache.put_many(TRANSLATE, entries(2))
    cache.put_many(SUMMARIZE, entries(2, start=2))
    assert [row.key for row in cache.rows()] == keys(entries(4))[::-1]
    assert [row.key for row in cache.rows(stage="translate")] == keys(entries(2))[::-1]
    assert [row.key for row in cache.rows(limit=3)] == keys(entries(4))[:0:-1]


def test_a_result_is_shown_by_the_beginning_of_its_key(cache):
    cache.put_many(TRANSLATE, entries(40))
    shown = cache.show(entry(7).key[:12].upper())
    assert (shown.row.stage, shown.data["number"], shown.recipe["fields"]) == ("translate", 7, {"beams": 4})


@pytest.mark.parametrize(("prefix", "message"), [("", "hexadecimal"), ("xyz", "hexadecimal"), ("f" * 20, "no result")])
def test_a_beginning_that_fits_nothing_is_an_input_error(cache, prefix, message):
    cache.put_many(TRANSLATE, entries(40))
    with pytest.raises(InputError, match=message):
        cache.show(prefix)


def test_a_beginning_that_fits_several_is_an_input_error(cache):
    cache.put_many(TRANSLATE, entries(40))
    with pytest.raises(InputError, match="more digits"):
        cache.show(entry(7).key[:1])


def test_hits_and_the_seconds_they_saved_are_counted_across_openings(path):
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(4))
        cache.get_many(keys(entries(2)))
    with Cache(path) as cache:
        cache.get_many(keys(entries(6)))
        stats = cache.stats()
    assert (stats.entries, stats.hits, stats.seconds_saved, stats.seconds) == (4, 6, 1.5, 1.0)
    assert stats.file_bytes > stats.bytes > 0


def test_last_use_is_written_at_most_daily(path):
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(2))
    recent, old = int(time.time()) - 3600, int(time.time()) - 90_000
    with opened(path) as connection:
        connection.execute("UPDATE results SET used = ? WHERE id = 1", (recent,))
        connection.execute("UPDATE results SET used = ? WHERE id = 2", (old,))
    with Cache(path) as cache:
        cache.get_many(keys(entries(2)))
    with opened(path) as connection:
        (first,), (second,) = connection.execute("SELECT used FROM results ORDER BY id").fetchall()
    assert first == recent
    assert second > old + 80_000


def test_clearing_a_stage_leaves_the_others(cache, path):
    cache.put_many(TRANSLATE, entries(3))
    cache.put_many(SUMMARIZE, entries(2, start=3))
    assert cache.clear(stage="translate") == 3
    assert counted(cache) == recounted(path)
    assert [row.stage for row in cache.rows()] == ["summarize", "summarize"]
    assert cache.clear() == 2
    assert cache.stats().recipes == ()


def test_clearing_gives_the_space_back(cache):
    cache.put_many(TRANSLATE, [Entry(entry(0).key, json.dumps(random.Random(1).random()).encode() * 50_000, 1.0)])
    cache.put_many(TRANSLATE, [Entry(entry(1).key, random.Random(1).randbytes(500_000), 1.0)])
    before = cache.stats().file_bytes
    cache.clear()
    assert cache.stats().file_bytes < before / 5


@pytest.mark.parametrize(
    "damage",
    [
        "data = x'00' || substr(data, 2)",
        "data = 'text'",
        "packed = 1 - packed",
        "packed = 7",
        "checksum = x'0011223344556677'",
        "checksum = 'a'",
        "seconds = seconds + 1",
        "seconds = 'long'",
        "key = x'00'",
    ],
)
def test_a_damaged_row_is_a_miss_is_kept_aside_and_can_be_stored_again(cache, path, caplog, damage):
    cache.put_many(TRANSLATE, entries(3))
    with opened(path) as connection:
        connection.execute(f"UPDATE results SET {damage} WHERE id = 2")
    assert set(cache.get_many(keys(entries(3)))) == {entry(0).key, entry(2).key}
    cache.put_many(TRANSLATE, [entry(1)])
    assert len(cache.get_many(keys(entries(3)))) == 3
    if not damage.startswith("key"):
        assert "damaged" in caplog.text
        assert cache.stats().set_aside == 1
        assert counted(cache) == recounted(path)


def test_rows_that_are_exchanged_are_both_misses(cache, path):
    cache.put_many(TRANSLATE, entries(2))
    with opened(path) as connection:
        first, second = connection.execute("SELECT data, checksum FROM results ORDER BY id").fetchall()
        connection.execute("UPDATE results SET data = ?, checksum = ? WHERE id = 1", second)
        connection.execute("UPDATE results SET data = ?, checksum = ? WHERE id = 2", first)
    assert cache.get_many(keys(entries(2))) == {}


def test_damaged_figures_do_not_stop_a_listing(cache, path):
    cache.put_many(TRANSLATE, entries(2))
    with opened(path) as connection:
        connection.execute("UPDATE results SET made = 1e300, used = 'x', seconds = 'y' WHERE id = 1")
        connection.execute("UPDATE totals SET bytes = 'many'")
    assert [row.made == "unknown" for row in cache.rows()] == [False, True]
    assert cache.stats().entries == 2


def test_a_row_its_reader_cannot_read_is_set_aside(cache, path):
    cache.put_many(TRANSLATE, entries(2))
    cache.set_aside(entry(0).key)
    assert set(cache.get_many(keys(entries(2)))) == {entry(1).key}
    assert (cache.stats().set_aside, counted(cache)) == (1, recounted(path))


def test_showing_a_damaged_row_says_so_and_sets_it_aside(cache, path):
    cache.put_many(TRANSLATE, [Entry(entry(0).key, b"{not json", 0.0)])
    with pytest.raises(InputError, match="damaged"):
        cache.show(entry(0).key)
    assert cache.stats().set_aside == 1


@pytest.mark.parametrize("content", [b"These are notes of mine.\n" * 50, b"SQLite format 3\0" + b"\xff" * 5000, b"x"])
def test_a_file_that_is_no_database_is_moved_aside_whole(cache, path, caplog, content):
    path.parent.mkdir()
    path.write_bytes(content)
    assert cache.get_many(keys(entries(2))) == {}
    cache.put_many(TRANSLATE, entries(2))
    assert len(cache.get_many(keys(entries(2)))) == 2
    assert path.with_name("cache.sqlite.broken-1").read_bytes() == content
    assert "moved to cache.sqlite.broken-1" in caplog.text


def test_an_empty_file_becomes_a_cache(cache, path):
    path.parent.mkdir()
    path.touch()
    cache.put_many(TRANSLATE, entries(2))
    assert len(cache.get_many(keys(entries(2)))) == 2
    assert sorted(part.name for part in path.parent.glob("*broken*")) == []


@pytest.mark.parametrize("left", [0.2, 0.5, 0.9])
def test_a_truncated_file_is_begun_anew(path, left):
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(300))
    os.truncate(path, int(path.stat().st_size * left))
    with Cache(path) as cache:
        found = cache.get_many(keys(entries(300)))
        assert all(found[one.key] == one.data for one in entries(300) if one.key in found)
        cache.put_many(TRANSLATE, entries(300))
        assert len(cache.get_many(keys(entries(300)))) == 300
    assert len(list(path.parent.glob("*.broken-?"))) == 1


@pytest.mark.parametrize("seed", range(20))
def test_flipped_bytes_never_give_a_wrong_result_nor_end_a_run(path, seed):
    chance = random.Random(seed)
    with Cache(path) as cache:
        cache.put_many(TRANSLATE, entries(60))
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 3, 30, 300])):
        # The format's number (bytes 60 to 63) is what tells a newer program's file, so it is left whole.
        content[chance.choice([*range(60), *range(64, 2000)] if seed % 2 else range(100, len(content)))] ^= 1 << (
            chance.randrange(8)
        )
    path.write_bytes(content)
    right = {one.key: one.data for one in entries(60)}
    with Cache(path) as cache:
        assert cache.get_many(list(right)).items() <= right.items()
        assert len(list(cache.rows())) <= 70
        cache.stats()
        for one in entries(60):
            cache.put_many(TRANSLATE, [one])
        # An index damaged so that SQLite does not notice gives misses, and no more than that.
        assert cache.get_many(list(right)).items() <= right.items()


def test_a_file_damaged_while_it_is_open_does_not_end_the_run(cache, path):
    cache.put_many(TRANSLATE, entries(300))
    with opened(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with path.open("r+b") as file:
        file.write(b"\xaa" * path.stat().st_size)
    for some in (entries(50), entries(50, start=1000)):
        cache.put_many(TRANSLATE, some)
        assert cache.get_many(keys(some)) == {one.key: one.data for one in some}
    assert len(list(path.parent.glob("*.broken-?"))) == 1


def test_a_file_that_another_process_has_replaced_is_not_moved_again(path):
    with Cache(path) as first, Cache(path) as second:
        first.put_many(TRANSLATE, entries(300))
        second.get_many(keys(entries(300)))
        with opened(path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        with path.open("r+b") as file:
            file.write(b"\xaa" * path.stat().st_size)
        for cache in (first, second):
            cache.put_many(TRANSLATE, entries(50))
            assert len(cache.get_many(keys(entries(50)))) == 50
    assert len(list(path.parent.glob("*.broken-?"))) == 1
    with Cache(path) as cache:
        assert cache.stats().entries == 50


def test_the_journals_of_a_damaged_file_go_with_it(cache, path):
    path.parent.mkdir()
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).write_text(f"damaged {ending}")
    cache.put_many(TRANSLATE, entries(1))
    for ending in ("", "-journal", "-wal", "-shm"):
        assert path.with_name(f"cache.sqlite.broken-1{ending}").read_text() == f"damaged {ending}"


def test_each_damaged_file_gets_its_own_name(path):
    for number in (1, 2, 3):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"damage %d" % number)
        with Cache(path) as cache:
            cache.put_many(TRANSLATE, entries(1))
        assert path.with_name(f"cache.sqlite.broken-{number}").read_bytes() == b"damage %d" % number


def test_a_file_of_a_newer_version_is_refused_and_left_alone(cache, path):
    cache.put_many(TRANSLATE, entries(2))
    cache.close()
    with opened(path) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
        connection.execute("ALTER TABLE results ADD COLUMN mood TEXT")
    with pytest.raises(CacheError, match=r"newer version .* update german-briefs"):
        cache.get_many(keys(entries(2)))
    assert [part.name for part in path.parent.iterdir()] == ["cache.sqlite"]


def test_another_programs_database_is_refused_and_left_alone(cache, path):
    path.parent.mkdir()
    with opened(path) as connection:
        connection.execute("CREATE TABLE addresses (name TEXT)")
    with pytest.raises(CacheError, match="another program's database"):
        cache.put_many(TRANSLATE, entries(1))
    with opened(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("addresses",)]


def test_a_folder_in_its_place_is_one_clear_line(cache, path):
    path.mkdir(parents=True)
    with pytest.raises(CacheError, match=r"^[^\n]* is a folder: .*--no-cache[^\n]*$"):
        cache.get_many([entry(0).key])


def test_something_other_than_a_file_is_never_moved(cache, path):
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(CacheError, match="not a regular file"):
        cache.get_many([entry(0).key])
    assert path.is_fifo()


def test_a_file_where_its_folder_should_be_is_one_clear_line(tmp_path):
    (tmp_path / "made").write_text("a file")
    with Cache(tmp_path / "made" / "cache.sqlite") as cache, pytest.raises(CacheError, match=r"cannot be made"):
        cache.get_many([entry(0).key])


AS_SOMEBODY_ELSE = """
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    cache.get_many([entry(1).key])
    cache.put_many(b'{"stage":"translate"}', [entry(2)])
except CacheError as error:
    print(error)
"""


@pytest.mark.parametrize("readable", ["folder", "file"])
def test_what_may_not_be_written_is_one_clear_line(tmp_path_factory, readable):
    # Not under tmp_path, whose own folders are closed to another user.
    folder = Path("/tmp") / f"{tmp_path_factory.getbasetemp().name}-{os.getpid()}-{readable}"
    folder.mkdir()
    path = folder / "cache.sqlite"
    try:
        if readable == "file":
            with Cache(path) as cache:
                cache.put_many(TRANSLATE, [entry(1)])
            path.chmod(0o444)
        folder.chmod(0o555)
        said = ended(child(AS_SOMEBODY_ELSE, path))
    finally:
        folder.chmod(0o755)
        path.unlink(missing_ok=True)
        folder.rmdir()
    assert "not writable" in said
    assert "--no-cache" in said
    assert said.count("\n") == 1


DISK_FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    for number in range(10_000):
        cache.put_many(b'{"stage":"translate"}', [entry(number)])
        print(number)
except CacheError as error:
    print(error)
"""


def test_a_full_disk_is_one_clear_line_and_what_was_stored_stays(path):
    *stored, said = ended(child(DISK_FULL, path)).splitlines()
    assert "--no-cache" in said
    assert "free some space" in said.lower()
    assert len(stored) > 5
    with Cache(path) as cache:
        assert len(cache.get_many(keys(entries(10_000)))) == len(stored)


def test_a_file_that_stays_locked_is_a_clear_error_and_lost_counts_are_not(path):
    with Cache(path, busy_seconds=0.1) as cache:
        cache.put_many(TRANSLATE, entries(1))
        with opened(path) as other:
            other.execute("BEGIN IMMEDIATE")
            assert len(cache.get_many([entry(0).key])) == 1
            with pytest.raises(CacheError, match="locked"):
                cache.put_many(TRANSLATE, entries(2))
            cache.close()
        cache.put_many(TRANSLATE, entries(2))
        assert len(cache.get_many(keys(entries(2)))) == 2


def test_a_file_with_a_rollback_journal_serves_too(cache, path):
    cache.put_many(TRANSLATE, entries(2))
    cache.close()
    with opened(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    cache.put_many(TRANSLATE, entries(4))
    assert len(cache.get_many(keys(entries(4)))) == 4
    assert not path.with_name("cache.sqlite-wal").exists()


def test_network_file_systems_are_told_apart(tmp_path):
    table = tmp_path / "mountinfo"
    table.write_text(
        "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n"
        "40 27 0:50 / /mnt/my\\040share rw shared:1 master:2 - nfs4 server:/export rw\n"
        "41 27 0:51 / /mnt/my\\040share/local rw - xfs /dev/vdb rw\n"
    )
    assert file_system(Path("/mnt/my share/news"), table) == "nfs4"
    assert file_system(Path("/mnt/my share/local"), table) == "xfs"
    assert file_system(Path("/mnt/my shared"), table) == "ext4"
    assert file_system(Path("/"), tmp_path / "missing") is None
    assert [is_network(kind) for kind in ("nfs4", "ext4", None)] == [True, False, False]


WRITES_UNTIL_KILLED = """
start = int(sys.argv[2])
for first in range(start, start + 100_000, 3):
    cache.put_many(b'{"stage":"translate"}', [entry(number) for number in range(first, first + 3)])
    print(first, flush=True)
"""


def test_a_killed_writer_loses_nothing_it_had_stored(path):
    chance = random.Random(5)
    said = []
    for turn in range(5):
        writing = [child(WRITES_UNTIL_KILLED, path, (3 * turn + number) * 1_000_000) for number in range(3)]
        said += [process.stdout.readline() for process in writing]
        for process in writing:
            time.sleep(chance.random() * 0.1)
            process.send_signal(signal.SIGKILL)
            # Not communicate, which forgets what readline has read ahead.
            out = process.stdout.read()
            process.communicate()
            # The last line may be cut by the kill.
            lines = out.splitlines(keepends=True)
            said += [line for line in lines if line.endswith("\n") and line.strip().isdigit()]
    stored = [entry(int(line) + more) for line in said for more in range(3)]
    with Cache(path) as cache:
        assert cache.get_many(keys(stored)) == {one.key: one.data for one in stored}
        assert counted(cache) == recounted(path)
        # Whole batches only.
        assert cache.stats().entries % 3 == 0
    assert list(path.parent.glob("*broken*")) == []


WRITES_AND_READS = """
me = int(sys.argv[2])
for turn in range(25):
    mine = [entry(number) for number in range(turn * 8, turn * 8 + 12)] + [entry(1000 * (me + 1) + turn)]
    found = cache.get_many([one.key for one in mine])
    assert all(found[one.key] == one.data for one in mine if one.key in found)
    cache.put_many(b'{"stage":"translate"}', mine)
    assert len(cache.get_many([one.key for one in mine])) == 13
cache.close()
print("done")
"""


def test_eight_processes_share_a_file(path):
    started = [child(WRITES_AND_READS, path, number) for number in range(8)]
    assert [ended(process) for process in started] == ["done\n"] * 8
    with Cache(path) as cache:
        assert cache.stats().entries == 24 * 8 + 12 + 8 * 25
        assert counted(cache) == recounted(path)
        assert cache.stats().hits >= 8 * 25 * 13


def test_a_log_line_names_the_file(path, caplog):
    path.parent.mkdir()
    path.write_bytes(b"not a database")
    with Cache(path) as cache, caplog.at_level(logging.WARNING, logger="pipeline"):
        cache.get_many([entry(0).key])
    assert str(path) in caplog.text


@pytest.mark.parametrize("key", ["", "abc", "0" * 63, "g" * 64])
def test_a_key_that_is_no_sha256_is_a_programming_error(cache, key):
    with pytest.raises(ValueError, match=r"hexadecimal"):
        cache.get_many([key])
