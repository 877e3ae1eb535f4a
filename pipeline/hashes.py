"""sha256 of files, remembered so that hundreds of MB are not read again at every start.

A digest is remembered by path, size, modification time and inode, in ``hashes.json`` in the user's cache
folder. The memory only saves time: a broken, missing or unwritable file costs the reading again.
"""
from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.folders import make_private, user_cache_folder

log = logging.getLogger(__name__)

MOST_REMEMBERED = 500
SETTLED_NS = 2_000_000_000
"""A file changed more recently than this may change again without its times showing it; it is not remembered."""

Memory = dict[str, list[object]]
"""Path -> [size, modification time in ns, inode, sha256]."""


def digest(files: Sequence[Path]) -> str:
    """sha256 (hex) over the names and contents of ``files``, order not mattering.

    It is that of the lines ``sha256sum`` prints for them, sorted by name:
    ``cd folder; sha256sum file ... | sha256sum``. Raises OSError for a file that cannot be read.
    """
    place = user_cache_folder() / "hashes.json"
    memory = _read(place)
    new: Memory = {}
    lines = []
    for file in sorted(files, key=lambda file: file.name):
        path = str(file.resolve())
        stat = file.stat()
        signature: list[object] = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
        known = memory.get(path)
        if known is not None and known[:3] == signature:
            found = str(known[3])
        else:
            found = _sha256(file)
            if time.time_ns() - stat.st_mtime_ns > SETTLED_NS:
                new[path] = [*signature, found]
        lines.append(f"{found}  {file.name}\n")
    if new:
        _remember(place, new)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read(place: Path) -> Memory:
    """What is remembered; nothing if the file is missing, broken or not what this program wrote."""
    try:
        plain = json.loads(place.read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(plain, dict):
        return {}
    return {path: row for path, row in plain.items() if _is_row(row)}


def _is_row(row: object) -> bool:
    return isinstance(row, list) and [type(item) for item in row] == [int, int, int, str] and len(str(row[3])) == 64


def _remember(place: Path, new: Memory) -> None:
    """Add ``new`` to the file. Of two processes doing so at once one may be forgotten, which costs a reading."""
    kept = {path: row for path, row in _read(place).items() if path not in new}
    merged = dict([*kept.items(), *new.items()][-MOST_REMEMBERED:])
    try:
        make_private(place.parent)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".hashes-")
        try:
            with os.fdopen(handle, "w") as stream:
                json.dump(merged, stream)
            os.replace(name, place)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        log.debug("hashes are not remembered: %s", error)
