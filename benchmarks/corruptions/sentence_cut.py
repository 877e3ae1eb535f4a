"""An output that stops before its end, with nothing behind the last word."""

from __future__ import annotations

import random

CHECKS = ("nonsense",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """The first half to nine tenths of ``english``; None where it is too short."""
    words = english.split()
    if len(words) < 8:
        return None
    return " ".join(words[: int(len(words) * chance.uniform(0.5, 0.9))]).rstrip(",;:.")
