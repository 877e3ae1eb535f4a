"""A page as a tree of elements, and text out of it."""
from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from pipeline.errors import InputError

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
    """The root element of ``text``; None if there is no element in it. Comments and instructions are gone."""
    html = lxml_html()
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError):
        return None


def text_of(element: Any) -> str:
    """The text inside ``element`` on one line; scripts and styles are none."""
    return " ".join("".join(_texts(element)).split())


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
