"""Output files: names that never clash, and writing them whole or not at all, over nobody's edits."""
from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import json
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.seal import gist, is_sealed

_SUFFIX = re.compile(
    r"\.(?:txt|jsonl?|ndjson|x?html?|md|markdown|doc[xm]|pdf|eml|parquet|xml|rss|atom|rdf)(?=$|[:#])", re.IGNORECASE
)

LONGEST_STEM = 80
"""Characters of a stem, which leaves room for ``.new-2.json`` under any file system's 255 bytes."""


class Fate(StrEnum):
    """What became of a file that was to be written."""

    WRITTEN = "written"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Saved:
    """Where the text stands now, and a line for people where that is not where they asked for, else ``""``."""

    path: Path
    fate: Fate
    message: str = ""


def save(text: str, path: Path, *, force: bool = False) -> Saved:
    """Write ``text`` to ``path`` as UTF-8, whole or not at all; missing folders are made.

    A file that holds ``text`` already, but for the record of the run that made it, is not touched. One that this
    program wrote and nobody edited (its seal is whole) is replaced, and so is any with ``force``; every other is kept,
    and ``text`` goes beside it as ``NAME.new.md``, ``NAME.new-2.md`` and so on. A link is followed. Raises OutputError,
    and leaves no file behind, where ``path`` cannot be written.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise OutputError(f"{path}: the text holds half a character at place {error.start}; mend the source") from error
    try:
        target = Path(os.path.realpath(path))
        _refuse_odd(path, target)
        target.parent.mkdir(parents=True, exist_ok=True)
        for place in _places(target):
            old = _read(place)
            if old == data or (old is not None and _same(old, text)):
                return Saved(place, Fate.UNCHANGED, _beside(path, place))
            if old is None or force or _untouched(old):
                _replace(data, place)
                fate = Fate.BESIDE if place != target else Fate.WRITTEN if old is None else Fate.REPLACED
                return Saved(place, fate, _beside(path, place))
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written: {reason}; choose another place with -o") from error
    raise OutputError(f"{path}: too many versions stand beside it; move some of them away")


def refuse(path: Path, *, folder: bool = False) -> None:
    """Raise OutputError where ``save`` surely could not write ``path``, or into it if it is a ``folder``.

    Asked before hours of work are done for nothing; nothing is made.
    """
    try:
        target = Path(os.path.realpath(path))
        if not folder:
            _refuse_odd(path, target)
            target = target if target.exists() else target.parent
        place = next(above for above in (target, *target.parents) if os.path.lexists(above))
        if not place.is_dir() and (folder or place != target):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        # A file is replaced, so that its folder counts.
        if not os.access(place if place.is_dir() else place.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}; choose another place with -o") from error


def names(sources: Sequence[str], folder: Path) -> list[str]:
    """The stem of each source's outputs in ``folder``, as ``Namer`` gives them."""
    namer = Namer(folder)
    return [namer.name(source) for source in sources]


class Namer:
    """Gives each source a file stem of its own, across one run and what earlier runs left in a folder."""

    def __init__(self, folder: Path) -> None:
        """Touches nothing; ``folder`` is listed at the first name and need not exist."""
        self._folder = folder
        self._given: set[str] = set()
        self._found: dict[str, Path] | None = None

    def name(self, source: str) -> str:
        """A stem of safe characters for ``source``; the same again on the next run.

        It is the source's own stem, unless another source has that in this run or in the folder's
        ``.json`` files; then six hex digits of the sha256 of ``source`` are added. A source that comes
        twice in a run gets a second name.
        """
        stem = safe_stem(source)
        digest = hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()
        candidates = [stem, f"{stem}-{digest[:6]}", f"{stem}-{digest[:12]}"]
        owned = [name for name in candidates if same_source(self._source_of(name), source)]
        free = [name for name in candidates if self._source_of(name) is None]
        numbered = (f"{stem}-{digest[:6]}-{number}" for number in itertools.count(2))
        name = next(name for name in itertools.chain(owned, free, numbered) if name.casefold() not in self._given)
        self._given.add(name.casefold())
        return name

    def _source_of(self, name: str) -> str | None:
        """The source of the brief that stands under ``name``; ``""`` for a file of another kind, None for no file."""
        if self._found is None:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                self._found = {path.name.casefold(): path for path in self._folder.iterdir() if path.suffix == ".json"}
            self._found = self._found or {}
        path = self._found.get(f"{name}.json".casefold())
        return None if path is None else _source_in(path)


def same_source(one: str | None, other: str) -> bool:
    """Whether two sources are one: equal, or one path written in two ways."""
    if one is None or "://" in one or "://" in other:
        return one == other
    return one == other or (bool(one) and os.path.abspath(one) == os.path.abspath(other))


def safe_stem(source: str) -> str:
    """A file stem from a path or an address: ASCII letters, digits, ``-``, ``_``, ``.``; never empty or reserved."""
    address = re.match(r"[a-z][a-z0-9+.-]*://([^/?#]*)([^?#]*)", source)
    whole = (address is not None and (address[2].strip("/") or address[1])) or source
    last = re.split(r"[/\\]", whole.rstrip("/\\"))[-1]
    last = _SUFFIX.sub("", last)
    for letter, spelled in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}.items():
        last = unicodedata.normalize("NFC", last).replace(letter, spelled)
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    stem = re.sub(r"-{2,}", "-", re.sub(r"[^A-Za-z0-9._-]+", "-", plain)).strip("-._")[:LONGEST_STEM].rstrip("-._")
    # Names that Windows keeps for devices, whatever follows the first dot.
    if re.fullmatch(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", stem):
        stem = f"article-{stem}"
    return stem or "article"


def _source_in(path: Path) -> str:
    try:
        return str(json.loads(path.read_bytes())["translation"]["article"]["source"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""


def _refuse_odd(path: Path, target: Path) -> None:
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise OutputError(f"{path} is a folder; name a file in it")
    if not stat.S_ISREG(mode):
        raise OutputError(f"{path} is not an ordinary file; leave -o out to write to standard output")


def _places(target: Path) -> Iterator[Path]:
    yield target
    yield target.with_name(f"{target.stem}.new{target.suffix}")
    for number in range(2, 1000):
        yield target.with_name(f"{target.stem}.new-{number}{target.suffix}")


def _read(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None


def _same(old: bytes, text: str) -> bool:
    return _untouched(old) and is_sealed(text) and gist(old.decode()) == gist(text)


def _untouched(data: bytes) -> bool:
    try:
        return is_sealed(data.decode())
    except UnicodeDecodeError:
        return False


def _beside(asked: Path, place: Path) -> str:
    if place == Path(os.path.realpath(asked)):
        return ""
    return f"{asked} holds something else, perhaps edited, and was kept; the new text is in {place} (--force replaces)"


def _replace(data: bytes, place: Path) -> None:
    """Put ``data`` at ``place`` in one step; the permissions of a file that stood there stay."""
    # In the same folder, because a rename is one step only within a file system.
    temporary = place.with_name(f".german-briefs-{secrets.token_hex(6)}.tmp")
    try:
        # Made in here, as Ctrl-C can come before the next line.
        with open(temporary, "xb") as stream:
            with contextlib.suppress(FileNotFoundError):
                os.fchmod(stream.fileno(), stat.S_IMODE(place.stat().st_mode))
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, place)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise
    _settle(place.parent)


def _settle(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can do that for a folder."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
