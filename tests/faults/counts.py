"""How often each fault is done, the short version or the whole, and what is to be told of it at the end."""

from __future__ import annotations

import os
from collections import Counter

WHOLE = os.environ.get("PIPELINE_FAULTS") == "whole"
"""Set by ``make faults``."""

table: Counter[tuple[str, str]] = Counter()
"""What was done, by family and kind; printed at the end of the tests."""


def times(short: int, whole: int) -> int:
    """How often."""
    return whole if WHOLE else short


def count(family: str, kind: str, number: int = 1) -> None:
    """Add to the table."""
    table[family, kind] += number


def longest(family: str, kind: str, number: int) -> None:
    """Put the largest number seen into the table."""
    table[family, kind] = max(table[family, kind], number)


def lines() -> list[str]:
    """The table."""
    return [f"{family:<12} {number:>7}  {kind}" for (family, kind), number in sorted(table.items())]
