"""Reads a PDF with text in it: columns in order, running heads and page numbers dropped, broken words whole."""
from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline import unsaid
from pipeline.apart import items, spooled
from pipeline.errors import InputError
from pipeline.extras import need
from pipeline.languages import GERMAN
from pipeline.news import recognise, starts_with
from pipeline.pdf_lines import Line, Page, paragraphs
from pipeline.readers.text import LIMIT as LONGEST
from pipeline.readers.text import too_large
from pipeline.text import visible
from pipeline.values import Article, Failure, Kind

SUFFIXES = (".pdf",)
BEGINS = (b"%PDF",)
LIBRARY, EXTRA = "pdfminer", "pdf"

LIMIT = 100_000_000
"""Bytes, pictures included."""
FEWEST = 25
"""Letters a page; with fewer and pictures it is a scanned one."""

_UNMAPPED = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")


def read(
    data: bytes, source: str, *, encoding: str | None = None, language: str = GERMAN
) -> Iterator[Article | Failure]:
    """The one article in ``data``. There is no ``encoding`` in it. No date: that of the file is not the article's.

    Raises InputError, with the way out, for pages that were scanned, letters that cannot be told, a password, and what
    is damaged or made to harm.
    """
    need(LIBRARY, EXTRA, source)
    if len(data) > LIMIT:
        raise too_large(source, len(data), LIMIT)
    try:
        with spooled(io.BytesIO(data), LIMIT) as file:
            said, *pages = items("pipeline.pdf_pages", file)
    except InputError as error:
        raise InputError(f"{source} {error}") from None
    measured = [_page(page) for page in pages]
    _check(source, measured)
    found = [(text, kind) for text, kind in paragraphs(measured) if visible(text)]
    if not found:
        raise InputError(f"{source} has no text in it; give a PDF with an article in it")
    whole = "\n\n".join(text for text, _ in found)
    if len(whole) > LONGEST:
        raise too_large(source, len(whole))
    if found[0][1] is Kind.SUBHEADING:
        found[0] = (found[0][0], Kind.HEADLINE)
    stretches, at = [], 0
    for text, kind in found:
        stretches.append((at, at + len(text), kind))
        at += len(text) + 2
    known = title if (title := unsaid.title(said["Title"])) and starts_with(whole, title) else None
    article = recognise(whole, source, title=known, language=language, stretches=stretches)
    yield replace(article, author=article.author or unsaid.author(said["Author"]))


def _page(plain: dict) -> Page:  # type: ignore[type-arg]
    lines = tuple(Line(*line) for line in plain["lines"])
    return Page(plain["width"], plain["height"], lines, plain["pictures"])


def _check(source: str, pages: list[Page]) -> None:
    text = "".join(line.text for page in pages for line in page.lines)
    if not pages:
        raise InputError(f"{source} has no pages in it; give a PDF with an article in it")
    if len(text) < FEWEST * len(pages) and any(page.pictures for page in pages):
        raise InputError(
            f"{source} has no text in it, only pictures of pages, as a scanner makes them; have the text recognised "
            "first (OCR), for example: ocrmypdf -l deu scanned.pdf with-text.pdf"
        )
    unmapped = len(_UNMAPPED.findall(text))
    if 5 * unmapped > len(re.sub(r"\(cid:\d+\)", "x", text).strip()):
        raise InputError(
            f"{source} does not say which letters its text is of; have the text recognised (OCR), for example: "
            "ocrmypdf --force-ocr -l deu a.pdf with-text.pdf"
        )
