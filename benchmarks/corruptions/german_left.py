"""Words of the German that the English did not translate: a stretch of two to five of them in its middle, or all."""

from __future__ import annotations

import random

CHECKS = ("leftover",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with German words in place of some of its own; None where either is too short."""
    words, source = english.split(), german.split()
    if len(words) < 8 or len(source) < 8:
        return None
    if chance.random() < 0.2:
        return german
    size = chance.randint(2, 5)
    start, place = chance.randint(0, len(source) - size), chance.randint(1, len(words) - size)
    return " ".join(words[:place] + source[start : start + size] + words[place + size :])
