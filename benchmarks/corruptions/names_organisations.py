"""The name of an organisation becomes that of another organisation, wherever it stands in the sentence."""
from __future__ import annotations

from random import Random

from benchmarks.corruptions.names_gold import ORGANISATIONS, swapped

CHECKS = ("names",)


def corrupt(german: str, english: str, chance: Random) -> str | None:
    """The English with one organisation changed, or None where none is sure to be one."""
    return swapped(german, english, "organisation", ORGANISATIONS, chance)
