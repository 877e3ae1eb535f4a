"""A number has gone from the English: "about 9,113 spectators" becomes "about spectators"."""
from __future__ import annotations

import random
import re

CHECKS = ("numbers",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` without one of its numbers in figures, and without what belongs to it alone."""
    found = list(re.finditer(r"\(\d+\.?\) ?|[$€£]?\d+(?:[.,:-]\d+)*(?:st|nd|rd|th|s|%)?[ -]?", english))
    if not found:
        return None
    one = chance.choice(found)
    return (english[: one.start()] + english[one.end() :]).strip() or None
