"""What was downloaded for a model: from which commit, and the size and sha256 of each file, written beside it."""
from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from pipeline import codec

SHA256_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the hub lists it."""

    name: str
    size: int
    """Bytes."""
    oid: str
    """sha256 of a large file (64 hex digits), git's sha1 of a small one (40)."""

    def matches(self, file: Path) -> bool:
        """Whether ``file`` holds exactly these bytes."""
        try:
            return file.stat().st_size == self.size and digest(file, self.oid) == self.oid
        except FileNotFoundError:
            return False


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of an installed model."""

    size: int
    sha256: str
    oid: str
    """The name of its content in the cache: ``Listed.oid``."""


@dataclass(frozen=True, slots=True)
class Record:
    """An installed model."""

    model: str
    commit: str
    endpoint: str
    """The hub it came from."""
    files: dict[str, Kept]


def digest(file: Path, oid: str) -> str:
    """The hash of ``file`` of the kind that ``oid`` is. Raises OSError if it cannot be read."""
    with file.open("rb") as stream:
        if len(oid) == SHA256_DIGITS:
            return hashlib.file_digest(stream, "sha256").hexdigest()
        # git names a file by the sha1 of a header and its content; it is no protection against an attacker.
        sha1 = hashlib.sha1(b"blob %d\0" % os.fstat(stream.fileno()).st_size, usedforsecurity=False)
        while chunk := stream.read(1 << 20):
            sha1.update(chunk)
        return sha1.hexdigest()


def sha256(file: Path) -> str:
    """sha256 (hex) of ``file``."""
    return digest(file, "0" * SHA256_DIGITS)


def read(place: Path) -> Record | None:
    """The record in ``place``; None if there is none, or none that can be read."""
    try:
        return codec.loads(Record, place.read_bytes())
    except (OSError, ValueError):
        return None


def write(record: Record, place: Path) -> None:
    """Put ``record`` at ``place`` in one step."""
    put(place, codec.dumps(record))


def put(place: Path, data: bytes) -> None:
    """Write ``data`` to ``place``: whole, and on the disk itself, or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, place)
    finally:
        temporary.unlink(missing_ok=True)
