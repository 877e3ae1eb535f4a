"""The quantities of a German sentence, by German rules: ``42.000``, ``3,5 Mrd.``, ``halb drei``, ``29. April``."""
from __future__ import annotations

from pipeline.checks.quantities.german_counting import read_word
from pipeline.checks.quantities.german_figures import read_figures
from pipeline.checks.quantities.holidays import read_holidays
from pipeline.checks.quantities.quantity import NOTHING, Quantity, shared, tokens

_LINKS = frozenset(
    (
        "bis",
        "bis zu",
        "oder",
        "und",
        "auf",
        "-",
        "–",
        "—",
        "/",
        "bis zum",
        "- bis",
        "- oder",
        "- und",
        "- auf",
        "-mal bis",
    )
)


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
            place = read_figures(text, padded, place, found)
        elif token.kind == "w":
            place = read_word(text, padded, place, found)
        else:
            place += 1
    return shared(text, [*found, *read_holidays(text)], _LINKS)
