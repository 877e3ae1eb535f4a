"""The name of an organisation is lost."""
from __future__ import annotations

from random import Random

from benchmarks.corruptions.names_losing import without

CHECKS = ("names",)


def corrupt(german: str, english: str, chance: Random) -> str | None:
    """The English without one organisation of it, or None where none is sure to be one."""
    return without(german, english, "organisation", chance)
