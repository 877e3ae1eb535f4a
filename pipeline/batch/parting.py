"""Inputs to parts: every file read once, so that what is wrong with it is said before any work is done."""
from __future__ import annotations

import codecs
import hashlib
import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from pipeline.batch.values import Input, Part
from pipeline.errors import InputError
from pipeline.extras import need
from pipeline.filesystems import File, absolute, opened, shown
from pipeline.readers.jsonl import LIMIT, Fields, sound

SUFFIXES = (".jsonl", ".ndjson", ".parquet")
ROWS = 200
"""Rows of a part: some minutes of work, which is what a lost worker costs at most."""
SHOWN = 3
"""Ids named that stand twice."""

_WIDE = "UTF-16; save it as UTF-8"
_REFUSED = {b"\xff\xfe": _WIDE, b"\xfe\xff": _WIDE, b"\x1f\x8b": "gzip; unpack it"}
"""What a file may begin with that is no JSON Lines."""


@dataclass
class Parted:
    """All inputs, cut."""

    inputs: list[Input] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Articles, or what should be some."""
        return sum(each.rows for each in self.inputs)


@dataclass
class _Ids:
    """Eight bytes for each id: a million of them take 8 MB."""

    known: array[int] = field(default_factory=lambda: array("Q"))

    def add(self, key: str) -> None:
        self.known.append(_hash(key))

    def twice(self) -> set[int]:
        """Hashes that are there more than once."""
        import numpy

        values, counts = numpy.unique(numpy.frombuffer(self.known, dtype=numpy.uint64), return_counts=True)
        return {int(value) for value in values[counts > 1]}


def key_of(value: object) -> str | None:
    """An id as text: a whole number or a string that is not blank, halves of characters replaced; else None."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return sound(str(value)) if str(value).strip() else None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63


def part_inputs(
    files: Sequence[File], fields: Fields, rows: int = ROWS, tell: Callable[[str], None] = lambda line: None
) -> Parted:
    """The inputs as they are, and parts of at most ``rows`` rows of one file each.

    Raises InputError where a file cannot be read, holds no articles, lacks the fields in all of its rows or has them
    in a type that is none of text, and where an id stands twice in all files.
    """
    found, ids = Parted(), _Ids()
    places = [absolute(file.address) for file in files]
    if again := next((place for place in places if places.count(place) > 1), None):
        raise InputError(f"{shown(again)} is named twice; name it once")
    for file in files:
        one, parts = (_parquet if _kind(file) == "parquet" else _jsonl)(file, fields, rows, ids, len(found.inputs))
        found.inputs.append(one)
        found.parts += [Part(len(found.parts) + i, *part) for i, part in enumerate(parts)]
    if not found.rows:
        raise InputError(f"{shown(files[0].address)} is empty; give a file with an article in each row")
    if hashes := ids.twice():
        _refuse_twice(found.inputs, fields, hashes)
    return found


def _kind(file: File) -> str:
    suffix = file.address.lower()
    if suffix.endswith(SUFFIXES[-1]):
        return "parquet"
    if suffix.endswith(SUFFIXES[:-1]):
        return "jsonl"
    raise InputError(f"{shown(file.address)} is neither .jsonl nor .parquet, and a batch reads nothing else")


_Cut = tuple[Input, list[tuple[int, int, int, int, int]]]


def _jsonl(file: File, fields: Fields, most: int, ids: _Ids, position: int) -> _Cut:
    digest = hashlib.sha256()
    parts: list[tuple[int, int, int, int, int]] = []
    count = size = start = held = first = 0
    has = _Has(fields)
    with opened(absolute(file.address), lines=True) as opening:
        for number, line in enumerate(_lines(opening), 1):
            digest.update(line.data)
            if number == 1 and (kind := _REFUSED.get(line.data[:2])):
                raise InputError(f"{shown(file.address)} is {kind}")
            if line.data.strip():
                first = first or number
                held, count = held + 1, count + 1
                row = _parsed(line.data)
                has.see(row)
                key = key_of(row.get(fields.id)) if row is not None else None
                if key is not None:
                    ids.add(key)
            size += line.bytes
            if held == most:
                parts.append((position, start, size, first, held))
                start, held, first = size, 0, 0
    if held:
        parts.append((position, start, size, first, held))
    has.refuse(shown(file.address), "field")
    digested = digest.hexdigest()
    return Input(shown(file.address), absolute(file.address), "jsonl", count, size, digested, has.numbers), parts


@dataclass(frozen=True)
class Line:
    """A line of JSON Lines."""

    data: bytes
    """Without the mark that a file may begin with; of a line that is too long its beginning."""
    bytes: int


def _lines(file: IO[bytes]) -> Iterator[Line]:
    first = file.tell() == 0
    while data := file.readline(LIMIT + 1):
        size, rest = len(data), data
        while len(rest) > LIMIT and not rest.endswith(b"\n"):
            rest = file.readline(LIMIT + 1)
            size += len(rest)
        yield Line(data.removeprefix(codecs.BOM_UTF8) if first else data, size)
        first = False


def lines(file: IO[bytes], end: int) -> Iterator[Line]:
    """The lines of ``file`` from where it is up to the byte ``end``."""
    at = file.tell()
    for line in _lines(file):
        yield line
        at += line.bytes
        if at >= end:
            return


def _parsed(line: bytes) -> dict[str, Any] | None:
    """The object of a line; None where it is none, which is an error of that row alone."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


@dataclass
class _Has:
    """Whether any row has the fields that every row must have."""

    fields: Fields
    objects: int = 0
    text: int = 0
    id: int = 0
    named: dict[str, int] = field(default_factory=dict)
    """How many rows have each of the other fields that somebody named."""
    numbers: bool = True
    names: dict[str, None] = field(default_factory=dict)

    def see(self, row: dict[str, Any] | None) -> None:
        if row is None:
            return
        self.objects += 1
        self.text += isinstance(row.get(self.fields.text), str)
        key = row.get(self.fields.id)
        self.id += key_of(key) is not None
        self.numbers &= key_of(key) is None or _is_number(key)
        for which in _named(self.fields):
            self.named[which] = self.named.get(which, 0) + (row.get(getattr(self.fields, which)) is not None)
        if len(self.names) < 40:
            self.names.update(dict.fromkeys(map(str, row)))

    def refuse(self, name: str, kind: str) -> None:
        """Raise InputError if it does not."""
        if not self.objects:
            return
        for which, there in {"text": self.text, "id": self.id, **self.named}.items():
            if not there:
                called = getattr(self.fields, which)
                has = ", ".join(sorted(self.names)) or "none"
                what = {"text": "text", "id": "an id"}.get(which, "anything")
                raise InputError(
                    f"{name} has no row with {what} in the {kind} {called!r}; it has: {has}; name the right one with "
                    f"--{which}-field"
                )


def _named(fields: Fields) -> list[str]:
    """Fields that need not be there, but were named by hand."""
    return [which for which in ("title", "date") if getattr(fields, which) != getattr(Fields(), which)]


def _parquet(file: File, fields: Fields, most: int, ids: _Ids, position: int) -> _Cut:
    name = shown(file.address)
    need("pyarrow", "parquet", name)
    from pyarrow import ArrowException, parquet, types

    digest = hashlib.sha256()
    with opened(absolute(file.address)) as opening:
        try:
            table = parquet.ParquetFile(opening)
            _refuse_types(table.schema_arrow, fields, name)
            numbers = bool(types.is_integer(table.schema_arrow.field(fields.id).type))
            count: int = table.metadata.num_rows
            nameless = 0
            for batch in table.iter_batches(10_000, columns=[fields.id]):
                for value in batch.column(0).to_pylist():
                    key = key_of(value)
                    digest.update(repr(value).encode("utf-8", "surrogatepass"))
                    nameless += key is None
                    if key is not None:
                        ids.add(key)
            digest.update(_footer(opening))
        except (ArrowException, OverflowError, UnicodeDecodeError) as error:
            said = " ".join(str(error).split())[:200]
            raise InputError(f"{name} is damaged, or no Parquet: {said}") from None
    if count and nameless == count:
        raise InputError(f"{name} has no id in any row of the column {fields.id!r}; name the right one with --id-field")
    parts = [(position, at, min(at + most, count), at + 1, min(most, count - at)) for at in range(0, count, most)]
    return Input(name, absolute(file.address), "parquet", count, file.bytes, digest.hexdigest(), numbers), parts


def _refuse_types(schema: Any, fields: Fields, name: str) -> None:
    """Raise InputError if the columns of text and id are not there, or of another type."""
    from pyarrow import types

    def is_text(kind: Any) -> bool:
        kind = kind.value_type if types.is_dictionary(kind) else kind
        return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))

    there = list(schema.names)
    for which in ("text", "id", *_named(fields)):
        column = getattr(fields, which)
        if there.count(column) > 1:
            raise InputError(f"{name} has {there.count(column)} columns {column!r}; leave one of them")
        if column not in there:
            has = ", ".join(map(str, there[:40])) or "none"
            raise InputError(f"{name} has no column {column!r}; it has: {has}; name the right one with --{which}-field")
        kind = schema.field(column).type
        if which not in ("text", "id"):
            continue
        if not is_text(kind) and not (which == "id" and types.is_integer(kind)):
            wanted = "text" if which == "text" else "text or whole numbers"
            raise InputError(f"{name} has {kind} in the column {column!r}, and it must be {wanted}")


def _footer(file: IO[bytes]) -> bytes:
    """The description at the end of a Parquet file: offsets, sizes and bounds of all columns."""
    file.seek(-8, 2)
    length = int.from_bytes(file.read(4), "little")
    file.seek(-8 - length, 2)
    return file.read(length)


def _refuse_twice(inputs: Iterable[Input], fields: Fields, hashes: set[int]) -> None:
    """Raise InputError, with the places, for the ids whose hashes were met twice, if it is not hashes alone."""
    places: dict[str, list[str]] = {}
    for one in inputs:
        for key, place in _keys(one, fields):
            if _hash(key) in hashes:
                places.setdefault(key, []).append(place)
    twice = {key: at for key, at in places.items() if len(at) > 1}
    if twice:
        some = "; ".join(f"{key!r} in {' and '.join(at[:2])}" for key, at in list(twice.items())[:SHOWN])
        more = f"; and {len(twice) - SHOWN:,} more" if len(twice) > SHOWN else ""
        raise InputError(f"ids stand more than once, and each article needs its own: {some}{more}")


def _keys(one: Input, fields: Fields) -> Iterator[tuple[str, str]]:
    with opened(one.address, lines=one.kind == "jsonl") as opening:
        if one.kind == "jsonl":
            for number, line in enumerate(_lines(opening), 1):
                row = _parsed(line.data)
                key = key_of(row.get(fields.id)) if row is not None else None
                if key is not None:
                    yield key, f"{one.name}:{number}"
            return
        from pyarrow import parquet

        number = 0
        for batch in parquet.ParquetFile(opening).iter_batches(10_000, columns=[fields.id]):
            for value in batch.column(0).to_pylist():
                number += 1
                if (key := key_of(value)) is not None:
                    yield key, f"{one.name}:{number}"


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
