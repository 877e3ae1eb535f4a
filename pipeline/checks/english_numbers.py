"""The quantities of an English sentence: ``$42,000``, ``two hundred and fifty``, ``2.30 p.m.``, ``April 29th``, ``the 1990s``."""
from __future__ import annotations

import functools
from dataclasses import replace

from pipeline.checks.english_words import SCALES, SHORT_SCALES, cardinals, ordinals, others
from pipeline.checks.number_units import units
from pipeline.checks.quantities import (
    DOUBTFUL, NOTHING, SILENT, SURE, Figure, Quantity, Token, figure, key, score_value, shared, tokens,
)

_LINKS = frozenset(("to", "or", "and", "-", "–", "—", "/", "and the", "up to", "- to", "- or", "- and"))
_DASHES = frozenset("-–—‑")
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))


@functools.cache
def english_months() -> dict[str, int]:
    """Names and short forms of months in small letters."""
    names = (
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
        "september sept sep", "october oct", "november nov", "december dec",
    )
    return {name: number for number, line in enumerate(names, 1) for name in line.split()}


def read_english(text: str) -> tuple[Quantity, ...]:
    """Every quantity of an English sentence, in order; also those of no weight, which German may have as numbers."""
    found: list[Quantity] = []
    all_tokens = tokens(text)
    padded = [NOTHING, NOTHING, *all_tokens, NOTHING, NOTHING, NOTHING, NOTHING]
    place, last = 2, len(all_tokens) + 2
    while place < last:
        token = padded[place]
        if token.kind == "n":
            place = _figures(text, padded, place, found)
        elif token.kind == "w":
            place = _word(text, padded, place, found)
        else:
            place += 1
    return shared(text, _with_dates(text, found), _LINKS)


def _figures(text: str, around: list[Token], place: int, found: list[Quantity]) -> int:
    token, after = around[place], around[place + 1]
    read = figure(token.text, ".")
    where = Quantity(token.start, token.end, token.text, read.values)
    clock = _clock(around, place, read)
    if clock is not None:
        surely = _half_day(around, place + 1) or after.lower in ("o", "oclock") or read.sign == ":" and around[place - 1].lower == "at"
        half = f"{after.lower[0]}m" if _half_day(around, place + 1) else ""
        found.append(replace(where, values=frozenset((clock,)), kind="clock", unit=half, weight=SURE if surely else SILENT))
        if surely:
            _add_parts(where, read, found)
            if len(read.parts) == 2:
                found.append(replace(where, values=frozenset((key(read.parts[0] + read.parts[1] / 100),))))
            return place + 1
    if read.parts:
        _add_parts(where, read, found)
    if len(read.parts) == 2 and ":" in read.sign:
        score = frozenset((score_value(*read.parts),))
        found.append(replace(where, values=score, kind="score", weight=SILENT if clock is not None else SURE))
        return place + 1
    if len(read.parts) >= 2 and not read.plain:
        _dates(where, read.parts, found)
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
    if second.kind != "n" or sign.text not in _DASHES and sign.text not in ("/", ":"):
        return False
    where = Quantity(token.start, second.end, text[token.start : second.end], frozenset())
    other = figure(second.text, ".")
    close = sign.start == token.end and second.start == sign.end or sign.text == ":"
    for first in read.values if close else ():
        for last in other.values:
            if sign.text != "/":
                found.append(replace(where, values=frozenset((score_value(first, last),)), kind="score"))
            elif 0 < first < last:
                found.append(replace(where, values=frozenset((key(first / last),))))
            if 1000 < first < 2100 and last < 100:
                found.append(replace(where, values=frozenset(((first // 100) * 100 + last,))))
            _dates(where, (first, last), found)
    dated = sign.text == "/" and around[place + 3].text != "/" and close and max((*read.values, *other.values)) <= 31
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
    if read.sign in (".", ":") and len(read.parts) == 2 and len(token.text) <= 5 and len(token.text.split(read.sign)[-1]) == 2:
        hours, minutes = read.parts
    elif token.text.isdigit() and len(token.text) <= 2 and (_half_day(around, place + 1) or after.lower in ("o", "oclock")):
        hours, minutes = float(token.text), 0.0
    elif token.text.isdigit() and len(token.text) == 4:
        hours, minutes = float(token.text[:2]), float(token.text[2:])
    else:
        return None
    return (hours * 60 + minutes) % 720 if hours <= 24 and minutes < 60 else None


def _half_day(around: list[Token], place: int) -> bool:
    """am, pm, a.m., p.m."""
    token = around[place]
    return token.lower in ("am", "pm") and token.text != "Am" or (
        token.lower in ("a", "p") and around[place + 1].text == "." and around[place + 2].lower == "m"
    )


def _weight(read: Figure, around: list[Token], place: int) -> int:
    before, token, after = around[place - 1 : place + 2]
    squared = before.lower in ("m", "km", "cm", "mm", "x") and before.end == token.start
    across = after.lower == "x" and after.start == token.end
    silent = squared or across or not read.plain or read.values == {0.0} or before.text in ("+", "#")
    silent = silent or len(token.text) == 4 and token.text[0] == "0"
    return SILENT if silent else SURE


def _number(text: str, around: list[Token], place: int, read: Figure, found: list[Quantity]) -> int:
    """Figures with what stands around them: currency, ending, magnitude, unit."""
    token, after = around[place], around[place + 1]
    values, weight = read.values, _weight(read, around, place)
    touching = after.start == token.end
    ordinal = touching and after.lower in _ORDINAL_ENDINGS
    behind = place + 1
    end = token.end
    if ordinal:
        end, behind = after.end, place + 2
    elif touching and after.lower == "s" or after.text in ("'", "’") and around[place + 2].lower == "s" and around[place + 2].start == token.end + 1:
        values |= {value + 1900 for value in values if value < 100} | {value % 100 for value in values if 1900 <= value < 2100}
        values |= {value // 100 + 1 for value in values if value >= 1000 and value % 100 == 0}
    elif after.text in _DASHES and touching:
        behind += 1
    scale = 1.0
    if not ordinal and around[behind].lower in SHORT_SCALES:
        scale, values, end, behind = _scaled(around, place, behind, values, end)
    if around[behind].lower == "and" and around[behind + 1].lower == "a" and around[behind + 2].lower == "half":
        values |= {value + 0.5 for value in values}
    if scale == 1 and (day := _day(around, place, behind, values)):
        unit = day
    else:
        unit = "" if ordinal else _unit_before(around, place) or _unit(around, behind)
    if not unit and scale == 1 and not ordinal and len(token.text) == 4 and _is_year(around, place):
        unit = "AD"
    found.append(Quantity(
        token.start, end, text[token.start : end], values, unit=unit,
        weight=SURE if scale > 1 and weight else weight, scale=scale, ordinal=ordinal,
    ))
    return behind if scale > 1 else place + 1


def _day(around: list[Token], place: int, behind: int, values: frozenset[float]) -> str:
    """The unit of 29 beside April: ``date``."""
    names = english_months()
    after = around[behind + 1] if around[behind].lower == "of" else around[behind]
    before = around[place - 2] if around[place - 1].lower in (".", "the") else around[place - 1]
    beside = after.lower in names and after.text[0].isupper() or before.lower in names and before.text[0].isupper()
    return "date" if beside and max(values) <= 31 else ""


def _with_dates(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities and the dates that they make: the numbers beside a month, and those coordinated with one beside it."""
    ordered = sorted(found, key=lambda one: (one.start, -one.end))
    dates = []
    for step in (1, -1):
        month: Quantity | None = None
        edge = 0
        for one in ordered[::step]:
            if one.kind == "month" and not one.figures:
                month, edge = one, one.end if step > 0 else one.start
            elif month is not None and one.kind == "number" and (one.figures or one.ordinal) and min(one.values) <= 31:
                between = text[edge : one.start] if step > 0 else text[one.end : edge]
                if len(between) < 16 and between.strip().lower() in _BETWEEN_DAYS:
                    (number,) = month.values
                    days = frozenset(number * 100 + value for value in one.values if 1 <= value <= 31)
                    dates.append(replace(one, kind="date", values=days, weight=SILENT))
                    edge = one.end if step > 0 else one.start
                else:
                    month = None
    return [*found, *dates]


_BETWEEN_DAYS = frozenset((
    "", "the", ".", "of", "to", "and", "-", "–", "—", ",", "until", "or", "to the", "and the", "-", "through", ". to", ". and", "st",
    "nd", "rd", "th", "th of", "st of", "nd of", "rd of", "& ", ", and", "/", "until the", "day of",
))


def _scaled(
    around: list[Token], place: int, behind: int, values: frozenset[float], end: int
) -> tuple[float, frozenset[float], int, int]:
    """The magnitude behind figures: ``5bn`` and ``5 billion``; ``5m`` may be metres."""
    token, word = around[place], around[behind]
    scale = SHORT_SCALES[word.lower]
    short = len(word.text) <= 2
    if short and (word.start != token.end or word.text == "M" and False):
        return 1.0, values, end, behind
    scaled = frozenset(key(value * scale) for value in values)
    if word.text == "m" and around[place - 1].text not in ("$", "€", "£"):
        return 1.0, values | scaled, end, behind
    more = SCALES.get(around[behind + 1].lower, 1.0)
    if more > 1:  # thousand million
        scale, scaled, word, behind = scale * more, frozenset(key(value * more) for value in scaled), around[behind + 1], behind + 1
    return scale, scaled, word.end, behind + 1


_BEFORE_YEAR = frozenset(
    "in since by until till from of to year early late mid season before after between and spring summer autumn fall winter".split()
)


def _is_year(around: list[Token], place: int) -> bool:
    """Whether four figures are a year, for what stands around them."""
    token, before, after = around[place], around[place - 1], around[place + 1]
    if token.end - token.start != 4 or not token.text.isdigit() or not 1000 < int(token.text) < 2100:
        return False
    dated = before.lower in _BEFORE_YEAR or before.lower in english_months() or before.kind == "n"
    return dated or after.kind == "p" and after.text not in "-%€$£" or after is NOTHING


def _unit(around: list[Token], place: int) -> str:
    """The unit named by the next word, or by the one after an adjective ("20 US dollars")."""
    table = units()
    if around[place].lower == "per" and around[place + 1].lower == "cent":
        return "%"
    for token in around[place : place + 2]:
        if token.kind == "n" or token.kind == "p" and token.text not in "%€$£¥-" or token.lower in _NO_ADJECTIVE:
            return ""
        unit = table.get(token.lower)
        if unit:
            return unit
    return ""


_NO_ADJECTIVE = frozenset(
    "a and at by for from in of on or out the to was were with as is are but this last next per each every ago more than".split()
)


def _unit_before(around: list[Token], place: int) -> str:
    token, before = around[place], around[place - 1]
    if before.kind == "w" and before.end == token.start and before.lower not in ("us", "a"):
        return f"#{before.lower}"
    return units().get(before.lower, "") if before.lower in ("€", "$", "£", "chf", "eur", "usd") else ""


def _word(text: str, around: list[Token], place: int, found: list[Quantity]) -> int:
    token = around[place]
    lower = token.lower
    month = english_months().get(lower)
    if month is not None:
        beside = around[place - 1].kind == "n" or around[place - 1].lower in _ORDINAL_ENDINGS or around[place + 1].kind == "n"
        sure = beside and token.text[0].isupper()
        found.append(Quantity(
            token.start, token.end, token.text, frozenset((float(month),)), "month", figures=False,
            weight=SURE if sure else SILENT if lower in ("may", "march", "mar", "sep", "jan", "dec") else DOUBTFUL,
        ))
        return place + 1
    if lower in cardinals() or lower in SCALES:
        return _cardinal(text, around, place, found)
    if lower in ordinals():
        value = ordinals()[lower]
        fraction = {key(1 / value)} if value > 2 else set()
        found.append(Quantity(
            token.start, token.end, token.text, frozenset((value, *fraction)), figures=False, ordinal=True,
            weight=DOUBTFUL if value > 2 else SILENT,
        ))
        return place + 1
    if lower in ("noon", "midday", "midnight"):
        found.append(Quantity(token.start, token.end, token.text, frozenset((0.0,)), "clock", figures=False))
        return place + 1
    if lower in others():
        return _other(text, around, place, found)
    return place + 1


def _cardinal(text: str, around: list[Token], place: int, found: list[Quantity]) -> int:
    """two hundred and fifty; half past two; three and a half million; hundreds of thousands."""
    whole, part, scale, end, behind = 0.0, 0.0, 1.0, place, place
    table = cardinals()
    plural = around[place].lower in SCALES
    while around[behind].kind == "w":
        word = around[behind].lower
        if word in table:
            value = table[word]
            fits = not part or part % 100 == 0 or part % 10 == 0 and part % 100 >= 20 and value < 10
            if not fits or scale > 1 and value >= 1000:
                break
            part += value
        elif word in SCALES:
            size = SCALES[word]
            if size == 100:
                part = (part or 1) * 100
            else:
                whole, part, scale = whole + (part or (0 if whole else 1)) * size, 0.0, size
        else:
            break
        end = behind
        behind = _further(around, behind + 1)
    value = key(whole + part)
    token, final = around[place], around[end]
    values = {value}
    words = [one.lower for one in around[end + 1 : end + 8] if one.text not in _DASHES]
    if words[:3] == ["and", "a", "half"]:
        values = {key(value + 0.5)}
        following = words[3] if len(words) > 3 else ""
        if following in SCALES:
            scale = SCALES[following]
            values = {key((value + 0.5) * scale)}
    _thirds(around, end, value, found)
    values |= _many(around, place, end, value)
    if around[end + 1].lower == "of" and around[end + 2].lower in SCALES:
        plural, value = False, 0.0
    timed = _times(text, around, place, end, value, found)
    named = around[place - 1].lower == "starting" and value == 11
    named = named or plural and any(one.lower in ("half", "quarter", "quarters") for one in around[max(2, place - 4) : place])
    weight = SILENT if timed or named or value < 2 else DOUBTFUL if plural else SURE
    found.append(Quantity(
        token.start, final.end, text[token.start : final.end], frozenset(values), figures=False, weight=weight, scale=scale,
        unit=_unit(around, end + 2 if around[end + 1].text in _DASHES else end + 1),
    ))
    return end + 1


def _many(around: list[Token], place: int, end: int, value: float) -> set[float]:
    """What else it may be: "tens of thousands" 10,000, "two decades" 20."""
    if around[place - 1].lower == "of" and around[place].lower in SCALES:
        times = {"tens": 10, "hundreds": 100, "dozens": 12, "thousands": 1000}.get(around[place - 2].lower)
        return {key(value * times)} if times else set()
    span = {"decades": 10, "decade": 10, "centuries": 100, "weeks": 7, "dozen": 12}.get(around[end + 1].lower)
    return {key(value * span)} if span else set()


def _further(around: list[Token], behind: int) -> int:
    """Where the next word of a number stands: behind a hyphen, or behind "and" after a hundred or thousand."""
    if around[behind].text == "-" and around[behind + 1].lower in cardinals():
        return behind + 1
    follows = around[behind + 1].lower in cardinals() and around[behind - 1].lower in ("hundred", "thousand", "million")
    return behind + 1 if around[behind].lower == "and" and follows else behind


def _thirds(around: list[Token], end: int, value: float, found: list[Quantity]) -> None:
    """two thirds, three-quarters."""
    place = end + 2 if around[end + 1].text in _DASHES else end + 1
    parts = {"thirds": 3, "quarters": 4, "fifths": 5, "sixths": 6, "tenths": 10, "third": 3, "fourths": 4, "quarter": 4}
    token = around[place]
    if token.lower in parts:
        found.append(Quantity(token.start, token.end, token.text, frozenset((key(value / parts[token.lower]),)), figures=False))


def _times(text: str, around: list[Token], place: int, end: int, value: float, found: list[Quantity]) -> bool:
    """half past two, quarter to three, three o'clock, and "at three", which no word tells from a count.

    Returns whether it can only be a time.
    """
    if not 1 <= value <= 12:
        return False
    before, second = around[place - 1].lower, around[place - 2].lower
    whole = _half_day(around, end + 1) or around[end + 1].lower == "o" and around[end + 3].lower == "clock"
    shift = {("half", "past"): 30, ("quarter", "past"): 15, ("quarter", "to"): -15}.get((second, before), 0)
    start = around[place - 2].start if shift else around[place].start
    clock = frozenset(((value * 60 + shift) % 720,))
    found.append(Quantity(
        start, around[end].end, text[start : around[end].end], clock, "clock", figures=False, weight=SURE if shift or whole else SILENT
    ))
    return bool(shift) or whole


def _other(text: str, around: list[Token], place: int, found: list[Quantity]) -> int:
    """both, a dozen, half a million, a year and a half."""
    token = around[place]
    values = others()[token.lower]
    if token.lower in ("half", "quarter"):
        more = next((SCALES[one.lower] for one in around[place + 1 : place + 5] if one.lower in SCALES), 1.0)
        values = values | {key(value * more) for value in values if value < 1}
        span = next((one.lower for one in around[place + 1 : place + 3] if one.lower in ("decade", "century")), "")
        if span:
            values = values | {value * (10 if span == "decade" else 100) for value in values if value < 1}
        if token.lower == "half" and around[place - 2].lower == "and":
            values = values | {1.5}
    unit = "article" if token.lower in ("a", "an") else ""
    if token.lower in ("half", "quarter") and any(one.lower in ("percent", "per", "percentage") for one in around[place + 1 : place + 3]):
        unit = "%"
    found.append(Quantity(token.start, token.end, token.text, values, unit=unit, figures=False))
    return place + 1
