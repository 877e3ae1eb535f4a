"""A clause between commas that the English leaves out: a sentence that reads well and says less."""

from __future__ import annotations

import random

CHECKS = ("nonsense",)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` without one of its clauses of at least four words; None where it has no two of them."""
    clauses = english.split(", ")
    long = [k for k, clause in enumerate(clauses) if len(clause.split()) >= 4]
    if len(clauses) < 2 or len(long) < 2:
        return None
    gone = chance.choice(long)
    kept = ", ".join(clause for k, clause in enumerate(clauses) if k != gone)
    return kept if kept.endswith((".", "!", "?")) else kept + "."
