"""How much a missing quantity weighs, seen beside what is missing on the other side."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.checks.quantities.comparing import Missing
from pipeline.checks.quantities.quantity import DOUBTFUL, SURE, Quantity
from pipeline.checks.quantities.units import IMPERIAL, METRIC, same_time

_MOST = 40
"""Findings compared with each other in one sentence."""
_MAGNITUDES = frozenset((1e3, 1e4, 1e5, 1e6, 1e9, 1e12))

Both = tuple[list[Missing], list[Missing]]
"""What the English lost and what it invented."""


def weighed(
    source: Sequence[Quantity], output: Sequence[Quantity], lost: list[Missing], invented: list[Missing]
) -> Both:
    """Both without what is no difference, with less weight for roundings and more for a word changed for another."""
    if not lost and not invented:
        return lost, invented
    lost, invented = _without_spans(lost, output), _without_spans(invented, source)
    lost, invented = _softened(lost, invented)
    invented = [replace(one, weight=DOUBTFUL) if one.reason == "times" else one for one in invented]
    if any(quantity.unit in METRIC for quantity in source):
        invented = [replace(one, weight=DOUBTFUL) if one.quantity.unit in IMPERIAL else one for one in invented]
    return _hardened(source, output, lost, invented)


def _without_spans(missings: list[Missing], there: Sequence[Quantity]) -> list[Missing]:
    """Those that are not there as a span of time in another unit: 24 hours and one day."""
    spans = [quantity for quantity in there if quantity.unit and quantity.kind == "number"][:_MOST]
    return [
        one for one in missings
        if not any(same_time(one.quantity.unit, one.quantity.values, span.unit, span.values) for span in spans)
    ]


def _softened(lost: list[Missing], invented: list[Missing]) -> Both:
    """Less weight where the English only rounds or converts: 5,37 Millionen and 5.4 million, 10 km and 6 miles."""
    soft: set[int] = set()
    for one in lost[:_MOST]:
        for other in invented[:_MOST]:
            a, b = one.quantity, other.quantity
            converted = (a.unit in METRIC and b.unit in IMPERIAL) or (a.unit == "kg" and b.unit == "GBP")
            if a.kind == b.kind == "number" and (converted or _rounds(a, b)):
                soft |= {id(one), id(other)}
    return (
        [replace(one, weight=DOUBTFUL) if id(one) in soft else one for one in lost],
        [replace(one, weight=DOUBTFUL) if id(one) in soft else one for one in invented],
    )


def _rounds(exact: Quantity, about: Quantity) -> bool:
    """Whether the second is the first with fewer figures, two at least: 237.000 and 240,000, but no year."""
    return any(
        other == float(f"{value:.{figures}g}") != value and value >= 100 and not 1000 < value < 2100
        for value in exact.values for other in about.values for figures in (2, 3)
    )


def _hardened(
    source: Sequence[Quantity], output: Sequence[Quantity], lost: list[Missing], invented: list[Missing]
) -> Both:
    """More weight where a word was changed for another: Millionen and billions, Juli and June, zweite and third."""
    here, there = _words(source), _words(output)
    if (here - there) & _MAGNITUDES and (there - here) & _MAGNITUDES:
        changed = (there - here) & _MAGNITUDES
        invented = [replace(one, weight=SURE) if one.quantity.values <= changed else one for one in invented]
    numbers = {value for quantity in output if quantity.kind == "number" for value in quantity.values}
    if any(quantity.ordinal and not quantity.figures and not quantity.values & numbers for quantity in source):
        invented = [replace(one, weight=SURE) if one.quantity.ordinal else one for one in invented]
    if all(any(one.quantity.kind == "month" for one in missings) for missings in (lost, invented)):
        lost, invented = (
            [replace(one, weight=SURE) if one.quantity.kind == "month" else one for one in missings]
            for missings in (lost, invented)
        )
    return lost, invented


def _words(quantities: Sequence[Quantity]) -> set[float]:
    return {value for quantity in quantities if not quantity.figures for value in quantity.values}
