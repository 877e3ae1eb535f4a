"""The store of results: bytes in, bytes out, nothing about stages.

One SQLite file holds every result under its key, with a checksum; any number of processes may use it at
once, each through its own ``Cache``, and each ``Cache`` belongs to the thread that uses it first. What
another process, a kill or the disk did to the file never ends a run: a row that cannot be trusted is a
miss, a file that cannot be read is moved aside and a new one begun, both with a warning to the ``pipeline``
logger. What a person has to settle (no room, no permission) is a CacheError.
"""
from __future__ import annotations

import json
import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from pipeline import cache_rows
from pipeline.cache_file import CacheFile, transaction
from pipeline.cache_rows import Change, Row, StageStats, raw_key
from pipeline.errors import CacheError, InputError

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Cache", "Entry", "Row", "Shown", "StageStats", "Stats"]

BUSY_SECONDS = 30.0
"""How long another process's write is waited for."""
FLUSH_BUSY_SECONDS = 1.0
"""The same for the count of hits, which is not worth waiting for."""
PAGE = 1000
"""Rows listed at a time, so that a long listing holds no lock."""
DAY = 86_400
"""Seconds: a row's last use is written at most this often."""

log = logging.getLogger("pipeline")


@dataclass(frozen=True, slots=True)
class Entry:
    """A result to store."""

    key: str
    """sha256, 64 hexadecimal digits."""
    data: bytes
    """Canonical JSON."""
    seconds: float
    """What it cost to compute."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A stored result, read."""

    row: Row
    recipe: Any
    """The settings it was made with, as JSON gives them."""
    data: Any
    """The result, as JSON gives it."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Totals of all stages, and of each."""

    entries: int
    bytes: int
    """Of results as stored."""
    seconds: float
    """What the entries cost to compute."""
    hits: int
    seconds_saved: float
    """What the hits would have cost, since the cache was made or cleared."""
    stages: tuple[StageStats, ...]
    """By name."""
    set_aside: int
    """Rows that could not be read and are kept for a look."""
    file_bytes: int
    """On disk, indexes and free pages included; 0 if there is no file."""


class Cache:
    """The store of results in the file at ``path``.

    Nothing on disk is touched before the first use; looking up or storing makes the file, the other
    methods treat a missing file as an empty cache. Every method may raise CacheError.
    """

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self._file = CacheFile(path, busy_seconds=busy_seconds)
        self._hits: defaultdict[str, Change] = defaultdict(Change)
        self._used: set[int] = set()

    @property
    def path(self) -> Path:
        """The file, absolute."""
        return self._file.path

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write the counts of hits and close the file; the next use opens it again.

        Counts that cannot be written are given up: a finished run does not fail for them.
        """
        if self._file.is_open and (self._hits or self._used):
            try:
                self._file.do(self._flush)
            except CacheError as error:
                log.debug("hits not counted: %s", error)
        self._forget()
        self._file.close()

    def get_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The results that are there and sound, by key; unsound rows are set aside."""
        wanted = {raw_key(key): key for key in keys}
        found = self._file.do(lambda connection: list(cache_rows.find(connection, list(wanted))))
        unsound = [stored.key for stored in found if stored.data is None]
        if unsound:
            self._file.do(lambda connection: cache_rows.set_rows_aside(connection, unsound))
            log.warning("%s: %d damaged result(s) set aside, to be computed again", self.path, len(unsound))
        now = time.time()
        results = {}
        for stored in found:
            if stored.data is not None:
                results[wanted[stored.key]] = stored.data
                self._hits[stored.stage].hits += 1
                self._hits[stored.stage].seconds_saved += stored.seconds
                if now - stored.used >= DAY:
                    self._used.add(stored.number)
        return results

    def put_many(self, recipe: bytes, entries: Sequence[Entry]) -> None:
        """Store ``entries``, made with ``recipe``, all or none; equal keys are replaced.

        ``recipe`` is JSON with the stage's name under ``stage``.
        """
        stage = str(json.loads(recipe)["stage"])
        new = {raw_key(entry.key): (entry.data, float(entry.seconds)) for entry in entries}
        if new:
            self._file.do(lambda connection: cache_rows.insert(connection, stage, recipe, new))

    def set_aside(self, key: str) -> None:
        """Keep a row that its reader cannot read in a side table; from now on it is a miss."""
        raw = raw_key(key)
        if self._file.exists():
            self._file.do(lambda connection: cache_rows.set_rows_aside(connection, [raw]))
            log.warning("%s: result %s could not be read and was set aside", self.path, key[:12])

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
        found = self._file.do(lambda connection: cache_rows.between(connection, span)) if self._file.exists() else []
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
        stages: tuple[StageStats, ...] = ()
        aside = 0
        if self._file.exists():
            if self._hits or self._used:
                self._file.do(self._flush)
            stages, aside = self._file.do(cache_rows.totals)
        return Stats(
            entries=sum(stage.entries for stage in stages),
            bytes=sum(stage.bytes for stage in stages),
            seconds=sum(stage.seconds for stage in stages),
            hits=sum(stage.hits for stage in stages),
            seconds_saved=sum(stage.seconds_saved for stage in stages),
            stages=stages,
            set_aside=aside,
            file_bytes=self._file.size(),
        )

    def clear(self, *, stage: str | None = None) -> int:
        """Remove all results, or those of one stage, with their totals; how many there were."""
        if not self._file.exists():
            return 0
        self._forget()
        removed = self._file.do(lambda connection: cache_rows.clear(connection, stage))
        try:
            self._file.do(cache_rows.shrink)
        except CacheError as error:
            log.debug("the file keeps its size: %s", error)
        return removed

    def _page(self, stage: str | None, before: int | None, size: int) -> list[tuple[int, Row]]:
        return self._file.do(lambda connection: cache_rows.page(connection, stage, before, size))

    def _flush(self, connection: sqlite3.Connection) -> None:
        """Write the hits and last uses gathered since the last time, if the file is free."""
        connection.execute(f"PRAGMA busy_timeout = {int(FLUSH_BUSY_SECONDS * 1000)}")
        try:
            with transaction(connection):
                for stage, change in self._hits.items():
                    cache_rows.add_totals(connection, stage, change)
                cache_rows.mark_used(connection, self._used)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {int(self._file.busy_seconds * 1000)}")
        self._forget()

    def _forget(self) -> None:
        self._hits.clear()
        self._used.clear()
