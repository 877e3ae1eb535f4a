"""Reads a Markdown file with one article in it; it is kept, so that the translation can be Markdown again."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.days import read_day
from pipeline.encodings import decode
from pipeline.errors import InputError
from pipeline.languages import GERMAN
from pipeline.markdown_source import Passage, parse, tidied
from pipeline.news import recognise
from pipeline.readers.text import too_large
from pipeline.values import Article, Failure, Kind

SUFFIXES = (".md", ".markdown")

LIMIT = 1_000_000
"""Bytes of one article."""


def read(
    data: bytes, source: str, *, encoding: str | None = None, language: str = GERMAN
) -> Iterator[Article | Failure]:
    """The one article in ``data``: headings, paragraphs, quotations, items and cells, without their marks.

    Title, author and date come from the front matter, where there is one. Code, HTML and addresses are no text.
    Raises InputError if there is no prose in it, and as the reader of plain text does.
    """
    if len(data) > LIMIT:
        raise too_large(source, len(data), LIMIT)
    markdown = tidied(decode(data, source, encoding, language))
    try:
        parsed = parse(markdown)
    except InputError as error:
        raise InputError(f"{source} is not read as Markdown: {error}; --reader text reads it as it is") from None
    if not parsed.passages:
        raise InputError(f"{source} has no prose in its Markdown; give a file with an article in it")
    stretches = [_stretch(parsed.text, one, first=not place) for place, one in enumerate(parsed.passages)]
    article = recognise(parsed.text, source, language=language, stretches=stretches)
    front = parsed.front
    yield replace(
        article,
        author=front.first("author", "authors", "by", "autor") or article.author,
        date=read_day(front.first("date", "published", "datum")) or article.date,
        outlet=front.first("outlet", "publisher") or article.outlet,
        address=front.first("url", "canonical", "canonical_url") or article.address,
        markdown=markdown,
    )


def _stretch(text: str, passage: Passage, *, first: bool) -> tuple[int, int, Kind | None]:
    words = text[passage.start : passage.end]
    start = passage.start + len(words) - len(words.lstrip())
    kind = Kind.HEADLINE if first and passage.kind is Kind.SUBHEADING else passage.kind
    return start, start + len(words.strip()), kind
