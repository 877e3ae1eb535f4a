"""A disk that is full, or may not be written: the right output or one clear line, and nothing else is touched."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import trees
from tests.faults.counts import count, times
from tests.faults.place import ARTICLES, MARKER, Done, Place, one_line

NOBODY = {"FAULTS_USER": "65534"}
AT_ONCE = {"FAULTS_STORE": "at-once"}

needs_root = pytest.mark.skipif(os.getuid() != 0, reason="LEFT OUT: only root can make another user's file")


def test_no_file_may_grow_further(place: Place) -> None:
    """As on a full disk: SQLite is refused the bytes it asks for."""
    articles = [place.write(f"a{number}.txt", seed=number) for number in range(3)]
    right = place.run(*articles, more=["--no-cache"]).briefs
    before = place.tree()
    chance = random.Random(1)
    for _ in range(times(3, 60)):
        room = int(10 ** chance.uniform(4, 7))
        done = place.run(*articles, knobs=AT_ONCE | {"FAULTS_ROOM": str(room)})
        if done.code == 0:
            assert done.briefs == right
            count("full disk", "runs that had room enough")
        else:
            line = done.err.splitlines()[-1]
            assert done.code == 1
            assert "free some space" in line.lower() or "cannot be written: File too large" in line, done.err
            assert [told for told in done.err.splitlines() if not told.startswith("pipeline: wrote ")] == [line]
            count("full disk", "runs whose files may not grow: one clear line")
        assert trees.changed(before, place.tree(), trees.CACHE, trees.OUTPUTS) == []
        kept = place.stored() if place.cache.exists() and place.cache.stat().st_size else []
        done = place.run(*articles)
        assert (done.code, done.briefs) == (0, right), done.err
        assert not done.units(hit=False) & set(kept)
        shutil.rmtree(place.work / "outputs")


@pytest.fixture
def small(place: Place) -> Iterator[Path]:
    """``outputs`` on a disk of its own of 1 MB."""
    disk = place.work / "outputs"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("LEFT OUT: no disk can be mounted here; the test of files that may not grow says the same")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_a_disk_that_is_full(place: Place, small: Path) -> None:
    articles = [place.write(f"a{number}.txt", seed=number) for number in range(3)]
    elsewhere = ["-o", str(place.root / "briefs")]
    right = place.run(*articles, more=["--no-cache", *elsewhere]).briefs
    before = place.tree()
    chance = random.Random(2)
    briefs = re.compile(r"briefs/[a-z0-9-]+\.(?:md|json)")
    for _ in range(times(3, 60)):
        with (small / "filler").open("wb") as filler:
            filler.write(bytes(chance.randrange(500_000, 1_048_577)))
        done = place.run(*articles, more=elsewhere)
        if done.code == 0:
            assert done.briefs == right
            count("full disk", "runs on a small disk that had room enough")
        else:
            line = done.err.splitlines()[-1]
            assert (done.code, "free some space" in line.lower()) == (1, True), done.err
            assert all(told.startswith("pipeline: wrote ") for told in done.err.splitlines()[:-1])
            count("full disk", "runs on a full disk of 1 MB: one clear line")
        (small / "filler").unlink()
        assert trees.changed(before, place.tree(), trees.CACHE, briefs) == []
        kept = place.stored() if place.cache.exists() and place.cache.stat().st_size else []
        done = place.run(*articles, more=elsewhere)
        assert (done.code, done.briefs) == (0, right), done.err
        assert not done.units(hit=False) & set(kept)
        for file in small.iterdir():
            file.unlink()


def opened_to_all(place: Place) -> None:
    """Another user can reach the place and write in it, as far as the test does not forbid it."""
    for folder in (place.root, *place.root.parents):
        if folder.stat().st_uid == os.getuid() and len(folder.parts) > 2:
            folder.chmod(folder.stat().st_mode | 0o755)
    for path in place.root.rglob("*"):
        path.chmod(0o777 if path.is_dir() else 0o666)


def forbidden(place: Place, what: str) -> dict[str, str]:
    """Forbid it, for a child with the knobs returned."""
    folder = place.cache.parent
    if what == "file":
        place.cache.chmod(0o444)
    elif what == "folder":
        folder.chmod(0o555)
    elif what == "folder, no file":
        place.cache.unlink()
        folder.chmod(0o555)
    elif what == "another user's file":
        place.cache.chmod(0o600)
    elif what == "another user's folder":
        folder.chmod(0o700)
    else:
        shutil.rmtree(folder)
        place.work.chmod(0o555)
    return NOBODY if os.getuid() == 0 else {}


@pytest.mark.parametrize(
    "what",
    [
        "file", "folder", "folder, no file", "no folder",
        pytest.param("another user's file", marks=needs_root), pytest.param("another user's folder", marks=needs_root),
    ],
)  # fmt: skip
def test_what_may_not_be_written_is_one_clear_line(place: Place, right: Done, what: str) -> None:
    article = ARTICLES[0]
    # What is written goes elsewhere, so that only the cache is in the way.
    elsewhere = ["-o", str(place.root / "briefs")]
    assert place.run(article, more=elsewhere).briefs == right.briefs[:1]
    opened_to_all(place)
    knobs = forbidden(place, what)
    before = place.tree()
    line = one_line(place.run(article, more=elsewhere, knobs=knobs or AT_ONCE))
    assert str(place.work / "outputs") in line
    assert "--no-cache" in line
    assert MARKER not in line
    assert trees.changed(before, place.tree()) == []
    done = place.run(article, more=[*elsewhere, "--no-cache"], knobs=knobs or AT_ONCE)
    assert (done.code, len(done.briefs)) == (0, 1), done.err
    assert trees.changed(before, place.tree()) == []
    count("permissions", f"run that may not use the cache ({what}): one clear line")
    for folder in (place.work, place.cache.parent):
        if folder.exists():
            folder.chmod(0o755)


@needs_root
def test_another_user_who_may_write_to_a_cache_uses_it(place: Place, right: Done) -> None:
    opened_to_all(place)
    done = place.run(*ARTICLES, knobs=NOBODY)
    assert (done.code, done.briefs, done.units(hit=False)) == (0, right.briefs, set()), done.err
