"""A pronoun becomes a name that the German sentence does not have."""
from __future__ import annotations

import re
from random import Random

from benchmarks.corruptions.names_gold import PEOPLE

CHECKS = ("names",)


def corrupt(german: str, english: str, chance: Random) -> str | None:
    """The English with its first "he" or "she" made a person, or None where it has none."""
    person = chance.choice([name for name in PEOPLE if name not in german])
    spoiled = re.sub(r"\b(?:[Hh]e|[Ss]he)\b(?!['’])", person, english, count=1)
    return spoiled if spoiled != english else None
