"""Reads a saved or fetched web page with one article on it."""
from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pipeline import languages, walls
from pipeline.detection import other_language
from pipeline.errors import InputError
from pipeline.languages import GERMAN
from pipeline.news import Part, compose
from pipeline.pages import about, charset, extraction, lines, tree
from pipeline.pages.about import About
from pipeline.pages.parted import without_page_number
from pipeline.readers.text import LIMIT, too_large
from pipeline.values import Article, Failure, Kind

log = logging.getLogger(__name__)

SUFFIXES = (".html", ".htm", ".xhtml")
MEDIA = ("text/html", "application/xhtml+xml")

LOOKED_AT = 200_000
"""Characters of a page in which signs of a wall are looked for."""

_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_BAR = re.compile(
    r"(?:^|[\s_-])(?:paywall|paygate|piano-(?:offer|container)|offer-?page|pay-?barrier|obfuscated)(?:$|[\s_-])"
)


@dataclass(frozen=True)
class Origin:
    """Where a page was fetched, and what came with it."""

    address: str
    charset: str | None = None


def begins(data: bytes) -> bool:
    """Whether ``data`` begins as a page does."""
    return _BEGINNING.match(data[:2000]) is not None


def read(
    data: bytes, source: str, *, encoding: str | None = None, language: str = GERMAN, origin: Origin | None = None
) -> Iterator[Article | Failure]:
    """The article on the page; or a failure that says what stands in its place, and what to do.

    Raises InputError if it is no page at all, or the libraries for pages are missing.
    """
    tree.lxml_html()
    if len(data) > LIMIT:
        raise too_large(source, len(data))
    declared = origin.charset if origin is not None else None
    root = tree.parse(charset.decode(data, source, declared=declared, encoding=encoding, language=language))
    if root is None:
        raise InputError(f"{source} has no text in it; save the page again, as “web page, complete”")
    said = about.read(root)
    place = origin.address if origin is not None else said.address or ""
    read_on = lines.lines(root)
    page = _shown(root, said, place, read_on)
    parts = extraction.extract(root, said)
    prose = [part.text for part in parts if part.kind not in (Kind.HEADLINE, Kind.STANDFIRST)]
    below = [part.text for part in parts if part.kind is not Kind.HEADLINE]
    wall = walls.of_page(_placed(replace(page, paragraphs=prose or below), read_on))
    if wall is not None:
        yield Failure(source, f"{source}: {wall.message if origin is not None else wall.of_saved}")
        return
    parts, of = without_page_number(parts, [line.text for line in read_on])
    if of:
        log.warning(
            "%s is one of %s pages of an article, and the others are not read; if the newspaper shows all of it on "
            "one page, or for printing, pass that", source, of,
        )  # fmt: skip
    article = _article(parts, source, said, place, language)
    _tell_language(said, article)
    yield article


def _article(parts: list[Part], source: str, said: About, place: str, language: str) -> Article:
    article = compose(parts, source, language=language)
    return replace(
        article,
        outlet=said.outlet or article.outlet,
        author=said.author or article.author,
        date=said.date or article.date,
        address=said.address or place or None,
    )


def _shown(root: Any, said: About, place: str, read_on: list[lines.Line]) -> walls.Shown:
    """What a wall is told by; the paragraphs come later."""
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    boxes = (each for each in elements if each.tag in ("div", "section", "aside", "p") and not lines.is_hidden(each))
    return walls.Shown(
        paragraphs=(),
        whole=" ".join(line.text for line in read_on)[:LOOKED_AT],
        title=" ".join([*said.titles, *(tree.text_of(each) for each in root.iter("h1"))]),
        description=said.description or "",
        address=place,
        types=said.types,
        is_article=said.is_article,
        free=said.free,
        words=said.words,
        scripted=any(each.tag == "script" and each.get("type") != "application/ld+json" for each in elements),
        linked=len(root.xpath("//h2[.//a] | //h3[.//a] | //a[.//h2 or .//h3]")),
        barred=any(_BAR.search(tree.marks(each)) for each in boxes),
    )


def _placed(page: walls.Shown, read_on: list[lines.Line]) -> walls.Shown:
    """``page`` with what stands among and behind its paragraphs."""
    first, end = lines.span(read_on, page.paragraphs)
    texts = [line.text for line in read_on]
    return replace(
        page,
        lines=texts[max(0, first - 2) : end],
        behind=texts[end : end + lines.BEHIND] if end else (),
        boxed=[line.text for line in read_on if line.boxed],
    )


def _tell_language(said: About, article: Article) -> None:
    """A line for people where the page says that it is in another language than asked for, and the text does not show
    which is right; where it is certainly in another, that is told by who asked for it, and once is enough.
    """
    try:
        code = languages.read((said.language or "").replace("_", "-").partition("-")[0])
    except ValueError:
        return
    if code != languages.base(article.language) and other_language(article) is None:
        log.warning(
            "%s says that it is in %s and is read as %s; if the page is right, name it with --from %s",
            article.source, languages.name(code), languages.name(article.language), code,
        )  # fmt: skip
