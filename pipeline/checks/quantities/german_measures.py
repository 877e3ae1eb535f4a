"""A German number with what stands behind it: its magnitude, its unit, and whether it is a year."""
from __future__ import annotations

from pipeline.checks.quantities.german_words import Word, german_months
from pipeline.checks.quantities.quantity import SURE, Quantity, Token, key
from pipeline.checks.quantities.units import unit_at, units

SCALES = {
    "tausend": 1e3,
    "tsd": 1e3,
    "hundert": 1e2,
    "mio": 1e6,
    "million": 1e6,
    "millionen": 1e6,
    "mrd": 1e9,
    "milliarde": 1e9,
    "milliarden": 1e9,
    "mia": 1e9,
    "billion": 1e12,
    "billionen": 1e12,
    "bio": 1e12,
    "billiarde": 1e15,
    "billiarden": 1e15,
}


def measured(
    text: str, around: list[Token], place: int, word: Word, found: list[Quantity], *, ordinal: bool = False
) -> int:
    """A number with what stands behind it: its magnitude and its unit."""
    token = around[place]
    behind = place + 1
    if around[behind].text == "-" and around[behind + 1].kind == "w" and around[behind].start == token.end:
        behind += 1
    scales = not ordinal and (token.kind == "n" or word.form in ("cardinal", "half"))
    scale = SCALES.get(around[behind].lower, 1.0) if scales else 1.0
    end = token.end
    if scale > 1:
        end = around[behind].end
        behind += 2 if around[behind + 1].text == "." and around[behind + 1].start == end else 1
    values = frozenset(key(value * scale) for value in word.values)
    decade = (
        token.kind == "n" and around[place + 1].lower in ("er", "ern", "iger") and around[place + 1].start == token.end
    )
    if decade:
        values |= {value + 1900 for value in values if value < 100} | {
            value % 100 for value in values if 1900 <= value < 2100
        }
    unit = (
        word.unit
        or ("" if decade or ordinal or word.form == "decade" else unit_at(around, behind, NO_ADJECTIVE))
        or _unit_before(around, place)
    )
    if (
        not unit
        and token.kind == "n"
        and scale == 1
        and not ordinal
        and len(token.text) == 4
        and _is_year(around, place)
    ):
        unit = "AD"
    if scale == 1 and token.kind == "n" and around[behind].lower in ("fach", "mal"):
        unit = ""
    found.append(
        Quantity(
            token.start,
            end,
            text[token.start : end],
            values,
            unit=unit,
            weight=SURE if scale > 1 and word.weight else word.weight,
            figures=token.kind == "n",
            scale=scale,
            ordinal=ordinal or word.form == "ordinal",
        )
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
    " vor zu zum zur vom wie als war waren ist sind hat dieser diese dieses".split()
)
"""Words behind a number that are no adjective of the unit that may follow."""


def _unit_before(around: list[Token], place: int) -> str:
    before = around[place - 1].lower
    return units().get(before, "") if before in ("€", "$", "£", "chf", "eur") else ""
