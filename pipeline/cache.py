"""The store of results: bytes in, bytes out, nothing about stages.

One SQLite file holds every result under its key, with a checksum; any number of processes may use it at
once, each through its own ``Cache``, and each ``Cache`` belongs to the thread that uses it first. What
another process, a kill or the disk did to the file never ends a run: a row that cannot be trusted is a
miss, a file that cannot be read is moved aside and a new one begun, both with a warning to the ``pipeline``
logger. What a person has to settle (no room, no permission) is a CacheError.

With a ``remote`` address, what the file has not is looked for there and then stored in the file, and what is
computed is sent there (``cache_remote.py``). For that, who looks up names the recipe, and what belongs together.
"""
from __future__ import annotations

import functools
import json
import logging
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from pipeline import cache_rows, cache_upkeep
from pipeline.cache_file import CacheFile, transaction
from pipeline.cache_rows import Change, RecipeStats, Row, raw_key
from pipeline.cache_upkeep import Moved, Pruned, Selection, Verified
from pipeline.cache_values import Entry, Shown, Stats
from pipeline.errors import CacheError, InputError

if TYPE_CHECKING:
    import sqlite3

    from pipeline.cache_pieces import Result
    from pipeline.cache_remote import Remote

__all__ = ["Cache", "Entry", "Moved", "Pruned", "RecipeStats", "Row", "Selection", "Shown", "Stats", "Verified"]

BUSY_SECONDS = 30.0
"""How long another process's write is waited for."""
FLUSH_BUSY_SECONDS = 1.0
"""The same for the count of hits, which is not worth waiting for."""
PAGE = 1000
"""Rows listed at a time, so that a long listing holds no lock."""
DAY = 86_400
"""Seconds: a row's last use is written at most this often, while the file is not half full."""
BEAT_SECONDS = 60
"""How often a run says that it is still in progress, and writes what it used."""
EVICTED = 500
"""Rows that go at most for each time that results are stored, beside twice as many as are stored."""
ARTICLES = 10_000
"""So many sources whose sentences are remembered."""

log = logging.getLogger("pipeline")


class Cache:
    """The store of results in the file at ``path``.

    Nothing on disk is touched before the first use; looking up or storing makes the file, the other
    methods treat a missing file as an empty cache. Every method may raise CacheError.
    """

    def __init__(
        self, path: Path, *, limit: int | None = None, busy_seconds: float = BUSY_SECONDS, remote: str | None = None
    ) -> None:
        """``limit``: bytes the file may have; the least recently used results go when it would be larger.

        ``remote``: an address or a folder where results are looked for that the file has not, and sent to. Raises
        InputError if it cannot be one, or what reaches it is not installed.
        """
        self._file = CacheFile(path, busy_seconds=busy_seconds)
        self._limit = limit
        self._lock = threading.RLock()
        self._hits: defaultdict[int, Change] = defaultdict(Change)
        self._used: set[int] = set()
        self._run: int | None = None
        self._since = 0
        """Results last used earlier are not this run's."""
        self._beat = time.monotonic()
        self._over = False
        self._remote: Remote | None = None
        if remote:
            from pipeline.cache_remote import Remote

            self._remote = Remote(remote)

    @property
    def path(self) -> Path:
        """The file, absolute."""
        return self._file.path

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process gets the path, and opens the file itself."""
        remote = None if self._remote is None else self._remote.address
        made = functools.partial(Cache, limit=self._limit, busy_seconds=self._file.busy_seconds, remote=remote)
        return made, (self.path,)

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write the counts of hits and close the file; the next use opens it again.

        Counts that cannot be written are given up: a finished run does not fail for them. What is still to be sent
        beyond this machine is waited for, for some seconds; not after Ctrl-C.
        """
        with self._lock:
            if self._file.is_open and (self._hits or self._used or self._run is not None):
                try:
                    self._file.do(lambda connection: self._flush(connection, over=True))
                except CacheError as error:
                    log.debug("hits not counted: %s", error)
            self._forget()
            self._run, self._since = None, 0
            self._file.close()
        if self._remote is not None:
            self._remote.close(wait=not isinstance(sys.exc_info()[1], KeyboardInterrupt))

    def get_many(
        self, keys: Sequence[str], recipe: bytes = b"", rows: Sequence[Sequence[str]] = ()
    ) -> dict[str, bytes]:
        """The results that are there and sound, by key; unsound rows are set aside.

        With ``rows``, each the keys of what belongs together (an article), all made with ``recipe``, those of ``keys``
        that are in no file are looked for beyond this machine, and stored.
        """
        results = self._local(keys)
        if fetched := self._beyond(results, keys, recipe, rows):
            stage, new = _stage(recipe), {raw_key(key): result for key, result in fetched.items()}
            with self._lock:
                self._file.do(lambda connection: self._insert(connection, stage, recipe, new, fetched=True))
        return results | {key: data for key, (data, _) in fetched.items()}

    def _local(self, keys: Sequence[str]) -> dict[str, bytes]:
        wanted = {raw_key(key): key for key in keys}
        with self._lock:
            found = self._file.do(lambda connection: list(cache_rows.find(connection, list(wanted))))
            unsound = [stored.number for stored in found if stored.data is None]
            if unsound:
                self._file.do(lambda connection: cache_rows.set_rows_aside(connection, unsound))
                log.warning("%s: %d damaged result(s) set aside, to be computed again", self.path, len(unsound))
            self._begin()
            results = {}
            for stored in found:
                if stored.data is not None:
                    results[wanted[stored.key]] = stored.data
                    self._hits[stored.recipe].hits += 1
                    self._hits[stored.recipe].seconds_saved += stored.seconds
                    if stored.used < self._since:
                        self._used.add(stored.number)
            if results:
                self._protect()
        return results

    def peek(
        self, keys: Sequence[str], recipe: bytes = b"", rows: Sequence[Sequence[str]] = ()
    ) -> dict[str, bytes]:
        """Like ``get_many``, and nothing counts as used, nothing is made or stored and nothing is set aside."""
        results = {key: data for key, (data, _) in self._stored(keys).items()}
        return results | {key: data for key, (data, _) in self._beyond(results, keys, recipe, rows).items()}

    def expect(self, recipe: bytes, rows: Sequence[Sequence[str]], computed: Sequence[str]) -> None:
        """Say that ``computed`` of the keys in ``rows`` will be stored, so that they are sent beyond this machine."""
        if self._remote is not None and computed:
            self._remote.expect(recipe, rows, set(computed), self._stored)

    def _stored(self, keys: Sequence[str]) -> dict[str, Result]:
        """What of ``keys`` is in the file, with its cost; nothing counts as used and nothing is made."""
        wanted = {raw_key(key): key for key in keys}
        with self._lock:
            if not self._file.exists():
                return {}
            found = self._file.do(lambda connection: list(cache_rows.find(connection, list(wanted))))
        return {wanted[stored.key]: (stored.data, stored.seconds) for stored in found if stored.data is not None}

    def _beyond(
        self, results: Mapping[str, bytes], keys: Sequence[str], recipe: bytes, rows: Sequence[Sequence[str]]
    ) -> dict[str, Result]:
        """Those of ``keys`` that are not among ``results`` and come from beyond this machine."""
        missing = {key for key in keys if key not in results}
        return {} if self._remote is None or not missing else self._remote.fetch(recipe, rows, missing)

    def put_many(self, recipe: bytes, entries: Sequence[Entry]) -> None:
        """Store ``entries``, made with ``recipe``, all or none; equal keys are replaced.

        ``recipe`` is JSON with the stage's name under ``stage``.
        """
        stage = _stage(recipe)
        new = {raw_key(entry.key): (entry.data, float(entry.seconds)) for entry in entries}
        if new:
            with self._lock:
                self._file.do(lambda connection: self._insert(connection, stage, recipe, new))
            if self._remote is not None:
                self._remote.computed({entry.key: (entry.data, float(entry.seconds)) for entry in entries})

    def set_aside(self, key: str) -> None:
        """Keep a row that its reader cannot read in a side table; from now on it is a miss."""
        raw = raw_key(key)
        with self._lock:
            if self._file.exists():
                self._file.do(lambda connection: self._set_aside(connection, raw))
                log.warning("%s: result %s could not be read and was set aside", self.path, key[:12])

    def recipes(self, stage: str) -> list[bytes]:
        """The recipes of a stage that there are results of, or were, the newest first."""
        with self._lock:
            return self._file.do(lambda c: cache_rows.recipes(c, stage)) if self._file.exists() else []

    def of_recipe(self, recipe: bytes) -> Iterator[tuple[str, bytes]]:
        """Key and data of each sound result made with ``recipe``, the oldest first; nothing counts as used."""
        after = 0
        while self._file.exists():
            with self._lock:
                page = self._file.do(lambda connection: cache_rows.of_recipe(connection, recipe, after, PAGE))  # noqa: B023
            if not page:
                return
            for stored in page:
                if stored.data is not None:
                    yield stored.key.hex(), stored.data
            after = page[-1].number

    def article(self, source: str) -> bytes | None:
        """What was last remembered of a source; None if nothing was."""
        with self._lock:
            return self._file.do(lambda c: cache_rows.article(c, source)) if self._file.exists() else None

    def articles(self, most: int) -> list[tuple[str, bytes]]:
        """Source and what is remembered of it, of so many sources, the last seen first."""
        with self._lock:
            return self._file.do(lambda c: cache_rows.articles(c, most)) if self._file.exists() else []

    def remember_article(self, source: str, data: bytes) -> None:
        """Remember ``data`` of a source in place of what was; the oldest go when there are too many."""
        with self._lock:
            if self._file.do(lambda connection: cache_rows.article(connection, source)) != data:
                self._file.do(lambda connection: cache_rows.put_article(connection, source, data, ARTICLES))

    def rows(self, *, stage: str | None = None, limit: int | None = None) -> Iterator[Row]:
        """Newest first; what is stored meanwhile is not listed."""
        before: int | None = None
        left = limit
        while self._file.exists() and (left is None or left > 0):
            size = PAGE if left is None else min(PAGE, left)
            page = self._page(stage, before, size)
            for _, row in page:
                yield row
            if len(page) < size:
                return
            before = page[-1][0]
            left = None if left is None else left - len(page)

    def show(self, prefix: str) -> Shown:
        """The one result whose key starts with ``prefix``. Raises InputError if there is none or several."""
        digits = prefix.strip().lower()
        if not digits or len(digits) > 64 or set(digits) - set("0123456789abcdef"):
            raise InputError(f"{prefix!r} is not the start of a key: keys are hexadecimal, see `pipeline cache ls`")
        span = raw_key(digits.ljust(64, "0")), raw_key(digits.ljust(64, "f"))
        with self._lock:
            found = self._file.do(lambda c: cache_rows.between(c, span)) if self._file.exists() else []
        if not found:
            raise InputError(f"no result's key starts with {digits}: see `pipeline cache ls`")
        if len(found) > 1:
            raise InputError(f"several results' keys start with {digits}: give more digits")
        row, recipe, data = found[0]
        try:
            return Shown(row, json.loads(recipe), json.loads(data or b""))
        except ValueError:
            self.set_aside(row.key)
            raise InputError(f"result {row.key} is damaged: it will be computed again at the next run") from None

    def stats(self) -> Stats:
        """Totals, from the small table that is kept with every write."""
        recipes: tuple[RecipeStats, ...] = ()
        aside = fetched = 0
        with self._lock:
            if self._file.exists():
                if self._hits or self._used:
                    self._file.do(self._flush)
                recipes, aside = self._file.do(cache_rows.totals)
                fetched = self._file.do(cache_rows.fetched)
        return Stats(
            entries=sum(recipe.entries for recipe in recipes),
            bytes=sum(recipe.bytes for recipe in recipes),
            seconds=sum(recipe.seconds for recipe in recipes),
            hits=sum(recipe.hits for recipe in recipes),
            seconds_saved=sum(recipe.seconds_saved for recipe in recipes),
            recipes=recipes,
            set_aside=aside,
            file_bytes=self._file.size(),
            fetched=fetched,
        )

    def clear(self, *, stage: str | None = None) -> int:
        """Remove all results, or those of one stage, with their totals; how many there were."""
        with self._lock:
            if not self._file.exists():
                return 0
            self._forget()
            removed = self._file.do(lambda connection: cache_rows.clear(connection, stage))
            self._shrink()
        return removed

    def prune(self, selection: Selection, *, max_bytes: int | None = None, dry_run: bool = False) -> Pruned:
        """Remove the results of ``selection``; with ``max_bytes`` only until the file is that small.

        The least recently used go first. With ``max_bytes`` results of runs in progress stay.
        """
        with self._lock:
            if not self._file.exists():
                return Pruned(0, 0)
            pruned = self._file.do(
                lambda connection: cache_upkeep.prune(connection, selection, max_bytes, dry_run=dry_run)
            )
            if pruned.entries and not dry_run:
                self._shrink()
        return pruned

    def verify(self) -> Verified:
        """Look at every row; what cannot be trusted is set aside, a wrong index or total put right."""
        with self._lock:
            return self._file.do(cache_upkeep.verify) if self._file.exists() else Verified(0, 0, ())

    def export(self, target: Path, selection: Selection) -> Moved:
        """Write the results of ``selection`` to one file. Raises CacheError if it cannot be written."""
        from pipeline import cache_transfer

        with self._lock:
            return self._file.do(lambda connection: cache_transfer.export(connection, target, selection))

    def take_in(self, source: Path) -> Moved:
        """Store the results of an exported file that are not there yet, all or none of them.

        Raises InputError if the file is not whole or of another format.
        """
        from pipeline import cache_transfer

        with self._lock:
            moved = self._file.do(lambda connection: cache_transfer.take_in(connection, source))
            while self._limit is not None and self._file.do(self._trim):
                """Room is made a little at a time."""
        return moved

    def _trim(self, connection: sqlite3.Connection) -> bool:
        """Whether something went, and more may have to."""
        assert self._limit is not None
        before = cache_upkeep.whole_size(connection)
        with transaction(connection):
            cache_upkeep.trim(connection, self._limit, PAGE)
        return before > cache_upkeep.whole_size(connection)

    def _insert(
        self,
        connection: sqlite3.Connection,
        stage: str,
        recipe: bytes,
        new: Mapping[bytes, tuple[bytes, float]],
        *,
        fetched: bool = False,
    ) -> None:
        """Store, say that the run is in progress, and make room."""
        self._begin()
        with transaction(connection):
            cache_rows.insert(connection, stage, recipe, new, fetched=fetched)
            if self._limit is not None:
                if self._run is None or time.monotonic() - self._beat >= BEAT_SECONDS:
                    self._mark(connection)
                made_room = cache_upkeep.trim(connection, self._limit, EVICTED + 2 * len(new))
                if not made_room and not self._over:
                    self._over = True
                    log.warning("%s is over its limit, with nothing in it but results of runs in progress", self.path)

    def _begin(self) -> None:
        """Decide, once, what is too long ago to be this run's."""
        if self._since == 0:
            half_full = self._limit is not None and self._file.do(cache_upkeep.size) > self._limit / 2
            self._since = int(time.time()) - (0 if half_full else DAY)

    def _protect(self) -> None:
        """Say that what was just found is in use, before another process lets it go."""
        if self._run is None or self._used or time.monotonic() - self._beat >= BEAT_SECONDS:
            try:
                self._file.do(self._flush)
            except CacheError as error:
                log.debug("not said to be in use: %s", error)

    def _set_aside(self, connection: sqlite3.Connection, raw: bytes) -> None:
        cache_rows.set_rows_aside(connection, [stored.number for stored in cache_rows.find(connection, [raw])])

    def _shrink(self) -> None:
        try:
            self._file.do(cache_rows.shrink)
        except CacheError as error:
            log.debug("the file keeps its size: %s", error)

    def _page(self, stage: str | None, before: int | None, size: int) -> list[tuple[int, Row]]:
        with self._lock:
            return self._file.do(lambda connection: cache_rows.page(connection, stage, before, size))

    def _flush(self, connection: sqlite3.Connection, *, over: bool = False) -> None:
        """Write the hits and last uses gathered since the last time, if the file is free; ``over``: the run ends."""
        connection.execute(f"PRAGMA busy_timeout = {int(FLUSH_BUSY_SECONDS * 1000)}")
        try:
            with transaction(connection):
                self._mark(connection)
                if over and self._run is not None:
                    cache_upkeep.end(connection, self._run)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {int(self._file.busy_seconds * 1000)}")

    def _mark(self, connection: sqlite3.Connection) -> None:
        """Write what was gathered, and that the run is in progress. In a transaction."""
        for recipe, change in self._hits.items():
            cache_rows.add_totals(connection, recipe, change)
        cache_rows.mark_used(connection, self._used)
        self._forget()
        self._run = cache_upkeep.beat(connection, self._run, self._since)
        self._beat = time.monotonic()

    def _forget(self) -> None:
        self._hits.clear()
        self._used.clear()


def _stage(recipe: bytes) -> str:
    return str(json.loads(recipe)["stage"])
