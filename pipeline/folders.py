"""Where files that belong to the user, not to a project, are kept."""
from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

VARIABLE = "PIPELINE_CACHE_FOLDER"


def user_cache_folder() -> Path:
    """The folder for what can be made again: ``PIPELINE_CACHE_FOLDER``, else the platform's own for this program.

    The folder may not exist yet, and nothing is made here.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("german-briefs", appauthor=False))


def make_private(folder: Path) -> None:
    """Make ``folder``, and those it lies in, for their user's eyes only; those there are stay as they are.

    Raises OSError.
    """
    if not folder.parent.exists():
        make_private(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def touch_private(path: Path) -> None:
    """Make an empty file, if there is none, for its user's eyes only; SQLite gives its journals the same permissions.

    A file that is there is not even opened: to close it would undo the locks that SQLite has on it in this process
    (sqlite.org/howtocorrupt.html, 2.2). Raises OSError.
    """
    with suppress(FileExistsError):
        os.close(os.open(os.path.realpath(path), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
