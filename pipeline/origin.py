"""Which folder a name means, where it comes from, told from its path, and so how it is made whole again."""
from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import ModelError

_SNAPSHOT = re.compile(r"[0-9a-f]{40}")


def folder(name: str) -> Path | None:
    """The folder of that name, ``~`` and links resolved; None if there is none. Raises ModelError if it is hidden."""
    place = _place(name)
    return place.resolve() if place is not None and _mode(place, stat.S_ISDIR) else None


def is_file(name: str) -> bool:
    """Whether a file has that name. Raises ModelError if that cannot be looked up."""
    place = _place(name)
    return place is not None and _mode(place, stat.S_ISREG)


def _place(name: str) -> Path | None:
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return None


def _mode(place: Path, test: Callable[[int], bool]) -> bool:
    try:
        # The dot asks whether what is in a folder may be looked at.
        mode = place.stat().st_mode
        return test(os.stat(f"{place}/.").st_mode if stat.S_ISDIR(mode) else mode)
    except PermissionError as error:
        raise ModelError(f"{place} cannot be looked into: {error.strerror}; who owns it may let you") from error
    except (OSError, ValueError):
        return False


def model_name(folder: Path) -> str:
    """The folder's name, or the repository's where the folder lies in Hugging Face's cache."""
    for parent in folder.parents:
        if parent.name.startswith("models--"):
            return parent.name.removeprefix("models--").replace("--", "/")
    return folder.name


def revision(folder: Path) -> str:
    """The commit, where the folder is a snapshot in Hugging Face's cache; else ""."""
    return folder.name if folder.parent.name == "snapshots" and _SNAPSHOT.fullmatch(folder.name) else ""


def is_from_hub(folder: Path) -> bool:
    """Whether the folder is a snapshot in Hugging Face's cache."""
    return revision(folder) != "" and model_name(folder) != folder.name


def again(folder: Path) -> str:
    """What to do about a folder that lacks something: a command where it comes from the hub."""
    if is_from_hub(folder):
        return f"to mend it: pipeline models pull {model_name(folder)}@{revision(folder)}"
    return "copy the whole model folder again"
