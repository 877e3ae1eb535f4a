"""Single German words that say a number: cardinals of any length, ordinals, multiples, fractions, ages, decades.

A word is taken apart by rule, since German writes numbers together without end ("zweihundertfünfzig", "dreijährig",
"Vierzehnjährige", "zweieinhalbfach"); a list would never be whole.
"""
from __future__ import annotations

import functools
import re

from pipeline.checks.quantities.quantity import DOUBTFUL, SILENT, SURE, key


class Word:
    """What one word may mean, and how surely the other language has to have it; never changed.

    ``form`` is ``cardinal``, ``ordinal``, ``half`` ..., "" where it matters to nobody.
    """

    __slots__ = ("form", "unit", "values", "weight")

    def __init__(self, values: frozenset[float], weight: int = SILENT, unit: str = "", form: str = "") -> None:
        self.values = values
        self.weight = weight
        self.unit = unit
        self.form = form


_ONES = {
    "ein": 1, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9,
}
_TEENS = {
    "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17,
    "achtzehn": 18, "neunzehn": 19,
}
_TENS = {
    "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}
_ORDINALS = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "siebent": 7, "acht": 8,
    "neunt": 9,
}
_FRACTIONS = {
    "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8, "neuntel": 9, "zehntel": 10,
    "sechzehntel": 16, "zwanzigstel": 20, "hundertstel": 100,
}
_FIXED: dict[str, tuple[float, ...]] = {
    "beide": (2,), "beiden": (2,), "beider": (2,), "beides": (2,), "beidem": (2,), "beidseitig": (2,), "paar": (2,),
    "duo": (2,), "trio": (3,), "quartett": (4,), "quintett": (5,), "dutzend": (12,), "dutzende": (12,),
    "dutzenden": (12,),
    "doppelt": (2,), "hälfte": (0.5, 2), "hälften": (0.5, 2), "halbiert": (0.5, 2), "hattrick": (3,), "null": (0,),
    "kein": (0,), "keine": (0,), "anderthalb": (1.5,), "dreiviertel": (0.75, 3), "allein": (1,), "einzige": (1,),
    "ersten": (1,),
    "elfmeter": (11,), "zuerst": (1,), "ein": (1,), "eine": (1,), "einen": (1,), "einem": (1,), "einer": (1,),
    "eines": (1,), "eins": (1,), "einmal": (1,), "jährlich": (1,), "viererkette": (4,),
    "zigtausend": (1000, 10_000, 1e5), "zigtausende": (1000, 10_000, 1e5), "zigtausenden": (1000, 10_000, 1e5),
    "andere": (2,), "anderen": (2,), "quartal": (0.25, 4), "ander": (2,), "halbzeit": (0.5, 2), "halbjahr": (0.5, 2, 6),
    "vierteljahr": (0.25, 3, 4), "vierteljahrhundert": (25,), "wochenende": (2,),
}
_MAGNITUDES = {"million": 1e6, "milliard": 1e9, "billion": 1e12, "billiard": 1e15}
_MEASURED = {
    "jährig": "year", "tägig": "day", "stündig": "hour", "minütig": "minute", "monatig": "month", "wöchig": "week",
    "köpfig": "", "stellig": "", "prozentig": "%", "teilig": "", "stöckig": "", "sekündig": "second", "seitig": "",
    "stufig": "",
}


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    ones = "|".join(sorted(_ONES, key=len, reverse=True))
    low = rf"(?:(?:(?:{ones})und)?(?:{'|'.join(_TENS)})|{'|'.join(sorted(_TEENS, key=len, reverse=True))}|{ones})"
    high = rf"(?:(?:{low})?hundert(?:und)?(?:{low})?|{low})"
    cardinal = rf"(?:{high})?tausend(?:und)?(?:{high})?|{high}"
    ordinals = "|".join(sorted(_ORDINALS, key=len, reverse=True))
    before = rf"((?:(?:{high})?tausend(?:und)?)?(?:(?:{low})?hundert(?:und)?)?)"
    ordinal = rf"{before}(?:({low}|)(s?t)|({ordinals}))(e[nrsm]?|ens)?"
    return re.compile(cardinal), re.compile(ordinal)


@functools.lru_cache(maxsize=65536)
def german_word(word: str) -> Word | None:
    """What a word in small letters says; None where no number is in it."""
    if word in _FIXED:
        values = frozenset(float(value) for value in _FIXED[word])
        return Word(values, SURE if word == "anderthalb" else SILENT, "", "half" if word == "anderthalb" else "")
    if word.startswith("abertausend"):
        word = word.removeprefix("aber")
    if word.startswith(("halb", "hälft")):
        return Word(frozenset((0.5, 2.0, 50.0)), SILENT, "", "half")
    found = _magnitude(word) or _fraction(word)
    if found is not None:
        return found
    bare = word[3:] if word.startswith("ver") else word
    if bare.startswith("doppel"):
        return Word(frozenset((2.0,)))
    found = _compound(bare)
    return found if found is not None and found.form else _ordinal(word) or found


def _compound(word: str) -> Word | None:
    match = _patterns()[0].match(word)
    if match is None:
        return None
    if match.group() in ("ein", "eins") and not re.search("jähr|und|halb|tägig|stündig|prozentig", word):
        return None
    value, rest = float(_value(match.group())), word[match.end() :]
    values = frozenset((value,))
    if not rest:
        return Word(values, SURE if value > 1 else SILENT, "", "cardinal")
    more = re.match(r"(?:und)?(?:ein)?halb", rest)
    if more:
        return Word(frozenset((value + 0.5,)), SURE, "", "half")
    if match.group().endswith("ein") and rest.startswith("halb"):
        return Word(frozenset((_value(match.group()[:-3] or "ein") + 0.5,)), SURE, "", "half")
    if rest == "mal":
        return Word(values, SURE if value > 1 else SILENT, "", "times")
    if rest.startswith("er") and value in (20, 30, 40, 50, 60, 70, 80, 90):
        return Word(frozenset((value, 1900 + value)), DOUBTFUL, "", "decade")
    for ending, unit in _MEASURED.items():
        if rest.startswith(ending):
            return Word(values, SURE if value > 1 else SILENT, unit, "measured")
    if rest in ("e", "en", "er") and value >= 100:
        return Word(values, SILENT, "", "about")
    fraction = _fraction(rest)
    if fraction is not None:
        parts = {key(value / round(1 / part)) for part in fraction.values if part < 1}
        return Word(values | parts, SILENT, "", "fraction")
    return Word(values)


def _value(word: str) -> int:
    """The number of a cardinal that the pattern took apart."""
    for name, size in (("tausend", 1000), ("hundert", 100)):
        before, found, after = word.partition(name)
        if found:
            return (_value(before) if before else 1) * size + (_value(after.removeprefix("und")) if after else 0)
    if word in _ONES or word in _TEENS or word in _TENS:
        return _ONES.get(word) or _TEENS.get(word) or _TENS[word]
    ones, _, tens = word.partition("und")
    return _ONES.get(ones, 0) + _TENS.get(tens, 0)


def _magnitude(word: str) -> Word | None:
    for name, size in _MAGNITUDES.items():
        if name in word:
            whole = word in (name, name + "en", name + "e")
            number = _patterns()[0].match(word)
            if number is not None and word.startswith(name, number.end()):
                times = float(_value(number.group()))
                return Word(frozenset((size, times, key(times * size))))
            return Word(frozenset((size,)), SILENT, "", "magnitude" if whole else "")
    if word.startswith("jahrzehnt"):
        return Word(frozenset((10.0,)))
    if word.startswith(("jahrhundert", "jahrtausend")):
        return Word(frozenset((100.0, 1000.0)))
    if word.startswith(("zwilling", "zweier")):
        return Word(frozenset((2.0,)))
    return Word(frozenset((3.0,))) if word.startswith("drilling") else None


def _fraction(word: str) -> Word | None:
    for name, part in _FRACTIONS.items():
        if word.startswith(name):
            values = {key(1 / part), float(part)}
            if "finale" in word:
                values |= {2.0 * part}
            return Word(frozenset(values), SILENT, "", "fraction" if word in (name, name + "s", name + "n") else "")
    return None


def _ordinal(word: str) -> Word | None:
    """zweite, dritten, siebzehnter, zwanzigstes; also zweitgrößte, which counts for little."""
    match = _patterns()[1].match(word)
    if match is None:
        return None
    before, low, _, stem, ending = match.groups()
    rest = word[match.end() :]
    if not stem and not low and not before:
        return None
    value = float((_value(before) if before else 0) + (_ORDINALS[stem] if stem else _value(low) if low else 0))
    if ending and not rest:
        verb = word in ("achte", "achten")
        return Word(frozenset((value,)), DOUBTFUL if value > 2 and not verb else SILENT, "", "ordinal")
    if not ending and not rest:
        return Word(frozenset((value,)))
    if not ending and len(rest) > 4 and rest[-1] in "ernsm" and not (stem in ("erst", "acht") or low == "ein"):
        return Word(frozenset((value,)), SILENT, "", "")
    return None


@functools.cache
def german_months() -> dict[str, int]:
    """Names and short forms of months in small letters."""
    names = (
        "januar jänner jan", "februar feber feb", "märz mär", "april apr", "mai", "juni jun", "juli jul", "august aug",
        "september sept sep", "oktober okt", "november nov", "dezember dez",
    )
    return {name: number for number, line in enumerate(names, 1) for name in line.split()}
