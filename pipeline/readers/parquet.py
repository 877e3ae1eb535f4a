"""Reads a Parquet file: one article a row, streamed, its columns named as the fields of JSON Lines are."""
from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from typing import IO

from pipeline.apart import items, spooled
from pipeline.errors import InputError
from pipeline.extras import need
from pipeline.languages import GERMAN
from pipeline.readers.jsonl import LIMIT as LONGEST
from pipeline.readers.jsonl import Fields, article_of
from pipeline.values import Article, Failure

SUFFIXES = (".parquet",)
BEGINS = (b"PAR1",)
LIBRARY, EXTRA = "pyarrow", "parquet"

FIELDS = Fields()

LIMIT = 10_000_000_000
"""Bytes of what comes from a pipe."""
SECONDS = 24 * 3600.0
"""How long a whole file may take, translation included: rows are asked for as they are needed."""


def read(
    data: bytes, source: str, *, fields: Fields = FIELDS, encoding: str | None = None, language: str = GERMAN
) -> Iterator[Article | Failure]:
    """An article or a failure for each row of ``data``: see ``read_stream``."""
    return read_stream(io.BytesIO(data), source, fields=fields, language=language)


def read_stream(
    file: IO[bytes],
    source: str,
    *,
    fields: Fields = FIELDS,
    encoding: str | None = None,
    language: str = GERMAN,
) -> Iterator[Article | Failure]:
    """An article or a failure for each row, in order; some rows at a time are in memory. It has no ``encoding``.

    Raises InputError where the file is damaged, has no rows or lacks the column of the text.
    """
    need(LIBRARY, EXTRA, source)
    number = 0
    try:
        with spooled(file, LIMIT) as seekable:
            rows = items("pipeline.parquet_rows", seekable, dataclasses.asdict(fields), seconds=SECONDS)
            for number, row in enumerate(rows, 1):
                yield _one(row, f"{source}:{number}", source, fields, language)
    except InputError as error:
        after = f" after row {number}" if number else ""
        raise InputError(f"{source} {error}{after}") from None
    if not number:
        raise InputError(f"{source} is empty; give a file with an article in each row")


def _one(row: dict[str, object], place: str, source: str, fields: Fields, language: str) -> Article | Failure:
    try:
        if len(str(row.get(fields.text))) > LONGEST:
            raise InputError(f"{place} is longer than {LONGEST / 1e6:.0f} MB; split it into several articles")
        return article_of(row, place, source, fields, language, unit="row", kind="column")
    except InputError as error:
        return Failure(place, str(error))
