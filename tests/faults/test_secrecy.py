"""What an article says is read by its user alone: permissions, --no-cache, and no word of it in a log."""

from __future__ import annotations

import contextlib
import os
import random
import re
import sqlite3
import stat
from pathlib import Path

import pytest

from pipeline import dismissed_file
from pipeline.cache import Cache
from pipeline.dismissed import Dismissal
from pipeline.errors import CacheError
from pipeline.values import Severity
from tests.faults import trees
from tests.faults.counts import WHOLE, count, times
from tests.faults.place import ARTICLES, MARKER, Done, Place
from tests.faults.test_damage import FILES
from tests.faults.writer import RECIPE, batch


@pytest.fixture
def no_umask() -> object:
    """Files are made for all to read and write, unless whoever makes them says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in (folder, *folder.rglob("*"))}


def holding(text: str, folder: Path) -> list[str]:
    """Files in which ``text`` stands, as it is or spelled backwards."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    raw = text.encode(), text[::-1].encode()
    return sorted(str(file.relative_to(folder)) for file in files if any(one in file.read_bytes() for one in raw))


def test_what_a_run_makes_is_for_its_user_alone_whatever_the_umask(place: Place, no_umask: None) -> None:
    name = place.write("a.txt", seed=1)
    cache = place.root / "new" / "deep" / "cache.sqlite"
    child = place.start("run", name, "--engine", "fake", "--translator", ".", "--summarizer", ".", "--cache", cache,
                        knobs={"FAULTS_SLOW": "translate=0.01", "FAULTS_STORE": "at-once"})  # fmt: skip
    while not cache.with_name("cache.sqlite-wal").exists():
        assert child.poll() is None
    while_open = modes(place.root / "new")
    child.communicate()
    assert while_open.keys() >= {"new", "deep", "cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm"}
    assert set(while_open.values()) == {"0o600", "0o700"}
    cache.write_bytes(b"damaged" * 100)
    place.run(name, more=["--cache", str(cache)])
    moved = modes(place.root / "new")
    assert moved.keys() >= {"cache.sqlite", "cache.sqlite.lock", "cache.sqlite.broken-1"}
    assert set(moved.values()) == {"0o600", "0o700"}
    count("secrecy", "files and folders made with umask 000, all closed to others", len(while_open | moved))


def test_the_default_place_is_for_its_user_alone(place: Place, no_umask: None) -> None:
    (place.work / "pipeline.toml").unlink()
    assert place.run(place.write("a.txt", seed=1)).code == 0
    (cache,) = (place.root / "caches").glob("*.sqlite")
    assert modes(cache.parent) == {"caches": "0o755", cache.name: "0o600", "hashes.json": "0o600"}
    (place.root / "caches").rename(place.root / "old")
    assert place.run("a.txt").code == 0
    assert set(modes(place.root / "caches").values()) == {"0o600", "0o700"}


def test_dismissed_flags_are_for_their_user_alone(place: Place, no_umask: None) -> None:
    file = dismissed_file.beside(place.root / "new" / "cache.sqlite")
    dismissed_file.add(file, [Dismissal("numbers", MARKER, MARKER, Severity.SEVERE, "", "", "2026-04-20T08:15:00Z")])
    assert modes(file.parent) == {"new": "0o700", file.name: "0o600"}


def test_no_cache_leaves_nothing(place: Place) -> None:
    name = place.write("a.txt", seed=1)
    before = place.tree()
    done = place.run(name, more=["--no-cache", "-o", "briefs"])
    assert done.code == 0
    briefs = re.compile(r"work/briefs(?:/a\.(?:md|json))?")
    assert trees.changed(before, place.tree(), briefs, trees.MODELS) == []
    assert place.call("translate", name, "--no-cache", "--engine", "fake", "--translator", ".").code == 0
    assert trees.changed(before, place.tree(), briefs, trees.MODELS) == []
    assert holding(MARKER, place.root) == ["work/a.txt", "work/briefs/a.json", "work/briefs/a.md"]


@pytest.mark.skipif(not WHOLE, reason="converts the bundled models for itself alone; make faults does it")
def test_no_cache_leaves_nothing_with_the_bundled_models(place: Place) -> None:
    text = f"{MARKER} wächst weiter.\n\nWien und Graz wachsen auch, sagte {MARKER}.\n"
    (place.work / "a.txt").write_text(text, "utf-8")
    before = place.tree()
    done = place.call("run", "a.txt", "--no-cache", "-o", "briefs")
    assert done.code == 0, done.err
    # What is remembered of models; and a folder that torch makes when it is loaded, which stays empty.
    models = re.compile(r"caches/(?:hashes\.json|(?:checked|converted|ctranslate2)(?:/.*)?)|scratch/torchinductor_\w+")
    assert trees.changed(before, place.tree(), re.compile(r"work/briefs(?:/.*)?"), models) == []
    assert holding(MARKER, place.root) == ["work/a.txt", "work/briefs/a.json", "work/briefs/a.md"]


def test_no_word_of_an_article_is_logged(place: Place, right: Done, tmp_path: Path) -> None:
    logged = tmp_path / "everything.log"
    knobs = {"FAULTS_LOG": str(logged)}

    def seen(done: Done) -> None:
        assert MARKER not in done.err
        assert MARKER not in logged.read_text("utf-8")
        assert not any(word in logged.read_text("utf-8") for word in ("gekauft", "tfuakeg", "Nummer"))

    place.cache.unlink()
    seen(place.run(*ARTICLES, more=["-v"], knobs=knobs))
    kept = place.cache.read_bytes()
    chance = random.Random(8)
    for number in range(times(2, 40)):
        content = bytearray(kept)
        for _ in range(chance.choice([1, 50, 500])):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        if number % 2:
            # A page of results where SQLite expects the tables' own description.
            start = 4096 * chance.randrange(1, len(kept) // 4096)
            content[100:4096] = kept[start : start + 3996]
        place.cache.write_bytes(content)
        seen(place.run(*ARTICLES, more=["-v"], knobs=knobs))
        count("secrecy", "damaged caches whose run logged no word of an article")


@pytest.mark.parametrize("make", [make for make, _ in FILES], ids=[make.__name__ for make, _ in FILES])
def test_no_word_of_an_article_is_in_what_the_cache_says_of_damage(
    place: Place, caplog: pytest.LogCaptureFixture, right: Done, make: object
) -> None:
    caplog.set_level("DEBUG")
    assert callable(make)
    make(place)
    said = ""
    with Cache(place.cache, busy_seconds=0.1) as cache:
        try:
            cache.get_many([batch(0)[0].key])
            cache.put_many(RECIPE, batch(0))
        except CacheError as error:
            said = str(error)
    assert MARKER not in said + caplog.text
    assert "\n" not in said


@pytest.mark.parametrize("place_of", ["sql", "name"])
def test_tables_that_hold_text_are_not_quoted(
    place: Place, right: Done, caplog: pytest.LogCaptureFixture, place_of: str
) -> None:
    """Text in the place of the tables' description, which SQLite quotes when it cannot read it."""
    with contextlib.closing(sqlite3.connect(place.cache, isolation_level=None)) as file:
        file.execute("PRAGMA writable_schema = ON")
        text = f"CREATE TABLE {MARKER} {MARKER} (" if place_of == "sql" else MARKER
        file.execute(f"UPDATE sqlite_master SET {place_of} = ? WHERE rowid = 1", (text,))
    with pytest.raises(sqlite3.DatabaseError, match=MARKER), contextlib.closing(sqlite3.connect(place.cache)) as file:
        file.execute("SELECT * FROM sqlite_master").fetchall()
    done = place.run(*ARTICLES)
    assert (done.code, done.briefs, MARKER in done.err) == (0, right.briefs, False)
    assert "moved to cache.sqlite.broken-1" in done.err
