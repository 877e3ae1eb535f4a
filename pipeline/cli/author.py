"""Who corrects: as asked for, or as this machine knows the person."""

from __future__ import annotations

import getpass
import subprocess

from pipeline.errors import InputError
from pipeline.text import clean

LONGEST = 200
"""Characters of a name."""


def author(named: str | None) -> str:
    """The name given, else git's, else that of the login; "" if there is none. Raises InputError for a long one."""
    name = clean(named if named is not None else _of_git() or _of_login()).text
    if len(name) > LONGEST:
        raise InputError(f"the name is longer than {LONGEST} characters")
    return name


def _of_git() -> str:
    try:
        done = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, stdin=subprocess.DEVNULL, timeout=10, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode(errors="replace").strip()


def _of_login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
