"""What a mail in HTML says: its lines in order, without what is hidden; tables that lay it out are none."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.layout import paragraphs
from pipeline.news import Part
from pipeline.pages.furniture import removed
from pipeline.pages.paragraphs import BREAK, walk
from pipeline.pages.tables import has_rows, lay_in_rows
from pipeline.pages.tree import parse

_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?:px)?)\s*(?:;|!|\Z)", re.IGNORECASE
)
_PASSED_ON = re.compile(r"\b(?:cite|gmail_quote|moz-cite|yahoo_quoted)")


def parts(html: str) -> list[Part]:
    """The paragraphs, headings, items and rows in ``html``. Raises InputError as ``tree.parse`` does."""
    root = parse(html)
    if root is None:
        return []
    for each in list(root.iter()):
        hidden = _HIDDEN.search(each.get("style") or "") is not None or each.get("hidden") is not None
        if each is not root and (hidden or each.tag in ("head", "title")):
            removed(each)
    for quoted in list(root.iter("blockquote")):
        # What is passed on is no quotation of the article.
        if _PASSED_ON.search(f"{quoted.get('type') or ''} {quoted.get('class') or ''}"):
            quoted.tag = "div"
    for table in list(root.iter("table")):
        if has_rows(table):
            lay_in_rows(table)
        else:
            for each in [table, *(each for each in table.iter("tbody", "tr", "td", "th") if _of(each) is table)]:
                each.tag = "div"
    for pre in root.iter("pre"):
        for each in pre.iter():
            each.text = _with_lines(each.text)
            if each is not pre:
                each.tail = _with_lines(each.tail)
    return [line for part in walk(root, breaks=True) for line in _lines(part)]


def _of(element: Any) -> Any:
    return next(element.iterancestors("table", "div"), None)


def _with_lines(text: str | None) -> str | None:
    return text.replace("\r\n", "\n").replace("\n", BREAK) if text else text


def _lines(part: Part) -> Iterator[Part]:
    """A part whose line breaks part paragraphs, as in mails written without any other mark."""
    for start, end in paragraphs(part.text):
        yield replace(part, text=" ".join(part.text[start:end].split()))
