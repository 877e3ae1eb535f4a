"""Milliarde taken for million, Million for billion, or the word lost: 3.5 billion becomes 3.5 million."""
from __future__ import annotations

import random
import re

CHECKS = ("numbers",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with another word of magnitude behind one number."""
    found = list(re.finditer(r"\b(thousand|million|billion|trillion)(s?)\b", english, re.IGNORECASE))
    if not found:
        return None
    one = chance.choice(found)
    wrong = {
        "thousand": ("million",), "million": ("billion",), "billion": ("million", "trillion"), "trillion": ("billion",),
    }
    word = chance.choice(wrong[one[1].lower()])
    return english[: one.start()] + word + one[2] + english[one.end() :]
