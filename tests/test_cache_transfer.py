"""Results as one file: taken in whole, or not at all."""
from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cache import Cache, Entry, Selection
from pipeline.errors import CacheError, InputError

SMALL = b'{"fields":{"model":{"identity":{"model":"small"}}},"stage":"translate","version":1}'
LARGE = b'{"fields":{"model":{"identity":{"model":"large"}}},"stage":"translate","version":1}'


def entries(count: int, start: int = 0) -> list[Entry]:
    keys = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(start, start + count)]
    return [Entry(key, json.dumps({"text": f"Grüße an {key}"}, ensure_ascii=False).encode(), 0.5) for key in keys]


def contents(cache: Cache) -> dict[str, bytes]:
    return {key: data for recipe in (SMALL, LARGE) for key, data in cache.of_recipe(recipe)}


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    with Cache(tmp_path / "theirs.sqlite") as cache:
        cache.put_many(SMALL, entries(2500))
        cache.put_many(LARGE, entries(10, start=2500))
        assert cache.export(tmp_path / "results.gz", Selection()).entries == 2510
    return tmp_path / "results.gz"


def test_all_is_there_on_the_other_machine_and_what_was_there_stays(exported: Path, tmp_path: Path) -> None:
    with Cache(tmp_path / "ours.sqlite") as ours, Cache(tmp_path / "theirs.sqlite") as theirs:
        mine = Entry(entries(1)[0].key, b'"mine"', 1.0)
        ours.put_many(SMALL, [mine])
        moved = ours.take_in(exported)
        assert (moved.entries, moved.there) == (2509, 1)
        assert contents(ours) == {**contents(theirs), mine.key: mine.data}
        large, small = ours.stats().recipes
        assert (large.entries, large.computed, small.entries, small.computed, small.seconds) == (10, 0, 2500, 1, 1250.5)
        assert [row.made for row in theirs.rows(limit=1)] == [row.made for row in ours.rows(limit=1)]
        assert ours.take_in(exported).entries == 0
        assert ours.verify().damaged == 0


def test_the_same_results_are_the_same_file_and_a_part_is_a_part(exported: Path, tmp_path: Path) -> None:
    with Cache(tmp_path / "theirs.sqlite") as theirs:
        theirs.export(tmp_path / "again.gz", Selection())
        assert (tmp_path / "again.gz").read_bytes() == exported.read_bytes()
        assert theirs.export(tmp_path / "part.gz", Selection(model="large")).entries == 10
        assert theirs.export(tmp_path / "none.gz", Selection(used_before=0)).entries == 0
        with pytest.raises(CacheError, match="name another file"):
            theirs.export(tmp_path / "missing" / "part.gz", Selection())
    with Cache(tmp_path / "ours.sqlite") as ours:
        assert ours.take_in(tmp_path / "part.gz").entries == 10
        assert ours.take_in(tmp_path / "none.gz").entries == 0
        assert [recipe.model for recipe in ours.stats().recipes] == ["large"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "again.gz", "none.gz", "ours.sqlite", "part.gz", "results.gz", "theirs.sqlite"
    ]  # fmt: skip


def lines(change: Callable[[list[bytes]], object]) -> Callable[[bytes], bytes]:
    """Changes the lines of an exported file; the foot stays unless it is changed too."""

    def changed(packed: bytes) -> bytes:
        some = gzip.decompress(packed).splitlines(keepends=True)
        change(some)
        return gzip.compress(b"".join(some))

    return changed


def flipped(packed: bytes) -> bytes:
    raw = bytearray(packed)
    raw[len(raw) // 2] ^= 1
    return bytes(raw)


def signed(some: list[bytes]) -> None:
    """Give the lines the foot that fits them."""
    body = b"".join(some[:-1])
    foot = {"entries": body.count(b'"key"'), "sha256": hashlib.sha256(body).hexdigest()}
    some[-1] = json.dumps(foot).encode() + b"\n"


def resigned(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Replaces ``old`` by ``new`` once and signs the whole as if nothing were wrong."""

    def change(some: list[bytes]) -> None:
        body = b"".join(some[:-1])
        assert old in body
        some[:] = [*body.replace(old, new, 1).splitlines(keepends=True), some[-1]]
        signed(some)

    return lines(change)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda raw: raw[: len(raw) // 2], "no whole file"),
        (lambda raw: b"", "no whole file"),
        (lambda raw: b"hello", "no whole file"),
        (flipped, "no whole file"),
        (lines(lambda some: some.pop(3)), "line 2513"),
        (lines(lambda some: some.pop()), "no whole file"),
        (lines(lambda some: some.append(b"more\n")), "no whole file"),
        (lines(lambda some: some.__setitem__(5, some[5].replace(b"an", b"am"))), "line 2514"),
        (resigned(b'"version":1}\n', b'"version":2}\n'), "format 2"),
        (resigned(b"german-briefs", b"another"), "line 1"),
        (resigned(b'"of":0', b'"of":1'), "line 3"),
        (resigned(b'"seconds":0.5', b'"seconds":-1'), "line 3"),
        (resigned(b'"seconds":0.5', b'"seconds":NaN'), "line 3"),
        (resigned(b'"key":"', b'"key":"x'), "line 3"),
        (resigned(b'\\"stage\\"', b'\\"phase\\"'), "line 2"),
        (resigned(b'"data":"{', b'"data":"'), "line 3"),
    ],
)
def test_what_is_not_whole_is_refused_whole(
    exported: Path, tmp_path: Path, damage: Callable[[bytes], bytes], said: str
) -> None:
    exported.write_bytes(damage(exported.read_bytes()))
    with Cache(tmp_path / "ours.sqlite") as ours:
        ours.put_many(SMALL, entries(3))
        with pytest.raises(InputError, match=said):
            ours.take_in(exported)
        assert ours.stats().entries == 3
        with pytest.raises(InputError, match="cannot be read"):
            ours.take_in(tmp_path / "missing.gz")


def test_a_file_that_unpacks_to_very_much_is_refused_early(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.gz", "wb", compresslevel=1) as file:
        for _ in range(300):
            file.write(bytes(2**20))
    with Cache(tmp_path / "ours.sqlite") as ours, pytest.raises(InputError, match="line 1"):
        ours.take_in(tmp_path / "bomb.gz")


def test_bytes_flipped_anywhere_are_noticed(exported: Path, tmp_path: Path) -> None:
    whole = exported.read_bytes()
    given = random.Random(5)
    with Cache(tmp_path / "ours.sqlite") as ours:
        for _ in range(60):
            raw = bytearray(whole)
            place = given.randrange(10, len(raw))
            raw[place] ^= 1 << given.randrange(8)
            exported.write_bytes(raw)
            with pytest.raises(InputError):
                ours.take_in(exported)
        assert ours.stats().entries == 0
