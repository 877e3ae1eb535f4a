"""What keeps a cache file small and sound: the oldest results go, those of a run in progress stay, rows are checked."""
from __future__ import annotations

import heapq
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.cache_file import Damaged, transaction
from pipeline.cache_rows import Change, RecipeStats, add_totals, count_again, is_sound, set_rows_aside, totals

if TYPE_CHECKING:
    import sqlite3

SILENT_SECONDS = 3600
"""A run that was not heard of for so long was killed."""
BATCH = 2000
"""Rows removed or checked in one transaction, so that nobody waits long for it."""
PAGES = 250
"""Free pages given back to the disk in one transaction."""
EMPTY = 60_000
"""Bytes of a file without results."""
SPARE = 0.02
"""How much smaller than its limit a file becomes, as pages that rows left are not empty at once."""
ALWAYS = 2**62
"""Later than any time."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Some of the results: those that fit everything that is given."""

    stage: str | None = None
    model: str | None = None
    """The model's name."""
    used_before: int | None = None
    """Seconds since 1970: last used earlier than that."""
    used_since: int | None = None
    """Last used then or later."""


@dataclass(frozen=True, slots=True)
class Old:
    """A result that could go."""

    used: int
    number: int
    recipe: int
    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went, or would go."""

    entries: int
    bytes: int
    """Of results as stored."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What went out or came in."""

    entries: int
    there: int = 0
    """Results in the file that were stored already."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at every row found."""

    entries: int
    """Whole results."""
    damaged: int
    """Set aside: they will be computed again."""
    mended: tuple[str, ...]
    """What was put right: ``index``, ``totals``."""


def size(connection: sqlite3.Connection) -> int:
    """Bytes of the file that are in use; free pages are filled before it grows."""
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    return whole_size(connection) - int(free * connection.execute("PRAGMA page_size").fetchone()[0])


def whole_size(connection: sqlite3.Connection) -> int:
    """Bytes of the file, once the write-ahead log is in it."""
    pages, each = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * each)


def beat(connection: sqlite3.Connection, number: int | None, since: int) -> int:
    """Say that a run is in progress, to which everything used since ``since`` belongs; its number. In a transaction."""
    now = int(time.time())
    connection.execute("DELETE FROM runs WHERE seen < ? OR seen > ?", (now - SILENT_SECONDS, now + SILENT_SECONDS))
    found = connection.execute(
        "INSERT INTO runs VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET seen = excluded.seen RETURNING id",
        (number, since, now),
    ).fetchone()
    return int(found[0])


def end(connection: sqlite3.Connection, number: int) -> None:
    """The run is over. In a transaction."""
    connection.execute("DELETE FROM runs WHERE id = ?", (number,))


def in_progress_since(connection: sqlite3.Connection) -> int:
    """What was used since then belongs to a run in progress."""
    now = int(time.time())
    found = connection.execute(
        "SELECT min(since) FROM runs WHERE seen BETWEEN ? AND ?", (now - SILENT_SECONDS, now + SILENT_SECONDS)
    ).fetchone()[0]
    return ALWAYS if found is None else int(found)


def oldest_first(connection: sqlite3.Connection, selection: Selection, before: int = ALWAYS) -> Iterator[Old]:
    """The results of ``selection`` last used before ``before``, the least recently used first; lazily read."""
    chosen = [
        number
        for (number,) in connection.execute(
            "SELECT id FROM recipes WHERE (?1 IS NULL OR stage = ?1) AND (?2 IS NULL OR model = ?2)",
            (selection.stage, selection.model),
        ).fetchall()
    ]
    before = min(before, ALWAYS if selection.used_before is None else selection.used_before)
    since = -ALWAYS if selection.used_since is None else selection.used_since
    rows = [
        connection.execute(
            "SELECT used, id, recipe, length(data), CAST(seconds AS REAL) FROM results INDEXED BY by_use"
            " WHERE recipe = ? AND used < ? AND used >= ? ORDER BY used, id",
            (recipe, before, since),
        )
        for recipe in chosen
    ]
    return (Old(*row) for row in heapq.merge(*rows))


def enough(connection: sqlite3.Connection, old: Iterable[Old], bytes_: float) -> Iterator[Old]:
    """So many of ``old`` that about ``bytes_`` of the file are free without them, their share of indexes included."""
    recipes, _ = totals(connection)
    entries = max(1, sum(recipe.entries for recipe in recipes))
    beside = max(0.0, (size(connection) - EMPTY - sum(recipe.bytes for recipe in recipes)) / entries)
    freed = 0.0
    for row in old:
        if freed >= bytes_:
            return
        freed += row.size + beside
        yield row


def trim(connection: sqlite3.Connection, limit: int, most: int) -> bool:
    """Let the oldest results go while the file is over ``limit`` bytes, at most ``most`` of them; all that can be done?

    Results of runs in progress stay, whatever the limit. False says that those alone are over it. In a transaction.
    """
    over = size(connection) - limit * (1 - SPARE)
    old = []
    if over > limit * SPARE:
        before = in_progress_since(connection)
        old = list(islice(enough(connection, oldest_first(connection, Selection(), before), over), most))
        remove(connection, old)
    if whole_size(connection) > limit:
        free = connection.execute("PRAGMA freelist_count").fetchone()[0]
        for _ in range(min(PAGES, free)):
            # Python steps through this statement once only, which is a page, whatever number it is given.
            connection.execute("PRAGMA incremental_vacuum(1)")
    return bool(old) or over <= limit * SPARE


def prune(connection: sqlite3.Connection, selection: Selection, max_bytes: int | None, *, dry_run: bool) -> Pruned:
    """Remove what is selected, or with ``max_bytes`` only as much of it as the file is larger, the oldest first.

    With ``max_bytes`` results of runs in progress stay. Each transaction is a short one.
    """
    if max_bytes is None:
        old = list(oldest_first(connection, selection))
    else:
        chosen = oldest_first(connection, selection, in_progress_since(connection))
        old = list(enough(connection, chosen, size(connection) - max_bytes))
    if not dry_run:
        for start in range(0, len(old), BATCH):
            with transaction(connection):
                remove(connection, old[start : start + BATCH])
    return Pruned(len(old), sum(row.size for row in old))


def remove(connection: sqlite3.Connection, old: Iterable[Old]) -> None:
    """Delete rows that are still there, with their part of the totals. In a transaction."""
    changes: defaultdict[int, Change] = defaultdict(Change)
    for row in old:
        # Another process may have removed it since it was listed.
        if connection.execute("DELETE FROM results WHERE id = ? AND recipe = ?", (row.number, row.recipe)).rowcount:
            change = changes[row.recipe]
            change.entries -= 1
            change.bytes -= row.size
            change.seconds -= row.seconds
    for recipe, change in changes.items():
        add_totals(connection, recipe, change)


def verify(connection: sqlite3.Connection) -> Verified:
    """Look at every row, index and total; what cannot be trusted is set aside or counted again.

    Raises Damaged if the file's pages themselves do not hold together.
    """
    mended = []
    if not _holds_together(connection):
        connection.execute("REINDEX")
        if not _holds_together(connection):
            raise Damaged("its pages do not hold together")
        mended.append("index")
    entries, damaged, last = 0, 0, -ALWAYS
    while True:
        rows = connection.execute(
            "SELECT results.id, key, packed, data, checksum, seconds, recipes.id FROM results"
            " LEFT JOIN recipes ON recipes.id = results.recipe WHERE results.id > ? ORDER BY results.id LIMIT ?",
            (last, BATCH),
        ).fetchall()
        if not rows:
            break
        last = rows[-1][0]
        bad = [number for number, *fields, recipe in rows if recipe is None or not is_sound(*fields)]
        entries += len(rows) - len(bad)
        damaged += len(bad)
        if bad:
            set_rows_aside(connection, bad)
    before = totals(connection)[0]
    with transaction(connection):
        count_again(connection)
        if _counted(before) != _counted(totals(connection)[0]):
            mended.append("totals")
    return Verified(entries, damaged, tuple(mended))


def _holds_together(connection: sqlite3.Connection) -> bool:
    found: tuple[str] = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return found == ("ok",)


def _counted(recipes: Iterable[RecipeStats]) -> list[tuple[str, str, int, int]]:
    return [(recipe.stage, recipe.model, recipe.entries, recipe.bytes) for recipe in recipes]
