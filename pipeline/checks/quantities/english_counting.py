"""Number words and months of an English sentence: two hundred and fifty, half past two, tens of thousands, both."""
from __future__ import annotations

from pipeline.checks.quantities.english_figures import half_day
from pipeline.checks.quantities.english_words import (
    DASHES,
    NO_ADJECTIVE,
    ORDINAL_ENDINGS,
    SCALES,
    cardinals,
    english_months,
    ordinals,
    others,
)
from pipeline.checks.quantities.quantity import DOUBTFUL, SILENT, SURE, Quantity, Token, key
from pipeline.checks.quantities.units import unit_at


def read_word(text: str, around: list[Token], place: int, found: list[Quantity]) -> int:
    """Adds what the word at ``place`` of the tokens and those behind it say; returns where to read on."""
    token = around[place]
    lower = token.lower
    month = english_months().get(lower)
    if month is not None:
        beside = (
            around[place - 1].kind == "n" or around[place - 1].lower in ORDINAL_ENDINGS or around[place + 1].kind == "n"
        )
        sure = beside and token.text[0].isupper()
        found.append(
            Quantity(
                token.start,
                token.end,
                token.text,
                frozenset((float(month),)),
                "month",
                figures=False,
                weight=SURE if sure else SILENT if lower in ("may", "march", "mar", "sep", "jan", "dec") else DOUBTFUL,
            )
        )
        return place + 1
    if lower in cardinals() or lower in SCALES:
        return _cardinal(text, around, place, found)
    if lower in ordinals():
        value = ordinals()[lower]
        fraction = {key(1 / value)} if value > 2 else set()
        found.append(
            Quantity(
                token.start,
                token.end,
                token.text,
                frozenset((value, *fraction)),
                figures=False,
                ordinal=True,
                weight=DOUBTFUL if value > 2 else SILENT,
            )
        )
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
            fits = not part or part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and value < 10)
            if not fits or (scale > 1 and value >= 1000):
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
    words = [one.lower for one in around[end + 1 : end + 8] if one.text not in DASHES]
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
    named = named or (
        plural and any(one.lower in ("half", "quarter", "quarters") for one in around[max(2, place - 4) : place])
    )
    weight = SILENT if timed or named or value < 2 else DOUBTFUL if plural else SURE
    found.append(
        Quantity(
            token.start,
            final.end,
            text[token.start : final.end],
            frozenset(values),
            figures=False,
            weight=weight,
            scale=scale,
            unit=unit_at(around, end + 2 if around[end + 1].text in DASHES else end + 1, NO_ADJECTIVE),
        )
    )
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
    place = end + 2 if around[end + 1].text in DASHES else end + 1
    parts = {"thirds": 3, "quarters": 4, "fifths": 5, "sixths": 6, "tenths": 10, "third": 3, "fourths": 4, "quarter": 4}
    token = around[place]
    if token.lower in parts:
        found.append(
            Quantity(token.start, token.end, token.text, frozenset((key(value / parts[token.lower]),)), figures=False)
        )


def _times(text: str, around: list[Token], place: int, end: int, value: float, found: list[Quantity]) -> bool:
    """half past two, quarter to three, three o'clock, and "at three", which no word tells from a count.

    Returns whether it can only be a time.
    """
    if not 1 <= value <= 12:
        return False
    before, second = around[place - 1].lower, around[place - 2].lower
    whole = half_day(around, end + 1) or (around[end + 1].lower == "o" and around[end + 3].lower == "clock")
    shift = {("half", "past"): 30, ("quarter", "past"): 15, ("quarter", "to"): -15}.get((second, before), 0)
    start = around[place - 2].start if shift else around[place].start
    clock = frozenset(((value * 60 + shift) % 720,))
    found.append(
        Quantity(
            start,
            around[end].end,
            text[start : around[end].end],
            clock,
            "clock",
            figures=False,
            weight=SURE if shift or whole else SILENT,
        )
    )
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
    if token.lower in ("half", "quarter") and any(
        one.lower in ("percent", "per", "percentage") for one in around[place + 1 : place + 3]
    ):
        unit = "%"
    found.append(Quantity(token.start, token.end, token.text, values, unit=unit, figures=False))
    return place + 1
