"""A German number with what stands behind it: its magnitude, its unit, and whether it is a year."""
from __future__ import annotations

from pipeline.checks.quantities.german_words import Word, german_months
from pipeline.checks.quantities.quantity import SURE, Quantity, Token, key
from pipeline.checks.quantities.units import unit_at, units

SCALES = {
    "tausend": 1e3, "tsd": 1e3, "hundert": 1e2, "mio": 1e6, "million": 1e6, "millionen": 1e6, "mrd": 1e9, "mia": 1e9,
    "milliarde": 1e9, "milliarden": 1e9, "billion": 1e12, "billionen": 1e12, "bio": 1e12, "billiarde": 1e15,
    "billiarden": 1e15,
}
"""Words of magnitude behind a number. A German Billion is an English trillion."""


def measured(
    text: str, around: list[Token], place: int, word: Word, found: list[Quantity], *, ordinal: bool = False
) -> int:
    """Adds a number with what stands behind it, its magnitude and its unit; returns where to read on."""
    token, after = around[place], around[place + 1]
    figures, end, behind = token.kind == "n", token.end, place + 1
    if after.text == "-" and after.start == end and around[place + 2].kind == "w":
        behind += 1
    scales = not ordinal and (figures or word.form in ("cardinal", "half"))
    scale = SCALES.get(around[behind].lower, 1.0) if scales else 1.0
    if scale > 1:
        end = around[behind].end
        behind += 2 if around[behind + 1].text == "." and around[behind + 1].start == end else 1
    values = frozenset(key(value * scale) for value in word.values)
    decade = figures and after.lower in ("er", "ern", "iger") and after.start == token.end
    if decade:
        values |= {value + 1900 if value < 100 else value % 100 for value in values if value < 2100}
    unit = word.unit
    if not unit and not decade and not ordinal and word.form != "decade":
        unit = unit_at(around, behind, NO_ADJECTIVE)
    unit = unit or _unit_before(around, place)
    if not unit and figures and scale == 1 and not ordinal and _is_year(around, place):
        unit = "AD"
    weight = SURE if scale > 1 and word.weight else word.weight
    ordinal = ordinal or word.form == "ordinal"
    found.append(
        Quantity(token.start, end, text[token.start : end], values, "number", unit, weight, figures, scale, ordinal)
    )
    return behind if scale > 1 else place + 1


_BEFORE_YEAR = frozenset(
    "jahr jahre jahres seit bis ab anfang ende mitte von sommer herbst winter frühjahr frühling zwischen saison em wm"
    .split()
)


def _is_year(around: list[Token], place: int) -> bool:
    """Whether four figures are a year, for all that stands around them: no noun behind, or a word of time before."""
    token, before, after = around[place], around[place - 1], around[place + 1]
    if token.end - token.start != 4 or not token.text.isdigit() or not 1000 < int(token.text) < 2100:
        return False
    return (
        before.lower in _BEFORE_YEAR
        or before.lower in german_months()
        or not (after.kind == "w" and after.text[0].isupper())
    )


NO_ADJECTIVE = frozenset(
    "im in am an auf aus bei bis der die das den dem des durch für gegen mit nach ohne pro je seit über um und oder von"
    " vor zu zum zur vom wie als war waren ist sind hat dieser diese dieses"
    " zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend".split()
)
"""Words behind a number that are no adjective of the unit that may follow."""


def _unit_before(around: list[Token], place: int) -> str:
    before = around[place - 1].lower
    return units().get(before, "") if before in ("€", "$", "£", "chf", "eur") else ""
