"""Which items of feeds were read already: SQLite, apart from stored results, so that clearing these repeats nothing."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.own_file import OwnFile

FILE = OwnFile(
    application=0x67627366,
    format=1,
    statements=(
        "CREATE TABLE seen (feed TEXT NOT NULL, item TEXT NOT NULL, version TEXT NOT NULL, at TEXT NOT NULL,"
        " PRIMARY KEY (feed, item))",
    ),
    called="file of items that were read",
    if_damaged="and every item of every feed counts as new",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """An item that was read, and what it was like then."""

    feed: str
    item: str
    version: str


def beside(cache: Path) -> Path:
    """The file that belongs to a store of results: ``cache.seen.sqlite`` for ``cache.sqlite``."""
    return cache.with_name(f"{cache.stem}.seen.sqlite")


def load(path: Path, feed: str) -> dict[str, str]:
    """The version of each item of ``feed`` that was read; none where there is no file. Raises InputError."""
    with FILE.read(path) as file:
        if file is None:
            return {}
        return dict(file.execute("SELECT item, version FROM seen WHERE feed = ?", (feed,)).fetchall())


def add(path: Path, items: Iterable[Seen]) -> None:
    """Remember ``items``, all or none; of one that changed the newer version holds. Raises as ``OwnFile.write``."""
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with FILE.write(path) as file:
        file.executemany(
            "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)",
            [(each.feed, each.item, each.version, at) for each in items],
        )
