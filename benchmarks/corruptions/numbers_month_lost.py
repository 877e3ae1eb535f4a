"""A month that stands alone is gone with its preposition: rents rise from January becomes rents rise."""
from __future__ import annotations

import random
import re

from pipeline.english_dates import MONTHS

CHECKS = ("numbers",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` without one "in January" that no day or year stands beside."""
    months = "|".join(MONTHS)
    before = r"(?: since| until| from| by| in)(?: early| mid-?| late| the (?:beginning|middle|end) of)?"
    found = list(re.finditer(rf"(?i:{before}) (?:{months})\b(?!,? \d|'|’)", english))
    if not found:
        return None
    one = chance.choice(found)
    return english[: one.start()] + english[one.end() :]
