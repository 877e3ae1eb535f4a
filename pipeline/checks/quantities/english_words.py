"""Single English words that say a number, each with all it may stand for, since German may say it another way."""
from __future__ import annotations

import functools

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
    "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12,
}
SHORT_SCALES = {
    "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "k": 1e3, "mio": 1e6, "mrd": 1e9, "million": 1e6,
    "billion": 1e9, "trillion": 1e12, "thousand": 1e3, "hundred": 1e2, "millions": 1e6, "billions": 1e9,
}

DASHES = frozenset("-–—‑")
ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
NO_ADJECTIVE = frozenset(
    "a and at by for from in of on or out the to was were with as is are but this last next per each every ago more"
    " than two three four five six seven eight nine ten eleven twelve".split()
)
"""Words behind a number that are no adjective of the unit that may follow."""

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1000,
    "millionth": 1e6,
}
_OTHERS = """
1 a an once single sole only solo individual alone
0 no nil none zero nought
2 both pair pairs couple couples twin twins duo double doubled doubles doubling doubly twice either
2 neither other others dual biennial bilateral halve halves halved
3 thrice triple tripled triples treble trebled trio triplets hattrick
4 quadruple quadrupled quartet quadruplets
5 quintet quintuple fivefold
6 sextet
12 dozen dozens
10 decade decades teens
100 century centuries
14 fortnight
2 fortnight
100 centennial centenary
200 bicentennial bicentenary
0.5 half halves halved semi halfway halving
0.25 quarter quarters quarterly
4 quarter quarters
1000000 millionaire millionaires multimillionaire
1000000000 billionaire billionaires
"""


@functools.cache
def cardinals() -> dict[str, float]:
    """zero to ninety."""
    table = {word: float(value) for value, word in enumerate(ONES.split())}
    return table | {word: float(10 * value) for value, word in enumerate(TENS.split(), 2)}


@functools.cache
def ordinals() -> dict[str, float]:
    """first to millionth, single words."""
    table = {word: float(value) for word, value in _ORDINALS.items()}
    return table | {f"{word}th": float(value) for value, word in enumerate(ONES.split()) if value > 12}


@functools.cache
def others() -> dict[str, frozenset[float]]:
    """Words that may stand for a number of the German: both, twice, a dozen, decades."""
    table: dict[str, frozenset[float]] = {}
    for line in _OTHERS.strip().splitlines():
        value, *words = line.split()
        for word in words:
            table[word] = table.get(word, frozenset()) | {float(value)}
    for tens, word in enumerate(TENS.split(), 2):
        table[f"{word[:-1]}ies"] = frozenset((10.0 * tens, 1900.0 + 10 * tens))
    for one, word in enumerate(ONES.split()):
        if one > 1:
            table[f"{word}fold"] = frozenset((float(one),))
            table.setdefault(f"{word}s", frozenset((float(one),)))
    return table


@functools.cache
def english_months() -> dict[str, int]:
    """Names and short forms of months in small letters."""
    names = (
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
        "september sept sep", "october oct", "november nov", "december dec",
    )
    return {name: number for number, line in enumerate(names, 1) for name in line.split()}
