"""A hedge that the English loses: what is said to be so, is so."""

from __future__ import annotations

import random
import re

CHECKS = ("modality",)

_WAYS = (
    (r"\b(?:allegedly|reportedly|supposedly|apparently|presumably|probably|possibly|perhaps|maybe|likely),? ", ""),
    (r"\b(?:alleged|suspected|presumed|supposed) (?=\w)", ""),
    (r"\b(is|are|was|were) (?:said|believed|thought|reported|alleged|supposed) to be\b", r"\1"),
    (r"\bseem(?:s|ed)? to be\b", "is"),
    (r"\bappear(?:s|ed)? to be\b", "is"),
    (r"\bseems? to have\b", "has"),
    (r"\b(?:is|are) likely to\b", "will"),
    (r"\b(?:may|might|could) have\b", "has"),
    (r"\b(?:may|might|could) be\b", "is"),
)
_HEDGED = re.compile(
    r"\b(?:angeblich\w*|mutmaßlich\w*|vermutlich\w*|womöglich|möglicherweise|vielleicht|wahrscheinlich\w*|offenbar"
    r"|anscheinend"
    r"|dürften?|könnten?|schein\w*|schien\w*|soll|sollen|wohl|laut|zufolge|vermeintlich\w*)\b"
)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` without one of its hedges; None where either language has none."""
    if not _HEDGED.search(german):
        return None
    spoiled = []
    for pattern, instead in _WAYS:
        for match in re.finditer(pattern, english, re.IGNORECASE):
            spoiled.append(english[: match.start()] + match.expand(instead) + english[match.end() :])
    return chance.choice(spoiled) if spoiled else None
