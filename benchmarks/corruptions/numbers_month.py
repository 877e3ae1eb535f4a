"""The month of a date is another: 4 June becomes 4 July."""
from __future__ import annotations

import random
import re

from pipeline.english_dates import MONTHS

CHECKS = ("numbers",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with the month beside one number changed."""
    months = "|".join(MONTHS)
    found = list(re.finditer(rf"(?<=\d )(?:{months})\b|\b(?:{months})(?=,? \d)", english))
    if not found:
        return None
    one = chance.choice(found)
    month = chance.choice([month for month in MONTHS if month != one.group()])
    return english[: one.start()] + month + english[one.end() :]
