"""Numbers that have changed places: in another order than in the German, with nothing that ties them down.

Translators keep the order of numbers that count the same kind of thing: of 6,000 human translations of news 9 had two
the other way round. Where each has a unit of its own ("40 percent in 2023"), the order says nothing.
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.checks.quantities.quantity import BORROWED, SURE, Quantity

_MOST = 40
"""Numbers looked at in one sentence; a table of more is no sentence."""

_Numbers = dict[tuple[float, int], Quantity]
"""Numbers by value and how often that value came before."""


def swapped(
    source: Sequence[Quantity], output: Sequence[Quantity], texts: tuple[str, str]
) -> list[tuple[Quantity, Quantity]]:
    """Pairs of German quantities whose numbers stand in the other order in the English, no number in two.

    ``texts`` are the German and the English sentence.
    """
    german, english = _counted(source), _counted(output)
    found: list[tuple[Quantity, Quantity]] = []
    if len(german) < 2 or len(english) < 2:
        return found
    unequal = {value for value, time in german.keys() ^ english.keys()}
    common = sorted((one for one in german if one[0] not in unequal), key=lambda one: german[one].start)[:_MOST]
    used: set[tuple[float, int]] = set()
    for index, first in enumerate(common):
        for second in common[index + 1 :]:
            if _exchanged(german, english, first, second) and not {first, second} & used:
                found.append((german[first], german[second]))
                used |= {first, second}
                continue
            if english[first].start <= english[second].start or first in used or second in used:
                continue
            if german[first].start == german[second].start or _tied(german, english, first, second):
                continue
            votes = _votes(texts[0], german[first], german[second])
            if votes or _from_behind(texts[1], english[second], english[first]):
                continue
            found.append((german[first], german[second]))
            used |= {first, second}
    return found


def _from_behind(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether the English says "to 0.3% from 0.2%", where German says "von 0,2 auf 0,3 Prozent"."""
    before, between = text[max(0, first.start - 12) : first.start].lower(), text[first.end : second.start].lower()
    return second.start - first.end < 60 and bool(
        re.search(r"\b(?:to|at|by|of)\W+$", before) and re.search(r"\bfrom\b", between)
    )


def _votes(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether it is "206 zu 227", which English may tell from the side of the winner."""
    return second.start - first.end < 12 and text[first.end : second.start].strip() in ("zu", "gegen")


def _counted(quantities: Sequence[Quantity]) -> _Numbers:
    """The numbers that are surely some, and the days of dates."""
    found: _Numbers = {}
    times: dict[float, int] = {}
    for quantity in quantities:
        if quantity.kind == "number" and (quantity.weight == SURE or quantity.unit == "date"):
            value = max(quantity.values)
            found[value, times.get(value, 0)] = quantity
            times[value] = times.get(value, 0) + 1
    return found


def _tied(german: _Numbers, english: _Numbers, first: tuple[float, int], second: tuple[float, int]) -> bool:
    """Whether the unit of one of both, the same in both languages, says that it is in its place."""
    a, b = _sort(german[first]), _sort(german[second])
    in_first, in_second = _sort(english[first]), _sort(english[second])
    return a != b and in_first != in_second and ((bool(a) and a == in_first) or (bool(b) and b == in_second))


def _exchanged(german: _Numbers, english: _Numbers, first: tuple[float, int], second: tuple[float, int]) -> bool:
    """Whether each has the unit of the other: "14 Punkte nach 12 Spielen", "12 points after 14 games"."""
    a, b = _sort(german[first]), _sort(german[second])
    in_first, in_second = _sort(english[first]), _sort(english[second])
    return bool(a and b) and a != b and first[0] != second[0] and (in_first, in_second) == (b, a)


def _sort(quantity: Quantity) -> str:
    unit = "" if quantity.unit == BORROWED else quantity.unit
    return unit or ("ordinal" if quantity.ordinal else "")
