"""A page as a tree of elements, and text out of it."""
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from types import ModuleType
from typing import Any

from pipeline.errors import InputError

MOST = 100_000
"""Elements of a page; a page of news has some thousands."""
_NO_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
HOW = 'pip install "german-briefs[web]"'


def lxml_html() -> ModuleType:
    """The library that reads HTML. Raises InputError, saying how to get it, where it is missing."""
    try:
        import lxml.html
    except ImportError:
        raise InputError(f"reading web pages needs more packages: {HOW}") from None
    module: ModuleType = lxml.html
    return module


def parse(text: str) -> Any:
    """The root element of ``text``; None if there is no element in it. Comments, instructions and control
    characters are gone.

    Raises InputError for more elements than can be looked through.
    """
    html = lxml_html()
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError):
        return None
    if sum(1 for _ in islice(root.iter(), MOST + 1)) > MOST:
        raise InputError(f"the page has more than {MOST:,} elements, far more than an article; paste its text instead")
    for each in root.iter():
        # The parser lets them in, and the tree takes no text with them when furniture is taken out.
        if each.text and _NO_TEXT.search(each.text):
            each.text = _NO_TEXT.sub(" ", each.text)
        if each.tail and _NO_TEXT.search(each.tail):
            each.tail = _NO_TEXT.sub(" ", each.tail)
    return root


def text_of(element: Any, most: int | None = None) -> str:
    """The text inside ``element`` on one line; scripts and styles are none. With ``most`` no more than shows that it
    has more characters than that.
    """
    if most is None:
        return " ".join("".join(_texts(element)).split())
    pieces, size = list[str](), 0
    for piece in _texts(element):
        pieces.append(piece)
        size += len(piece.strip())
        if size > most:
            break
    return " ".join("".join(pieces).split())


def _texts(element: Any) -> Iterator[str]:
    hidden = 0
    for event, each in events(element):
        silent = each.tag in ("script", "style", "noscript", "template")
        if event == "start":
            hidden += silent
            if not hidden and each.text:
                yield each.text
            if each.tag in ("br", "p", "div", "li"):
                yield " "
        else:
            hidden -= silent
            if each is not element and not hidden and each.tail:
                yield each.tail


def events(element: Any) -> Iterator[tuple[str, Any]]:
    """``start`` and ``end`` of each element inside ``element``, itself included, in order."""
    from lxml.etree import iterwalk

    yield from iterwalk(element, events=("start", "end"))


def marks(element: Any) -> str:
    """Class, id and role of an element, in small letters, for patterns."""
    said = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop", "data-component", "data-testid"))
    return re.sub(r"\s+", " ", said).strip().lower()
