"""Figures of a German sentence: ``42.000``, ``14.30 Uhr``, ``20.4.2023``, ``29. April``, ``2:1``."""
from __future__ import annotations

import functools
import re
from dataclasses import replace

from pipeline.checks.quantities.german_measures import measured
from pipeline.checks.quantities.german_words import Word, german_months
from pipeline.checks.quantities.quantity import (
    DOUBTFUL,
    SILENT,
    SURE,
    Figure,
    Quantity,
    Token,
    figure,
    key,
    score_value,
    with_century,
)

_PART_OF_DAY = re.compile(r"(?i)abend|nachmittag|nacht|mittag")


def read_figures(text: str, around: list[Token], place: int, found: list[Quantity]) -> int:
    """Adds what the figures at ``place`` of the tokens and those behind them say; returns where to read on."""
    token, after, second = around[place], around[place + 1], around[place + 2]
    read = figure(token.text, ",")
    clock = _clock(around, place, read)
    if clock is not None:
        minutes, end = frozenset((clock[0],)), clock[1]
        said = Quantity(token.start, end, text[token.start : end], minutes, "clock", weight=SURE)
        _timed(said, read, found, evening=_PART_OF_DAY.search(text) is not None)
        return place + 1
    date = _numeric_date(around[place - 1], token, after, read)
    if date is not None:
        return _dated(date, token, place, found)
    if read.sign == ":" and len(read.parts) in (2, 3):
        _scored(token, read, found)
        return place + 1
    ordinal = after.text == "." and after.start == token.end and token.text.isdigit() and second.kind == "w"
    if ordinal and second.lower in german_months() and max(read.values) <= 31:
        month = german_months()[second.lower]
        where = Quantity(token.start, second.end, text[token.start : second.end], read.values, unit="date")
        days = frozenset(month * 100 + day for day in read.values)
        found += (where, replace(where, kind="date", values=days, weight=SURE))
        return place + 2
    if after.text == "/" and second.kind == "n" and after.start == token.end and second.start == after.end:
        _slash(token, second, read, found)
    values = with_century(around, place, read.values)
    return measured(text, around, place, Word(values, _weight(read, around, place)), found, ordinal=ordinal)


def _timed(clock: Quantity, read: Figure, found: list[Quantity], *, evening: bool) -> None:
    """A time, whose hour English may have as a number, or all of it as a decimal.

    "9.30 Uhr" is in the morning, as papers count to 24, unless a word says otherwise; "9 Uhr" may be either.
    """
    numbers = read.parts or tuple(read.values)
    morning = clock.text[0] == "0" or (len(read.parts) == 2 and 1 <= numbers[0] < 12 and not evening)
    half = "am" if morning else "pm" if 12 <= numbers[0] < 24 else ""
    found.append(replace(clock, unit=half))
    decimal = (key(numbers[0] + numbers[1] / 100),) if len(numbers) == 2 else ()
    for number in (*numbers, *decimal):
        found.append(replace(clock, kind="number", values=frozenset((number,)), weight=SILENT))


def _scored(token: Token, read: Figure, found: list[Quantity]) -> None:
    """2:1 or 2:03:59, and what it may be besides: a time, or numbers of their own."""
    value = functools.reduce(score_value, read.parts)
    where = Quantity(token.start, token.end, token.text, frozenset((value,)), "score", weight=SURE)
    found.append(where)
    hours, minutes = read.parts[:2]
    if hours <= 24 and minutes < 60 and len(token.text.split(":")[-1]) == 2:
        found.append(replace(where, kind="clock", values=frozenset(((hours * 60 + minutes) % 720,)), weight=SILENT))
    for number in read.parts:
        found.append(replace(where, kind="number", values=frozenset((number,)), weight=SILENT))


def _weight(read: Figure, around: list[Token], place: int) -> int:
    before, token, after, second = around[place - 1 : place + 3]
    if not read.plain and not (len(read.values) == 1 and len(read.parts) == 2 and len(token.text) == 3):
        return SILENT
    squared = before.lower in ("m", "km", "cm", "mm") and before.end == token.start
    club = token.text == "1" and after.text == "." and second.text.isupper() and 1 < len(second.text) < 4
    disease = before.text == "-" and around[place - 2].lower == "covid"
    if squared or club or disease or read.values == {0.0} or before.text in ("+", "#"):
        return SILENT
    # "Schalke 04", "Mainz 05"
    return DOUBTFUL if len(token.text) == 2 and token.text[0] == "0" else SURE


def _slash(token: Token, second: Token, read: Figure, found: list[Quantity]) -> None:
    """1/3 may be a third."""
    values = frozenset(key(first / of) for first in read.values for of in figure(second.text, ",").values if first < of)
    if values:
        found.append(Quantity(token.start, second.end, f"{token.text}/{second.text}", values))


def _clock(around: list[Token], place: int, read: Figure) -> tuple[float, int] | None:
    """Minutes after noon or midnight and where the time ends: 14.30 Uhr, 14 Uhr 30, um 20:15."""
    token, after = around[place], around[place + 1]
    timelike = read.sign in (".", ":", ",") and len(read.parts) == 2 and len(token.text) <= 5
    parts: tuple[float, ...] = read.parts if timelike else ()
    if not parts and len(read.values) == 1 and read.plain and not read.sign:
        parts = (*read.values, 0.0)
    if len(parts) != 2 or parts[0] > 24 or parts[1] > 59:
        return None
    if after.lower == "uhr" or (after.lower == "h" and read.sign == ":"):
        more = around[place + 2]
        if not parts[1] and more.kind == "n" and more.text.isdigit() and len(more.text) == 2 and int(more.text) < 60:
            return (parts[0] * 60 + int(more.text)) % 720, more.end
        return (parts[0] * 60 + parts[1]) % 720, after.end
    follows = around[place + 1].lower in ("bis", "-", "–", "und") and "uhr" in (
        around[place + 3].lower,
        around[place + 4].lower,
    )
    timed = (
        around[place - 1].lower in ("um", "gegen", "ab")
        and read.sign in (".", ":")
        and len(token.text.split(read.sign)[-1]) == 2
    )
    if (follows or timed) and read.values:
        return (parts[0] * 60 + parts[1]) % 720, token.end
    return None


_BEFORE_DAY = frozenset("am vom bis zum ab dem den der seit und – - ( von zwischen ,".split())


def _numeric_date(before: Token, token: Token, after: Token, read: Figure) -> tuple[float, float, float | None] | None:
    """20.4.2023, 20.04.23, and 20.4. with its second full stop."""
    texts = token.text.split(".")
    if (read.sign != "." and not (read.plain and "." in token.text)) or not all(part.isdigit() for part in texts):
        return None
    numbers = [float(part) for part in texts]
    if (
        len(texts) == 3
        and numbers[0] <= 31
        and 1 <= numbers[1] <= 12
        and len(texts[2]) in (2, 4)
        and len(texts[0]) <= 2
    ):
        return numbers[0], numbers[1], numbers[2]
    dotted = after.text == "." and after.start == token.end
    if (
        len(texts) == 2
        and dotted
        and before.lower in _BEFORE_DAY
        and 1 <= numbers[0] <= 31
        and 1 <= numbers[1] <= 12
        and len(texts[1]) <= 2
    ):
        return numbers[0], numbers[1], None
    return None


def _dated(date: tuple[float, float, float | None], token: Token, place: int, found: list[Quantity]) -> int:
    day, month, year = date
    where = Quantity(token.start, token.end, token.text, frozenset((day,)), unit="date", weight=SURE)
    found.append(replace(where, values=frozenset((month * 100 + day,)), kind="date"))
    found.append(replace(where, weight=SILENT))
    found.append(replace(where, values=frozenset((month,)), kind="month"))
    found.append(replace(where, values=frozenset((month,)), weight=SILENT))
    if year is not None:
        years = (year, 1900 + year, 2000 + year) if year < 100 else (year, year % 100)
        found.append(replace(where, values=frozenset(years), unit="AD"))
    return place + 1 if year is not None else place + 2
