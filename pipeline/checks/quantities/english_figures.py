"""Figures of an English sentence, with what stands around them: currency, ending, magnitude, unit, a.m. or p.m."""
from __future__ import annotations

import functools
from dataclasses import replace

from pipeline.checks.quantities.english_words import (
    DASHES,
    NO_ADJECTIVE,
    ORDINAL_ENDINGS,
    SCALES,
    SHORT_SCALES,
    english_months,
)
from pipeline.checks.quantities.quantity import (
    NOTHING,
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
from pipeline.checks.quantities.units import unit_at, units


def read_figures(text: str, around: list[Token], place: int, found: list[Quantity]) -> int:
    """Adds what the figures at ``place`` of the tokens and those behind them say; returns where to read on."""
    token, after = around[place], around[place + 1]
    read = figure(token.text, ".")
    where = Quantity(token.start, token.end, token.text, read.values)
    clock = _clock(around, place, read)
    if clock is not None:
        surely = (
            half_day(around, place + 1)
            or after.lower in ("o", "oclock")
            or (read.sign == ":" and around[place - 1].lower == "at")
        )
        half = f"{after.lower[0]}m" if half_day(around, place + 1) else ""
        found.append(
            replace(where, values=frozenset((clock,)), kind="clock", unit=half, weight=SURE if surely else SILENT)
        )
        if surely:
            _add_parts(where, read, found)
            if len(read.parts) == 2:
                found.append(replace(where, values=frozenset((key(read.parts[0] + read.parts[1] / 100),))))
            return place + 1
    # "13:21" is neither 13 nor 21, but "13:00" is 13.
    if read.parts and (clock is None or read.sign != ":" or (read.parts[0] and not read.parts[1])):
        _add_parts(where, read, found)
    if len(read.parts) in (2, 3) and read.sign == ":":
        score = frozenset((functools.reduce(score_value, read.parts),))
        found.append(replace(where, values=score, kind="score", weight=SILENT if clock is not None else SURE))
        return place + 1
    if len(read.parts) >= 2 and not read.plain:
        _dates(where, read.parts, found)
    german = after.text == "." and around[place + 2].text == ")" and token.text.replace(".", "", 1).isdigit()
    if german and "." in token.text:  # "(27.7.)", a German date left as it was
        _dates(where, tuple(float(part) for part in token.text.split(".")), found)
        return place + 1
    if _pair(text, around, place, read, found):
        return place + 3
    return _number(text, around, place, read, found)


def _add_parts(where: Quantity, read: Figure, found: list[Quantity]) -> None:
    found.extend(replace(where, values=frozenset((part,)), weight=SILENT) for part in read.parts or tuple(read.values))


def _pair(text: str, around: list[Token], place: int, read: Figure, found: list[Quantity]) -> bool:
    """2-1 may be a score, 2018-19 two years, 04/05/2018 a date, 1/3 a third.

    Returns whether the two numbers are no numbers of their own: 9/11.
    """
    token, sign, second = around[place], around[place + 1], around[place + 2]
    if second.kind != "n" or (sign.text not in DASHES and sign.text not in ("/", ":")):
        return False
    where = Quantity(token.start, second.end, text[token.start : second.end], frozenset())
    other = figure(second.text, ".")
    close = (sign.start == token.end and second.start == sign.end) or sign.text == ":"
    for first in read.values if close else ():
        for last in other.values:
            if sign.text != "/":
                found.append(replace(where, values=frozenset((score_value(first, last),)), kind="score"))
            elif 0 < first < last:
                found.append(replace(where, values=frozenset((key(first / last),))))
            if 1000 < first < 2100 and last < 100:
                found.append(replace(where, values=frozenset(((first // 100) * 100 + last,))))
            _dates(where, (first, last), found)
    dated = sign.text == "/" and around[place + 3].text != "/" and close and max(*read.values, *other.values) <= 31
    dated = dated and min(*read.values, *other.values) <= 12
    if dated:
        found.extend(replace(where, values=frozenset((number,))) for number in (*read.values, *other.values))
    return dated


def _dates(where: Quantity, numbers: tuple[float, ...], found: list[Quantity]) -> None:
    """The months and days that numbers beside each other may be, in whichever order."""
    months = [number for number in numbers if 1 <= number <= 12]
    found.extend(replace(where, values=frozenset((month,)), kind="month", weight=SILENT) for month in months)
    days = frozenset(month * 100 + day for month in months for day in numbers if 1 <= day <= 31)
    found.append(replace(where, values=days, kind="date", weight=SILENT))


def _clock(around: list[Token], place: int, read: Figure) -> float | None:
    """Minutes after noon or midnight, of what may be a time."""
    token, after = around[place], around[place + 1]
    if (
        read.sign in (".", ":")
        and len(read.parts) == 2
        and len(token.text) <= 5
        and len(token.text.split(read.sign)[-1]) == 2
    ):
        hours, minutes = read.parts
    elif (
        token.text.isdigit()
        and len(token.text) <= 2
        and (half_day(around, place + 1) or after.lower in ("o", "oclock"))
    ):
        hours, minutes = float(token.text), 0.0
    elif token.text.isdigit() and len(token.text) == 4:
        hours, minutes = float(token.text[:2]), float(token.text[2:])
    else:
        return None
    return (hours * 60 + minutes) % 720 if hours <= 24 and minutes < 60 else None


def half_day(around: list[Token], place: int) -> bool:
    """am, pm, a.m., p.m."""
    token = around[place]
    return (token.lower in ("am", "pm") and token.text != "Am") or (
        token.lower in ("a", "p") and around[place + 1].text == "." and around[place + 2].lower == "m"
    )


def _weight(read: Figure, around: list[Token], place: int) -> int:
    before, token, after = around[place - 1 : place + 2]
    squared = before.lower in ("m", "km", "cm", "mm", "x") and before.end == token.start
    across = after.lower == "x" and after.start == token.end
    silent = squared or across or not read.plain or read.values == {0.0} or before.text in ("+", "#")
    silent = silent or (len(token.text) == 4 and token.text[0] == "0")
    return SILENT if silent else SURE


def _number(text: str, around: list[Token], place: int, read: Figure, found: list[Quantity]) -> int:
    """Figures with what stands around them: currency, ending, magnitude, unit."""
    token, after = around[place], around[place + 1]
    values, weight = with_century(around, place, read.values), _weight(read, around, place)
    touching = after.start == token.end
    ordinal = touching and after.lower in ORDINAL_ENDINGS
    behind = place + 1
    end = token.end
    if ordinal:
        end, behind = after.end, place + 2
    elif (touching and after.lower == "s") or (
        after.text in ("'", "’") and around[place + 2].lower == "s" and around[place + 2].start == token.end + 1
    ):
        values |= {value + 1900 for value in values if value < 100} | {
            value % 100 for value in values if 1900 <= value < 2100
        }
        values |= {value // 100 + 1 for value in values if value >= 1000 and value % 100 == 0}
    elif after.text in DASHES and touching:
        behind += 1
    scale = 1.0
    if not ordinal and around[behind].lower in SHORT_SCALES:
        scale, values, end, behind = _scaled(around, place, behind, values, end)
    if around[behind].lower == "and" and around[behind + 1].lower == "a" and around[behind + 2].lower == "half":
        values |= {value + 0.5 for value in values}
    unit = "" if ordinal else _unit_before(around, place) or unit_at(around, behind, NO_ADJECTIVE)
    if scale == 1 and not unit:  # "from September 16 euros" is no day
        unit = _day(around, place, behind, values)
    year = unit in ("", "year") and scale == 1 and not ordinal and len(token.text) == 4
    if (year and not unit and _is_year(around, place)) or (year and unit and around[place + 1].lower == "year"):
        unit = "AD"
    found.append(
        Quantity(
            token.start,
            end,
            text[token.start : end],
            values,
            unit=unit,
            weight=SURE if scale > 1 and weight else weight,
            scale=scale,
            ordinal=ordinal,
        )
    )
    return behind if scale > 1 else place + 1


def _day(around: list[Token], place: int, behind: int, values: frozenset[float]) -> str:
    """The unit of 29 beside April: ``date``."""
    names = english_months()
    after = around[behind + 1] if around[behind].lower == "of" else around[behind]
    before = around[place - 2] if around[place - 1].lower in (".", "the") else around[place - 1]
    beside = (after.lower in names and after.text[0].isupper()) or (before.lower in names and before.text[0].isupper())
    return "date" if beside and max(values) <= 31 else ""


def _scaled(
    around: list[Token], place: int, behind: int, values: frozenset[float], end: int
) -> tuple[float, frozenset[float], int, int]:
    """The magnitude behind figures: ``5bn`` and ``5 billion``; ``5m`` may be metres."""
    token, word = around[place], around[behind]
    scale = SHORT_SCALES[word.lower]
    short = len(word.text) <= 2
    if short and word.start != token.end:
        return 1.0, values, end, behind
    scaled = frozenset(key(value * scale) for value in values)
    if word.text in ("m", "k", "K", "b", "B") and around[place - 1].text not in ("$", "€", "£"):  # 5m may be metres
        return 1.0, values | scaled, end, behind
    more = SCALES.get(around[behind + 1].lower, 1.0)
    if more > 1:  # thousand million
        scale, scaled, word, behind = (
            scale * more,
            frozenset(key(value * more) for value in scaled),
            around[behind + 1],
            behind + 1,
        )
    return scale, scaled, word.end, behind + 1


_BEFORE_YEAR = frozenset(
    "in since by until till from of to year early late mid season before after between and"
    " spring summer autumn fall winter".split()
)


def _is_year(around: list[Token], place: int) -> bool:
    """Whether four figures are a year, for what stands around them."""
    token, before, after = around[place], around[place - 1], around[place + 1]
    if token.end - token.start != 4 or not token.text.isdigit() or not 1000 < int(token.text) < 2100:
        return False
    dated = before.lower in _BEFORE_YEAR or before.lower in english_months() or before.kind == "n"
    return dated or (after.kind == "p" and after.text not in "-%€$£") or after is NOTHING


def _unit_before(around: list[Token], place: int) -> str:
    before = around[place - 1].lower
    return units().get(before, "") if before in ("€", "$", "£", "chf", "eur", "usd") else ""
