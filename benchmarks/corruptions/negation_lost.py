"""A negation that the English loses, the way models do: "did not say" becomes "said", "no longer" "still"."""

from __future__ import annotations

import random
import re

CHECKS = ("negation",)

_VERBS = "can|could|would|should|may|might|must|will|is|are|was|were|has|have|had|do|does|did"
_WAYS = (
    (rf"\b({_VERBS})(?: not|n['’]t)\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\bcan['’]t\b", "can"),
    (r"\bwon['’]t\b", "will"),
    (r"\bno longer\b", "still"),
    (r"\bnever\b", "always"),
    (r"\bno one\b", "everyone"),
    (r"\bnobody\b", "everybody"),
    (r"\bnothing\b", "everything"),
    (r"\bneither\b", "either"),
    (r"\bnone\b", "all"),
    (r"\bwithout\b", "with"),
    (r"\b(?:not|no) ", ""),
)
_NEGATED = re.compile(r"\b(?:nicht|kein\w*|nie|niemals|niemand\w*|nichts|weder|ohne)\b", re.IGNORECASE)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` without one of its negations; None where either language has none."""
    if not _NEGATED.search(german):
        return None
    spoiled = []
    for pattern, instead in _WAYS:
        for match in re.finditer(pattern, english, re.IGNORECASE):
            spoiled.append(english[: match.start()] + match.expand(instead) + english[match.end() :])
    return chance.choice(spoiled) if spoiled else None
