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
from pipeline.checks.quantities import DOUBTFUL, SURE, Quantity, key, score_value, turned
from pipeline.checks.wording import in_english, listed
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
    """Flags for what numbers the English lost, changed or made up; a severe one each way at most, and a hint each way."""
    if not english.strip():
        return ()
    source, output = read_german(german), read_english(english)
    lost, invented = _softened(missing(source, output), missing(output, source, elided=True))
    if any(quantity.unit in METRIC for quantity in source):
        invented = [replace(one, weight=DOUBTFUL) if one.quantity.unit in IMPERIAL else one for one in invented]
    invented = _magnified(source, output, invented)
    places = () if any(one.weight == SURE for one in (*lost, *invented)) else _places(swapped(source, output))
    return (*_flags(lost, invented, SURE, Severity.SEVERE), *places, *_flags(lost, invented, DOUBTFUL, Severity.HINT))


def unsupported(text: str, evidence: str) -> tuple[str, ...]:
    """The quantities of an English text that its English evidence does not have, as the text writes them."""
    found = missing(read_english(text), read_english(evidence))
    return tuple(dict.fromkeys(text[one.quantity.start : one.quantity.end] for one in found if one.weight == SURE))


def missing(wanted: Sequence[Quantity], there: Sequence[Quantity], *, elided: bool = False) -> list[Missing]:
    """Those of ``wanted`` that are not ``there``, in order.

    With ``elided`` a bare number there may be the percentage that is wanted: "11 für die Linke, 10 Prozent für die FDP".
    """
    pool: dict[tuple[str, float], set[str]] = {}
    places: dict[tuple[str, float], set[int]] = {}
    for quantity in there:
        for value in quantity.values:
            pool.setdefault((quantity.kind, value), set()).add(quantity.unit)
            places.setdefault((quantity.kind, value), set()).add(quantity.start)
    found = []
    for quantity in wanted:
        if quantity.weight:
            reason = _RULES[quantity.kind](quantity, pool)
            if reason is None and quantity.weight == SURE and quantity.figures and quantity.kind in ("number", "score"):
                reason = _used_up(quantity, places)
            if reason is not None and not (elided and reason == "percent"):
                found.append(Missing(quantity, quantity.weight, reason))
    return found


def _used_up(quantity: Quantity, places: dict[tuple[str, float], set[int]]) -> str | None:
    """Takes one place of the same number; "times" when there is none left, so that one of two has gone."""
    there = [starts for value in quantity.values if (starts := places.get((quantity.kind, value))) is not None]
    if not there:
        return None
    for starts in there:
        if starts:
            starts.remove(min(starts))
            return None
    return "times"


_Pool = dict[tuple[str, float], set[str]]


def _number(quantity: Quantity, pool: _Pool) -> str | None:
    hits = [pool["number", value] for value in quantity.values if ("number", value) in pool]
    if not hits:
        part = quantity.unit == "%" and any(("number", key(value / 100)) in pool for value in quantity.values)
        return None if part else ""
    units = frozenset().union(*hits)
    if quantity.unit == "%" and units == {""}:
        return "percent"
    if quantity.figures and not quantity.unit and units == {"article"}:
        return ""
    return "unit" if conflict(quantity.unit, units) else None


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
        if ("clock", value) in pool or not value % 60 and any(("number", h) in pool for h in (hour, hour + 12, hour or 12)):
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
    if any(kind == "score" for kind, _ in pool) or any(pool.get(("number", value)) == {"article"} for value in (first, second)):
        return ""
    return None if ("number", first) in pool and ("number", second) in pool else ""


_RULES: dict[str, Callable[[Quantity, _Pool], str | None]] = {
    "number": _number, "month": _month, "clock": _clock, "date": _date, "score": _score,
}


_MOST = 40
"""Findings compared with each other in one sentence."""


def _softened(lost: list[Missing], invented: list[Missing]) -> tuple[list[Missing], list[Missing]]:
    """Both with less weight where the English only rounds or converts: 5,37 Millionen and 5.4 million, 10 km and 6 miles."""
    soft: set[int] = set()
    for one in lost[:_MOST]:
        for other in invented[:_MOST]:
            a, b = one.quantity, other.quantity
            if same_time(a.unit, a.values, b.unit, b.values):
                lost = [each for each in lost if each is not one]
                invented = [each for each in invented if each is not other]
            converted = a.unit in METRIC and b.unit in IMPERIAL or a.unit == "kg" and b.unit == "GBP"
            if a.kind == b.kind == "number" and (converted or _rounds(a, b)):
                soft |= {id(one), id(other)}
    return ([replace(one, weight=DOUBTFUL) if id(one) in soft else one for one in lost],
            [replace(one, weight=DOUBTFUL) if id(one) in soft else one for one in invented])


_MAGNITUDES = frozenset((1e3, 1e4, 1e5, 1e6, 1e9, 1e12))


def _magnified(source: Sequence[Quantity], output: Sequence[Quantity], invented: list[Missing]) -> list[Missing]:
    """``invented`` with more weight for "billions" where the German says Millionen: bare, a lost one is only a doubt."""
    here, there = (
        {value for quantity in quantities if not quantity.figures for value in quantity.values if value in _MAGNITUDES}
        for quantities in (source, output)
    )
    if not here - there or not there - here:
        return invented
    return [replace(one, weight=SURE) if one.quantity.values <= there - here else one for one in invented]


def _rounds(exact: Quantity, about: Quantity) -> bool:
    """Whether the second is the first with fewer figures, two of them at least or a word of magnitude."""
    for value in exact.values:
        for other in about.values:
            for figures in (1, 2, 3):
                if value > 10 and other != value and float(f"{value:.{figures}g}") == other and not 1000 < value < 2100:
                    return abs(value - other) < 0.05 * value
    return False


def _places(pairs: Sequence[tuple[Quantity, Quantity]]) -> Iterable[Flag]:
    for first, second in pairs[:1]:
        yield Flag(
            "numbers",
            f"The German has {in_english(first)} before {in_english(second)}; the English has them the other way round.",
            Severity.SEVERE, _ADVICE,
        )


def _flags(lost: list[Missing], invented: list[Missing], weight: int, severity: Severity) -> Iterable[Flag]:
    gone = [one for one in lost if one.weight == weight]
    new = [one for one in invented if one.weight == weight]
    if gone:
        yield Flag("numbers", f"The German has {listed(in_english(o.quantity) for o in gone)}, which the English does not.", severity, _ADVICE)
    if new:
        yield Flag("numbers", f"The English has {listed(o.quantity.text for o in new)}, which the German does not.", severity, _ADVICE)
