"""The rows of a part: an article each, or the reason why it is none."""
from __future__ import annotations

import dataclasses
import functools
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from pipeline import languages, parquet_rows
from pipeline.batch.parting import Line, key_of, lines
from pipeline.batch.values import Input, Job, Part
from pipeline.detection import other_language
from pipeline.errors import InputError
from pipeline.filesystems import opened
from pipeline.readers.jsonl import LIMIT, article_of, object_of
from pipeline.readers.text import unless_walled
from pipeline.values import Article, Failure

log = logging.getLogger("pipeline")


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
        yield _made(job, one, place, functools.partial(_object, line, place), ("line", "field"))
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
            for plain in parquet_rows.rows_of(batch):
                number += 1
                if number > part.end:
                    return
                if number > part.start:
                    place = f"{one.name}:{number}"
                    yield _made(job, one, place, functools.partial(_values, job, plain, place), ("row", "column"))
        if number < part.end:
            raise InputError(f"{one.name} is not as it was when the batch was begun; begin another, in another folder")
    except (ArrowException, OverflowError, UnicodeDecodeError) as error:
        said = " ".join(str(error).split())[:200]
        raise InputError(f"{one.name} is damaged, or no Parquet: {said}") from None


def _object(line: Line, place: str) -> dict[str, Any]:
    try:
        line.data.decode("utf-8")
    except UnicodeDecodeError:
        if len(line.data) <= LIMIT:
            raise InputError(f"{place} is no UTF-8; save the file as that") from None
    return dict(object_of(line.data, place))


def _values(job: Job, plain: dict[str, Any], place: str) -> dict[str, Any]:
    values = {name: parquet_rows.plain_value(value) for name, value in plain.items()}
    if len(str(values.get(job.fields.text))) > LIMIT:
        raise InputError(f"{place} is longer than {LIMIT / 1e6:.0f} MB; split it into several articles")
    return values | {job.fields.id: plain.get(job.fields.id)}


def _made(job: Job, one: Input, place: str, read: Callable[[], dict[str, Any]], called: tuple[str, str]) -> Row:
    """A row, whatever is wrong with it."""
    key = None
    try:
        plain = read()
        key = key_of(plain.get(job.fields.id))
        return Row(key, place, _article(job, one, plain, key, place, called))
    except InputError as error:
        return Row(key, place, Failure(place, str(error)))
    except Exception as error:
        log.info("%s: %r", place, error)
        return Row(key, place, Failure(place, f"{place} could not be read: {type(error).__name__}"))


def _article(
    job: Job, one: Input, plain: dict[str, Any], key: str | None, place: str, called: tuple[str, str]
) -> Article | Failure:
    """The article of a row, or why it is passed over. Raises InputError if it is none."""
    if key is None:
        found = plain.get(job.fields.id)
        has = "no id" if found is None or isinstance(found, str) else f"{str(found)[:40]}, which is no id,"
        wanted = "each article needs one of its own, text or a whole number"
        raise InputError(f"{place} has {has} in the {called[1]} {job.fields.id!r}, and {wanted}")
    article = article_of(plain, place, one.name, job.fields, job.language, unit=called[0], kind=called[1])
    value = unless_walled(article)
    if isinstance(value, Article) and not job.asked_language and (other := other_language(value)) is not None:
        return Failure(value.source, f"{place} is in {languages.name(other)}, not {languages.name(job.language)}")
    return value
