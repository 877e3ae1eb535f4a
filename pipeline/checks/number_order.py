"""Numbers that have changed places: figures that both languages have, in another order, with nothing that ties them down.

People keep the order of figures: of 6,000 pairs of the training news, few hundredths have two of the same kind the
other way round. Where each stands with a unit of its own ("40 percent in 2023"), the order says nothing.
"""
from __future__ import annotations

from collections.abc import Sequence

from pipeline.checks.quantities import BORROWED, SURE, Quantity

_MOST = 40
"""Numbers looked at in one sentence; a table of more is no sentence."""


def swapped(source: Sequence[Quantity], output: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Pairs of German quantities whose numbers stand in the other order in the English, each number in one pair at most."""
    german, english = _single(source), _single(output)
    common = sorted((value for value in german if value in english), key=lambda value: german[value].start)[:_MOST]
    found: list[tuple[Quantity, Quantity]] = []
    used: set[float] = set()
    for index, first in enumerate(common):
        for second in common[index + 1 :]:
            if english[first].start <= english[second].start or first in used or second in used:
                continue
            if german[first].start == german[second].start or _tied(german, english, first, second):
                continue
            found.append((german[first], german[second]))
            used |= {first, second}
    return found


def _single(quantities: Sequence[Quantity]) -> dict[float, Quantity]:
    """The numbers in figures that stand in the sentence once, by value."""
    found: dict[float, Quantity] = {}
    more: set[float] = set()
    for quantity in quantities:
        if quantity.kind == "number" and quantity.figures and quantity.weight == SURE:
            value = max(quantity.values)
            if value in found:
                more.add(value)
            found[value] = quantity
    return {value: quantity for value, quantity in found.items() if value not in more}


def _tied(german: dict[float, Quantity], english: dict[float, Quantity], first: float, second: float) -> bool:
    """Whether the unit of one of both, the same in both languages, says that it is in its place."""
    a, b = _sort(german[first]), _sort(german[second])
    return a != b and (bool(a) and a == _sort(english[first]) or bool(b) and b == _sort(english[second]))


def _sort(quantity: Quantity) -> str:
    unit = "" if quantity.unit == BORROWED else quantity.unit
    return unit or ("ordinal" if quantity.ordinal else "")
