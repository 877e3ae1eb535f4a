"""The file of corrections: SQLite, apart from stored results, and nothing is ever deleted from it."""
from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.corrections import TIME, About, Correction, Corrections, Kept, by_sentence, standing
from pipeline.errors import InputError
from pipeline.own_file import OwnFile

if TYPE_CHECKING:
    import sqlite3

FILE = OwnFile(
    application=0x67626366,
    format=1,
    statements=(
        "CREATE TABLE corrections (number INTEGER PRIMARY KEY AUTOINCREMENT, german TEXT NOT NULL, english TEXT NOT"
        " NULL, model TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT"
        " NULL, undone TEXT NOT NULL)",
        "CREATE INDEX sentence ON corrections (german, source, target)",
    ),
    called="file of corrections",
    if_damaged="and pipeline correct --import what you exported last",
)

class Fate(StrEnum):
    """What became of a correction that was imported."""

    ADDED = "added"
    NEWER = "takes the place of an older one"
    OLDER = "older than the one that stands"
    KNOWN = "known already"
    UNDONE = "taken back"


@dataclass(frozen=True, slots=True)
class Merged:
    """One that was imported, what became of it, and the one of other words that stood there before, if any."""

    correction: Correction
    fate: Fate
    stood: Kept | None = None


def beside(cache: Path) -> Path:
    """The file that belongs to a store of results: ``cache.corrections.sqlite`` for ``cache.sqlite``."""
    return cache.with_name(f"{cache.stem}.corrections.sqlite")


def load(path: Path) -> Corrections:
    """The corrections that hold; none where there is no file. Raises InputError if it is not a file of corrections."""
    return by_sentence(each.correction for each in standing(history(path)))


def history(path: Path) -> list[Kept]:
    """All there ever were, by number, also what was replaced or undone. Raises InputError as ``load`` does."""
    with FILE.read(path) as file:
        return _select(file, "", ()) if file is not None else []


def add(path: Path, corrections: Sequence[Correction]) -> list[Kept]:
    """Store ``corrections``, all or none, and return them; one that stands so already is not stored again.

    Each holds from now on: where the clock of another machine made the one it replaces newer, it is dated a second
    later than that. The file is made if need be, for its owner's eyes only. Raises InputError as ``load`` does, and
    OutputError where nothing can be written.
    """
    done = []
    with FILE.write(path) as file:
        for each in corrections:
            stood = _standing(file, each.about)
            if stood is not None and stood.correction.english == each.english:
                continue
            at = max(each.at, _second_after(stood.correction.at)) if stood is not None else each.at
            done.append(_insert(file, replace(each, at=at), ""))
    return done


def undo(path: Path, number: int, at: str) -> Kept:
    """Take the correction of that number back at that time, and return it as it was.

    The one that it had replaced holds again. Raises InputError if there is none or it is undone, else as ``add`` does.
    """
    if number not in {each.number for each in history(path)}:
        raise InputError(f"there is no correction {number}; pipeline correct --list shows them")
    with FILE.write(path) as file:
        (kept,) = _select(file, "WHERE number = ?", (number,))
        if kept.undone:
            raise InputError(f"correction {number} was taken back already, at {kept.undone}")
        file.execute("UPDATE corrections SET undone = ? WHERE number = ?", (at, number))
    return kept


def retire(path: Path, sentences: Mapping[About, frozenset[str] | None], at: str) -> list[Kept]:
    """Take back, all or none, what holds for each sentence, and return what held as it was.

    Of some English words only corrections that have these, one after the other, and what the last of them had replaced
    holds again; with None all there are of the sentence, so that it is the model's again. Raises InputError as ``load``
    does, and OutputError where nothing can be written.
    """
    done: list[Kept] = []
    if not sentences or not os.path.lexists(path):
        return done
    with FILE.write(path) as file:
        for about, english in sentences.items():
            first = stood = _standing(file, about)
            while stood is not None and (english is None or stood.correction.english in english):
                file.execute("UPDATE corrections SET undone = ? WHERE number = ?", (at, stood.number))
                stood = _standing(file, about)
            if first is not None and stood != first:
                done.append(first)
    return done


def merge(path: Path, corrections: Sequence[tuple[Correction, str]]) -> list[Merged]:
    """Store what another store has, each with the time it was undone or "", all or none, and say what became of each.

    Of two about the same sentence the newer holds, whichever was there first; what is undone in one is undone in both.
    Raises as ``add`` does.
    """
    with FILE.write(path) as file:
        return [_merged(file, each, undone) for each, undone in corrections]


def _merged(file: sqlite3.Connection, each: Correction, undone: str) -> Merged:
    stood = _standing(file, each.about)
    known = [
        kept
        for kept in _of(file, each.about)
        if (kept.correction.english, kept.correction.by, kept.correction.at) == (each.english, each.by, each.at)
    ]
    if known:
        if not undone or known[0].undone:
            return Merged(each, Fate.KNOWN)
        file.execute("UPDATE corrections SET undone = ? WHERE number = ?", (undone, known[0].number))
        return Merged(each, Fate.UNDONE)
    kept = _insert(file, each, undone)
    other = stood if stood is not None and stood.correction.english != each.english else None
    if undone:
        return Merged(each, Fate.UNDONE)
    if _standing(file, each.about) != kept:
        return Merged(each, Fate.OLDER, other)
    return Merged(each, Fate.NEWER if other is not None else Fate.ADDED, other)


def _insert(file: sqlite3.Connection, each: Correction, undone: str) -> Kept:
    row = (each.german, each.english, each.model, each.by, each.at, each.source, each.target, undone)
    number = file.execute("INSERT INTO corrections VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
    return Kept(number or 0, each, undone)


def _standing(file: sqlite3.Connection, about: About) -> Kept | None:
    return next(iter(standing(_of(file, about))), None)


def _of(file: sqlite3.Connection, about: About) -> list[Kept]:
    return _select(file, "WHERE source = ? AND target = ? AND german = ?", about)


def _select(file: sqlite3.Connection, which: str, values: Sequence[object]) -> list[Kept]:
    found = file.execute(f"SELECT * FROM corrections {which} ORDER BY number", tuple(values)).fetchall()
    return [Kept(number, Correction(*row), undone) for number, *row, undone in found]


def _second_after(at: str) -> str:
    return (datetime.datetime.strptime(at, TIME) + datetime.timedelta(seconds=1)).strftime(TIME)
