"""Who wrote an article and when, and whose page it is, where only the words on the page say so."""
from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

from pipeline.outlets import OUTLETS
from pipeline.pages.tree import text_of
from pipeline.signoff import read_byline

LONGEST = 160
"""Characters of a line that says who and when."""
PROSE = 120
"""Characters from which on a paragraph is of the text; behind the second no such line is looked for."""
_BETWEEN = re.compile(r"\s*[|•·]\s*")
_WRITTEN = ("Von ", "von ", "Text: ", "Autor: ", "Autorin: ")
_TAIL = re.compile(r"\s+[-–—|•·]\s+([^|–—•·]{2,40})\Z")
_WORD = re.compile(r"\w+")
_SECTIONS = frozenset(
    "politik inland ausland international wirtschaft sport kultur panorama chronik meinung kommentar wissen gesundheit "
    "wissenschaft technik digital web leben gesellschaft regional lokales reise auto medien startseite home news "
    "nachrichten artikel aktuell liveticker liveblog interview analyse video podcast".split()
)


def under_headline(tree: Any) -> tuple[str | None, datetime.date | None]:
    """The author and the day that lines under the headline name."""
    author, day, prose, behind = None, None, 0, False
    for each in tree.iter("h1", "p", "div", "span", "address", "time"):
        behind = behind or each.tag == "h1"
        if not behind or each.tag == "h1":
            continue
        line = text_of(each, LONGEST)
        prose += each.tag == "p" and len(line) >= PROSE
        if prose > 1 or (author and day):
            break
        for piece in _BETWEEN.split(line) if len(line) <= LONGEST else ():
            found = read_byline(piece)
            if found is None:
                continue
            day = day or found.date
            author = author or (found.author if piece.startswith(_WRITTEN) else None)
    return author, day


def site_in(title: str, headings: Sequence[str]) -> str | None:
    """The newspaper's name behind a page's ``title``: one that is known, or what follows the words of a heading."""
    match = _TAIL.search(title)
    if match is None:
        return None
    name = match[1].strip()
    if name.casefold() in OUTLETS:
        return name
    words = _WORD.findall(name.casefold())
    head = set(_WORD.findall(title[: match.start()].casefold()))
    named = any(len(head) >= 3 and head <= set(_WORD.findall(each.casefold())) for each in headings)
    other = len(words) > 4 or _SECTIONS & set(words) or re.search(r"\d{2}|[?!:]", name)
    return name if named and name[0].isupper() and not other else None
