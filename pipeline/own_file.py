"""A small SQLite file of a person's own work, which cannot be computed again: several processes, its owner's alone."""
from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError, OutputError
from pipeline.folders import make_private, touch_private

if TYPE_CHECKING:
    import sqlite3

BUSY_SECONDS = 30.0
"""How long another process's writing is waited for."""


@dataclass(frozen=True)
class OwnFile:
    """What such a file is, and what is said of it; the place is given each time."""

    application: int
    """Stored in the file's header, so that no other database is taken for one of these."""
    format: int
    statements: tuple[str, ...]
    """What makes a new one."""
    called: str
    """``file of corrections``."""
    if_damaged: str
    """What a person does then, after "move it away"."""

    @contextmanager
    def read(self, path: Path) -> Iterator[sqlite3.Connection | None]:
        """A transaction that sees one state of the file; None where nothing was written yet. Raises InputError."""
        if not os.path.lexists(path):
            yield None
            return
        with self._opened(path, InputError) as file:
            file.execute("BEGIN")
            if _is_new(file):
                yield None
                return
            self._check(file, path)
            yield file

    @contextmanager
    def write(self, path: Path) -> Iterator[sqlite3.Connection]:
        """A transaction, all or nothing, that other writers wait for; the file is made if need be.

        Raises InputError as ``read`` does, and OutputError where nothing can be written.
        """
        try:
            make_private(path.parent)
            # The sentences may not be published yet.
            touch_private(path)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
        with self._opened(path, OutputError) as file:
            file.execute("BEGIN IMMEDIATE")
            if _is_new(file):
                for statement in self.statements:
                    file.execute(statement)
                file.execute(f"PRAGMA application_id = {self.application}")
                file.execute(f"PRAGMA user_version = {self.format}")
            self._check(file, path)
            yield file
            file.execute("COMMIT")

    @contextmanager
    def _opened(self, path: Path, failure: type[InputError | OutputError]) -> Iterator[sqlite3.Connection]:
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
                    f"{path}: this {self.called} is damaged ({text}); move it away, {self.if_damaged}"
                ) from error
            full = " (is the disk full?)" if "disk" in text else ""
            raise failure(f"{path}: the {self.called} cannot be used: {text}{full}") from error

    def _check(self, file: sqlite3.Connection, path: Path) -> None:
        """Raise InputError if it is another program's, or of a newer version."""
        if file.execute("PRAGMA application_id").fetchone()[0] != self.application:
            raise InputError(f"{path}: this is no {self.called}; move it away")
        if file.execute("PRAGMA user_version").fetchone()[0] > self.format:
            raise InputError(f"{path}: a newer version wrote this {self.called}: update german-briefs")


def _is_new(file: sqlite3.Connection) -> bool:
    """Whether nobody has written anything into it yet."""
    tables = file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return not tables and not file.execute("PRAGMA application_id").fetchone()[0]
