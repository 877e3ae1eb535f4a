"""A phrase that the English says twice or three times in a row, as models do that get caught."""

from __future__ import annotations

import random

CHECKS = ("nonsense",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with one to five of its words there again, right behind; None where it is too short."""
    words = english.split()
    if len(words) < 6:
        return None
    size = chance.randint(1, 5)
    start = chance.randint(0, len(words) - size)
    phrase = words[start : start + size]
    return " ".join(words[: start + size] + phrase * chance.choice((1, 2)) + words[start + size :])
