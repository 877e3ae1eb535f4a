"""The name of a person becomes that of another person, wherever it stands in the sentence."""
from __future__ import annotations

from random import Random

from benchmarks.corruptions.names_gold import PEOPLE, swapped

CHECKS = ("names",)


def corrupt(german: str, english: str, chance: Random) -> str | None:
    """The English with one person changed, or None where none is sure to be one."""
    return swapped(german, english, "person", PEOPLE, chance)
