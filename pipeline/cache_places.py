"""Places beyond this machine that keep objects under names: a folder, or whatever fsspec reaches.

A place reads and writes many objects at once. It takes as long as it takes: who asks has to bound that.
"""
from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from pipeline import clouds, extras, remote_address
from pipeline.clouds import LIBRARIES
from pipeline.errors import InputError

CONNECTIONS = 64
"""Requests at the same time."""
LARGEST = 64 * 2**20
"""Bytes of an object that are read from a folder."""


class Refused(Exception):
    """The place cannot be used, now or later in this run. The text says why and what to do, and holds no secret."""


class Unwritable(Refused):
    """It can be read, and not be written."""


class Place(Protocol):
    """Objects under names."""

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """Those that are there. Raises Refused, or anything for what may be better the next time."""

    def write(self, objects: Mapping[str, bytes]) -> None:
        """Put each under its name, in place of what is there. Raises as ``read`` does, and Unwritable."""


def load(address: str) -> None:
    """Import what reaches ``address``. Raises InputError, saying how to install it, if it is not there."""
    scheme = remote_address.scheme(address)
    if scheme == "file":
        return
    clouds.quiet()
    if scheme in LIBRARIES:
        extras.need(LIBRARIES[scheme][0], LIBRARIES[scheme][1], f"cache_remote {address}")
        return
    fsspec = extras.need("fsspec", "remote", f"cache_remote {address}")
    try:
        fsspec.get_filesystem_class(scheme)
    except ValueError:
        raise InputError(f"cache_remote {address}: nothing reaches {scheme}://; use s3://, gs:// or a folder") from None
    except ImportError:
        raise InputError(f"cache_remote {address} needs a library for {scheme}: see fsspec's documentation") from None


def check(address: str) -> None:
    """Raise InputError if what reaches ``address`` is not installed; nothing is imported that is heavy."""
    library, extra = LIBRARIES.get(remote_address.scheme(address), ("", ""))
    if library and not extras.has(library):
        raise InputError(f"cache_remote {address} needs a library that is not installed: {extras.how(extra)}")
    if not library:
        load(address)


def place(address: str) -> Place:
    """The place at ``address``, whose library is loaded."""
    folder = remote_address.folder(address)
    return Folder(folder) if folder is not None else Bucket(address)


class Folder:
    """A folder that several machines or people share. What is made in it has the rights that it has itself."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """Those that are there."""
        self._rights()
        found = {}
        for name in names:
            try:
                with (self._root / name).open("rb") as file:
                    found[name] = file.read(LARGEST)
            except FileNotFoundError:
                continue
            except PermissionError:
                raise Refused("it may not be read: change its permissions") from None
        return found

    def write(self, objects: Mapping[str, bytes]) -> None:
        """Each is there whole or not at all."""
        rights = self._rights()
        try:
            for name, data in objects.items():
                self._write(self._root / name, data, rights)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise Unwritable("it is not writable") from None
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise Unwritable("it is full") from None
            raise

    def _write(self, path: Path, data: bytes, rights: int) -> None:
        for folder in (path.parent.parent, path.parent):
            if not folder.is_dir():
                with suppress(FileExistsError):
                    folder.mkdir()
                    folder.chmod(rights)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
        try:
            part.write_bytes(data)
            part.chmod(rights & 0o666)
            os.replace(part, path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _rights(self) -> int:
        """Those of the folder, which is never made: where it is absent, a disk may not be mounted."""
        try:
            mode = self._root.stat().st_mode
        except FileNotFoundError:
            raise Refused("there is no such folder: make it, or mount the disk that it is on") from None
        except PermissionError:
            raise Refused("it may not be read: change its permissions") from None
        if not stat.S_ISDIR(mode):
            raise Refused("it is no folder: name another")
        return stat.S_IMODE(mode)


class Bucket:
    """Objects that fsspec reaches."""

    def __init__(self, address: str) -> None:
        import fsspec

        self._library = clouds.library(remote_address.scheme(address))
        options: dict[str, Any] = {}
        if self._library == "s3fs":
            # With more than one, s3fs asks for an object's size before the object.
            options["max_concurrency"] = 1
            # Who asks waits 5 seconds: what cannot be had until then is not tried for longer.
            options["config_kwargs"] = {
                "connect_timeout": 5, "read_timeout": 10, "max_pool_connections": CONNECTIONS,
                "retries": {"max_attempts": 1},
            }  # fmt: skip
        if self._library == "gcsfs" and not os.environ.get("STORAGE_EMULATOR_HOST"):
            # Without, it looks for credentials in more places than there is time for.
            options["token"] = "google_default"
        self._root = address.partition("://")[2]
        try:
            self._system, root = fsspec.url_to_fs(address, skip_instance_cache=True, **options)
        except Exception as error:
            raise self._explained(error, writing=False) from None
        self._root = str(root).rstrip("/")

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """Those that are there."""
        paths = {f"{self._root}/{name}": name for name in names}
        try:
            answers = self._system.cat(list(paths), on_error="return")
        except Exception as error:
            raise self._explained(error, writing=False) from None
        found = {}
        for path, answer in answers.items():
            if isinstance(answer, bytes):
                found[paths[path]] = answer
            elif not clouds.is_absent(answer):
                raise self._explained(answer, writing=False) from None
        return found

    def write(self, objects: Mapping[str, bytes]) -> None:
        """Put each under its name."""
        try:
            if not self._library:
                for folder in {name.rpartition("/")[0] for name in objects}:
                    self._system.makedirs(f"{self._root}/{folder}", exist_ok=True)
            self._system.pipe({f"{self._root}/{name}": data for name, data in objects.items()})
        except Exception as error:
            raise self._explained(error, writing=True) from None

    def _explained(self, error: BaseException, *, writing: bool) -> BaseException:
        """``error``, or what it means if it will not get better."""
        if said := clouds.refusal(error, self._library, self._root.split("/")[0], writing=writing):
            return Refused(said)
        if writing and (clouds.is_forbidden(error) or isinstance(error, NotImplementedError)):
            return Unwritable("it may not be written")
        return error
