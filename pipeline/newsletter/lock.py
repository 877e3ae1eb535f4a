"""Never two newsletters at once in one folder."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import InputError, OutputError

NAME = ".newsletter.lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold ``folder``, which is made if need be, until the end; the system lets go of it when this process dies.

    Raises InputError at once where another process holds it, OutputError where the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / NAME)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise InputError(f"{folder}: another newsletter is being made there; wait until it is done") from error
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}; choose another place with -o") from error
    try:
        yield
    finally:
        lock.release()
