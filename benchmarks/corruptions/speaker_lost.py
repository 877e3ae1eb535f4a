"""A claim that loses its speaker: ", said X." at the end, "According to X," at the beginning, "X said that"."""

from __future__ import annotations

import random
import re

CHECKS = ("modality",)

_WAYS = (
    r",[’”\"]? (?:said|says|explained|stated|reported|announced|emphasized) [^,.;]{2,60}(?=\.$)",
    r"^According to [^,;]{2,60}, ",
    r", according to [^,.;]{2,60}(?=\.$)",
    r"^[A-Z][\w’' -]{2,40} (?:said|says|explained|stated|reported|announced|claimed)(?: that|,) ",
)
_SAID = re.compile(r"\b(?:sagte?n?|sagt|erklärte?|laut|zufolge|so|teilte|meinte|berichte\w*|betonte|Angaben)\b")


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` without who says it; None where that is not said at its beginning or end."""
    if not _SAID.search(german):
        return None
    spoiled = [english[: m.start()] + english[m.end() :] for way in _WAYS for m in [re.search(way, english)] if m]
    return chance.choice(spoiled) if spoiled else None
