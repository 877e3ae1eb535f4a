"""What the names on a command line stand for: files, the files of a folder, those that a pattern matches."""
from __future__ import annotations

import functools
import glob
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import url2pathname

from pipeline import plugins
from pipeline.errors import InputError
from pipeline.seal import is_sealed

PACKAGE = "pipeline.readers"
OURS = (".md", ".html", ".htm", ".json", ".tmx")
"""Suffixes of what this program writes; a file of one may be its own."""
SEALED = b"german-briefs sha256"
DEEPEST = 50
"""Folders in each other."""


_ELSEWHERE = re.compile(
    r"(?P<scheme>(?:s?ftp|ftps|ssh|gopher|gemini|feed|data|mailto|ws|wss|rsync|smb)):|"
    r"www\.[\w-]+\.\w|[\w-]+(?:\.[\w-]+)*\.(?:at|de|ch|com|org|net|eu|info|news)(?:/|\Z)",
    re.IGNORECASE,
)
"""What looks like an address on the web."""


@dataclass
class Walk:
    """Files of one folder or pattern, sorted, and how many were passed over, by why."""

    name: str
    files: list[str] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    suffixes: set[str] = field(default_factory=set)

    def line(self) -> str:
        """One line for people; "" where nothing was passed over."""
        if not self.passed:
            return ""
        said = []
        for why, count in sorted(self.passed.items()):
            kinds = f" ({', '.join(sorted(self.suffixes)[:6])})" if why == UNKNOWN and self.suffixes else ""
            said.append(f"{count} {why}{kinds}")
        return f"{self.name}: {len(self.files)} to read; passed over: {', '.join(said)}"


UNKNOWN, HIDDEN, LINKED, OWN, ODD, DEEP = (
    "that no reader knows", "hidden", "linked from outside", "that this program wrote", "that are no files", "too deep",
)  # fmt: skip


@functools.cache
def known_suffixes() -> frozenset[str]:
    """Those that some reader is chosen by."""
    return frozenset(
        suffix for name in plugins.names(PACKAGE) for suffix in getattr(plugins.load(PACKAGE, name), "SUFFIXES", ())
    )


def expanded(
    name: str, *, tell: Callable[[str], None], any_suffix: bool = False, written: Iterable[Path] = ()
) -> Iterator[str]:
    """The files that ``name`` stands for, sorted; ``name`` itself where it is neither a folder nor a pattern.

    In a folder those count that a reader knows by their suffix, or all with ``any_suffix``. What is hidden, what is
    linked from outside the folder and what this program wrote or will write (``written``) is passed over, which is
    told in a line. Raises InputError where nothing is left.
    """
    apart = [os.path.realpath(path) for path in written]
    if os.path.isdir(name):
        walk = Walk(name)
        root = os.path.realpath(name)
        _walk(walk, name, root, any_suffix, [path for path in apart if os.path.commonpath([path, root]) != path], 0)
    elif glob.has_magic(name) and not os.path.lexists(name):
        walk = Walk(name)
        root = os.path.realpath(_beginning(name))
        apart = [path for path in apart if os.path.commonpath([path, root]) != path]
        for path in sorted(glob.iglob(name, recursive=True)):
            if not os.path.isdir(path):
                _add(walk, path, root, any_suffix, apart)
    else:
        yield name
        return
    if line := walk.line():
        tell(line)
    if not walk.files:
        kinds = "" if any_suffix else f" of a kind that is read ({' '.join(sorted(known_suffixes()))})"
        what = f"{name} has no file" if os.path.isdir(name) else f"{name} matches no file"
        raise InputError(f"{what}{kinds}; name a file, or say how to read them all with --reader")
    yield from walk.files


def refuse_file_address(name: str) -> None:
    """Raise InputError, with what to give instead, if ``name`` is the address of a file on this machine, or one on the
    web that nothing here fetches, and no file.
    """
    if re.match(r"file:/", name, re.IGNORECASE) is None:
        if not os.path.lexists(name) and (found := _ELSEWHERE.match(name)) is not None:
            shown = "".join(char if char.isprintable() else "?" for char in name[:200])
            if found["scheme"]:
                raise InputError(f"{shown}: addresses that begin with http:// or https:// are fetched, and no others")
            raise InputError(f"{shown} is no file; if it is a web address, begin it with https://, as https://{shown}")
        return
    path = url2pathname(re.sub(r"\Afile:(?://(?:localhost)?(?=/))?", "", name, count=1, flags=re.IGNORECASE))
    shown = "".join(char if char.isprintable() else "?" for char in path)
    there = f", {shown}" if os.path.lexists(path) else f"; but there is no {shown}: check the name"
    raise InputError(f"{name} is the address of a file: give its path itself{there}")


def _beginning(pattern: str) -> str:
    """The folder that a pattern begins with, as far as it is one."""
    folder = os.path.dirname(pattern)
    while glob.has_magic(folder):
        folder = os.path.dirname(folder)
    return folder or "."


def _walk(walk: Walk, folder: str, root: str, any_suffix: bool, written: Sequence[str], depth: int) -> None:
    if depth > DEEPEST:
        walk.passed[DEEP] += 1
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        walk.passed[f"unreadable ({error.strerror})"] += 1
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name.startswith("."):
                walk.passed[HIDDEN] += 1
            elif os.path.realpath(entry.path) in written:
                walk.passed[OWN] += 1
            else:
                _walk(walk, entry.path, root, any_suffix, written, depth + 1)
        else:
            _add(walk, entry.path, root, any_suffix, written)


def _add(walk: Walk, path: str, root: str, any_suffix: bool, written: Sequence[str]) -> None:
    """The file at ``path``, or why it is passed over; links may not lead out of ``root``."""
    suffix = Path(path).suffix.lower()
    real = os.path.realpath(path)
    if os.path.basename(path).startswith("."):
        walk.passed[HIDDEN] += 1
    elif os.path.islink(path) and os.path.commonpath([root, real]) != root:
        walk.passed[LINKED] += 1
    elif not os.path.isfile(path):
        walk.passed[ODD] += 1
    elif not any_suffix and suffix not in known_suffixes():
        walk.passed[UNKNOWN] += 1
        walk.suffixes.add(suffix or "no suffix")
    elif any(real == place or real.startswith(place + os.sep) for place in written) or _is_ours(path, suffix):
        walk.passed[OWN] += 1
    else:
        walk.files.append(str(Path(path)))


def _is_ours(path: str, suffix: str) -> bool:
    """Whether a file has the seal of this program, whole: one that somebody edited since is an article like others."""
    if suffix not in OURS:
        return False
    try:
        with open(path, "rb") as file:
            file.seek(0, os.SEEK_END)
            size = file.tell()
            file.seek(max(size - 4096, 0))
            if SEALED not in file.read() or size > 50_000_000:
                return False
            file.seek(0)
            return is_sealed(file.read().decode())
    except (OSError, UnicodeDecodeError):
        return False
