"""What is stored beyond this machine: pieces of some results that are asked for together, each one object.

A result has about 200 bytes. An object for each would cost a request for each, found or not. An object for each time
that results are stored needs an index of what is in which, which grows with all that anybody ever stored; and keys are
hashes, so that what is asked together would lie in many. But who asks for a sentence asks for its article: the keys of
an article are cut into pieces where a key says so, 32 keys long on average. Articles that differ in a sentence share
the other pieces, and no machine has to know what another has stored. The figures are in docs/remote-cache.md.
"""
from __future__ import annotations

import hashlib
import json
import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Result = tuple[bytes, float]
"""A result's data and the seconds that it cost to compute."""

MEAN = 32
"""Keys of a piece, on average."""
LONGEST = 4 * MEAN
"""At most so many."""
MAGIC = b"german-briefs results 1\n"
"""First bytes of an object; another format is another object's name too."""
FOLDER = "results-1"
LARGEST = 64 * 2**20
"""Bytes that an object may unpack to."""


class NotWhole(Exception):
    """An object is not as it was written, or not what belongs under its name."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some results of one recipe, by their keys."""

    recipe: bytes
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """The object's name, which follows from the keys: ``results-1/3f/a9...``."""
        digits = hashlib.sha256("".join(self.keys).encode()).hexdigest()
        return f"{FOLDER}/{digits[:2]}/{digits[2:]}"


def cut(recipe: bytes, rows: Iterable[Sequence[str]]) -> list[Piece]:
    """The pieces of ``rows``, each of which holds the keys of one article; equal ones once."""
    pieces: dict[tuple[str, ...], Piece] = {}
    for row in rows:
        some: list[str] = []
        for key in dict.fromkeys(row):
            some.append(key)
            # The key itself says where a piece ends, so that a change moves no border but its own.
            if int(key[:8], 16) % MEAN == 0 or len(some) == LONGEST:
                pieces.setdefault(tuple(some), Piece(recipe, tuple(some)))
                some = []
        if some:
            pieces.setdefault(tuple(some), Piece(recipe, tuple(some)))
    return list(pieces.values())


def pack(piece: Piece, results: Mapping[str, Result]) -> bytes:
    """The object: a checksum, then the recipe's hash and the results, compressed."""
    rows = [[key, results[key][0].decode(), results[key][1]] for key in piece.keys]
    plain = {"recipe": hashlib.sha256(piece.recipe).hexdigest(), "results": rows}
    packed = zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode())
    return MAGIC + hashlib.sha256(packed).digest() + packed


def unpack(piece: Piece, object: bytes) -> dict[str, Result]:
    """The results by key, exactly those of ``piece``. Raises NotWhole."""
    start = len(MAGIC)
    checksum, packed = object[start : start + 32], object[start + 32 :]
    if object[:start] != MAGIC or hashlib.sha256(packed).digest() != checksum:
        raise NotWhole
    try:
        unpacker = zlib.decompressobj()
        plain = json.loads(unpacker.decompress(packed, LARGEST))
        if not unpacker.eof or plain["recipe"] != hashlib.sha256(piece.recipe).hexdigest():
            raise NotWhole
        results = dict(_result(*row) for row in plain["results"])
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotWhole from None
    if results.keys() != set(piece.keys):
        raise NotWhole
    return results


def _result(key: str, data: Any, seconds: Any) -> tuple[str, Result]:
    """Raises ValueError, TypeError or AttributeError for what is none."""
    if not math.isfinite(seconds) or not 0 <= seconds < 1e9:
        raise ValueError
    return key, (data.encode(), float(seconds))


class Unfinished:
    """Pieces of which some results are still computed; those that are waited for longest go when there are too many."""

    def __init__(self, most: int = 50_000) -> None:
        self._most = most
        self._pieces: dict[str, tuple[Piece, dict[str, Result]]] = {}
        self._of: dict[str, set[str]] = {}

    def add(self, piece: Piece, known: Mapping[str, Result]) -> None:
        """Wait for the results of ``piece`` that are not ``known``."""
        name = piece.name
        self._drop(name)
        self._pieces[name] = piece, {key: known[key] for key in piece.keys if key in known}
        for key in piece.keys:
            if key not in known:
                self._of.setdefault(key, set()).add(name)
        while len(self._pieces) > self._most:
            self._drop(next(iter(self._pieces)))

    def computed(self, key: str, result: Result) -> list[tuple[Piece, dict[str, Result]]]:
        """The pieces that are whole now, with their results."""
        done = []
        for name in self._of.pop(key, set()):
            piece, results = self._pieces[name]
            results[key] = result
            if len(results) == len(piece.keys):
                done.append(self._pieces.pop(name))
        return done

    def _drop(self, name: str) -> None:
        piece, results = self._pieces.pop(name, (None, {}))
        for key in piece.keys if piece is not None else ():
            if key not in results and key in self._of:
                self._of[key].discard(name)
                if not self._of[key]:
                    del self._of[key]
