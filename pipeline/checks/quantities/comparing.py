"""Which quantities of one text another does not have, whatever words it uses for them."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.checks.quantities.quantity import SURE, Quantity, key, turned
from pipeline.checks.quantities.units import conflict


@dataclass(frozen=True, slots=True)
class Missing:
    """A quantity that the other text does not have, and why where that is not plain."""

    quantity: Quantity
    weight: int
    reason: str = ""
    """``unit`` where the number is there as something else, ``half day`` where a time is at night instead of by day,
    ``percent`` where only the percent is gone, ``turned`` where a score is the other way round, ``times`` where the
    number is there, but not as often."""


class Pool:
    """The quantities of a text, to be asked by kind and value."""

    def __init__(self, quantities: Sequence[Quantity]) -> None:
        self._units: dict[tuple[str, float], set[str]] = {}
        self._left: dict[tuple[str, float], int] = {}
        for quantity in quantities:
            for value in quantity.values:
                one = quantity.kind, value
                self._units.setdefault(one, set()).add(quantity.unit)
                self._left[one] = self._left.get(one, 0) + 1
        self.scores = any(kind == "score" for kind, _ in self._units)
        self.percents = {value for (kind, value), units in self._units.items() if kind == "number" and "%" in units}
        self.shares = {value for kind, value in self._units if kind == "number" and 0 < value < 1}

    def has(self, kind: str, value: float) -> bool:
        """Whether a quantity of that kind may have that value."""
        return (kind, value) in self._units

    def units(self, kind: str, values: frozenset[float]) -> frozenset[str]:
        """The units of those that may have one of the values; none where there are none."""
        return frozenset(unit for value in values for unit in self._units.get((kind, value), ()))

    def used_up(self, quantity: Quantity) -> bool:
        """Takes one of the same number; whether there are such, and all of them were taken before."""
        there = [one for value in quantity.values if (one := (quantity.kind, value)) in self._left]
        for one in there:
            if self._left[one]:
                self._left[one] -= 1
                return False
        return bool(there)


def missing(wanted: Sequence[Quantity], there: Sequence[Quantity], *, elided: bool = False) -> list[Missing]:
    """Those of ``wanted`` that are not ``there``, in order.

    With ``elided`` a bare number there may be the percentage that is wanted: "11 für die Linke, 10 Prozent für uns".
    """
    pool = Pool(there)
    found = []
    for quantity in wanted:
        if not quantity.weight:
            continue
        reason = _RULES[quantity.kind](quantity, pool)
        counts = quantity.weight == SURE and quantity.figures and quantity.kind in ("number", "score")
        if reason is None and counts and pool.used_up(quantity):
            reason = "times"
        if reason is not None and not (elided and reason == "percent"):
            found.append(Missing(quantity, quantity.weight, reason))
    days = [one.quantity for one in found if one.quantity.kind == "date"]
    return [one for one in found if one.quantity.kind != "month" or not _within(one.quantity, days)] if days else found


def _within(month: Quantity, days: Sequence[Quantity]) -> bool:
    """Whether the month is that of a day that is missing too."""
    return any(day.start <= month.start and month.end <= day.end for day in days[:40])


def _number(quantity: Quantity, pool: Pool) -> str | None:
    units = pool.units("number", quantity.values)
    if not units:
        return None if _as_fraction(quantity, pool) or _as_time(quantity, pool) else ""
    if quantity.unit == "%" and units == {""}:
        return "percent"
    if quantity.figures and not quantity.unit and units == {"article"}:
        return ""
    return "unit" if conflict(quantity.unit, units) else None


def _as_fraction(quantity: Quantity, pool: Pool) -> bool:
    """Whether a third is there as 33 percent or as one in three, or 33 percent as a third."""
    for value in quantity.values:
        if quantity.unit == "%" and any(_same_share(share, value) for share in pool.shares):
            return True
        if value < 1 and any(_same_share(value, percent) for percent in pool.percents):
            return True
        if value < 1 and any(
            key(one / of) == value and pool.has("number", one) and pool.has("number", of)
            for of in (2, 3, 4, 5, 6, 8, 10) for one in (1, 2, 3, 4)
        ):
            return True
    return False


def _as_time(quantity: Quantity, pool: Pool) -> bool:
    """Whether "7.30" is there as the time "halb acht"."""
    hours, _, minutes = quantity.text.partition(".")
    if not (hours.isdecimal() and minutes.isdecimal() and len(hours) < 3 and len(minutes) == 2) or int(minutes) > 59:
        return False
    return pool.has("clock", (int(hours) * 60 + int(minutes)) % 720)


def _same_share(share: float, percent: float) -> bool:
    """Whether a share of one is the percentage, which may be whole where the share is not: a third and 33 percent."""
    third = percent == int(percent) and share in (0.33333, 0.66667)
    return abs(share * 100 - percent) < (1 if third else 0.05)


def _month(quantity: Quantity, pool: Pool) -> str | None:
    return None if any(pool.has("month", value) for value in quantity.values) else ""


def _date(quantity: Quantity, pool: Pool) -> str | None:
    return None if any(pool.has("date", value) for value in quantity.values) else ""


def _clock(quantity: Quantity, pool: Pool) -> str | None:
    """A time; a full hour may be there as a mere number ("at eight")."""
    units = pool.units("clock", quantity.values)
    if units:
        return "half day" if conflict(quantity.unit, units) else None
    hours = {value // 60 for value in quantity.values if not value % 60}
    return None if any(pool.has("number", one) for hour in hours for one in (hour, hour + 12, hour or 12)) else ""


def _score(quantity: Quantity, pool: Pool) -> str | None:
    (value,) = quantity.values
    if pool.has("score", value):
        return None
    if pool.has("score", turned(value)):
        return "turned"
    first, second = divmod(value, 10_000)
    timelike = first < 25 and second < 60 and len(quantity.text.split(":")[-1]) == 2
    if timelike and pool.has("clock", (first * 60 + second) % 720):
        return None
    each = [pool.units("number", frozenset((one,))) - {"article"} for one in (first, second)]
    return None if not pool.scores and all(each) else ""


_RULES: dict[str, Callable[[Quantity, Pool], str | None]] = {
    "number": _number, "month": _month, "clock": _clock, "date": _date, "score": _score,
}
