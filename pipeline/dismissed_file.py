"""The file of dismissed flags: SQLite, apart from stored results, because a person's work cannot be computed again."""
from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.dismissed import Dismissal, Dismissals, by_sentence
from pipeline.errors import InputError, OutputError
from pipeline.folders import make_private, touch_private
from pipeline.values import Severity

if TYPE_CHECKING:
    import sqlite3

APPLICATION = 0x67626466
"""Stored in the file's header, so that no other database is taken for one of these."""
FORMAT = 1
BUSY_SECONDS = 30.0
"""How long another process's writing is waited for."""

TABLE = (
    "CREATE TABLE dismissals (check_name TEXT NOT NULL, german TEXT NOT NULL, english TEXT NOT NULL, severity TEXT NOT"
    " NULL, message TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (check_name, german, english))"
)


def beside(cache: Path) -> Path:
    """The file that belongs to a store of results: ``cache.dismissed.sqlite`` for ``cache.sqlite``."""
    return cache.with_name(f"{cache.stem}.dismissed.sqlite")


def load(path: Path) -> Dismissals:
    """What was dismissed; nothing where there is no file. Raises InputError if it is not a file of dismissals."""
    return by_sentence(rows(path))


def rows(path: Path) -> list[Dismissal]:
    """What was dismissed, the oldest first; none where there is no file. Raises InputError as ``load`` does."""
    if not os.path.lexists(path):
        return []
    with _opened(path, InputError) as file:
        file.execute("BEGIN")
        if _is_new(file):
            return []
        _check(file, path)
        found = file.execute("SELECT * FROM dismissals ORDER BY at, rowid").fetchall()
        return [
            Dismissal(check, german, english, Severity(severity), message, reason, at)
            for check, german, english, severity, message, reason, at in found
        ]


def add(path: Path, dismissals: Sequence[Dismissal]) -> None:
    """Store ``dismissals``, all or none; one about the same takes the place of the older.

    The file is made if need be, for its owner's eyes only. What another process writes meanwhile is kept. Raises
    InputError as ``load`` does, and OutputError where nothing can be written.
    """
    with _writing(path) as file:
        file.executemany(
            "INSERT OR REPLACE INTO dismissals VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(d.check, d.german, d.english, d.severity.value, d.message, d.reason, d.at) for d in dismissals],
        )


def remove(path: Path, dismissals: Sequence[Dismissal]) -> None:
    """Forget ``dismissals``, so that their flags come back. Raises as ``add`` does."""
    with _writing(path) as file:
        file.executemany(
            "DELETE FROM dismissals WHERE check_name = ? AND german = ? AND english = ?", [d.about for d in dismissals]
        )


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A transaction that other writers wait for, on a file that is there and is what it should be."""
    try:
        make_private(path.parent)
        # The sentences may not be published yet.
        touch_private(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    with _opened(path, OutputError) as file:
        file.execute("BEGIN IMMEDIATE")
        if _is_new(file):
            file.execute(TABLE)
            file.execute(f"PRAGMA application_id = {APPLICATION}")
            file.execute(f"PRAGMA user_version = {FORMAT}")
        _check(file, path)
        yield file
        file.execute("COMMIT")


@contextmanager
def _opened(path: Path, failure: type[InputError | OutputError]) -> Iterator[sqlite3.Connection]:
    """A connection to a file that is there; what SQLite says of it becomes one line."""
    import sqlite3

    try:
        where = f"{Path(os.path.abspath(path)).as_uri()}?mode=rw"
        with closing(sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as file:
            yield file
    except (sqlite3.Error, ValueError, TypeError) as error:
        text = str(error)
        if "not a database" in text or "malformed" in text or not isinstance(error, sqlite3.OperationalError):
            raise InputError(
                f"{path}: this file of dismissed flags is damaged ({text}); move it away, and what was dismissed in it "
                "is flagged again"
            ) from error
        raise failure(f"{path}: the file of dismissed flags cannot be used: {text}") from error


def _is_new(file: sqlite3.Connection) -> bool:
    """Whether nobody has written anything into it yet."""
    tables = file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return not tables and not file.execute("PRAGMA application_id").fetchone()[0]


def _check(file: sqlite3.Connection, path: Path) -> None:
    """Raise InputError if it is another program's, or of a newer version."""
    if file.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise InputError(f"{path}: this is no file of dismissed flags; move it away")
    if file.execute("PRAGMA user_version").fetchone()[0] > FORMAT:
        raise InputError(f"{path}: a newer version wrote this file of dismissed flags: update german-briefs")
