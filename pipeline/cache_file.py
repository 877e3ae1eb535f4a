"""The SQLite file under the cache: made, opened, checked, and moved aside when it cannot be read.

Nothing here knows what a result is. ``CacheFile.do`` runs a piece of work on an open connection and turns
whatever SQLite can say into one of three ends: done, done again on a new file (the old one was damaged and
lies beside it now), or a CacheError that says what to do.
"""
from __future__ import annotations

import contextlib
import logging
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline.cache_tables import APPLICATION, FORMAT, STEPS, TABLES, make, renew
from pipeline.errors import CacheError
from pipeline.folders import make_private, touch_private

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")

ATTEMPTS = 5
"""How often work is begun again on a new file before the disk itself is blamed."""

SMALLEST = 512
"""Bytes of the shortest page of SQLite, which is the shortest file that holds anything."""

SLICE = 0.1
"""Seconds that SQLite itself waits for a lock. It hears no Ctrl-C meanwhile, so that longer waits are made of these."""
PAUSE = 0.02
"""Seconds between two of them, for the cases in which SQLite does not wait at all."""
PATIENCE = 1.0
"""Seconds of waiting for another process that go without a word."""

NETWORK = {"9p", "afs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "lustre", "nfs", "nfs4", "ocfs2", "smb3"}
"""File systems on which a write-ahead log is not safe between machines (sqlite.org/wal.html)."""

WAY_OUT = "or use --no-cache, or another file with --cache or PIPELINE_CACHE"

log = logging.getLogger("pipeline")


SUFFIXES = frozenset({"", ".sqlite", ".sqlite3", ".db"})
"""A file of another name that is no SQLite file was never a store of results, and is left where it is."""
_INHERITED: list[object] = []
"""Connections of the process that this one was forked from."""


class Damaged(Exception):
    """The file opens, but it is not what this program wrote. Stays inside this module."""


class CacheFile:
    """One connection to one file, opened at the first use.

    What another process has locked is waited for, at most ``busy_seconds``; a wait of over a second is told, once.
    Work that sets another ``PRAGMA busy_timeout`` for itself waits for that time and no longer.
    """

    def __init__(self, path: Path, *, busy_seconds: float) -> None:
        self.path = Path(os.path.abspath(path))
        self.busy_seconds = busy_seconds
        self._connection: sqlite3.Connection | None = None
        self._process = os.getpid()
        self._opened: tuple[int, int] | None = None
        self._told = False

    @property
    def is_open(self) -> bool:
        """Whether there is a connection."""
        return self._connection is not None

    def exists(self) -> bool:
        """Whether there is anything at the path, read without opening it."""
        return self.path.exists()

    def size(self) -> int:
        """Bytes on disk, the write-ahead log included."""
        parts = (_beside(self.path, ending) for ending in ("", "-wal"))
        return sum(part.stat().st_size for part in parts if part.exists())

    def close(self) -> None:
        """Close the connection; the next use opens it again."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()

    def do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What ``work`` returns. It may be run again from the start, on a new file. Raises CacheError."""
        import sqlite3

        problem = ""
        for _ in range(ATTEMPTS):
            try:
                return self._waiting(work)
            except (Damaged, UnicodeDecodeError) as error:
                # SQLite's own message may quote damaged bytes, which Python then cannot decode.
                problem = str(error) if isinstance(error, Damaged) else "its tables are not as they were made"
                self._move_aside(problem)
            except sqlite3.Error as error:
                code = getattr(error, "sqlite_errorcode", None)
                if code is None:
                    raise
                problem = _said(error)
                if code == sqlite3.SQLITE_READONLY_DBMOVED or not self.path.exists():
                    # Another process has moved it aside.
                    self.close()
                # A file that may be written, and yet not by SQLite, has a format number that it does not know.
                elif is_damage(code) or (code == sqlite3.SQLITE_READONLY and os.access(self.path, os.W_OK)):
                    self._move_aside(problem)
                else:
                    raise CacheError(self._explain(code, problem)) from error
        raise CacheError(f"{self.path} cannot be kept readable ({problem}): check the disk, {WAY_OUT}")

    def _waiting(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What ``work`` returns, begun again as long as another process has the file locked."""
        import sqlite3

        began = time.monotonic()
        while True:
            try:
                return work(self._open())
            except sqlite3.OperationalError as error:
                waited = time.monotonic() - began
                if not is_locked(error) or waited >= self.busy_seconds or self._waits_otherwise():
                    raise
            if waited >= PATIENCE and not self._told:
                self._told = True
                log.warning("waiting for another process that writes to %s", self.path)
            time.sleep(PAUSE)

    def _slice(self) -> int:
        """Milliseconds that SQLite waits."""
        return int(min(SLICE, self.busy_seconds) * 1000)

    def _waits_otherwise(self) -> bool:
        return self._connection is not None and _number(self._connection, "PRAGMA busy_timeout") != self._slice()

    def _open(self) -> sqlite3.Connection:
        if self._process != os.getpid():
            # After a fork the connection is the parent's, and even closing it here would hurt.
            _INHERITED.append(self._connection)
            self._connection, self._process = None, os.getpid()
        if self._connection is not None and _identity(self.path) != self._opened:
            # Removed, or moved aside by another process; SQLite would go on with what has no name any more.
            self.close()
        if self._connection is not None:
            if self._connection.in_transaction:
                # Ctrl-C can come even between the end of some work and its clearing up.
                self._connection.execute("ROLLBACK")
            self._connection.execute(f"PRAGMA busy_timeout = {self._slice()}")
            return self._connection
        import sqlite3

        self._check_place()
        self._opened = _identity(self.path)
        self._check_size()
        # SQLite is to make no file, as it would let others read it.
        where = f"{self.path.as_uri()}?mode=rw"
        connection = sqlite3.connect(
            where, uri=True, timeout=self._slice() / 1000, isolation_level=None, check_same_thread=False
        )
        try:
            # A damaged file may hold text that is not UTF-8: that must not be an error of its own kind.
            connection.text_factory = lambda raw: raw.decode(errors="replace")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            self._check_format(connection)
            if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
                connection.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection

    def _check_place(self) -> None:
        """Make folder and file, and refuse what SQLite would not refuse clearly."""
        try:
            make_private(self.path.parent)
            mode = self.path.stat().st_mode if self.path.exists() else None
        except OSError as error:
            raise CacheError(f"{self.path} cannot be made ({error.strerror}): check its folder, {WAY_OUT}") from error
        if mode is not None and stat.S_ISDIR(mode):
            raise CacheError(f"{self.path} is a folder: move it away, {WAY_OUT}")
        if mode is not None and not stat.S_ISREG(mode):
            raise CacheError(f"{self.path} is not a regular file: use --no-cache to remember nothing, {WAY_OUT[3:]}")
        place = self.path.parent if mode is None else self.path
        if not os.access(place, os.W_OK):
            raise CacheError(f"{place} is not writable: change its permissions, {WAY_OUT}")
        try:
            touch_private(self.path)
        except OSError as error:
            raise CacheError(f"{self.path} cannot be made ({error.strerror}): check its folder, {WAY_OUT}") from error

    def _check_size(self) -> None:
        """Find what SQLite would not call damage: it writes over a very short file of anything.

        The file is not opened for a look: to close it again would undo the locks that other connections of this
        process have on it, and then another process may remove the log that they write to.
        """
        try:
            size = self.path.stat().st_size
        except OSError as error:
            raise Damaged("it is gone") from error
        if 0 < size < SMALLEST:
            raise Damaged("file is not a database")

    def _check_format(self, connection: sqlite3.Connection) -> None:
        """Make the tables in a new file; raise CacheError or Damaged for a file that is not ours to use."""
        version = _number(connection, "PRAGMA user_version")
        application = _number(connection, "PRAGMA application_id")
        present = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master")}
        if not present and version == 0:
            self._make(connection)
        elif application != APPLICATION and not present & set(TABLES):
            raise CacheError(f"{self.path} is another program's database: name another file with --cache")
        elif version > FORMAT:
            raise CacheError(
                f"{self.path} was written by a newer version of this program (format {version}, this one reads"
                f" {FORMAT}): update german-briefs, {WAY_OUT}"
            )
        elif version in STEPS and application == APPLICATION:
            with transaction(connection):
                if _number(connection, "PRAGMA user_version") == version:
                    renew(connection, version)
        elif not present >= set(TABLES):
            raise Damaged("its tables are not as they were made")

    def _make(self, connection: sqlite3.Connection) -> None:
        """Make the tables, unless another process has just done it."""
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        if not is_network(file_system(self.path.parent)):
            self._use_write_ahead_log(connection)
        with transaction(connection):
            if _number(connection, "PRAGMA user_version") == 0:
                make(connection)

    def _use_write_ahead_log(self, connection: sqlite3.Connection) -> None:
        """Where it cannot be had, the file keeps its rollback journal."""
        import sqlite3

        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if _primary(error.sqlite_errorcode) not in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
                raise
            log.debug("%s: no write-ahead log here (%s)", self.path, _said(error))

    def _move_aside(self, problem: str) -> None:
        """Rename the file and its journals, unless another process has already put a new one in its place."""
        import sqlite3

        self.close()
        if self.path.suffix not in SUFFIXES and not self._begins_as_sqlite():
            raise CacheError(f"{self.path} is no store of results: name another file with --cache, {WAY_OUT}")
        try:
            touch_private(_beside(self.path, ".lock"))
            # An empty database is a lock that works on every system and that a killed process lets go of.
            with contextlib.closing(sqlite3.connect(_beside(self.path, ".lock"), timeout=self.busy_seconds)) as lock:
                lock.execute("BEGIN EXCLUSIVE")
                if self._opened is None or _identity(self.path) != self._opened:
                    return
                aside = self._free_name()
                for ending in ("", "-journal", "-wal", "-shm"):
                    if (part := _beside(self.path, ending)).exists():
                        part.rename(_beside(aside, ending))
        except (OSError, sqlite3.Error) as error:
            why = error.strerror if isinstance(error, OSError) else f"{_beside(self.path, '.lock')}: {_said(error)}"
            raise CacheError(
                f"{self.path} is damaged ({problem}) and cannot be moved aside ({why}): remove it, {WAY_OUT}"
            ) from error
        log.warning("%s could not be read (%s): moved to %s, and a new one begun", self.path, problem, aside.name)

    def _begins_as_sqlite(self) -> bool:
        try:
            with self.path.open("rb") as file:
                return file.read(16) == b"SQLite format 3\0"
        except OSError:
            return True

    def _free_name(self) -> Path:
        number = 1
        while (name := _beside(self.path, f".broken-{number}")).exists():
            number += 1
        return name

    def _explain(self, code: int, problem: str) -> str:
        """One line for an error that a new file would not cure."""
        import sqlite3

        advice = {
            sqlite3.SQLITE_BUSY: f"another process has kept it locked for {self.busy_seconds:.0f} s: try again,",
            sqlite3.SQLITE_LOCKED: f"another process has kept it locked for {self.busy_seconds:.0f} s: try again,",
            sqlite3.SQLITE_PROTOCOL: f"other processes have kept it busy for {self.busy_seconds:.0f} s: try again,",
            sqlite3.SQLITE_FULL: "the disk is full: free some space,",
            sqlite3.SQLITE_IOERR: f"it cannot be read or written ({problem}), is the disk full? Free some space,",
            sqlite3.SQLITE_READONLY: "it is not writable: change its permissions,",
            sqlite3.SQLITE_CANTOPEN: "it cannot be opened: make it and its folder writable,",
        }
        return f"{self.path}: {advice.get(_primary(code), f'{problem}: try again,')} {WAY_OUT}"


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block or none of it; the lock is taken at the start, so that it never has to be upgraded."""
    try:
        # Ctrl-C while the lock is waited for comes as soon as the lock is there: it has to be given back then too.
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    finally:
        # A full disk has already rolled back.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def is_damage(code: int) -> bool:
    """Whether an SQLite error code means that the file's content is at fault.

    The statements are fixed and the tables were compared when the file was opened, so a logic error or a
    broken constraint can only come from content that changed under them.
    """
    import sqlite3

    return code == sqlite3.SQLITE_IOERR_SHORT_READ or _primary(code) in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_FORMAT,
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_TOOBIG,
    )


def is_locked(error: sqlite3.OperationalError) -> bool:
    """Whether it says that another process has the file, and that trying again may help."""
    import sqlite3

    locked = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
    return _primary(getattr(error, "sqlite_errorcode", 0)) in locked


def is_network(kind: str | None) -> bool:
    """Whether a file system of this kind may be shared between machines."""
    return kind in NETWORK


def file_system(folder: Path, table: Path = Path("/proc/self/mountinfo")) -> str | None:
    """The kind of file system ``folder`` is on (``ext4``, ``nfs4``); None where the system does not say (not Linux)."""
    try:
        lines = table.read_text(errors="replace").splitlines()
    except OSError:
        return None
    best, kind = "", None
    place = os.path.realpath(folder)
    for line in lines:
        mounted, _, source = line.partition(" - ")
        # The fifth field is the mount point, with blanks written as \040 (man 5 proc).
        point = mounted.split()[4].replace("\\040", " ")
        inside = point == "/" or place == point or place.startswith(point + "/")
        if inside and len(point) >= len(best):
            best, kind = point, source.split()[0]
    return kind


def _primary(code: int) -> int:
    """The error's family: the low byte of an extended code (sqlite.org/rescode.html)."""
    return code & 0xFF


def _said(error: sqlite3.Error) -> str:
    """What SQLite found wrong, in words of our own: its message may quote what a damaged file holds."""
    name = str(getattr(error, "sqlite_errorname", "an error"))
    known = {
        "SQLITE_BUSY": "it is locked",
        "SQLITE_CORRUPT": "its pages are damaged",
        "SQLITE_ERROR": "its tables are not as they were made",
        "SQLITE_NOTADB": "file is not a database",
    }
    return known.get(name, name)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _number(connection: sqlite3.Connection, statement: str) -> int:
    number: int = connection.execute(statement).fetchone()[0]
    return number


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
