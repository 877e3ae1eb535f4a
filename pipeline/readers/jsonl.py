"""Reads JSON Lines: one JSON object a line, each an article."""
from __future__ import annotations

import codecs
import datetime
import email.utils
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.errors import InputError
from pipeline.news import recognise, starts_with
from pipeline.text import decode, visible
from pipeline.values import Article, Failure

SUFFIXES = (".jsonl", ".ndjson")

_GERMAN_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Fields:
    """Which field of a line holds what. All but ``text`` may be missing from a line."""

    text: str = "text"
    title: str = "title"
    id: str = "id"
    date: str = "date"
    author: str = "author"
    outlet: str = "outlet"
    url: str = "url"


def read(data: bytes, source: str, *, fields: Fields = Fields()) -> Iterator[Article | Failure]:
    """An article or a failure for each line that is not blank, in order.

    The source of an article is ``source#id``, or ``source:line`` without an id. A title that the text does
    not begin with is put before it, two line breaks between, so that offsets reach into both. A date that
    cannot be read is left out. Raises InputError if there is no line at all.
    """
    empty = True
    for number, line in enumerate(_lines(data, source), 1):
        if not line.strip():
            continue
        empty = False
        place = f"{source}:{number}"
        try:
            yield _article(_object(line, place), place, source, fields)
        except InputError as error:
            yield Failure(place, str(error))
    if empty:
        raise InputError(f"{source} is empty; give a file with a JSON object on each line")


def _lines(data: bytes, source: str) -> Iterator[bytes]:
    """Lines in UTF-8, so that one that is not leaves the others alone."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = decode(data, source).encode()
    lines = io.BytesIO(data)
    if data.startswith(codecs.BOM_UTF8):
        lines.seek(len(codecs.BOM_UTF8))
    return lines


def _object(line: bytes, place: str) -> Mapping[str, object]:
    try:
        value = json.loads(decode(line, place))
    except ValueError as error:
        raise InputError(f"{place} is not JSON ({error}); each line must be one JSON object") from None
    except RecursionError:
        raise InputError(f"{place} is nested too deeply to be an article; each line must be one flat object") from None
    if not isinstance(value, dict):
        raise InputError(f"{place} is JSON but no object; each line must look like {{\"text\": \"...\"}}")
    return value


def _article(line: Mapping[str, object], place: str, source: str, fields: Fields) -> Article:
    text = line.get(fields.text)
    if not isinstance(text, str):
        has = ", ".join(sorted(map(str, line))) or "none"
        problem = "has no field" if text is None else "has no text in the field"
        raise InputError(f"{place} {problem} {fields.text!r}; it has: {has}; name the right one with --text-field")
    if not visible(text):
        raise InputError(f"{place} is blank in the field {fields.text!r}; drop the line or name another --text-field")
    text, title = _sound(text), _string(line, fields.title)
    if title is not None and not starts_with(text, title):
        text = f"{title}\n\n{text}"
    key = _string(line, fields.id)
    article = recognise(text, place if key is None else f"{source}#{key}", title=title)
    return replace(
        article,
        outlet=_string(line, fields.outlet) or article.outlet,
        author=_string(line, fields.author) or article.author,
        date=_date(_string(line, fields.date)) or article.date,
        address=_string(line, fields.url),
    )


def _string(line: Mapping[str, object], field: str) -> str | None:
    """A string or a number of the line as a string; None if it is missing, blank or something else."""
    value = line.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _sound(" ".join(str(value).split())) if visible(str(value)) else None


def _sound(text: str) -> str:
    """``text`` with halves of characters, which JSON may hold but UTF-8 may not, replaced one for one."""
    return _SURROGATE.sub("\ufffd", text)


def _date(text: str | None) -> datetime.date | None:
    """The day of an ISO, German or mail date; None if it is none of them."""
    if text is None:
        return None
    try:
        if (german := _GERMAN_DATE.match(text)) is not None:
            day, month, year = map(int, german.groups())
            return datetime.date(year, month, day)
        if re.match(r"\d{4}-?\d\d-?\d\d", text):
            return datetime.datetime.fromisoformat(text).date()
        return email.utils.parsedate_to_datetime(text).date()
    except (ValueError, OverflowError):
        return None
