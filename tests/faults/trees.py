"""A folder as it is on disk, all of it, and what became different."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path

Tree = dict[str, tuple[str, str]]
"""By path: mode, and sha256 of a file, the target of a link, or the kind of anything else."""

CACHE = re.compile(r"work/outputs/cache\.sqlite(?:(?:\.broken-\d+)?(?:-wal|-shm|-journal)?|\.lock)")
"""What the cache may make and change."""
MODELS = re.compile(r"caches/hashes\.json")
"""What is remembered of models, whose files take long to read; nothing of articles is in it."""
OUTPUTS = re.compile(r"work/outputs/[a-z0-9-]+\.(?:md|json)")


def tree(root: Path) -> Tree:
    """Everything under ``root``."""
    return {str(path.relative_to(root)): _what(path) for path in sorted(root.rglob("*"))}


def _what(path: Path) -> tuple[str, str]:
    status = path.lstat()
    mode = stat.filemode(status.st_mode)
    if stat.S_ISLNK(status.st_mode):
        return mode, os.readlink(path)
    if stat.S_ISREG(status.st_mode):
        return mode, hashlib.sha256(path.read_bytes()).hexdigest()
    return mode, ""


def changed(before: Tree, after: Tree, *allowed: re.Pattern[str]) -> list[str]:
    """Paths that are new, gone or different, but for those that may be."""
    paths = sorted({path for path in before.keys() | after.keys() if before.get(path) != after.get(path)})
    return [path for path in paths if path != "work/outputs" and not any(one.fullmatch(path) for one in allowed)]
