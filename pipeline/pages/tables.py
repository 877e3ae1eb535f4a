"""Tables that people would call so, with a line for each row; others only lay a page out."""
from __future__ import annotations

from typing import Any

from pipeline.pages.tree import text_of

CELL = 120
"""Characters of the longest cell of a table of figures or names."""


def has_rows(table: Any) -> bool:
    """Whether it is a table in its words too: two rows or more of several short cells."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [[text_of(cell, CELL) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    several = [row for row in rows if sum(bool(text) for text in row) > 1]
    return len(several) > 1 and all(len(text) <= CELL for row in rows for text in row)


def lay_in_rows(table: Any) -> None:
    """Make what is a paragraph in a cell a part of its row."""
    for each in table.iter("p", "div"):
        each.tag, each.tail = "span", f" {each.tail or ''}"
