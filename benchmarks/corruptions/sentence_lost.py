"""The second half of the English is gone, and it ends with a full stop as if nothing had been."""

from __future__ import annotations

import random

CHECKS = ("nonsense",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """The first third to half of ``english`` with a full stop; None where it is too short."""
    words = english.split()
    if len(words) < 12:
        return None
    return " ".join(words[: int(len(words) * chance.uniform(0.33, 0.5))]).rstrip(",;:.") + "."
