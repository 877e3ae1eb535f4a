"""All lines that can be read on a page, furniture among them, and which of them stand behind the article."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.pages.tree import events, marks

_INLINE = frozenset(
    "a abbr acronym b bdi bdo cite code del dfn em font i ins kbd label mark q s samp small span strong sub sup tt u "
    "var wbr".split()
)
_SILENT = frozenset("script style noscript template svg head".split())
_BOX = re.compile(
    r"(?:^|[\s_-])(?:paywall\w*|paygate|pay-?barrier|piano\w*|offers?|offer-?page|reg-?wall|register-?wall|login-?wall|"
    r"abo-?(?:wall|schranke|angebot|offer)|plus-?(?:teaser|wall|offer|box)|premium-?(?:teaser|wall|offer|box)|"
    r"subscri(?:be|ption)-?(?:wall|offer|gate)|bezahlschranke|content-?gate|tp-container)(?:$|[\s_-])"
)
_LETTERS = re.compile(r"\w+")
BEHIND = 8
"""Lines behind a text that are looked at; further down others are announced."""
LEAST = 12
"""Letters by which a line is known again."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is read on one line, and whether it stands in an element that is named as a paywall."""

    text: str
    boxed: bool


def lines(root: Any) -> list[Line]:
    """The lines of a page in order; what is hidden is none."""
    found, pieces = list[Line](), list[str]()
    hidden = boxed = 0

    def end() -> None:
        text = " ".join("".join(pieces).split())
        pieces.clear()
        if text:
            found.append(Line(text, boxed > 0))

    for event, each in events(root):
        step = 1 if event == "start" else -1
        if each.tag not in _INLINE:
            end()
        silent = each.tag in _SILENT or is_hidden(each)
        named = is_box(each)
        hidden += step * silent
        if event == "start":
            boxed += named
            if each.text and not hidden:
                pieces.append(each.text)
        else:
            boxed -= named
            if each.tail and not hidden and each is not root:
                pieces.append(each.tail)
    end()
    return found


def is_hidden(element: Any) -> bool:
    """Whether an element says that it is not shown."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def is_box(element: Any) -> bool:
    """Whether an element is named as a paywall."""
    return element.tag not in ("body", "html", "main", "article") and _BOX.search(marks(element)) is not None


def span(page: Sequence[Line], paragraphs: Sequence[str]) -> tuple[int, int]:
    """From which line to which ``paragraphs`` reach, the last one left out; (0, 0) where they are not found."""
    whole = "\0".join(_letters(each) for each in paragraphs)
    at = [place for place, line in enumerate(page) if len(known := _letters(line.text)) >= LEAST and known in whole]
    return (at[0], at[-1] + 1) if at else (0, 0)


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()
