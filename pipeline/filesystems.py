"""Files on this disk and elsewhere by one address: a path, ``s3://bucket/key``, ``gs://...``, whatever fsspec knows.

Every way in which a place can refuse is an InputError or an OutputError of one line, without credentials in it.
"""
from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipeline import clouds
from pipeline.clouds import LIBRARIES
from pipeline.errors import InputError, OutputError, PipelineError
from pipeline.extras import how

_SECRET = re.compile(r"(?<=//)[^/@\s]*@")


@dataclass(frozen=True)
class File:
    """A file there is."""

    address: str
    bytes: int


@dataclass(frozen=True)
class Folder:
    """A folder of small files that are written whole, at once: a reader sees the old one, the new one, or none."""

    address: str

    def make(self) -> None:
        """Make it, if it is not there and the system knows folders. Raises OutputError."""
        with told(self.address, OutputError):
            system, path = find(self.address)
            if not is_local(self.address):
                return  # a bucket has no folders, and is not ours to make
            if Path(path).is_file():
                raise OutputError(f"{self.address} is a file; name a folder")
            try:
                system.makedirs(path, exist_ok=True)
            except FileNotFoundError as error:
                raise PermissionError(str(error)) from error

    def write(self, name: str, data: bytes) -> None:
        """Replace the file ``name``. Raises OutputError."""
        with told(self._address(name), OutputError):
            system, path = find(self._address(name))
            if not is_local(self.address):
                system.pipe_file(path, data)
                return
            system.makedirs(str(Path(path).parent), exist_ok=True)
            # The dot keeps it out of what is read as a table, should it be left behind by a kill.
            beside = Path(path).with_name(f".{Path(path).name}.{os.getpid()}.tmp")
            try:
                with beside.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise

    def read(self, name: str) -> bytes | None:
        """What is in the file ``name``; None if there is none. Raises InputError."""
        with told(self._address(name), InputError):
            system, path = find(self._address(name))
            try:
                data: bytes = system.cat_file(path)
            except (FileNotFoundError, NotADirectoryError):
                return None
            return data

    def read_all(self, inside: str) -> dict[str, bytes]:
        """Every file of the folder ``inside`` it, many at a time where the system can. Raises InputError."""
        names = self.names(inside)
        with told(self._address(inside), InputError):
            system, root = find(self._address(inside))
            paths = {f"{root.rstrip('/')}/{name}": name for name in names}
            found = system.cat(list(paths), on_error="omit") if paths else {}
        return {name: found[path] for path, name in paths.items() if path in found}

    def size(self, name: str) -> int | None:
        """Bytes of the file ``name``; None if there is none. Raises InputError."""
        with told(self._address(name), InputError):
            system, path = find(self._address(name))
            try:
                size: int = system.info(path)["size"]
            except (FileNotFoundError, NotADirectoryError):
                return None
            return size

    def remove(self, name: str) -> None:
        """Remove the file ``name`` if it is there. Raises OutputError."""
        with told(self._address(name), OutputError):
            system, path = find(self._address(name))
            with suppress(FileNotFoundError):
                system.rm_file(path)

    def sweep(self, inside: str) -> None:
        """Remove what writers that were killed left behind in the folder ``inside`` it. Raises OutputError."""
        for name in self.names(inside):
            if name.startswith(".") and name.endswith(".tmp"):
                self.remove(f"{inside}/{name}")

    def names(self, inside: str = "") -> dict[str, int]:
        """The files of it, or of the folder ``inside`` it, with their bytes; none if it is not there. InputError."""
        with told(self._address(inside), InputError):
            system, path = find(self._address(inside))
            try:
                system.invalidate_cache(path)
                listed = system.ls(path, detail=True)
            except (FileNotFoundError, NotADirectoryError):
                return {}
        return {one["name"].rstrip("/").rpartition("/")[2]: one["size"] for one in listed if one["type"] == "file"}

    def _address(self, name: str) -> str:
        return f"{self.address.rstrip('/')}/{name}" if name else self.address


def is_local(address: str) -> bool:
    """Whether it is a path of this machine."""
    return "://" not in address or address.startswith(("file://", "local://"))


def absolute(address: str) -> str:
    """The same place from any working folder."""
    return address if "://" in address else str(Path(address).expanduser().absolute())


def shown(address: str) -> str:
    """An address without a name and password in it."""
    return _SECRET.sub("", address)


def find(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it. Raises InputError if there is no such kind, or no library."""
    from fsspec.core import url_to_fs

    kind = "" if is_local(address) else address.partition("://")[0]
    clouds.quiet()
    try:
        found: tuple[Any, str] = url_to_fs(address, **({} if kind else {"auto_mkdir": False}))
    except ImportError as error:
        way = how(LIBRARIES[kind][1]) if kind in LIBRARIES else str(error)
        raise InputError(f"{shown(address)} needs a library that is not installed: {way}") from None
    except ValueError as error:
        if "Protocol" not in str(error):
            raise
        known = "s3://, gs:// and paths are"
        raise InputError(f"{shown(address)}: {kind}:// is no kind of address that is known; {known}") from None
    return found


def expand(
    pattern: str, suffixes: tuple[str, ...], *, written: str = "", tell: Callable[[str], None] = lambda line: None
) -> list[File]:
    """The files that an address, a pattern or a folder means, by name; hidden ones and those in ``written`` are none.

    What else is there is told. Raises InputError if there are none.
    """
    with told(pattern, InputError):
        system, path = find(pattern)
        if not any(sign in path for sign in "*?[") or system.exists(path):
            info = system.info(path)
            if info["type"] != "directory":
                return [File(pattern, info["size"])]
            listed = {one["name"]: one for one in system.ls(path, detail=True)}
        else:
            listed = system.glob(path, detail=True)
    ours = find(absolute(written))[1].rstrip("/") + "/" if written else "\0"
    there = {
        name: one["size"] for name, one in listed.items()
        if one["type"] == "file" and not name.rpartition("/")[2].startswith(".") and not name.startswith(ours)
    }  # fmt: skip
    found = [File(_like(pattern, system, name), size) for name, size in there.items() if _ends(name, suffixes)]
    kinds = " or ".join(suffixes)
    if not found:
        raise InputError(f"{shown(pattern)}: there is no {kinds} file there; name files, or a folder of them")
    for name in [name for name in there if not _ends(name, suffixes)]:
        tell(f"{shown(_like(pattern, system, name))} is passed over: it is no {kinds}")
    return sorted(found, key=lambda file: file.address)


def _ends(name: str, suffixes: tuple[str, ...]) -> bool:
    return name.lower().endswith(suffixes)


@contextmanager
def opened(address: str, *, lines: bool = False) -> Iterator[IO[bytes]]:
    """A file to read and to seek in, for a library or a line at a time. Raises InputError."""
    with told(address, InputError):
        system, path = find(address)
        with system.open(path, "rb", block_size=2**23) as file:
            # What fsspec opens elsewhere cannot read a line up to a limit, and a buffer hides its size from others.
            yield io.BufferedReader(file) if lines and not is_local(address) else file


@contextmanager
def told(address: str, kind: type[PipelineError]) -> Iterator[None]:
    """Whatever a place says against being read or written, as a ``kind`` of one line."""
    try:
        yield
    except PipelineError:
        raise
    except Exception as error:
        doing = "read" if kind is InputError else "written"
        where = shown(address)
        if not is_local(address):
            scheme, _, rest = address.partition("://")
            library, bucket = clouds.library(scheme), rest.split("/")[0]
            if said := clouds.refusal(error, library, bucket, writing=kind is OutputError):
                raise kind(f"{where} cannot be {doing}: {said}") from None
        if isinstance(error, FileNotFoundError):
            raise kind(f"{where} does not exist; look at its name") from None
        if isinstance(error, PermissionError):
            raise kind(f"{where} cannot be {doing}: you have no permission there; choose another place") from None
        if isinstance(error, OSError) or type(error).__module__.partition(".")[0] in _CLIENTS:
            said = " ".join(_SECRET.sub("", str(error)).split())[:200] or type(error).__name__
            raise kind(f"{where} cannot be {doing}: {said}") from None
        raise


_CLIENTS = ("botocore", "aiobotocore", "aiohttp", "google", "gcsfs", "s3fs", "fsspec")


def _like(pattern: str, system: Any, name: str) -> str:
    """A path that was found, as an address of the kind it was looked for with."""
    if is_local(pattern):
        relative = not Path(pattern).is_absolute() and "://" not in pattern
        return os.path.relpath(name) if relative else name
    return str(system.unstrip_protocol(name))
