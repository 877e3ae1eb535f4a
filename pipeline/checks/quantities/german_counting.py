"""Number words and months of a German sentence: zweihundert, halb drei, zwei Drittel, Millionen, Oktobertagung."""
from __future__ import annotations

from dataclasses import replace

from pipeline.checks.quantities.english_words import cardinals, ordinals
from pipeline.checks.quantities.german_measures import NO_ADJECTIVE, SCALES, measured
from pipeline.checks.quantities.german_words import Word, german_months, german_word
from pipeline.checks.quantities.quantity import DOUBTFUL, SILENT, SURE, Quantity, Token, key
from pipeline.checks.quantities.units import unit_at

_DATES = frozenset(("ab", "anfang", "bis", "ende", "im", "mitte", "seit", "vom"))
"""Words after which the name of a month is that of a month, and no person's: ab Jänner, im Mai, Karl März."""


def read_word(text: str, around: list[Token], place: int, found: list[Quantity]) -> int:
    """Adds what the word at ``place`` of the tokens and those behind it say; returns where to read on."""
    token = around[place]
    month = german_months().get(token.lower)
    if month is not None and token.text[0].isupper():
        beside = around[place - 1].kind == "n" or (around[place - 1].text == "." and around[place - 2].kind == "n")
        dated = beside or (around[place + 1].kind == "n" and len(around[place + 1].text) == 4)
        dated = dated or around[place - 1].lower in _DATES
        found.append(
            Quantity(
                token.start,
                token.end,
                token.text,
                frozenset((float(month),)),
                "month",
                figures=False,
                weight=SURE if dated else DOUBTFUL,
            )
        )
        return place + 1
    if token.lower in ("mitternacht", "mittag", "mittags"):
        found.append(Quantity(token.start, token.end, token.text, frozenset((0.0,)), "clock", figures=False))
        return place + 1
    word = german_word(token.lower)
    if word is None:
        _foreign(token, found)
        return place + 1
    if word.form == "half" and word.weight == SILENT:
        return _half(text, around, place, word, found)
    if word.form == "magnitude":
        return _bare_magnitude(around, place, word, found)
    if word.form == "cardinal" and around[place + 1].lower == "uhr":
        minutes = frozenset(value * 60 % 720 for value in word.values)
        end = around[place + 1].end
        found.append(Quantity(token.start, end, text[token.start : end], minutes, "clock", figures=False, weight=SURE))
        found.append(Quantity(token.start, token.end, token.text, word.values, figures=False))
        return place + 2
    if token.lower in ("viertel", "dreiviertel") and _quarter(text, around, place, found):
        return place + 3 if around[place + 1].lower in _BEFORE_HOUR else place + 2
    part = german_word(around[place + 1].lower) if around[place + 1].kind == "w" else None
    if word.form == "cardinal" and part is not None and part.form == "fraction":
        return _fraction(text, around, place, word, part, found)
    return measured(text, around, place, _trusted(word, around, place), found)


def _fraction(text: str, around: list[Token], place: int, word: Word, part: Word, found: list[Quantity]) -> int:
    """zwei Drittel; English may have it in numbers of its own, so that "two" and "three" are there too."""
    token, after = around[place], around[place + 1]
    whole = {key(count / round(1 / share)) for count in word.values for share in part.values if share < 1}
    where = Quantity(
        token.start, after.end, text[token.start : after.end], frozenset(whole), figures=False, weight=SURE
    )
    found.append(where)
    found.append(replace(where, values=word.values | part.values, weight=SILENT))
    return place + 2


def _foreign(token: Token, found: list[Quantity]) -> None:
    """The number of an English name ("Three Mile Island"), or the month in one word with another ("Oktobertagung")."""
    value = cardinals().get(token.lower) or ordinals().get(token.lower)
    if value is not None:
        found.append(Quantity(token.start, token.end, token.text, frozenset((value,)), figures=False))
    elif len(token.lower) > 5 and token.text[0].isupper():
        for length in (3, 4, 5, 6, 7, 8, 9):
            month = german_months().get(token.lower[:length])
            if month is not None and (length > 3 or token.lower.startswith("mai")):
                where = Quantity(token.start, token.end, token.text, frozenset((float(month),)), "month", figures=False)
                found.append(where)


def _trusted(word: Word, around: list[Token], place: int) -> Word:
    """The word with less weight where it may be no number: a capital inside a sentence ("seine Elf"), "außer acht"."""
    token, before = around[place], around[place - 1]
    if word.form == "ordinal" and token.text[0].isupper() and before.kind == "w":  # "von Dritten"
        return Word(word.values, SILENT, word.unit, word.form)
    if word.weight < SURE:
        return word
    noun = token.text[0].isupper() and before.kind == "w" and word.form in ("cardinal", "half")
    idiom = token.lower in ("tausend", "hundert", "eintausend")
    after = around[place + 1].lower
    again = token.lower == "vier" and (before.lower in ("unter", "allen") or after in ("wänden", "wände"))
    if again or (token.lower == "acht" and (noun or before.lower == "außer")):
        return Word(word.values, SILENT, word.unit, word.form)
    return Word(word.values, DOUBTFUL, word.unit, word.form) if noun or idiom else word


_BEFORE_HOUR = {"vor": -15.0, "nach": 15.0, "über": 15.0}


def _quarter(text: str, around: list[Token], place: int, found: list[Quantity]) -> bool:
    """Viertel vor acht, dreiviertel acht; whether it is a time."""
    token, after = around[place], around[place + 1]
    minutes = _BEFORE_HOUR.get(after.lower)
    hour = around[place + 2] if minutes is not None else after
    word = german_word(hour.lower) if hour.kind == "w" else None
    if word is None or word.form != "cardinal" or not max(word.values) <= 12:
        return False
    if minutes is None:
        minutes = -45.0 if token.lower == "viertel" else -15.0
    clock = frozenset((value * 60 + minutes) % 720 for value in word.values)
    where = Quantity(token.start, hour.end, text[token.start : hour.end], clock, "clock", figures=False, weight=SURE)
    found.append(where)
    return True


def _half(text: str, around: list[Token], place: int, word: Word, found: list[Quantity]) -> int:
    """halb drei; eine halbe Million; Halbfinale."""
    token, after = around[place], around[place + 1]
    hour = german_word(after.lower) if after.kind == "w" else None
    if token.lower == "halb" and hour is not None and hour.form == "cardinal":
        minutes = frozenset((value * 60 - 30) % 720 for value in hour.values)
        found.append(
            Quantity(
                token.start, after.end, text[token.start : after.end], minutes, "clock", figures=False, weight=SURE
            )
        )
        return place + 2
    scale = SCALES.get(after.lower, 1.0)
    if scale > 1:
        words, value = text[token.start : after.end], frozenset((scale / 2,))
        found.append(Quantity(token.start, after.end, words, value, figures=False, weight=SURE, scale=scale))
        return place + 2
    unit = unit_at(around, place + 1, NO_ADJECTIVE)
    found.append(Quantity(token.start, token.end, token.text, word.values, unit=unit, figures=False))
    return place + 1


def _bare_magnitude(around: list[Token], place: int, word: Word, found: list[Quantity]) -> int:
    """Millionen, alone, or "eine Million"."""
    token = around[place]
    one = around[place - 1].lower in ("eine", "einer")
    found.append(
        Quantity(
            token.start,
            token.end,
            token.text,
            word.values,
            figures=False,
            weight=SURE if one else DOUBTFUL,
            scale=next(iter(word.values)),
            unit=unit_at(around, place + 1, NO_ADJECTIVE),
        )
    )
    return place + 1
