"""The statements that read and write results in an open cache file, and what makes a row sound."""
from __future__ import annotations

import datetime
import hashlib
import struct
import time
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.cache_file import transaction

if TYPE_CHECKING:
    import sqlite3

CHUNK = 500
"""Keys in one statement; older SQLite takes 999 variables."""

JOINED = "results LEFT JOIN recipes ON recipes.id = results.recipe"
SEEN = (
    "lower(hex(key)), coalesce(stage, ''), length(data),"
    " CAST(seconds AS REAL), CAST(made AS INTEGER), CAST(used AS INTEGER)"
)
"""The columns that ``_row`` takes; the casts are for values damaged on disk."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a stored result without reading it."""

    key: str
    stage: str
    size: int
    """Bytes as stored, compressed or not."""
    seconds: float
    """What it cost to compute."""
    made: str
    """In UTC, ``2026-04-20T08:15:00Z``."""
    used: str
    """The last use, written at most daily."""


@dataclass(frozen=True, slots=True)
class StageStats:
    """Totals of one stage; the fields are those of ``Stats``."""

    stage: str
    entries: int
    bytes: int
    seconds: float
    hits: int
    seconds_saved: float


@dataclass(slots=True)
class Change:
    """What is to be added to one stage's totals."""

    entries: int = 0
    bytes: int = 0
    seconds: float = 0.0
    hits: int = 0
    seconds_saved: float = 0.0


@dataclass(frozen=True, slots=True)
class Stored:
    """A result as found; ``data`` is None if the row is not as it was written."""

    number: int
    key: bytes
    stage: str
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
        for number, at, *fields, stage, used in connection.execute(
            "SELECT results.id, key, packed, data, checksum, seconds, coalesce(stage, ''), CAST(used AS INTEGER)"
            f" FROM {JOINED} WHERE key IN ({_marks(some)})",
            some,
        ):
            yield Stored(number, at, stage, _sound(at, *fields), fields[3], used)


def page(connection: sqlite3.Connection, stage: str | None, before: int | None, size: int) -> list[tuple[int, Row]]:
    """At most ``size`` rows older than row number ``before``, newest first, each with its number."""
    rows = connection.execute(
        f"SELECT results.id, {SEEN} FROM {JOINED}"
        " WHERE (?1 IS NULL OR results.id < ?1) AND (?2 IS NULL OR stage = ?2) ORDER BY results.id DESC LIMIT ?3",
        (before, stage, size),
    )
    return [(number, _row(*seen)) for number, *seen in rows]


def between(connection: sqlite3.Connection, span: tuple[bytes, bytes]) -> list[tuple[Row, bytes, bytes | None]]:
    """At most two of the rows with keys in ``span``, each with its recipe and, if sound, its data."""
    rows = connection.execute(
        "SELECT key, packed, data, checksum, seconds, coalesce(recipes.recipe, x''),"
        f" {SEEN} FROM {JOINED} WHERE key BETWEEN ? AND ? LIMIT 2",
        span,
    )
    return [(_row(*rest[6:]), rest[5], _sound(*rest[:5])) for rest in rows]


def totals(connection: sqlite3.Connection) -> tuple[tuple[StageStats, ...], int]:
    """Each stage's totals, by name, and how many rows are set aside."""
    rows = connection.execute(
        "SELECT stage, CAST(entries AS INTEGER), CAST(bytes AS INTEGER), CAST(seconds AS REAL), CAST(hits AS INTEGER),"
        " CAST(saved AS REAL) FROM totals ORDER BY stage"
    )
    stages = tuple(StageStats(*row) for row in rows)
    return stages, connection.execute("SELECT count(*) FROM set_aside").fetchone()[0]


def insert(
    connection: sqlite3.Connection, stage: str, recipe: bytes, new: Mapping[bytes, tuple[bytes, float]]
) -> None:
    """Store ``new`` (data and seconds by key), replacing equal keys, in one transaction."""
    now = int(time.time())
    rows = []
    change = Change()
    for key, (data, seconds) in new.items():
        packed, stored = _pack(data)
        rows.append((key, packed, stored, _checksum(key, packed, seconds, stored), seconds, now, now))
        change.entries += 1
        change.bytes += len(stored)
        change.seconds += seconds
    with transaction(connection):
        _remove(connection, list(new))
        connection.execute("INSERT INTO recipes (stage, recipe) VALUES (?, ?) ON CONFLICT DO NOTHING", (stage, recipe))
        connection.executemany(
            "INSERT INTO results (key, packed, data, checksum, seconds, made, used, recipe)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM recipes WHERE recipe = ?))",
            ((*row, recipe) for row in rows),
        )
        add_totals(connection, stage, change)


def set_rows_aside(connection: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    """Move the rows of ``keys`` to the side table and count the others again, in one transaction."""
    with transaction(connection):
        for some in _chunks(keys):
            connection.execute(
                "INSERT INTO set_aside SELECT key, recipe, packed, data, checksum, seconds, made, used, ?"
                f" FROM results WHERE key IN ({_marks(some)})",
                (int(time.time()), *some),
            )
            connection.execute(f"DELETE FROM results WHERE key IN ({_marks(some)})", some)
        # What a damaged row says of its size and cost is not what was added for it.
        connection.execute("UPDATE totals SET entries = 0, bytes = 0, seconds = 0.0")
        for stage, entries, size, seconds in connection.execute(
            "SELECT stage, count(*), total(length(data)), total(seconds) FROM results"
            " JOIN recipes ON recipes.id = results.recipe GROUP BY stage"
        ).fetchall():
            add_totals(connection, stage, Change(entries, int(size), seconds))


def clear(connection: sqlite3.Connection, stage: str | None) -> int:
    """Remove every result of ``stage`` (None: of all, and what was set aside); how many there were."""
    with transaction(connection):
        if stage is None:
            removed = connection.execute("DELETE FROM results").rowcount
            for table in ("recipes", "totals", "set_aside"):
                connection.execute(f"DELETE FROM {table}")
        else:
            removed = connection.execute(
                "DELETE FROM results WHERE recipe IN (SELECT id FROM recipes WHERE stage = ?)", (stage,)
            ).rowcount
            connection.execute("DELETE FROM recipes WHERE stage = ?", (stage,))
            connection.execute("DELETE FROM totals WHERE stage = ?", (stage,))
    return removed


def shrink(connection: sqlite3.Connection) -> None:
    """Give freed pages back to the disk; needs the file to itself for a moment."""
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def add_totals(connection: sqlite3.Connection, stage: str, change: Change) -> None:
    """Part of a transaction."""
    connection.execute(
        "INSERT INTO totals VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (stage) DO UPDATE SET"
        " entries = entries + excluded.entries, bytes = bytes + excluded.bytes,"
        " seconds = seconds + excluded.seconds, hits = hits + excluded.hits, saved = saved + excluded.saved",
        (stage, change.entries, change.bytes, change.seconds, change.hits, change.seconds_saved),
    )


def mark_used(connection: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Part of a transaction."""
    now = int(time.time())
    connection.executemany("UPDATE results SET used = ? WHERE id = ?", ((now, number) for number in numbers))


def _remove(connection: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    """Delete rows and take them out of the totals; part of a transaction."""
    for some in _chunks(keys):
        gone = connection.execute(
            "SELECT stage, count(*), total(length(data)), total(seconds) FROM results"
            f" JOIN recipes ON recipes.id = results.recipe WHERE key IN ({_marks(some)}) GROUP BY stage",
            some,
        ).fetchall()
        for stage, entries, size, seconds in gone:
            add_totals(connection, stage, Change(-entries, -int(size), -seconds))
        connection.execute(f"DELETE FROM results WHERE key IN ({_marks(some)})", some)


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


def _checksum(key: bytes, packed: int, seconds: float, data: bytes) -> bytes:
    """8 bytes of blake2b: one damaged row in 2**64 passes."""
    return hashlib.blake2b(key + struct.pack("<Bd", packed, seconds) + data, digest_size=8).digest()


def _row(key: str, stage: str, size: int, seconds: float, made: int, used: int) -> Row:
    return Row(key, stage, size, seconds, _moment(made), _moment(used))


def _moment(seconds: int) -> str:
    try:
        moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (OverflowError, ValueError, OSError):
        # Out of a damaged row: listing the others matters more.
        return "unknown"
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _chunks(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _marks(keys: Sequence[bytes]) -> str:
    return ", ".join("?" * len(keys))
