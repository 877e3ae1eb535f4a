"""The rows of a part: an article each, or the reason why it is none."""
from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from pipeline import languages
from pipeline.batch.parting import key_of, lines
from pipeline.batch.values import Input, Job, Part
from pipeline.detection import other_language
from pipeline.errors import InputError
from pipeline.filesystems import opened
from pipeline.parquet_rows import plain_value
from pipeline.readers.jsonl import LIMIT, article_of, object_of
from pipeline.readers.text import unless_walled
from pipeline.values import Article, Failure


@dataclass(frozen=True)
class Row:
    """One row."""

    id: str | None
    """None where there is none, or the row cannot be read so far."""
    place: str
    """``news.jsonl:17``."""
    value: Article | Failure


def rows_of(job: Job, part: Part) -> Iterator[Row]:
    """The rows of ``part``, in order. Raises InputError if its file is not there or not as it was."""
    one = job.inputs[part.file]
    with opened(one.address, lines=one.kind == "jsonl") as file:
        yield from (_jsonl if one.kind == "jsonl" else _parquet)(file, one, job, part)


def _jsonl(file: IO[bytes], one: Input, job: Job, part: Part) -> Iterator[Row]:
    # Blank lines before the first row belong to the part too.
    file.seek(part.start)
    found = list(lines(file, part.end))
    number = part.first - next((i for i, line in enumerate(found) if line.data.strip()), 0) - 1
    seen = 0
    for line in found:
        number += 1
        if not line.data.strip():
            continue
        seen += 1
        place = f"{one.name}:{number}"
        key = None
        try:
            plain = object_of(line.data, place)
            key = key_of(plain.get(job.fields.id))
            yield _row(job, one, dict(plain), key, place, ("line", "field"))
        except InputError as error:
            yield Row(key, place, Failure(place, str(error)))
    if seen != part.rows:
        raise InputError(f"{one.name} is not as it was when the batch was begun; begin another, in another folder")


def _parquet(file: IO[bytes], one: Input, job: Job, part: Part) -> Iterator[Row]:
    from pyarrow import ArrowException, parquet

    try:
        table = parquet.ParquetFile(file)
        there = set(table.schema_arrow.names)
        columns = [name for name in dict.fromkeys(dataclasses.asdict(job.fields).values()) if name in there]
        at, groups = 0, []
        skipped = 0
        for group in range(table.metadata.num_row_groups):
            size = table.metadata.row_group(group).num_rows
            if at + size <= part.start:
                skipped += size
            elif at < part.end:
                groups.append(group)
            at += size
        number = skipped
        for batch in table.iter_batches(64, row_groups=groups, columns=columns, use_threads=False):
            if number + len(batch) <= part.start:
                number += len(batch)
                continue
            for plain in batch.to_pylist():
                number += 1
                if number > part.end:
                    return
                if number > part.start:
                    yield _table_row(job, one, plain, f"{one.name}:{number}")
        if number < part.end:
            raise InputError(f"{one.name} is not as it was when the batch was begun; begin another, in another folder")
    except (ArrowException, OverflowError, UnicodeDecodeError) as error:
        said = " ".join(str(error).split())[:200]
        raise InputError(f"{one.name} is damaged, or no Parquet: {said}") from None


def _table_row(job: Job, one: Input, plain: dict[str, Any], place: str) -> Row:
    key = key_of(plain.get(job.fields.id))
    values = {name: plain_value(value) for name, value in plain.items()}
    try:
        if len(str(values.get(job.fields.text))) > LIMIT:
            raise InputError(f"{place} is longer than {LIMIT / 1e6:.0f} MB; split it into several articles")
        return _row(job, one, values, key, place, ("row", "column"))
    except InputError as error:
        return Row(key, place, Failure(place, str(error)))


def _row(job: Job, one: Input, plain: dict[str, Any], key: str | None, place: str, called: tuple[str, str]) -> Row:
    """The article of a row. Raises InputError if it is none."""
    if key is None:
        wanted = "each article needs one of its own"
        raise InputError(f"{place} has no id in the {called[1]} {job.fields.id!r}, and {wanted}")
    article = article_of(plain, place, one.name, job.fields, job.language, unit=called[0], kind=called[1])
    value = unless_walled(article)
    if isinstance(value, Article) and not job.asked_language and (other := other_language(value)) is not None:
        value = Failure(value.source, f"{place} is in {languages.name(other)}, not {languages.name(job.language)}")
    return Row(key, place, value)
