"""Bytes flipped, files cut, journals left behind: the right output or one clear line, and nothing else is touched."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from pipeline.cache_file import FORMAT
from tests.faults import trees
from tests.faults.counts import count, times
from tests.faults.place import ARTICLES, MARKER, Done, Place, one_line

TOUCHED = (trees.CACHE, trees.OUTPUTS, trees.MODELS)


def outcome(
    place: Place, right: Done, before: trees.Tree, *, may: Iterable[str] = (), elsewhere: str = "nowhere"
) -> str:
    """What a run made of a damaged cache, and that it and the next one end as they may."""
    whole = place.cache.read_bytes() if place.cache.is_file() else None
    done = place.run(*ARTICLES)
    assert MARKER not in done.err
    assert trees.changed(before, place.tree(), *TOUCHED, re.compile(elsewhere)) == []
    broken = place.cache.with_name("cache.sqlite.broken-1")
    if done.code:
        line = one_line(done)
        assert any(words in line for words in may), line
        assert "--no-cache" in line or "--cache" in line
        assert not broken.exists()
        return "one clear line"
    assert done.briefs == right.briefs
    if not done.units(hit=False):
        return "nothing amiss, all found"
    again = place.run(*ARTICLES)
    assert (again.code, again.briefs) == (0, right.briefs), again.err
    assert "cache.sqlite" not in again.err, again.err
    if again.units(hit=False):
        # SQLite cannot see that an index is out of order. What it does not find costs time, and is no worse than that.
        return "some not found, computed at each run"
    if broken.exists():
        if whole is not None and whole[:16] != b"SQLite format 3\0":
            assert broken.read_bytes() == whole
        assert "moved to cache.sqlite.broken-1, and a new one begun" in done.err
        return "file moved aside, a new one begun"
    return "rows set aside, computed once more" if "set aside" in done.err else "some not there, computed once more"


def mended(place: Place, kept: Path) -> None:
    """The cache as it was, and no other."""
    for file in place.work.glob("outputs/cache.*"):
        shutil.rmtree(file) if file.is_dir() and not file.is_symlink() else file.unlink()
    shutil.copy(kept, place.cache)


@pytest.mark.parametrize("at_once", [1, 50], ids=["one-byte", "fifty-bytes"])
def test_bytes_flipped_at_random_places(place: Place, right: Done, tmp_path: Path, at_once: int) -> None:
    kept = Path(shutil.copy(place.cache, tmp_path / "kept.sqlite"))
    before = place.tree()
    chance = random.Random(at_once)
    for _ in range(times(2, 100)):
        content = bytearray(kept.read_bytes())
        for _ in range(at_once):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        place.cache.write_bytes(content)
        what = outcome(place, right, before, may=["newer version"])
        count("damage", f"caches with {at_once} flipped byte(s): {what}")
        mended(place, kept)


@pytest.mark.parametrize("region", [range(16, 100), range(100, 4096)], ids=["header", "first-page"])
def test_bytes_flipped_where_it_hurts(place: Place, right: Done, tmp_path: Path, region: range) -> None:
    """The header and the page with the tables' own description are small and decide over all others."""
    kept = Path(shutil.copy(place.cache, tmp_path / "kept.sqlite"))
    before = place.tree()
    chance = random.Random(region.start)
    for _ in range(times(2, 60)):
        content = bytearray(kept.read_bytes())
        content[chance.choice(region)] = chance.randrange(256)
        place.cache.write_bytes(content)
        what = outcome(place, right, before, may=["newer version", "another program's database"])
        count("damage", f"caches with a byte of the {'header' if region.start < 100 else 'first page'} changed: {what}")
        mended(place, kept)


def test_a_file_cut_anywhere(place: Place, right: Done, tmp_path: Path) -> None:
    kept = Path(shutil.copy(place.cache, tmp_path / "kept.sqlite"))
    before = place.tree()
    chance = random.Random(4)
    size = kept.stat().st_size
    for length in [0, 511, *(chance.randrange(512, size) for _ in range(times(1, 40)))]:
        os.truncate(place.cache, length)
        count("damage", f"caches cut short: {outcome(place, right, before)}")
        mended(place, kept)


def folder_in_its_place(place: Place) -> None:
    place.cache.unlink()
    place.cache.mkdir()
    (place.cache / "mine.txt").write_text("kept")


def pipe_in_its_place(place: Place) -> None:
    place.cache.unlink()
    os.mkfifo(place.cache)


def no_sqlite(place: Place) -> None:
    place.cache.write_text("These are notes of mine.\n" * 40)


def no_sqlite_and_short(place: Place) -> None:
    place.cache.write_text("Mine.")


def empty(place: Place) -> None:
    place.cache.write_bytes(b"")


def link_to_nowhere(place: Place) -> None:
    place.cache.unlink()
    place.cache.symlink_to(place.root / "elsewhere.sqlite")


def edited(place: Place, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(place.cache, isolation_level=None)) as file:
        for statement in statements:
            file.execute(statement).fetchall()


def tables(place: Place) -> list[str]:
    with contextlib.closing(sqlite3.connect(place.cache)) as file:
        return [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def newer(place: Place) -> None:
    edited(place, f"PRAGMA user_version = {FORMAT + 1}", f"ALTER TABLE {tables(place)[0]} ADD COLUMN mood TEXT")


def other_program(place: Place) -> None:
    place.cache.unlink()
    edited(place, "CREATE TABLE addresses (name TEXT)", "INSERT INTO addresses VALUES ('Anna')")


def table_gone(place: Place) -> None:
    edited(place, f"DROP TABLE {tables(place)[-1]}")


def emptied(place: Place) -> None:
    edited(place, *(f"DELETE FROM {name}" for name in tables(place)))


def log_of_another(place: Place) -> None:
    """As where somebody put an older cache back and left the log of the newer one."""
    other = place.root / "other.sqlite"
    with contextlib.closing(sqlite3.connect(other, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL").fetchone()
        file.execute("CREATE TABLE addresses (name TEXT)")
        shutil.copy(f"{other}-wal", f"{place.cache}-wal")
    other.unlink()


def log_of_its_own_past(place: Place) -> None:
    """A log that is valid, and older than the file."""
    with contextlib.closing(sqlite3.connect(place.cache, isolation_level=None)) as file:
        file.execute("PRAGMA wal_autocheckpoint = 0")
        for name in tables(place):
            file.execute(f"DELETE FROM {name}")
        log = Path(f"{place.cache}-wal").read_bytes()
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    Path(f"{place.cache}-wal").write_bytes(log)


def log_of_garbage(place: Place) -> None:
    Path(f"{place.cache}-wal").write_bytes(random.Random(1).randbytes(70_000))


def log_without_its_file(place: Place) -> None:
    log_of_its_own_past(place)
    place.cache.unlink()


def index_of_garbage(place: Place) -> None:
    Path(f"{place.cache}-shm").write_bytes(random.Random(1).randbytes(32_768))


def journal_of_garbage(place: Place) -> None:
    Path(f"{place.cache}-journal").write_bytes(random.Random(1).randbytes(5000))


def folder_for_its_log(place: Place) -> None:
    Path(f"{place.cache}-wal").mkdir()


FILES: list[tuple[Callable[[Place], None], str]] = [
    (folder_in_its_place, "is a folder"),
    (pipe_in_its_place, "is not a regular file"),
    (newer, "newer version"),
    (other_program, "another program's database"),
    (folder_for_its_log, "cannot be"),
    # Whoever puts another's log there has made another's database of it.
    (log_of_another, "another program's database"),
    *((what, "") for what in (
        no_sqlite, no_sqlite_and_short, empty, link_to_nowhere, table_gone, emptied, log_of_its_own_past,
        log_of_garbage, log_without_its_file, index_of_garbage, journal_of_garbage,
    )),
]  # fmt: skip


@pytest.mark.parametrize(("make", "line"), FILES, ids=[make.__name__ for make, _ in FILES])
def test_something_else_stands_there(place: Place, right: Done, make: Callable[[Place], None], line: str) -> None:
    make(place)
    before = place.tree()
    what = outcome(place, right, before, may=[line] if line else [], elsewhere=r"elsewhere\.sqlite")
    assert (what == "one clear line") is bool(line)
    if line and make is not log_of_another:
        assert trees.changed(before, place.tree(), trees.MODELS) == []
    count("damage", f"{make.__name__.replace('_', ' ')}: {what}")
