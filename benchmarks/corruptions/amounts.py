"""A share, a multiple or a day of the week that becomes another one."""

from __future__ import annotations

import random
import re

CHECKS = ("amounts",)

_KINDS = (
    ("half", "a third", "a quarter"),
    ("double", "triple"),
    ("doubled", "tripled"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with the first of these words that it has made another; None where it has none."""
    for kind in _KINDS:
        for word in kind:
            if match := re.search(rf"\b{word}\b", english):
                other = chance.choice([one for one in kind if one != word])
                return english[: match.start()] + other + english[match.end() :]
    return None
