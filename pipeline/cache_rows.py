"""The statements that read and write results in an open cache file, and what makes a row sound."""
from __future__ import annotations

import datetime
import hashlib
import struct
import time
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.cache_file import transaction
from pipeline.cache_tables import model_of

if TYPE_CHECKING:
    import sqlite3

CHUNK = 450
"""Keys in one statement, each given twice; older SQLite takes 999 variables."""
START = 8
"""Bytes of a key that the index holds."""
COLUMNS = "key, recipe, packed, data, checksum, seconds, made, used"
FETCHED = "CREATE TABLE IF NOT EXISTS fetched (results INTEGER NOT NULL)"
"""Only in files that took results from another machine, so that the format of all others stays as it is."""
RECENT = 20_000
"""Rows among which a stage's newest are looked for first."""
NewRow = tuple[bytes, int, int, bytes, bytes, float, int, int]
"""The values of ``COLUMNS``."""

JOINED = "results LEFT JOIN recipes ON recipes.id = results.recipe"
SEEN = (
    "lower(hex(key)), coalesce(stage, ''), coalesce(model, ''), length(data),"
    " CAST(seconds AS REAL), CAST(made AS INTEGER), CAST(used AS INTEGER)"
)
"""The columns that ``_row`` takes; the casts are for values damaged on disk."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a stored result without reading it."""

    key: str
    stage: str
    model: str
    """The name of the model that made it; "" if none did."""
    size: int
    """Bytes as stored, compressed or not."""
    seconds: float
    """What it cost to compute."""
    made: str
    """In UTC, ``2026-04-20T08:15:00Z``."""
    used: str
    """The last use, written at most daily."""


@dataclass(frozen=True, slots=True)
class RecipeStats:
    """Totals of the results of one recipe: one stage with one model and one set of options."""

    stage: str
    model: str
    entries: int
    bytes: int
    """Of results as stored."""
    seconds: float
    """What these entries cost to compute."""
    hits: int
    seconds_saved: float
    """What the hits would have cost."""
    computed: int
    """Units that were computed on this machine since the cache was made or cleared, still there or not."""
    cost: float
    """Seconds that took."""


@dataclass(slots=True)
class Change:
    """What is to be added to the totals of one recipe; the fields are those of ``RecipeStats``."""

    entries: int = 0
    bytes: int = 0
    seconds: float = 0.0
    hits: int = 0
    seconds_saved: float = 0.0
    computed: int = 0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Stored:
    """A result as found; ``data`` is None if the row is not as it was written."""

    number: int
    key: bytes
    recipe: int
    data: bytes | None
    seconds: float
    used: int


def raw_key(key: str) -> bytes:
    """The 32 bytes that a key's 64 hexadecimal digits stand for. Raises ValueError for anything else."""
    raw = bytes.fromhex(key)
    if len(raw) != 32:
        raise ValueError(f"a key is 64 hexadecimal digits, not {key!r}")
    return raw


def find(connection: sqlite3.Connection, keys: Sequence[bytes]) -> Iterator[Stored]:
    """The rows of ``keys`` that are there, in no order."""
    for some in _chunks(keys):
        for number, at, *fields, recipe, used in connection.execute(
            "SELECT id, key, packed, data, checksum, seconds, CAST(recipe AS INTEGER), CAST(used AS INTEGER)"
            f" FROM results WHERE {_among(some)}",
            _given(some),
        ):
            yield Stored(number, at, recipe, _sound(at, *fields), fields[3], used)


def page(connection: sqlite3.Connection, stage: str | None, before: int | None, size: int) -> list[tuple[int, Row]]:
    """At most ``size`` rows older than row number ``before``, newest first, each with its number."""
    if before is None:
        before = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM results").fetchone()[0]
    if stage is None:
        return _listed(connection, "results.id < ?", (before,), size)
    # The newest are the likeliest; else the index, which is read without the rows, says where the others are.
    within = "results.id < ? AND results.id >= ? AND stage = ?"
    recent = _listed(connection, within, (before, before - RECENT, stage), size)
    if len(recent) == size:
        return recent
    numbers = (
        "SELECT id FROM results INDEXED BY by_use WHERE recipe IN (SELECT id FROM recipes WHERE stage = ?) AND id < ?"
        " ORDER BY id DESC LIMIT ?"
    )
    return _listed(connection, f"results.id IN ({numbers})", (stage, before, size), size)


def _listed(
    connection: sqlite3.Connection, chosen: str, given: tuple[object, ...], size: int
) -> list[tuple[int, Row]]:
    rows = connection.execute(
        f"SELECT results.id, {SEEN} FROM {JOINED} WHERE {chosen} ORDER BY results.id DESC LIMIT ?", (*given, size)
    )
    return [(number, _row(*seen)) for number, *seen in rows]


def between(connection: sqlite3.Connection, span: tuple[bytes, bytes]) -> list[tuple[Row, bytes, bytes | None]]:
    """At most two of the rows with keys in ``span``, each with its recipe and, if sound, its data."""
    rows = connection.execute(
        "SELECT key, packed, data, checksum, seconds, coalesce(recipes.recipe, x''),"
        f" {SEEN} FROM {JOINED} WHERE substr(key, 1, 8) BETWEEN ? AND ? AND key BETWEEN ? AND ? LIMIT 2",
        (*(key[:START] for key in span), *span),
    )
    return [(_row(*rest[6:]), rest[5], _sound(*rest[:5])) for rest in rows]


def totals(connection: sqlite3.Connection) -> tuple[tuple[RecipeStats, ...], int]:
    """Each recipe's totals, by stage and model, and how many rows are set aside."""
    rows = connection.execute(
        "SELECT stage, model, CAST(entries AS INTEGER), CAST(bytes AS INTEGER), CAST(totals.seconds AS REAL),"
        " CAST(hits AS INTEGER), CAST(saved AS REAL), CAST(computed AS INTEGER), CAST(cost AS REAL)"
        " FROM totals JOIN recipes ON recipes.id = totals.recipe ORDER BY stage, model, recipes.id"
    )
    recipes = tuple(RecipeStats(*row) for row in rows)
    return recipes, connection.execute("SELECT count(*) FROM set_aside").fetchone()[0]


def insert(
    connection: sqlite3.Connection,
    stage: str,
    recipe: bytes,
    new: Mapping[bytes, tuple[bytes, float]],
    *,
    fetched: bool = False,
) -> None:
    """Store ``new`` (data and seconds by key), replacing equal keys; part of a transaction.

    They were computed just now, or ``fetched`` from another machine, which is a hit.
    """
    now = int(time.time())
    number = recipe_number(connection, stage, recipe)
    change = Change()
    rows = []
    for key, (data, seconds) in new.items():
        rows.append(packed_row(key, number, data, seconds, now))
        change.entries += 1
        change.bytes += len(rows[-1][3])
        change.seconds += seconds
        if fetched:
            change.hits += 1
            change.seconds_saved += seconds
        else:
            change.computed += 1
            change.cost += seconds
    if fetched:
        connection.execute(FETCHED)
        connection.execute("INSERT INTO fetched VALUES (?)", (len(new),))
    remove_keys(connection, list(new))
    insert_rows(connection, rows)
    add_totals(connection, number, change)


def fetched(connection: sqlite3.Connection) -> int:
    """How many results came from another machine since the cache was made or cleared."""
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'fetched'").fetchone()
    return int(connection.execute("SELECT total(results) FROM fetched").fetchone()[0]) if there else 0


def packed_row(key: bytes, recipe: int, data: bytes, seconds: float, made: int) -> NewRow:
    """A result as a row, used now."""
    packed, stored = _pack(data)
    return key, recipe, packed, stored, _checksum(key, packed, seconds, stored), seconds, made, int(time.time())


def insert_rows(connection: sqlite3.Connection, rows: Iterable[NewRow]) -> None:
    """Part of a transaction."""
    connection.executemany(f"INSERT INTO results ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def recipe_number(connection: sqlite3.Connection, stage: str, recipe: bytes) -> int:
    """The number of a recipe, which is stored if it is new; part of a transaction."""
    connection.execute(
        "INSERT INTO recipes (stage, model, recipe) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (stage, model_of(recipe), recipe),
    )
    number: int = connection.execute("SELECT id FROM recipes WHERE recipe = ?", (recipe,)).fetchone()[0]
    return number


def recipes(connection: sqlite3.Connection, stage: str) -> list[bytes]:
    """Those of a stage, the newest first."""
    rows = connection.execute("SELECT recipe FROM recipes WHERE stage = ? ORDER BY id DESC", (stage,))
    return [recipe for (recipe,) in rows]


def of_recipe(connection: sqlite3.Connection, recipe: bytes, after: int, size: int) -> list[Stored]:
    """At most ``size`` rows made with ``recipe``, newer than row number ``after``, the oldest first."""
    rows = connection.execute(
        "SELECT id, key, packed, data, checksum, seconds, recipe, CAST(used AS INTEGER) FROM results WHERE id IN ("
        "SELECT id FROM results INDEXED BY by_use WHERE recipe = (SELECT id FROM recipes WHERE recipe = ?) AND id > ?"
        " ORDER BY id LIMIT ?) ORDER BY id",
        (recipe, after, size),
    )
    return [Stored(number, at, made, _sound(at, *rest), rest[3], used) for number, at, *rest, made, used in rows]


def whole(connection: sqlite3.Connection, number: int) -> tuple[Stored | None, bytes, int]:
    """A row by its number, its recipe and when it was made; None if it is gone."""
    found = connection.execute(
        f"SELECT key, packed, data, checksum, seconds, recipes.id, recipes.recipe, CAST(made AS INTEGER) FROM {JOINED}"
        " WHERE results.id = ?",
        (number,),
    ).fetchone()
    if found is None or found[5] is None:
        return None, b"", 0
    key, *fields, recipe, text, made = found
    return Stored(number, key, recipe, _sound(key, *fields), fields[3], 0), text, made


def article(connection: sqlite3.Connection, source: str) -> bytes | None:
    """What is remembered of a source."""
    found = connection.execute("SELECT text FROM articles WHERE source = ?", (source,)).fetchone()
    try:
        return None if found is None else zlib.decompress(found[0])
    except (zlib.error, TypeError):
        return None


def articles(connection: sqlite3.Connection, most: int) -> list[tuple[str, bytes]]:
    """Source and what is remembered, the last seen first."""
    names = connection.execute("SELECT source FROM articles ORDER BY rowid DESC LIMIT ?", (most,)).fetchall()
    return [(source, data) for (source,) in names if (data := article(connection, source)) is not None]


def put_article(connection: sqlite3.Connection, source: str, data: bytes, most: int) -> None:
    """Remember ``data`` of a source, and of ``most`` sources in all, those seen last; a transaction."""
    with transaction(connection):
        row = (source, int(time.time()), zlib.compress(data))
        connection.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?)", row)
        connection.execute("DELETE FROM articles WHERE rowid <= (SELECT max(rowid) - ? FROM articles)", (most,))


def set_rows_aside(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Move rows to the side table and count the others again, in one transaction."""
    now = int(time.time())
    with transaction(connection):
        for number in numbers:
            connection.execute(
                "INSERT INTO set_aside SELECT key, recipe, packed, data, checksum, seconds, made, used, ?"
                " FROM results WHERE id = ?",
                (now, number),
            )
            connection.execute("DELETE FROM results WHERE id = ?", (number,))
        # What a damaged row says of its size and cost is not what was added for it.
        count_again(connection)


def count_again(connection: sqlite3.Connection) -> None:
    """Set the totals of entries to what is there: a second for a million; part of a transaction."""
    connection.execute("UPDATE totals SET entries = 0, bytes = 0, seconds = 0.0")
    for recipe, entries, size, seconds in connection.execute(
        "SELECT recipe, count(*), total(length(data)), total(seconds) FROM results"
        " WHERE recipe IN (SELECT id FROM recipes) GROUP BY recipe"
    ).fetchall():
        add_totals(connection, recipe, Change(entries, int(size), seconds))


def clear(connection: sqlite3.Connection, stage: str | None) -> int:
    """Remove every result of ``stage`` (None: of all, and everything else that is kept); how many there were."""
    with transaction(connection):
        if stage is None:
            removed = connection.execute("DELETE FROM results").rowcount
            for table in ("recipes", "totals", "set_aside", "articles"):
                connection.execute(f"DELETE FROM {table}")
            connection.execute("DROP TABLE IF EXISTS fetched")
        else:
            recipes = "(SELECT id FROM recipes WHERE stage = ?)"
            removed = connection.execute(f"DELETE FROM results WHERE recipe IN {recipes}", (stage,)).rowcount
            connection.execute(f"DELETE FROM totals WHERE recipe IN {recipes}", (stage,))
            connection.execute("DELETE FROM recipes WHERE stage = ?", (stage,))
    return removed


def shrink(connection: sqlite3.Connection) -> None:
    """Give freed pages back to the disk; needs the file to itself for a moment."""
    # Files made before this was set get it with VACUUM.
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def add_totals(connection: sqlite3.Connection, recipe: int, change: Change) -> None:
    """Part of a transaction; a recipe that another process has cleared has no totals any more."""
    connection.execute(
        "INSERT INTO totals SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM recipes WHERE id = ?1"
        " ON CONFLICT (recipe) DO UPDATE SET entries = entries + excluded.entries, bytes = bytes + excluded.bytes,"
        " seconds = seconds + excluded.seconds, hits = hits + excluded.hits, saved = saved + excluded.saved,"
        " computed = computed + excluded.computed, cost = cost + excluded.cost",
        (
            recipe,
            *(change.entries, change.bytes, change.seconds, change.hits, change.seconds_saved),
            *(change.computed, change.cost),
        ),
    )


def mark_used(connection: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Part of a transaction."""
    now = int(time.time())
    connection.executemany("UPDATE results SET used = ? WHERE id = ?", ((now, number) for number in numbers))


def remove_keys(connection: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    """Delete rows and take them out of the totals; part of a transaction."""
    for some in _chunks(keys):
        gone = connection.execute(
            "SELECT CAST(recipe AS INTEGER), count(*), total(length(data)), total(seconds) FROM results"
            f" WHERE {_among(some)} GROUP BY recipe",
            _given(some),
        ).fetchall()
        for recipe, entries, size, seconds in gone:
            add_totals(connection, recipe, Change(-entries, -int(size), -seconds))
        if gone:
            connection.execute(f"DELETE FROM results WHERE {_among(some)}", _given(some))


def _pack(data: bytes) -> tuple[int, bytes]:
    """``(1, compressed)``, or ``(0, data)`` where that is not shorter."""
    packed = zlib.compress(data)
    return (1, packed) if len(packed) < len(data) else (0, data)


def _sound(key: object, packed: object, data: object, checksum: object, seconds: object) -> bytes | None:
    """The data as it was given to store, or None if anything about the row is not as it was written."""
    if not (isinstance(key, bytes) and isinstance(data, bytes)):
        return None
    if not (isinstance(packed, int) and isinstance(seconds, float)):
        return None
    if packed not in (0, 1) or checksum != _checksum(key, packed, seconds, data):
        return None
    return zlib.decompress(data) if packed else data


def is_sound(key: object, packed: object, data: object, checksum: object, seconds: object) -> bool:
    """Whether a row is as it was written."""
    return _sound(key, packed, data, checksum, seconds) is not None


def _checksum(key: bytes, packed: int, seconds: float, data: bytes) -> bytes:
    """8 bytes of blake2b: one damaged row in 2**64 passes."""
    return hashlib.blake2b(key + struct.pack("<Bd", packed, seconds) + data, digest_size=8).digest()


def _row(key: str, stage: str, model: str, size: int, seconds: float, made: int, used: int) -> Row:
    return Row(key, stage, model, size, seconds, _moment(made), _moment(used))


def _moment(seconds: int) -> str:
    try:
        moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (OverflowError, ValueError, OSError):
        # Out of a damaged row: listing the others matters more.
        return "unknown"
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _chunks(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _among(keys: Sequence[bytes]) -> str:
    """The condition that a row's key is one of ``keys``, by the index; takes what ``_given`` gives."""
    marks = ", ".join("?" * len(keys))
    return f"substr(key, 1, {START}) IN ({marks}) AND key IN ({marks})"


def _given(keys: Sequence[bytes]) -> list[bytes]:
    return [*(key[:START] for key in keys), *keys]
