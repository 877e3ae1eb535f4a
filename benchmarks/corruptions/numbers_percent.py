"""The percent sign or word has gone: "rose by 20 percent" becomes "rose by 20"."""
from __future__ import annotations

import random
import re

CHECKS = ("numbers",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with one of its percentages as a bare number."""
    found = list(re.finditer(r"(?<=\d)(?: ?%|[ -]per ?cent\b)(?:age points?)?", english))
    if not found:
        return None
    one = chance.choice(found)
    return english[: one.start()] + english[one.end() :]
