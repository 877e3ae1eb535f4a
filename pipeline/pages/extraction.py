"""The article out of a page: headline, standfirst, sub-headings, paragraphs, quotations and list items; no furniture."""
from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import InputError
from pipeline.news import HEADLINE_LENGTH, SUBHEADING_LENGTH, Part
from pipeline.pages.about import About
from pipeline.pages.furniture import without_furniture
from pipeline.pages.tree import HOW, events, marks, parse, text_of
from pipeline.values import Kind

STANDFIRST = (20, 900)
"""Characters that one may have on a page, where its place says what it is."""

_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|intro|introduction|introtext|standfirst|vorspann|sub-?title|sub-?headline|dek|anleser|excerpt|"
    r"abstract|unterzeile|summary|alternativeheadline|description|teaser-?text|perex)(?:$|[\s_-])"
)
_TITLE = re.compile(r"(?:^|[\s_-])(?:headline|title|heading__title|titel)(?:$|[\s_-])")
_WORD = re.compile(r"\w+")


def extract(tree: Any, about: About) -> list[Part]:
    """The parts of the article in ``tree``, in order; none where there is no article.

    ``tree`` is changed. Raises InputError where the library for it is missing.
    """
    title, heading = _headline(tree, about)
    body = _body(without_furniture(tree))
    parts = list(_parts(body)) if body is not None else []
    parts = [part for part in parts if not _same(part.text, title)] if title else parts
    lead = _standfirst(tree, heading, about, parts)
    if lead is not None and parts:
        parts = [Part(lead, Kind.STANDFIRST), *(part for part in parts if not _same(part.text, lead))]
    return [*([Part(title, Kind.HEADLINE)] if title and parts else []), *parts]


def _body(tree: Any) -> Any:
    """What trafilatura takes for the text of the page; None if it finds none."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise InputError(f"reading web pages needs more packages: {HOW}") from None
    # Its warnings are about pages without text, and told by us.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = bare_extraction(tree, include_comments=False, include_tables=True, include_formatting=False)
    return getattr(found, "body", None)


def _parts(element: Any) -> Iterator[Part]:
    """The paragraphs inside ``element``, each with its kind if the page says it."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == "head":
            line = text_of(child)
            yield Part(line, Kind.SUBHEADING if len(line) <= 2 * SUBHEADING_LENGTH else None)
        elif child.tag == "quote":
            yield from (Part(line, Kind.QUOTATION) for line in _lines(child))
        elif child.tag == "list":
            yield from (Part(line, Kind.ITEM) for item in child.iter("item") for line in _lines(item))
        elif child.tag == "table":
            cells = ([text_of(cell) for cell in row.iter("cell")] for row in child.iter("row"))
            yield from (Part(" | ".join(filter(None, row))) for row in cells)
        elif child.tag == "div" and len(child):
            yield from _parts(child)
        else:
            yield from map(Part, _lines(child))


def _lines(element: Any) -> Iterator[str]:
    """The text of ``element``, cut where two line breaks stand for a new paragraph, or where it holds paragraphs."""
    text = element.text or ""
    for child in element:
        if child.tag == "lb":
            text += "\n" + (child.tail or "")
        elif child.tag in ("p", "item", "list", "quote"):
            # A list inside an item is listed by itself.
            text += "\n\n" + ("" if child.tag == "list" else text_of(child)) + "\n\n" + (child.tail or "")
        else:
            text += text_of(child) + (child.tail or "")
    return (" ".join(each.split()) for each in re.split(r"\n\s*\n", text) if each.strip())


def _headline(tree: Any, about: About) -> tuple[str | None, Any]:
    """The headline, and the element that it stands in if it stands on the page."""
    headings = [(text_of(each), each) for each in [*tree.iter("h1"), *tree.iter("h2")][:30]]
    share, shown, best = max(
        ((_shared(title, shown), shown, each) for shown, each in headings for title in about.titles),
        key=lambda found: found[0], default=(0.0, "", None),
    )  # fmt: skip
    if share >= 0.5:
        named = [text_of(one) for one in best.iter("span") if _TITLE.search(marks(one))]
        # What stands before it in the same element is a kicker.
        whole = next((each for each in (*about.titles, *named) if each and shown.endswith(each)), shown)
        return _short(whole), best
    first = next((each for shown, each in headings if each.tag == "h1" and shown), None)
    if about.titles:
        return _short(about.titles[0]), first
    return (_short(text_of(first)), first) if first is not None else (None, None)


def _short(title: str) -> str | None:
    return title if title and len(title) <= 2 * HEADLINE_LENGTH else None


def _shared(one: str, two: str) -> float:
    """How much of the words of either is in both: 0 to 1."""
    first, second = (set(_WORD.findall(each.casefold())) for each in (one, two))
    return len(first & second) / max(1, min(len(first), len(second))) * min(1, len(first & second) / 2)


def _standfirst(tree: Any, heading: Any, about: About, parts: list[Part]) -> str | None:
    """The standfirst: what stands under the headline and is called one, or is what the page says of itself."""
    if parts and about.description and _same(parts[0].text, about.description) and len(parts) > 1:
        return parts[0].text
    candidates = []
    behind = heading is None
    for each in tree.iter():
        if each is heading:
            behind = True
        if not isinstance(each.tag, str) or each.tag not in ("p", "div", "h2", "h3", "span", "section", "strong"):
            continue
        if not behind or each.tag in ("span", "strong") and not _LEAD.search(marks(each)):
            continue
        called = bool(_LEAD.search(marks(each)))
        if not called and (each.tag not in ("p", "h2", "div") or not about.description or len(each) > 8):
            continue
        text = text_of(each)
        if not STANDFIRST[0] <= len(text) <= STANDFIRST[1] or text.count(" ") < 3:
            continue
        if parts and any(_same(text, part.text) for part in parts[1:]):
            break
        if called or _same(text, about.description or ""):
            candidates.append(text)
            break
    return candidates[0] if candidates else None


def _same(one: str, two: str) -> bool:
    """Whether two texts are one but for spaces and marks."""
    first, second = ("".join(_WORD.findall(each)).casefold() for each in (one, two))
    return first == second


_KINDS = {"blockquote": Kind.QUOTATION, "li": Kind.ITEM} | {f"h{n}": Kind.SUBHEADING for n in range(1, 7)}
_PARAGRAPHS = frozenset("p div section article ul ol dl dt dd table tr pre figure body html main header footer".split())
_DROPPED = frozenset("figcaption script style iframe form aside nav button svg video audio noscript".split())


def fragment(html: str) -> list[Part]:
    """The parts of ``html`` that is an article and nothing else, as feeds have it."""
    tree = parse(html)
    if tree is None:
        return []
    parts, line = list[Part](), list[str]()

    def end(kind: Kind | None) -> None:
        text = " ".join("".join(line).split())
        line.clear()
        if text:
            parts.append(Part(text, kind))

    kinds = list[Kind | None]([None])
    breaks = dropped = 0
    for event, each in events(tree):
        tag = each.tag if isinstance(each.tag, str) else ""
        if tag in _DROPPED:
            dropped += 1 if event == "start" else -1
        if tag in _KINDS or tag in _PARAGRAPHS:
            end(kinds[-1])
            if tag in _KINDS:
                if event == "start":
                    kinds.append(_KINDS[tag])
                else:
                    kinds.pop()
        text = each.text if event == "start" else each.tail
        if tag == "br" and event == "start":
            breaks += 1
            if breaks == 2:
                end(kinds[-1])
            line.append(" ")
        elif text and text.strip() or tag not in ("br", ""):
            breaks = 0
        if not dropped and text:
            if text.strip():
                breaks = 0
            line.append(text)
    end(None)
    return parts
