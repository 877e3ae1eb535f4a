"""Reads JSON Lines: one JSON object a line, each an article."""
from __future__ import annotations

import codecs
import io
import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.days import read_day
from pipeline.encodings import SAMPLE, check, decode, find, tell_doubt, tell_guess
from pipeline.errors import InputError
from pipeline.languages import GERMAN
from pipeline.news import recognise, starts_with
from pipeline.readers.text import unless_walled
from pipeline.text import visible
from pipeline.values import Article, Failure

LIMIT = 10_000_000
"""Bytes or, in other encodings than UTF-8, characters of one line."""

SUFFIXES = (".jsonl", ".ndjson")

log = logging.getLogger(__name__)

TITLES = frozenset("title titel headline heading header head überschrift ueberschrift schlagzeile name subject".split())
"""What the field of the title is called, in small letters."""
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


def read(
    data: bytes, source: str, *, fields: Fields = Fields(), encoding: str | None = None, language: str = GERMAN
) -> Iterator[Article | Failure]:
    """An article or a failure for each line of ``data``: see ``read_stream``."""
    return read_stream(
        io.BufferedReader(io.BytesIO(data), SAMPLE), source, fields=fields, encoding=encoding, language=language
    )


def read_stream(
    file: io.BufferedReader,
    source: str,
    *,
    fields: Fields = Fields(),
    encoding: str | None = None,
    language: str = GERMAN,
) -> Iterator[Article | Failure]:
    """An article or a failure for each line that is not blank, in order; one line at a time is in memory.

    ``file`` must be able to peek at ``SAMPLE`` bytes. If it is a pipe, they alone say what it is in.

    The source of an article is ``source#id``, or ``source:line`` without an id. A title that the text does
    not begin with is put before it, two line breaks between, so that offsets reach into both. A date that
    cannot be read is left out. Raises InputError if there is no line at all.
    """
    empty, hinted = True, False
    name = _encoding(file, source, encoding, language)
    for number, line in enumerate(_lines(file, name, source), 1):
        if not line.strip():
            continue
        empty = False
        place = f"{source}:{number}"
        try:
            found = object_of(line, place)
            if not hinted and (other := _titled(found, fields)):
                hinted = True
                said = "%s has no title in the field %r, but something in %r: --title-field %s takes that for titles"
                log.warning(said, place, fields.title, other, other)
            yield unless_walled(article_of(found, place, source, fields, language))
        except InputError as error:
            yield Failure(place, str(error))
    if empty:
        raise InputError(f"{source} is empty; give a file with a JSON object on each line")


def _titled(line: Mapping[str, object], fields: Fields) -> str | None:
    """The field that may hold the title of an object without one; None if it has one, or nothing like it."""
    if _string(line, fields.title) is not None:
        return None
    names = (name for name in line if name != fields.text and name.casefold() in TITLES and _string(line, name))
    return next(names, None)


def _encoding(file: io.BufferedReader, source: str, encoding: str | None, language: str) -> str:
    """The encoding of all lines; ``file`` is at its beginning before and after."""
    beginning = file.peek(SAMPLE)[:SAMPLE]
    cut = beginning.rpartition(b"\n")[0] if len(beginning) == SAMPLE else beginning
    if encoding is not None:
        name = check(encoding)
        tell_doubt(cut, name, source)
        return name
    # Where the beginning is plain ASCII, the first lines that are not decide.
    telling = b"" if not beginning.isascii() or b"\0" in beginning or not file.seekable() else _telling(file)
    found = find(telling or cut or beginning, language)
    if found is None or not found.guessed:
        return "utf-8-sig" if found is None else found.name
    tell_guess(found, source)
    return found.name


def _telling(file: io.BufferedReader) -> bytes:
    lines = (line for line in iter(lambda: file.readline(LIMIT), b"") if not line.isascii())
    telling = b"".join(islice(lines, 10))
    file.seek(0)
    return telling


def _lines(file: io.BufferedReader, name: str, source: str) -> Iterator[bytes | str]:
    """Lines; in UTF-8 they are bytes, so that one that is not leaves the others alone."""
    if name in ("utf-8", "utf-8-sig"):
        if file.peek(SAMPLE).startswith(codecs.BOM_UTF8):
            file.read(len(codecs.BOM_UTF8))
        yield from iter(lambda: _line(file), b"")
        return
    text = io.TextIOWrapper(file, name, newline="\n")
    try:
        yield from iter(lambda: text.readline(LIMIT), "")
    except UnicodeDecodeError as error:
        raise InputError(f"{source} is damaged {name}: {error.reason}; save it again as UTF-8") from None
    finally:
        text.detach()


def _line(file: io.BufferedReader) -> bytes:
    """The next line; of one that is too long, as much as shows that it is."""
    line = rest = file.readline(LIMIT + 1)
    while len(rest) > LIMIT and not rest.endswith(b"\n"):
        rest = file.readline(LIMIT + 1)
    return line


def object_of(line: bytes | str, place: str) -> Mapping[str, object]:
    """The JSON object of the line at ``place``. Raises InputError if it is none, or too long."""
    if len(line) > LIMIT:
        raise InputError(f"{place} is longer than {LIMIT / 1e6:.0f} MB; split it into several articles")
    try:
        value = json.loads(decode(line, place, "utf-8") if isinstance(line, bytes) else line.removeprefix("\ufeff"))
    except ValueError as error:
        raise InputError(f"{place} is not JSON ({error}); each line must be one JSON object") from None
    except RecursionError:
        raise InputError(f"{place} is nested too deeply to be an article; each line must be one flat object") from None
    if not isinstance(value, dict):
        raise InputError(f"{place} is JSON but no object; each line must look like {{\"text\": \"...\"}}")
    return value


def article_of(
    line: Mapping[str, object],
    place: str,
    source: str,
    fields: Fields,
    language: str,
    *,
    unit: str = "line",
    kind: str = "field",
) -> Article:
    """The article in the fields of one line, which is at ``place``; tables call line and field ``unit`` and ``kind``.

    Raises InputError if its text is missing, blank or no text.
    """
    text = line.get(fields.text)
    if not isinstance(text, str):
        has = ", ".join(sorted(map(str, line))) or "none"
        problem = f"has no {kind}" if text is None and fields.text not in line else f"has no text in the {kind}"
        raise InputError(f"{place} {problem} {fields.text!r}; it has: {has}; name the right one with --text-field")
    if not visible(text):
        blank = f"{place} is blank in the {kind} {fields.text!r}"
        raise InputError(f"{blank}; drop the {unit} or name another --text-field")
    text, title = sound(text), _string(line, fields.title)
    if title is not None and not starts_with(text, title):
        text = f"{title}\n\n{text}"
    key = _string(line, fields.id)
    article = recognise(text, place if key is None else f"{source}#{key}", title=title, language=language)
    return replace(
        article,
        outlet=_string(line, fields.outlet) or article.outlet,
        author=_string(line, fields.author) or article.author,
        date=read_day(_string(line, fields.date)) or article.date,
        address=_string(line, fields.url),
    )


def _string(line: Mapping[str, object], field: str) -> str | None:
    """A string or a number of the line as a string; None if it is missing, blank or something else."""
    value = line.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return sound(" ".join(str(value).split())) if visible(str(value)) else None


def sound(text: str) -> str:
    """``text`` with halves of characters, which JSON may hold but UTF-8 may not, replaced one for one."""
    return _SURROGATE.sub("\ufffd", text)
