"""Number words and months of an English sentence: two hundred and fifty, half past two, tens of thousands, both."""
from __future__ import annotations

from dataclasses import replace

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
    value, scale, end = _spelled(around, place)
    follows = end + 2 if around[end + 1].text in DASHES else end + 1
    last = ordinals().get(around[follows].lower, 0.0)
    if 20 <= value < 100 and not value % 10 and 0 < last < 10:  # twenty-first
        start, stop = around[place].start, around[follows].end
        ordinal = Quantity(start, stop, text[start:stop], frozenset((value + last,)), figures=False, ordinal=True)
        found.append(replace(ordinal, weight=DOUBTFUL))
        return follows + 1
    _thirds(around, end, value, found)
    timed = _times(text, around, place, end, value, found)
    values = {value} | _many(around, place, end, value)
    mixed = _and_a_half(around, end, value, scale)
    if mixed is not None:
        value, scale, end = mixed
        values = {value}
    before = [one.lower for one in around[max(2, place - 4) : place]]
    bare = around[place].lower in SCALES
    many = around[end + 1].lower == "of" and around[end + 2].lower in SCALES
    part = bare and any(word in ("half", "quarter", "quarters") for word in before)
    eleven = value == 11 and before[-1:] == ["starting"]
    start, final = around[place].start, around[end].end
    unit = unit_at(around, end + 2 if around[end + 1].text in DASHES else end + 1, NO_ADJECTIVE)
    weight = SILENT if timed or many or part or eleven or value < 1.5 else DOUBTFUL if bare else SURE
    found.append(
        Quantity(start, final, text[start:final], frozenset(values), "number", unit, weight, figures=False, scale=scale)
    )
    return end + 1


def _spelled(around: list[Token], place: int) -> tuple[float, float, int]:
    """The number that the words from ``place`` on say, its last magnitude, and the place of its last word."""
    whole, part, scale, end, behind = 0.0, 0.0, 1.0, place, place
    table = cardinals()
    while around[behind].kind == "w":
        word = around[behind].lower
        if word in table:
            value = table[word]
            if part and part % 100 and not (part % 10 == 0 and part % 100 >= 20 and value < 10):
                break
            part += value
        elif word not in SCALES:
            break
        elif SCALES[word] == 100:
            part = (part or 1) * 100
        else:
            scale = SCALES[word]
            whole, part = whole + (part or (0 if whole else 1)) * scale, 0.0
        end = behind
        behind = _further(around, behind + 1)
    return key(whole + part), scale, end


def _and_a_half(around: list[Token], end: int, value: float, scale: float) -> tuple[float, float, int] | None:
    """The number, its magnitude and its last place where "and a half" follows, with hyphens or without."""
    places = [place for place in range(end + 1, min(end + 8, len(around))) if around[place].text not in DASHES]
    if [around[place].lower for place in places[:3]] != ["and", "a", "half"]:
        return None
    following = SCALES.get(around[places[3]].lower, 1.0) if len(places) > 3 else 1.0
    if following > 1:
        return key((value + 0.5) * following), following, places[3]
    return value + 0.5, scale, places[2]


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
