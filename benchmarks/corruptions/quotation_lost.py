"""All quotation marks of the English are gone: what somebody said reads as the article's own words."""

from __future__ import annotations

import random
import re

CHECKS = ("quotes",)

_MARK = re.compile(r"[\"“”„«»]|(?<!\w)‘|’(?!\w)")


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` without its marks; None where it or the German has no pair of them."""
    if len(_MARK.findall(english)) < 2 or len(re.findall(r"[\"“”„«»]", german)) < 2:
        return None
    return _MARK.sub("", english)
