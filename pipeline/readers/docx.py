"""Reads a Word document (``.docx``) with one article in it."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline import unsaid
from pipeline.days import read_day
from pipeline.docx_parts import read_parts
from pipeline.errors import InputError
from pipeline.extras import need
from pipeline.languages import GERMAN
from pipeline.news import SUBHEADING_LENGTH, recognise, starts_with
from pipeline.readers.text import LIMIT as LONGEST
from pipeline.readers.text import too_large
from pipeline.text import visible
from pipeline.values import Article, Failure, Kind

SUFFIXES = (".docx", ".docm")
BEGINS = (b"PK\x03\x04",)
LIBRARY, EXTRA = "docx", "docx"

LIMIT = 100_000_000
"""Bytes, pictures included."""
_OTHERS = (".odt", ".ott", ".fodt", ".odp", ".ods")
OPENING = 5
"""Lines among which a heading is the headline, if those above it are short: a letterhead, a kicker."""


def read(
    data: bytes, source: str, *, encoding: str | None = None, language: str = GERMAN
) -> Iterator[Article | Failure]:
    """The one article in a document: headings, paragraphs, items, rows of tables, footnotes. It has no ``encoding``.

    Where no heading opens it, the title of its properties does. Author and date are its properties' where the text
    names none, unless a program put them there; the date is that of the last change. Raises InputError where it has no
    text, is damaged or made to harm.
    """
    need(LIBRARY, EXTRA, source)
    if len(data) > LIMIT:
        raise too_large(source, len(data), LIMIT)
    if data[:200].find(b"mimetypeapplication/vnd.oasis.opendocument") >= 0 or source.lower().endswith(_OTHERS):
        raise InputError(f"{source} is an OpenDocument file, which is not read; save it as .docx first")
    try:
        paragraphs, said = read_parts(data)
    except InputError as error:
        raise InputError(f"{source} {error}") from None
    found = [(one.text.strip(), one.kind) for one in paragraphs if visible(one.text)]
    if not found:
        raise InputError(f"{source} has no text in it; give a document with an article in it")
    whole = "\n\n".join(text for text, _ in found)
    if len(whole) > LONGEST:
        raise too_large(source, len(whole))
    at = next((place for place, (_, kind) in enumerate(found[:OPENING]) if kind is Kind.SUBHEADING), None)
    if at is not None and all(kind is Kind.TABLE or len(text) <= SUBHEADING_LENGTH for text, kind in found[:at]):
        above = [(text, kind or Kind.SUBHEADING) for text, kind in found[:at]]
        found = [*above, (found[at][0], Kind.HEADLINE), *found[at + 1 :]]
    elif (title := unsaid.title(said.title)) and visible(title) and not starts_with(whole, title):
        found.insert(0, (title, Kind.HEADLINE))
    stretches, at = [], 0
    for text, kind in found:
        stretches.append((at, at + len(text), kind))
        at += len(text) + 2
    article = recognise("\n\n".join(text for text, _ in found), source, language=language, stretches=stretches)
    day = unsaid.day(read_day(said.date or None))
    yield replace(article, author=article.author or unsaid.author(said.author), date=article.date or day)
