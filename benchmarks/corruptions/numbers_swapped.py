"""Two numbers of the English have changed places: "20 points before 9,113 spectators" the other way round."""
from __future__ import annotations

import random
import re

CHECKS = ("numbers",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with two different numbers exchanged, both in figures."""
    found = list(re.finditer(r"\d+(?:[.,]\d+)*", english))
    pairs = [(a, b) for index, a in enumerate(found) for b in found[index + 1 :] if a.group() != b.group()]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    return english[: a.start()] + b.group() + english[a.end() : b.start()] + a.group() + english[b.end() :]
