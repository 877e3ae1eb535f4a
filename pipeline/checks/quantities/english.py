"""The quantities of an English sentence: ``$42,000``, ``two hundred and fifty``, ``2.30 p.m.``, ``April 29th``."""
from __future__ import annotations

from dataclasses import replace

from pipeline.checks.quantities.english_counting import read_word
from pipeline.checks.quantities.english_figures import read_figures
from pipeline.checks.quantities.holidays import read_holidays
from pipeline.checks.quantities.quantity import NOTHING, SILENT, Quantity, shared, tokens

_LINKS = frozenset(("to", "or", "and", "-", "–", "—", "/", "and the", "up to", "- to", "- or", "- and"))


def read_english(text: str) -> tuple[Quantity, ...]:
    """Every quantity of an English sentence, in order; also those of no weight, which German may have as numbers."""
    found: list[Quantity] = []
    all_tokens = tokens(text)
    padded = [NOTHING, NOTHING, *all_tokens, NOTHING, NOTHING, NOTHING, NOTHING]
    place, last = 2, len(all_tokens) + 2
    while place < last:
        token = padded[place]
        if token.kind == "n":
            place = read_figures(text, padded, place, found)
        elif token.kind == "w":
            place = read_word(text, padded, place, found)
        else:
            place += 1
    return shared(text, [*_with_dates(text, found), *read_holidays(text)], _LINKS)


def _with_dates(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities and the dates that they make: numbers beside a month, and those coordinated with one beside it."""
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


_BETWEEN_DAYS = frozenset(
    (
        "",
        "the",
        ".",
        "of",
        "to",
        "and",
        "-",
        "–",
        "—",
        ",",
        "until",
        "or",
        "to the",
        "and the",
        "-",
        "through",
        ". to",
        ". and",
        "st",
        "nd",
        "rd",
        "th",
        "th of",
        "st of",
        "nd of",
        "rd of",
        "& ",
        ", and",
        "/",
        "until the",
        "day of",
    )
)
