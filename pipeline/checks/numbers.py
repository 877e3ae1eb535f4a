"""Numbers lost, changed or invented: every quantity of the German against every quantity of the English, both ways.

What a sentence surely says (``SURE``: figures, and number words from two up) has to be in the other, in any form; what the
other may mean by its words is read generously ("beide", "Hälfte", "decade", "a third").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.checks.english_numbers import read_english
from pipeline.checks.german_numbers import read_german
from pipeline.checks.number_order import swapped
from pipeline.checks.number_units import IMPERIAL, METRIC, conflict, same_time
from pipeline.checks.number_wording import in_english, listed
from pipeline.checks.quantities import DOUBTFUL, SURE, Quantity, key, turned
from pipeline.values import Flag, Severity

_ADVICE = "Have the two sentences compared, or leave the sentence out."


@dataclass(frozen=True, slots=True)
class Missing:
    """A quantity that the other text does not have, and why where that is not plain."""

    quantity: Quantity
    weight: int
    reason: str = ""
    """``unit`` where the number is there as something else, ``percent`` where only the percent is gone, ``turned`` where a
    score is the other way round, ``times`` where it is there, but not as often."""


def check(german: str, english: str) -> tuple[Flag, ...]:
    """Flags for the numbers that the English lost, changed or made up: severe where the German surely has them, else hints."""
    if not english.strip():
        return ()
    source, output = read_german(german), read_english(english)
    lost, invented = missing(source, output), missing(output, source, elided=True)
    if lost or invented:
        lost, invented = _without_spans(lost, output), _without_spans(invented, source)
        lost, invented = _softened(lost, invented)
        if any(quantity.unit in METRIC for quantity in source):
            invented = [replace(one, weight=DOUBTFUL) if one.quantity.unit in IMPERIAL else one for one in invented]
        lost, invented = _hardened(source, output, lost, invented)
    return _flags(lost, invented, swapped(source, output, english))


def unsupported(text: str, evidence: str) -> tuple[str, ...]:
    """The quantities of an English text that its English evidence does not have, as the text writes them."""
    found = missing(read_english(text), read_english(evidence))
    return tuple(dict.fromkeys(text[one.quantity.start : one.quantity.end] for one in found if one.weight == SURE))


def missing(wanted: Sequence[Quantity], there: Sequence[Quantity], *, elided: bool = False) -> list[Missing]:
    """Those of ``wanted`` that are not ``there``, in order.

    With ``elided`` a bare number there may be the percentage that is wanted: "11 für die Linke, 10 Prozent für die FDP".
    """
    pool: dict[tuple[str, float], set[str]] = {}
    places: dict[tuple[str, float], int] = {}
    for quantity in there:
        for value in quantity.values:
            pool.setdefault((quantity.kind, value), set()).add(quantity.unit)
            places[quantity.kind, value] = places.get((quantity.kind, value), 0) + 1
    found = []
    for quantity in wanted:
        if quantity.weight:
            reason = _RULES[quantity.kind](quantity, pool)
            if reason is None and quantity.weight == SURE and quantity.figures and quantity.kind in ("number", "score"):
                reason = _used_up(quantity, places)
            if reason is not None and not (elided and reason == "percent"):
                found.append(Missing(quantity, quantity.weight, reason))
    return found


def _used_up(quantity: Quantity, places: dict[tuple[str, float], int]) -> str | None:
    """Takes one place of the same number; "times" when there is none left, so that one of two has gone."""
    there = [one for value in quantity.values if (one := (quantity.kind, value)) in places]
    for one in there:
        if places[one]:
            places[one] -= 1
            return None
    return "times" if there else None


_Pool = dict[tuple[str, float], set[str]]


def _number(quantity: Quantity, pool: _Pool) -> str | None:
    hits = [pool["number", value] for value in quantity.values if ("number", value) in pool]
    if not hits:
        return None if _as_fraction(quantity, pool) else ""
    units = frozenset().union(*hits)
    if quantity.unit == "%" and units == {""}:
        return "percent"
    if quantity.figures and not quantity.unit and units == {"article"}:
        return ""
    return "unit" if conflict(quantity.unit, units) else None


def _as_fraction(quantity: Quantity, pool: _Pool) -> bool:
    """Whether a third is there as 33 percent or as one in three, or 50 percent as a half."""
    for value in quantity.values:
        if quantity.unit == "%" and any(
            key(share / 100) == value / 100 or abs(share - value) < 1 for share in _shares(pool)
        ):
            return True
        if value < 1:
            percent = {value * 100 // 1, round(value * 100), key(round(value * 100, 1))}
            if any("%" in pool.get(("number", one), ()) for one in percent):
                return True
            parts = range(2, 11)
            if any(key(one / of) == value for of in parts for one in (1, 2, 3, 4) if _both(one, of, pool)):
                return True
    return False


def _shares(pool: _Pool) -> Iterable[float]:
    """The fractions there, in percent."""
    return (value * 100 for kind, value in pool if kind == "number" and 0 < value < 1)


def _both(first: float, second: float, pool: _Pool) -> bool:
    return ("number", first) in pool and ("number", second) in pool


def _month(quantity: Quantity, pool: _Pool) -> str | None:
    return None if any(("month", value) in pool for value in quantity.values) else ""


def _date(quantity: Quantity, pool: _Pool) -> str | None:
    """A day of a month; where the month itself is missing, that is said instead."""
    if any(("date", value) in pool for value in quantity.values):
        return None
    return "" if any(("month", value // 100) in pool for value in quantity.values) else None


def _clock(quantity: Quantity, pool: _Pool) -> str | None:
    for value in quantity.values:
        hour = value // 60
        if ("clock", value) in pool:
            return "unit" if conflict(quantity.unit, frozenset(pool["clock", value])) else None
        if not value % 60 and any(("number", h) in pool for h in (hour, hour + 12, hour or 12)):
            return None
    return ""


def _score(quantity: Quantity, pool: _Pool) -> str | None:
    (value,) = quantity.values
    if ("score", value) in pool:
        return None
    if ("score", turned(value)) in pool:
        return "turned"
    first, second = divmod(value, 10_000)
    timelike = first < 25 and second < 60 and len(quantity.text.split(":")[-1]) == 2
    if timelike and ("clock", (first * 60 + second) % 720) in pool:
        return None
    if any(kind == "score" for kind, _ in pool) or any(
        pool.get(("number", value)) == {"article"} for value in (first, second)
    ):
        return ""
    return None if ("number", first) in pool and ("number", second) in pool else ""


_RULES: dict[str, Callable[[Quantity, _Pool], str | None]] = {
    "number": _number,
    "month": _month,
    "clock": _clock,
    "date": _date,
    "score": _score,
}


def _without_spans(missings: list[Missing], there: Sequence[Quantity]) -> list[Missing]:
    """Those that are not there as a span of time in another unit: 24 hours and one day."""
    spans = [quantity for quantity in there if quantity.unit and quantity.kind == "number"][:_MOST]
    return [
        one
        for one in missings
        if not any(same_time(one.quantity.unit, one.quantity.values, span.unit, span.values) for span in spans)
    ]


_MOST = 40
"""Findings compared with each other in one sentence."""


def _softened(lost: list[Missing], invented: list[Missing]) -> tuple[list[Missing], list[Missing]]:
    """Both with less weight where the English only rounds or converts: 5,37 Millionen and 5.4 million, 10 km and 6 miles."""
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


_MAGNITUDES = frozenset((1e3, 1e4, 1e5, 1e6, 1e9, 1e12))


def _hardened(
    source: Sequence[Quantity], output: Sequence[Quantity], lost: list[Missing], invented: list[Missing]
) -> tuple[list[Missing], list[Missing]]:
    """Both with more weight where a bare word was changed for another: Millionen and billions, Mitte Juli and mid-June."""
    here, there = (
        {value for quantity in quantities if not quantity.figures for value in quantity.values if value in _MAGNITUDES}
        for quantities in (source, output)
    )
    if here - there and there - here:
        invented = [replace(one, weight=SURE) if one.quantity.values <= there - here else one for one in invented]
    if any(
        quantity.ordinal and not quantity.figures and not _ordinals(output) & quantity.values for quantity in source
    ):
        invented = [replace(one, weight=SURE) if one.quantity.ordinal else one for one in invented]
    if all(any(one.quantity.kind == "month" for one in missings) for missings in (lost, invented)):
        lost, invented = (
            [replace(one, weight=SURE) if one.quantity.kind == "month" else one for one in missings]
            for missings in (lost, invented)
        )
    return lost, invented


def _ordinals(quantities: Sequence[Quantity]) -> frozenset[float]:
    """The values of ordinals and of what may stand for one."""
    return frozenset(value for quantity in quantities if quantity.kind == "number" for value in quantity.values)


def _rounds(exact: Quantity, about: Quantity) -> bool:
    """Whether the second is the first with fewer figures, two of them at least or a word of magnitude."""
    for value in exact.values:
        for other in about.values:
            for figures in (1, 2, 3):
                if value > 10 and other != value and float(f"{value:.{figures}g}") == other and not 1000 < value < 2100:
                    return abs(value - other) < 0.05 * value
    return False


def _flags(
    lost: list[Missing], invented: list[Missing], pairs: Sequence[tuple[Quantity, Quantity]]
) -> tuple[Flag, ...]:
    flags = []
    for weight, severity in ((SURE, Severity.SEVERE), (DOUBTFUL, Severity.HINT)):
        gone = [one for one in lost if one.weight == weight]
        new = [one for one in invented if one.weight == weight]
        sentences = [*_said(gone, new)]
        if weight == SURE and not sentences:
            sentences = [
                f"The German has {in_english(first)} before {in_english(second)}; the English has them the other way round."
                for first, second in pairs[:1]
            ]
        flags += [Flag("numbers", sentence, severity, _ADVICE) for sentence in sentences]
    return tuple(flags)


def _said(gone: list[Missing], new: list[Missing]) -> Iterable[str]:
    """What is wrong, one sentence for each way of being wrong."""
    lost, invented = [one.quantity for one in gone if not one.reason], [one.quantity for one in new if not one.reason]
    if len(lost) == len(invented) == 1 and lost[0].kind in (invented[0].kind, "date"):
        yield f"The German has {in_english(lost[0])} where the English has {invented[0].text}."
    else:
        if lost:
            yield f"The German has {listed(map(in_english, lost))}, which the English does not."
        if invented:
            yield f"The English has {listed(one.text for one in invented)}, which the German does not."
    elsewhere = [in_english(one.quantity) for one in gone if one.reason == "unit"]
    if elsewhere:
        yield f"The German has {listed(elsewhere)}; what the English has with that number is something else."
    elsewhere = [one.quantity.text for one in new if one.reason == "unit"] if not elsewhere else []
    if elsewhere:
        yield f"The English has {listed(elsewhere)}; what the German has with that number is something else."
    bare = [in_english(one.quantity) for one in gone if one.reason == "percent"]
    if bare:
        yield f"The German has {listed(bare)}; the English has the number without the percent."
    turned_round = [one.quantity.text for one in gone if one.reason == "turned"]
    if turned_round:
        yield f"The German has the score {listed(turned_round)}; the English has it the other way round."
    for fewer, more, missings in (("English", "German", gone), ("German", "English", new)):
        often = [one.quantity.text for one in missings if one.reason == "times"]
        if often:
            yield f"The {more} has {listed(often)} more often than the {fewer}."
