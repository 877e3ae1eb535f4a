"""A number word of the English is another: three becomes five."""
from __future__ import annotations

import random
import re

CHECKS = ("numbers",)

_SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fifteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with one number word, two or more, changed for another of its size."""
    found = list(re.finditer(rf"\b(?:{'|'.join(_SMALL + _TENS)})\b", english, re.IGNORECASE))
    if not found:
        return None
    one = chance.choice(found)
    size = _SMALL if one.group().lower() in _SMALL else _TENS
    word = chance.choice([word for word in size if word != one.group().lower()])
    word = word.capitalize() if one.group()[0].isupper() else word
    return english[: one.start()] + word + english[one.end() :]
