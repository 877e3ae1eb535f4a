"""The quantities of a German sentence, read by its own rules: ``42.000``, ``3,5 Mrd.``, ``halb drei``, ``29. April``."""
from __future__ import annotations

import functools
from dataclasses import replace

from pipeline.checks.english_words import cardinals
from pipeline.checks.german_words import Word, german_word
from pipeline.checks.number_units import units
from pipeline.checks.quantities import (
    DOUBTFUL, NOTHING, SILENT, SURE, Figure, Quantity, Token, figure, key, score_value, shared, tokens,
)

_LINKS = frozenset(("bis", "bis zu", "oder", "und", "auf", "-", "–", "—", "/", "bis zum", "- bis", "- oder", "- und", "- auf", "-mal bis"))
_SCALES = {
    "tausend": 1e3, "tsd": 1e3, "hundert": 1e2, "mio": 1e6, "million": 1e6, "millionen": 1e6, "mrd": 1e9, "milliarde": 1e9,
    "milliarden": 1e9, "mia": 1e9, "billion": 1e12, "billionen": 1e12, "bio": 1e12, "billiarde": 1e15, "billiarden": 1e15,
}
_BEFORE_CLOCK = frozenset(("um", "gegen", "ab", "bis", "kurz", "vor", "nach"))


@functools.cache
def german_months() -> dict[str, int]:
    """Names and short forms of months in small letters."""
    names = (
        "januar jänner jan", "februar feber feb", "märz mär", "april apr", "mai", "juni jun", "juli jul", "august aug",
        "september sept sep", "oktober okt", "november nov", "dezember dez",
    )
    return {name: number for number, line in enumerate(names, 1) for name in line.split()}


def read_german(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a German sentence, in order; also those of no weight, which English may have as numbers."""
    found: list[Quantity] = []
    all_tokens = tokens(text)
    padded = [NOTHING, NOTHING, *all_tokens, NOTHING, NOTHING, NOTHING, NOTHING]
    place = 2
    last = len(all_tokens) + 2
    while place < last:
        token = padded[place]
        if token.kind == "n":
            place = _figures(text, padded, place, found)
        elif token.kind == "w":
            place = _word(text, padded, place, found)
        else:
            place += 1
    return shared(text, found, _LINKS)


def _figures(text: str, around: list[Token], place: int, found: list[Quantity]) -> int:
    """Reads what begins with figures; returns where to read on."""
    token, after, second = around[place], around[place + 1], around[place + 2]
    read = figure(token.text, ",")
    clock = _clock(around, place, read)
    if clock is not None:
        half = "am" if token.text[0] == "0" else "pm" if 12 <= (read.parts or tuple(read.values))[0] < 24 else ""
        found.append(Quantity(
            token.start, clock[1], text[token.start : clock[1]], frozenset((clock[0],)), "clock", unit=half, weight=SURE
        ))
        _add_parts(token, read, found)
        if len(read.parts) == 2:
            found.append(Quantity(token.start, token.end, token.text, frozenset((key(read.parts[0] + read.parts[1] / 100),))))
        return place + 1
    date = _numeric_date(around[place - 1], token, after, read)
    if date is not None:
        return _dated(date, token, place, found)
    if read.sign == ":" and len(read.parts) == 2:
        score = frozenset((score_value(*read.parts),))
        found.append(Quantity(token.start, token.end, token.text, score, "score", weight=SURE))
        hours, minutes = read.parts
        if hours <= 24 and minutes < 60 and len(token.text.split(":")[-1]) == 2:
            found.append(Quantity(token.start, token.end, token.text, frozenset(((hours * 60 + minutes) % 720,)), "clock"))
        _add_parts(token, read, found)
        return place + 1
    ordinal = after.text == "." and after.start == token.end and token.text.isdigit() and second.kind == "w"
    if ordinal and second.lower in german_months() and max(read.values) <= 31:
        where = Quantity(token.start, second.end, text[token.start : second.end], read.values, unit="date")
        found.append(where)
        month = german_months()[second.lower]
        found.append(replace(where, kind="date", values=frozenset(month * 100 + day for day in read.values), weight=SURE))
        return place + 2
    if after.text == "/" and second.kind == "n" and after.start == token.end and second.start == after.end:
        _slash(token, second, read, found)
    return _number(text, around, place, Word(read.values, _weight(read, around, place)), found, ordinal=ordinal)


def _weight(read: Figure, around: list[Token], place: int) -> int:
    if not read.plain and not (len(read.values) == 1 and len(read.parts) == 2 and len(around[place].text) == 3):
        return SILENT
    before = around[place - 1]
    squared = before.lower in ("m", "km", "cm", "mm") and before.end == around[place].start
    return SILENT if squared or read.values == {0.0} or before.text in ("+", "#") else SURE


def _add_parts(token: Token, read: Figure, found: list[Quantity]) -> None:
    for part in read.parts or tuple(read.values):
        found.append(Quantity(token.start, token.end, token.text, frozenset((part,))))


def _slash(token: Token, second: Token, read: Figure, found: list[Quantity]) -> None:
    """2018/19 may be 2018-2019, and 1/3 a third."""
    later = figure(second.text, ",").values
    for first in read.values:
        for other in later:
            values = {first * 0 + (first // 100) * 100 + other} if first > 1000 and other < 100 else set()
            if other and first < other:
                values.add(key(first / other))
            if values:
                found.append(Quantity(token.start, second.end, f"{token.text}/{second.text}", frozenset(values)))


def _clock(around: list[Token], place: int, read: Figure) -> tuple[float, int] | None:
    """Minutes after noon or midnight and where the time ends: 14.30 Uhr, 14 Uhr 30, um 20:15."""
    token, after = around[place], around[place + 1]
    timelike = read.sign in (".", ":", ",") and len(read.parts) == 2 and len(token.text) <= 5
    parts: tuple[float, ...] = read.parts if timelike else ()
    if not parts and len(read.values) == 1 and read.plain and not read.sign:
        parts = (*read.values, 0.0)
    if len(parts) != 2 or parts[0] > 24 or parts[1] > 59:
        return None
    if after.lower == "uhr" or after.lower == "h" and read.sign == ":":
        more = around[place + 2]
        if not parts[1] and more.kind == "n" and more.text.isdigit() and len(more.text) == 2 and int(more.text) < 60:
            return (parts[0] * 60 + int(more.text)) % 720, more.end
        return (parts[0] * 60 + parts[1]) % 720, after.end
    follows = around[place + 1].lower in ("bis", "-", "–", "und") and "uhr" in (around[place + 3].lower, around[place + 4].lower)
    timed = around[place - 1].lower in ("um", "gegen", "ab") and read.sign in (".", ":") and len(token.text.split(read.sign)[-1]) == 2
    if (follows or timed) and read.values:
        return (parts[0] * 60 + parts[1]) % 720, token.end
    return None


_BEFORE_DAY = frozenset("am vom bis zum ab dem den der seit und – - ( von zwischen ,".split())


def _numeric_date(before: Token, token: Token, after: Token, read: Figure) -> tuple[float, float, float | None] | None:
    """20.4.2023, 20.04.23, and 20.4. with its second full stop."""
    texts = token.text.split(".")
    if read.sign != "." and not (read.plain and "." in token.text) or not all(part.isdigit() for part in texts):
        return None
    numbers = [float(part) for part in texts]
    if len(texts) == 3 and numbers[0] <= 31 and 1 <= numbers[1] <= 12 and len(texts[2]) in (2, 4) and len(texts[0]) <= 2:
        return numbers[0], numbers[1], numbers[2]
    dotted = after.text == "." and after.start == token.end
    if len(texts) == 2 and dotted and before.lower in _BEFORE_DAY and 1 <= numbers[0] <= 31 and 1 <= numbers[1] <= 12 and len(texts[1]) <= 2:
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


def _word(text: str, around: list[Token], place: int, found: list[Quantity]) -> int:
    token = around[place]
    month = german_months().get(token.lower)
    if month is not None and token.text[0].isupper():
        beside = around[place - 1].kind == "n" or around[place - 1].text == "." and around[place - 2].kind == "n"
        dated = beside or around[place + 1].kind == "n" and len(around[place + 1].text) == 4
        found.append(Quantity(
            token.start, token.end, token.text, frozenset((float(month),)), "month", figures=False, weight=SURE if dated else DOUBTFUL,
        ))
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
    part = german_word(around[place + 1].lower) if around[place + 1].kind == "w" else None
    if word.form == "cardinal" and part is not None and part.form == "fraction":
        return _fraction(text, around, place, word, part, found)
    return _number(text, around, place, _trusted(word, around, place), found)


def _fraction(text: str, around: list[Token], place: int, word: Word, part: Word, found: list[Quantity]) -> int:
    """zwei Drittel; English may have it in numbers of its own, so that "two" and "three" are there too."""
    token, after = around[place], around[place + 1]
    whole = {key(count / round(1 / share)) for count in word.values for share in part.values if share < 1}
    where = Quantity(token.start, after.end, text[token.start : after.end], frozenset(whole), figures=False, weight=SURE)
    found.append(where)
    found.append(replace(where, values=word.values | part.values, weight=SILENT))
    return place + 2


def _foreign(token: Token, found: list[Quantity]) -> None:
    """The number of an English name ("Three Mile Island"), or the month in one word with another ("Oktobertagung")."""
    value = cardinals().get(token.lower)
    if value is not None:
        found.append(Quantity(token.start, token.end, token.text, frozenset((value,)), figures=False))
    elif len(token.lower) > 5 and token.text[0].isupper():
        for length in (3, 4, 5, 6, 7, 8, 9):
            month = german_months().get(token.lower[:length])
            if month is not None and (length > 3 or token.lower.startswith("mai")):
                where = Quantity(token.start, token.end, token.text, frozenset((float(month),)), "month", figures=False)
                found.append(where)


def _trusted(word: Word, around: list[Token], place: int) -> Word:
    """The word with less weight where it may be none: a capital inside a sentence ("seine Elf"), "außer acht", "sieben"."""
    token, before = around[place], around[place - 1]
    if word.weight < SURE:
        return word
    noun = token.text[0].isupper() and before.kind == "w" and word.form in ("cardinal", "half")
    idiom = token.lower == "acht" and before.lower in ("außer", "in") or token.lower in ("tausend", "hundert", "eintausend")
    again = before.lower in ("unter", "allen") and token.lower == "vier"
    return replace(word, weight=DOUBTFUL) if noun or idiom or again else word


def _half(text: str, around: list[Token], place: int, word: Word, found: list[Quantity]) -> int:
    """halb drei; eine halbe Million; Halbfinale."""
    token, after = around[place], around[place + 1]
    hour = german_word(after.lower) if after.kind == "w" else None
    if token.lower == "halb" and hour is not None and hour.form == "cardinal":
        minutes = frozenset((value * 60 - 30) % 720 for value in hour.values)
        found.append(Quantity(token.start, after.end, text[token.start : after.end], minutes, "clock", figures=False, weight=SURE))
        return place + 2
    values = word.values
    scale = _SCALES.get(after.lower, 1.0)
    if scale > 1:
        values = frozenset((scale / 2,))
    found.append(Quantity(
        token.start, after.end if scale > 1 else token.end, text[token.start : after.end if scale > 1 else token.end], values,
        figures=False, weight=SURE if scale > 1 else SILENT,
    ))
    return place + 2 if scale > 1 else place + 1


def _bare_magnitude(around: list[Token], place: int, word: Word, found: list[Quantity]) -> int:
    """Millionen, alone, or "eine Million"."""
    token = around[place]
    one = around[place - 1].lower in ("eine", "einer")
    found.append(Quantity(
        token.start, token.end, token.text, word.values, figures=False, weight=SURE if one else DOUBTFUL, scale=next(iter(word.values)),
        unit=_unit(around, place + 1),
    ))
    return place + 1


def _number(
    text: str, around: list[Token], place: int, word: Word, found: list[Quantity], *, ordinal: bool = False
) -> int:
    """A number with what stands behind it: its magnitude and its unit."""
    token = around[place]
    behind = place + 1
    if around[behind].text == "-" and around[behind + 1].kind == "w" and around[behind].start == token.end:
        behind += 1
    scales = not ordinal and (token.kind == "n" or word.form in ("cardinal", "half"))
    scale = _SCALES.get(around[behind].lower, 1.0) if scales else 1.0
    end = token.end
    if scale > 1:
        end = around[behind].end
        behind += 2 if around[behind + 1].text == "." and around[behind + 1].start == end else 1
    values = frozenset(key(value * scale) for value in word.values)
    decade = token.kind == "n" and around[place + 1].lower in ("er", "ern", "iger") and around[place + 1].start == token.end
    if decade:
        values |= {value + 1900 for value in values if value < 100} | {value % 100 for value in values if 1900 <= value < 2100}
    unit = word.unit or ("" if decade or ordinal or word.form == "decade" else _unit(around, behind)) or _unit_before(around, place)
    if not unit and token.kind == "n" and scale == 1 and not ordinal and len(token.text) == 4 and _is_year(around, place):
        unit = "AD"
    if scale == 1 and token.kind == "n" and around[behind].lower in ("fach", "mal"):
        unit = ""
    found.append(Quantity(
        token.start, end, text[token.start : end], values, unit=unit, weight=SURE if scale > 1 and word.weight else word.weight,
        figures=token.kind == "n", scale=scale, ordinal=ordinal or word.form == "ordinal",
    ))
    return behind if scale > 1 else place + 1


_BEFORE_YEAR = frozenset(
    "jahr jahre jahres seit bis ab anfang ende mitte von sommer herbst winter frühjahr frühling zwischen saison em wm".split()
)


def _is_year(around: list[Token], place: int) -> bool:
    """Whether four figures are a year, for all that stands around them: no noun behind, or a word of time before."""
    token, before, after = around[place], around[place - 1], around[place + 1]
    if token.end - token.start != 4 or not token.text.isdigit() or not 1000 < int(token.text) < 2100:
        return False
    return before.lower in _BEFORE_YEAR or before.lower in german_months() or not (after.kind == "w" and after.text[0].isupper())


def _unit(around: list[Token], place: int) -> str:
    """The unit named by the next word, or by the one after an adjective ("20 US-Dollar", "30 verletzte Menschen")."""
    table = units()
    for token in around[place : place + 2]:
        if token.kind == "n" or token.kind == "p" and token.text not in "%€$£¥-" or token.lower in _NO_ADJECTIVE:
            return ""
        unit = table.get(token.lower)
        if unit:
            return unit
    return table.get(around[place + 2].lower, "") if around[place].lower == "us" else ""


_NO_ADJECTIVE = frozenset(
    "im in am an auf aus bei bis der die das den dem des durch für gegen mit nach ohne pro je seit über um und oder von vor zu zum zur"
    " vom wie als war waren ist sind hat dieser diese dieses".split()
)


def _unit_before(around: list[Token], place: int) -> str:
    token, before = around[place], around[place - 1]
    if before.kind == "w" and before.end == token.start:
        return f"#{before.lower}"
    return units().get(before.lower, "") if before.lower in ("€", "$", "£", "chf", "eur") else ""
