"""Stored results as one file for another machine: written whole, and taken in whole or not at all.

The file is gzip over lines of JSON: a head, each recipe before its first result, the results, and a foot with their
number and the sha256 of all lines before it.
"""
from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from pipeline import cache_rows
from pipeline.cache_file import transaction
from pipeline.cache_rows import Change
from pipeline.cache_upkeep import BATCH, Moved, Selection, oldest_first
from pipeline.errors import CacheError, InputError

if TYPE_CHECKING:
    import sqlite3

NAME, VERSION = "german-briefs results", 1
LONGEST_LINE = 64 * 2**20
"""Bytes; a longer line is none of ours."""


@dataclass(frozen=True, slots=True)
class Result:
    """One result of the file; ``recipe`` is its recipe's place among those before it."""

    key: bytes
    recipe: int
    data: bytes
    seconds: float
    made: int


def export(connection: sqlite3.Connection, target: Path, selection: Selection) -> Moved:
    """Write the results of ``selection`` to ``target``, which is there whole or not at all. Raises CacheError."""
    _refuse_other(target)
    old = list(oldest_first(connection, selection))
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            try:
                with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
                    entries = _write(connection, cast(BinaryIO, packed), [row.number for row in old])
                file.flush()
                os.fsync(file.fileno())
                os.replace(file.name, target)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        raise CacheError(f"{target} cannot be written ({error.strerror}): name another file") from error
    return Moved(entries)


def take_in(connection: sqlite3.Connection, source: Path) -> Moved:
    """Store the results of ``source`` that are not there, in one transaction. Raises InputError if it is not whole."""
    if source.exists() and not source.is_file():
        raise InputError(f"{source} is no ordinary file, and is read twice: save it first")
    for _ in _read(source):
        """The whole file is checked before anything is stored."""
    taken, there = 0, 0
    with transaction(connection):
        recipes: list[int] = []
        waiting: list[Result] = []
        for line in _read(source):
            if isinstance(line, Result):
                waiting.append(line)
            else:
                recipes.append(cache_rows.recipe_number(connection, str(json.loads(line)["stage"]), line))
            if len(waiting) >= BATCH:
                new = _store(connection, recipes, waiting)
                taken, there, waiting = taken + new, there + len(waiting) - new, []
        new = _store(connection, recipes, waiting)
    return Moved(taken + new, there + len(waiting) - new)


def _refuse_other(target: Path) -> None:
    """Raise InputError if something stands there that is no export, and would be lost."""
    if str(target) == "-":
        raise InputError("an export is no text for standard output: name a file")
    if not os.path.lexists(target):
        return
    try:
        with gzip.open(target, "rb") as file:
            head = json.loads(file.readline(1000))
        if head["file"] == NAME:
            return
    except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError, RecursionError):
        """Something else."""
    raise InputError(f"{target} holds something else than an export and was kept: name another file, or move it away")


def _write(connection: sqlite3.Connection, file: BinaryIO, numbers: list[int]) -> int:
    sha = hashlib.sha256()

    def line(plain: dict[str, Any]) -> None:
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"
        sha.update(text)
        file.write(text)

    line({"file": NAME, "version": VERSION})
    places: dict[int, int] = {}
    entries = 0
    for number in numbers:
        stored, recipe, made = cache_rows.whole(connection, number)
        if stored is None or stored.data is None:
            continue
        if stored.recipe not in places:
            places[stored.recipe] = len(places)
            line({"recipe": recipe.decode()})
        line({
            "key": stored.key.hex(), "of": places[stored.recipe], "data": stored.data.decode(),
            "seconds": stored.seconds, "made": made,
        })  # fmt: skip
        entries += 1
    line({"entries": entries, "sha256": sha.hexdigest()})
    return entries


def _store(connection: sqlite3.Connection, recipes: list[int], results: list[Result]) -> int:
    """Store those that are not there; how many that were."""
    there = {stored.key for stored in cache_rows.find(connection, [result.key for result in results])}
    changes: defaultdict[int, Change] = defaultdict(Change)
    rows = []
    for result in results:
        if result.key in there:
            continue
        row = cache_rows.packed_row(result.key, recipes[result.recipe], result.data, result.seconds, result.made)
        rows.append(row)
        change = changes[recipes[result.recipe]]
        change.entries += 1
        change.bytes += len(row[3])
        change.seconds += result.seconds
    cache_rows.insert_rows(connection, rows)
    for recipe, change in changes.items():
        cache_rows.add_totals(connection, recipe, change)
    return len(rows)


def _read(source: Path) -> Iterator[bytes | Result]:
    """The recipes and results of a file, in its order. Raises InputError at the first thing that is wrong."""
    try:
        with gzip.open(source, "rb") as file:
            yield from _lines(source, cast(BinaryIO, file))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(f"{source} is no whole file of exported results: export it again") from error
    except OSError as error:
        raise InputError(f"{source} cannot be read ({error.strerror})") from error


def _lines(source: Path, file: BinaryIO) -> Iterator[bytes | Result]:
    sha = hashlib.sha256()
    recipes = entries = 0
    keys = set()
    for number in range(1, 2**62):
        text = file.readline(LONGEST_LINE)
        before = sha.hexdigest()
        sha.update(text)
        try:
            plain = json.loads(text)
            if number == 1:
                if plain["file"] != NAME:
                    raise ValueError
                if plain["version"] != VERSION:
                    raise InputError(
                        f"{source} has format {plain['version']!r} and this program reads {VERSION}: "
                        "export it again with the same version of german-briefs, or update the older one"
                    )
            elif "recipe" in plain:
                recipes += 1
                yield _recipe(plain["recipe"])
            elif "key" in plain:
                result = _result(plain, recipes)
                if result.key in keys:
                    raise ValueError
                keys.add(result.key)
                entries += 1
                yield result
            elif plain["sha256"] != before or plain["entries"] != entries or file.read(1):
                raise ValueError
            else:
                return
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError(
                f"{source} is no whole file of exported results (line {number}): nothing was stored, export it again"
            ) from error


def _recipe(text: Any) -> bytes:
    """The recipe. Raises ValueError, KeyError or TypeError for what is none."""
    if not isinstance(json.loads(text)["stage"], str):
        raise ValueError
    recipe: bytes = text.encode()
    return recipe


def _result(plain: Any, recipes: int) -> Result:
    """The result. Raises ValueError, KeyError or TypeError for what is none."""
    key, of, data, seconds, made = (plain[name] for name in ("key", "of", "data", "seconds", "made"))
    json.loads(data)
    if not re.fullmatch("[0-9a-f]{64}", key) or not 0 <= of < recipes:
        raise ValueError
    if not 0 <= float(seconds) < 1e9 or not 0 <= int(made) < 2**40:
        raise ValueError
    return Result(bytes.fromhex(key), int(of), data.encode(), float(seconds), int(made))
