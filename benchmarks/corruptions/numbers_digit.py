"""One digit of one number of the English is another: 420 becomes 820."""
from __future__ import annotations

import random
import re

CHECKS = ("numbers",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with one digit changed; a number never begins with a new 0."""
    places = [match.start() for match in re.finditer(r"\d", english)]
    if not places:
        return None
    place = chance.choice(places)
    leading = place == 0 or not english[place - 1].isdigit()
    others = [digit for digit in "0123456789" if digit != english[place] and not (leading and digit == "0")]
    return english[:place] + chance.choice(others) + english[place + 1 :]
