"""Two names on the sides of a verb change places: "Musk sues Microsoft" becomes "Microsoft sues Musk"."""

from __future__ import annotations

import random
import re

CHECKS = ("roles",)

_NAME = r"(?:[A-Z][\w’'.-]*[\w](?: (?:of |de |von )?[A-Z][\w’'.-]*\w)*)"
_VERB = (
    r"(?:has |have |had |will |would |is |was |were |are )?(?:been )?(?:not )?(?:sues?|sued|accuse[sd]?|criticized"
    r"|criticised|attack(?:s|ed)?"
    r"|beat|beats|defeat(?:s|ed)?|meets?|met|visit(?:s|ed)?|warn(?:s|ed)?|ask(?:s|ed)?|told|tells?|support(?:s"
    r"|ed)?|replace[sd]?"
    r"|succeed(?:s|ed)?|follow(?:s|ed)?|bought|buys?|hit|hits|kill(?:s|ed)?|help(?:s|ed)?|call(?:s|ed)?|leave[s]?"
    r"|left|join(?:s|ed)?"
    r"|play(?:s|ed)?|won against|lost to|against|with|invited?|praise[sd]?|blame[sd]?|threaten(?:s|ed)?)"
)
_SIDES = re.compile(rf"\b({_NAME}) ({_VERB}(?: \w+){{0,3}}?) ({_NAME})\b")


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with the names on the sides of a verb swapped, where both stand in the German too."""
    for match in _SIDES.finditer(english):
        first, verb, second = match.groups()
        if first != second and all(name.split()[-1] in german for name in (first, second)):
            return f"{english[: match.start()]}{second} {verb} {first}{english[match.end() :]}"
    return None
