"""A negation that the English adds to a sentence whose German has none."""

from __future__ import annotations

import random
import re

CHECKS = ("negation",)

_VERB = re.compile(r"\b(is|are|was|were|will|can|could|should|would|has|have|had|must|may|might)\b(?! not|n['’]t)")
_NEGATED = re.compile(r"\b(?:nicht|kein\w*|nie|niemals|niemand\w*|nichts|weder|ohne|kaum)\b", re.IGNORECASE)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with "not" behind one of its verbs; None where there is none, or a negation already."""
    verbs = list(_VERB.finditer(english))
    if not verbs or _NEGATED.search(german):
        return None
    verb = chance.choice(verbs)
    return f"{english[: verb.end()]} not{english[verb.end() :]}"
