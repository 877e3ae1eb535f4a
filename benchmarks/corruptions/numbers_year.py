"""A year of the English is another, up to twenty years away: 2016 becomes 2013."""
from __future__ import annotations

import random
import re

CHECKS = ("numbers",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with one year changed."""
    found = list(re.finditer(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d]|[.,]\d)", english))
    if not found:
        return None
    one = chance.choice(found)
    step = chance.choice([step for step in range(-20, 21) if step])
    return english[: one.start()] + str(int(one.group()) + step) + english[one.end() :]
