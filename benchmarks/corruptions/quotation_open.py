"""One of the English quotation marks is gone: what is quoted has no beginning, or no end."""

from __future__ import annotations

import random
import re

CHECKS = ("quotes",)

_MARK = re.compile(r"[\"“”„«»]|(?<!\w)[‘’](?=\w)|(?<=\w[.,!?])[’]")


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` without one of its marks; None where it has no pair of them."""
    marks = [match.start() for match in _MARK.finditer(english)]
    if len(marks) < 2 or len(marks) % 2:
        return None
    gone = chance.choice(marks)
    return english[:gone] + english[gone + 1 :]
