"""The name of a place becomes that of another place, wherever it stands in the sentence."""
from __future__ import annotations

from random import Random

from benchmarks.corruptions.names_gold import PLACES, swapped

CHECKS = ("names",)


def corrupt(german: str, english: str, chance: Random) -> str | None:
    """The English with one place changed, or None where none is sure to be one."""
    return swapped(german, english, "place", PLACES, chance)
