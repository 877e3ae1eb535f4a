"""The paragraphs inside an element, in order, each with the kind that its element says."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.news import Part
from pipeline.pages.tables import has_rows, lay_in_rows
from pipeline.pages.tree import events, marks, parse
from pipeline.values import Kind

_KINDS = {"blockquote": Kind.QUOTATION, "li": Kind.ITEM} | {f"h{n}": Kind.SUBHEADING for n in range(1, 7)}
_PARAGRAPHS = frozenset("p div section article ul ol dl dt dd table tr pre figure body html main header footer".split())
_FOOTNOTES = re.compile(r"(?:^|[\s_]_?)(?:footnotes?|endnotes?|fussnoten?|doc-(?:footnote|endnotes?))(?:$|\s)")
_NOTED = frozenset("section div ol ul li p".split())
_DROPPED = frozenset(
    "figcaption script style iframe form aside nav button svg video audio noscript template time address".split()
)
_LINKS = 0.7
"""Share of a line that is links, from which on it leads elsewhere."""
BREAK = "\u2028"
"""A line break while a line is gathered."""
ROW = 400
"""Characters of a row of a table; what is longer is laid out in columns."""


def fragment(html: str) -> list[Part]:
    """The parts of ``html`` that is an article and nothing else, as feeds have it."""
    tree = parse(html)
    if tree is None:
        return []
    for table in filter(has_rows, list(tree.iter("table"))):
        lay_in_rows(table)
    return list(walk(tree))


def walk(element: Any, *, links: bool = True, breaks: bool = False) -> Iterator[Part]:
    """The parts inside ``element``; without ``links`` no lines that are hardly more than links, with ``breaks`` a line
    break in a part for each on the page.
    """
    line = _Line()
    kinds = list[Kind | None]([None])
    for event, each in events(element):
        tag = each.tag
        noted = tag in _NOTED and _FOOTNOTES.search(f"{each.get('role') or ''} {marks(each)}") is not None
        if tag in _DROPPED:
            line.silent += 1 if event == "start" else -1
        if tag == "a":
            line.linking += 1 if event == "start" else -1
        if tag == "br" and event == "start":
            line.add(BREAK if breaks else " ")
            line.breaks += 1
        if tag in _KINDS or tag in _PARAGRAPHS or line.breaks == 2:
            yield from line.end(kinds[-1], links=links)
        if tag in ("td", "th") and event == "start":
            line.next_cell()
        if tag in _KINDS or noted:
            if event == "start":
                kinds.append(Kind.FOOTNOTE if noted or kinds[-1] is Kind.FOOTNOTE else _KINDS[tag])
            else:
                kinds.pop()
        text = each.text if event == "start" else each.tail if each is not element else None
        if text and (tag != "br" or event == "end"):
            line.add(text)
    yield from line.end(None, links=links)


class _Line:
    """Text that is being gathered."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.linked = self.breaks = self.silent = self.linking = 0
        self.row = False
        """Whether more than one cell is in it."""

    def add(self, text: str) -> None:
        """More text, unless it is of what is dropped."""
        if self.silent:
            return
        self.pieces.append(text)
        if text.strip():
            self.breaks = 0
            self.linked += len(text.strip()) if self.linking else 0

    def next_cell(self) -> None:
        """A bar between two cells of a row."""
        if any(piece.strip() for piece in self.pieces):
            self.pieces.append(" | ")
            self.row = True

    def end(self, kind: Kind | None, *, links: bool) -> Iterator[Part]:
        """The line as a part, if there is one; a new one begins."""
        lines = (" ".join(each.split()) for each in "".join(self.pieces).split(BREAK))
        text = "\n".join(lines).strip(" |\n")
        if text and (links or self.linked < _LINKS * len(text)):
            yield Part(text, Kind.TABLE if self.row and kind is None and " | " in text and len(text) <= ROW else kind)
        self.pieces.clear()
        self.linked = self.breaks = 0
        self.row = False
