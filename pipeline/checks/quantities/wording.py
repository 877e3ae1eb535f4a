"""How a quantity of the German is named to a person without German: ``3,5 Mrd (€3.5 billion)``."""
from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.checks.quantities.quantity import Quantity
from pipeline.english_dates import MONTHS

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_UNITS = {
    "%": "percent",
    "year": "years",
    "month": "months",
    "week": "weeks",
    "day": "days",
    "hour": "hours",
    "minute": "minutes",
    "second": "seconds",
    "km": "km",
    "metre": "metres",
    "cm": "cm",
    "kg": "kg",
    "tonne": "tonnes",
    "litre": "litres",
    "hectare": "hectares",
    "degree": "degrees",
    "person": "people",
    "point": "points",
    "goal": "goals",
    "game": "games",
    "CHF": "Swiss francs",
    "JPY": "yen",
    "crown": "crowns",
    "rouble": "roubles",
    "cent": "cents",
}
_MOST = 5


def in_english(quantity: Quantity) -> str:
    """The words of the German, with the English for them in brackets where that differs."""
    english = {"number": _number, "clock": _clock, "month": _month, "date": _date, "score": _as_it_stands}[
        quantity.kind
    ](quantity)
    return quantity.text if english == quantity.text else f"{quantity.text} ({english})"


def listed(names: Iterable[str]) -> str:
    """``a, b and c``, each once; of more than five the first ones and how many more."""
    each = list(dict.fromkeys(names))
    if len(each) > _MOST:
        each = [*each[: _MOST - 1], f"{len(each) - _MOST + 1} more"]
    return " and ".join((", ".join(each[:-1]), each[-1])) if len(each) > 1 else "".join(each)


def written(value: float) -> str:
    """A number as English writes it: ``42,000``, ``3.5 billion``, ``2/3``."""
    for size, word in ((1e15, "quadrillion"), (1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if size <= value < 1e18:
            return f"{value / size:.6g} {word}"
    for parts in (2, 3, 4, 5, 8):
        if value < 1 and abs(value * parts - round(value * parts)) < 1e-4 and value * parts > 0.5:
            return f"{round(value * parts)}/{parts}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}" if value < 1e3 else f"{value:,.2f}"


def _number(quantity: Quantity) -> str:
    values = sorted(quantity.values)
    digits = re.sub(r"\D", "", quantity.text).lstrip("0")
    value = next(
        (value for value in values if re.sub(r"\D", "", f"{value:.10g}") == digits),
        values[0] if not digits else values[-1],
    )
    text = written(value)
    if quantity.text.isdigit() and int(quantity.text) == value:
        text = quantity.text
    if quantity.ordinal:
        return text + _ending(int(value))
    if quantity.unit in _SIGNS:
        return _SIGNS[quantity.unit] + text
    unit = _UNITS.get(quantity.unit, "")
    return f"{text} {unit[:-1] if value == 1 and unit.endswith('s') else unit}" if unit else text


def _ending(value: int) -> str:
    return "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _clock(quantity: Quantity) -> str:
    figures = re.findall(r"\d+", quantity.text)
    if figures:
        return f"{int(figures[0])}:{int(figures[1]) if len(figures) > 1 else 0:02}"
    (minutes,) = quantity.values
    return f"{int(minutes // 60) or 12}:{int(minutes % 60):02}"


def _month(quantity: Quantity) -> str:
    return MONTHS[int(min(quantity.values)) - 1]


def _date(quantity: Quantity) -> str:
    month, day = divmod(int(min(quantity.values)), 100)
    return f"{day} {MONTHS[month - 1]}"


def _as_it_stands(quantity: Quantity) -> str:
    return quantity.text
