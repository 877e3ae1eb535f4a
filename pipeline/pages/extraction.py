"""The article out of a page: headline, standfirst, sub-headings, paragraphs, quotations, list items; no furniture."""
from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import InputError
from pipeline.news import HEADLINE_LENGTH, SUBHEADING_LENGTH, Part
from pipeline.pages.about import About
from pipeline.pages.furniture import without_furniture
from pipeline.pages.paragraphs import ROW, walk
from pipeline.pages.tables import has_rows, lay_in_rows
from pipeline.pages.tree import HOW, marks, text_of
from pipeline.values import Kind

ENOUGH = 0.7
"""Share of what stands in the article's own element that trafilatura must find to be asked about the rest."""
SHORT = 1500
"""Characters; below, it often takes a paragraph or two for furniture."""
LONG = 120
"""Characters from which on a line of sentences, in the article's own element, is not taken for furniture."""
NEAR = 4
"""How many parts may stand before the standfirst and with it: kickers, dates."""
STANDFIRST = (20, 900)
"""Characters that one may have on a page, where its place says what it is."""

_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|intro|introduction|introtext|standfirst|vorspann|sub-?title|sub-?headline|dek|anleser|excerpt|"
    r"abstract|unterzeile|summary|alternativeheadline|description|teaser-?text|perex)(?:$|[\s_-])"
)
_TITLE = re.compile(r"(?:^|[\s_-])(?:headline|title|heading__title|titel)(?:$|[\s_-])")
_ELSEWHERE = re.compile(
    r"(?:mehr (?:zum thema|dazu|erfahren)|lesen sie (?:auch|mehr)|weiterlesen|zum thema|kommentare?|newsletter|anzeige|"
    r"das könnte sie auch interessieren|themen|schlagworte)\W*",
    re.IGNORECASE,
)
"""Headings of boxes that lead elsewhere."""
_STAMP = re.compile(
    r"(?:(?:stand|veröffentlicht|aktualisiert|erstellt|online seit|publiziert|zuletzt aktualisiert)\s?(?:am|:)?\s*)?"
    r"(?:\w+, )?\d{1,2}\.\s?(?:\d{1,2}\.|\w{3,9})\s?(?:\d{4}|\d{2})?,?(?:\s*(?:um\s)?\d{1,2}[.:]\d{2}(?:\suhr)?)?",
    re.IGNORECASE,
)
"""A line that is no more than a time: at the beginning that of the page, further down a heading of the text."""
_ENDED = re.compile(r"[.!?…][\"'“”»«‘’)\]]*\Z")
_WORD = re.compile(r"\w+")


def extract(tree: Any, about: About) -> list[Part]:
    """The parts of the article in ``tree``, in order; none where there is no article.

    ``tree`` is changed. Raises InputError where the library for it is missing.
    """
    _frame(tree)
    title, heading = _headline(tree, about)
    _flatten(without_furniture(tree))
    around = _mark(tree)
    parts = _read(tree)
    walked = list(walk(around, links=False)) if around is not None else []
    parts = _agreed(parts, walked)
    if title:
        heads = (title, text_of(heading) if heading is not None else "")
        at = [place for place, part in enumerate(parts) if any(_same(part.text, head) for head in heads)]
        # What stands before the headline is a kicker, and in the way of the standfirst.
        first = at[0] if at and all(len(part.text) < SUBHEADING_LENGTH for part in parts[: at[0]]) else -1
        parts = [part for place, part in enumerate(parts) if place not in at and place > first]
    parts = [
        part for place, part in enumerate(parts)
        if not _is_byline(part.text, about) and (place >= NEAR or not _STAMP.fullmatch(part.text))
    ]  # fmt: skip
    lead = _standfirst(tree, heading, about, parts)
    if lead is not None and parts:
        parts = _led(parts, lead)
    while parts and (parts[-1].kind is Kind.SUBHEADING or _ELSEWHERE.fullmatch(parts[-1].text)):
        parts = parts[:-1]  # it heads what was taken out
    parts = [part for part in parts if part.kind is not Kind.SUBHEADING or not _ELSEWHERE.fullmatch(part.text)]
    return [*([Part(title, Kind.HEADLINE)] if title and parts else []), *parts]


def _read(tree: Any) -> list[Part]:
    """The parts that trafilatura takes for the text of the page."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise InputError(f"reading web pages needs more packages: {HOW}") from None
    # Its warnings are about pages without text, and told by us.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    # Its other ways, of which this is without, give text in one piece.
    found = bare_extraction(tree, fast=True, include_comments=False, include_tables=True)
    body: Any = getattr(found, "body", None)
    parts = [] if body is None else list(_parts(body))
    # Of a page that it cannot read it gives all words in one paragraph.
    return parts if len(parts) > 1 else []


def _agreed(found: list[Part], walked: list[Part]) -> list[Part]:
    """Of all lines in the article's element (``walked``) those that trafilatura found, or that are surely prose.

    Alone, trafilatura loses a first paragraph here and there, and puts what it finds late behind the rest.
    """
    known = {_letters(part.text) for part in found}
    both = [part for part in walked if _letters(part.text) in known]
    if 2 * _prose(both) < _prose(found) and _prose(walked) < _prose(found):
        return found
    if _prose(walked) <= SHORT or _prose(both) < ENOUGH * _prose(walked):
        return walked
    return [
        part for part in walked
        if _letters(part.text) in known or (len(part.text) >= LONG and _ENDED.search(part.text))
    ]  # fmt: skip


def _prose(parts: list[Part]) -> int:
    return sum(len(part.text) for part in parts)


def _mark(tree: Any) -> Any:
    """Make the element that holds most paragraphs, or the article around it, the only ``article`` of the page.

    Gives that element; None where there are no paragraphs.
    """
    held: dict[Any, float] = {}
    for each in tree.iter("p", "blockquote", "div", "td"):
        length, weight = len(text_of(each)), 1.0
        if each.tag in ("div", "td"):
            # Old editors put line breaks between paragraphs, or nothing around a single one.
            own = [each.text, *(line.tail for line in each.iterchildren("br"))]
            length = sum(len(text) for text in own if text and len(text.strip()) > 40)
            if not length:
                continue
            held[each] = held.get(each, 0.0) + length
        for above in each.iterancestors():
            if above.tag in ("body", "html") or weight < 0.5:
                break
            held[above] = held.get(above, 0.0) + weight * length
            weight -= 0.15
    if not held:
        return None
    best = max(held, key=lambda each: held[each])
    around = next((each for each in [best, *best.iterancestors()] if each.tag == "article"), best)
    around.tag = "article"
    ours = {*around.iterancestors(), *around.iter()}
    for other in list(tree.iter("article")):
        if other not in ours:
            other.tag = "div"
    return around


def _is_byline(text: str, about: About) -> bool:
    """Whether ``text`` is the author's name and no more."""
    return about.author is not None and _same(re.sub(r"^(?:Von|by)\s+", "", text, flags=re.IGNORECASE), about.author)


def _frame(tree: Any) -> None:
    """Put a box around a text that stands on the page itself, parted by line breaks alone."""
    body = tree.find("body")
    if body is None:
        return
    own = [body.text, *(each.tail for each in body)]
    if sum(len(text.strip()) for text in own if text and len(text.strip()) > 40) < LONG or len(body.findall("br")) < 2:
        return
    box = body.makeelement("div", {})
    box.text, body.text = body.text, None
    box.extend(list(body))
    body.append(box)


def _flatten(tree: Any) -> None:
    """Make plain boxes of tables that lay the page out, which is told by paragraphs or headlines in their cells."""
    for table in list(tree.iter("table")):
        if has_rows(table):
            lay_in_rows(table)
        elif table.xpath(".//td[count(.//p) > 2 or .//h1 or .//h2 or .//div//p]"):
            for each in [table, *table.iter("tbody", "tr", "td", "th")]:
                each.tag = "div"


def _parts(element: Any) -> Iterator[Part]:
    """The paragraphs inside ``element``, each with its kind if the page says it."""
    for child in element:
        if child.tag == "head":
            line = text_of(child)
            yield Part(line, Kind.SUBHEADING if len(line) <= 2 * SUBHEADING_LENGTH else None)
        elif child.tag == "quote":
            yield from (Part(line, Kind.QUOTATION) for line in _lines(child))
        elif child.tag == "list":
            yield from (Part(line, Kind.ITEM) for item in child.iter("item") for line in _lines(item))
        elif child.tag == "table":
            for row in child.iter("row"):
                cells: list[str] = [text_of(cell) for cell in row.iter("cell")]
                line = " | ".join(filter(None, cells))
                yield Part(line, Kind.TABLE if " | " in line and len(line) <= ROW else None)
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
    # The newspaper's name may be a heading as well, above the article's own.
    others = [found for found in headings if not (about.outlet and _same(found[0], about.outlet))]
    headings = others if any(each.tag == "h1" for _, each in others) else headings
    nothing: tuple[float, str, Any] = (0.0, "", None)
    share, shown, best = max(
        ((_shared(title, shown), shown, each) for shown, each in headings for title in about.titles),
        key=lambda found: found[0], default=nothing,
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
    description = about.description or ""
    if any(_same(part.text, description) for part in parts[:-1][:NEAR]):
        return description
    behind = heading is None
    for each in tree.iter("h1", "h2", "h3", "p", "div", "span", "section", "strong"):
        behind = behind or each is heading
        if not behind or each is heading:
            continue
        called = _LEAD.search(marks(each)) is not None
        if not called and (each.tag not in ("p", "h2", "div") or not description or len(each) > 8):
            continue
        text = text_of(each, STANDFIRST[1])
        if not STANDFIRST[0] <= len(text) <= STANDFIRST[1] or text.count(" ") < 3:
            continue
        if called or _same(text, description):
            return None if any(_same(text, part.text) for part in parts[NEAR:]) else text
    return None


def _led(parts: list[Part], lead: str) -> list[Part]:
    """``parts`` with ``lead`` as the standfirst that begins them; what stands before it is a kicker or a date."""
    at = next((place for place, part in enumerate(parts[:NEAR]) if _same(part.text, lead)), None)
    if at is not None and all(len(part.text) < SUBHEADING_LENGTH for part in parts[:at]):
        parts = parts[at + 1 :]
    return [Part(lead, Kind.STANDFIRST), *(part for part in parts if not _same(part.text, lead))]


def _same(one: str, two: str) -> bool:
    """Whether two texts are one but for spaces and marks."""
    return _letters(one) == _letters(two)


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()

