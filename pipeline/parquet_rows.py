"""The rows of a Parquet file, in a process apart: only the columns that are asked for, a few at a time."""
from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from pipeline.errors import InputError

BATCH = 64
"""Rows at once."""
LONGEST = 10_000_000
"""Characters of a value."""


def items(file: IO[bytes], asked: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Each row as an object with those of the columns ``asked`` for that there are."""
    from pyarrow import ArrowException, parquet

    try:
        opened = parquet.ParquetFile(file, memory_map=False)
        there = list(opened.schema_arrow.names)
        if asked["text"] not in there:
            has = ", ".join(map(str, there[:40])) or "none"
            raise InputError(f"has no column {asked['text']!r}; it has: {has}; name the right one with --text-field")
        columns = [name for name in dict.fromkeys(asked.values()) if name in there]
        for batch in opened.iter_batches(BATCH, columns=columns, use_threads=False):
            for row in rows_of(batch):
                yield {name: plain_value(value) for name, value in row.items() if name in columns}
    except (ArrowException, OSError, OverflowError, UnicodeDecodeError) as error:
        said = " ".join(str(error).split())[:200]
        raise InputError(f"is damaged, or no Parquet: {said}") from None


def rows_of(batch: Any) -> list[dict[str, Any]]:
    """The rows of a record batch; None where a value is none that Python can hold, as the year 10000."""
    try:
        found: list[dict[str, Any]] = batch.to_pylist()
    except (ValueError, OverflowError):
        columns = [[_value(each) for each in batch.column(place)] for place in range(batch.num_columns)]
        found = [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*columns, strict=True)]
    return found


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except (ValueError, OverflowError):
        return None


def plain_value(value: object) -> object:
    """What JSON carries; a time as ISO writes it."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    elif hasattr(value, "isoformat"):
        value = value.isoformat()
    return value[: LONGEST + 1] if isinstance(value, str) else None
