"""Dates as English prints them, and brackets put behind the dates of an English sentence."""
from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def english_day(day: date) -> str:
    """``20 April 2023``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def english_range(first: date, last: date) -> str:
    """``24–30 April 2023``, ``28 April – 4 May 2023``, or one day."""
    if first == last:
        return english_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{english_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {english_day(last)}"
    return f"{english_day(first)} – {english_day(last)}"


def with_brackets(english: str, shown: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """``english`` in pieces, with the brackets of each ``shown`` put in behind the words they belong to.

    ``True`` marks a piece that was added. A date that the English does not have in a recognisable
    form, or has twice, or has with its year, gets nothing. The pieces marked ``False`` join to ``english``.
    """
    places: dict[int, str] = {}
    for one in shown:
        words, opening, bracket = one.partition(" [")
        if not opening:
            continue
        matches = list(re.finditer(rf"(?i)(?<!\w){_recognised(words)}(?!\w)(?!,? ?\d{{4}})", english))
        if len(matches) == 1:
            places.setdefault(matches[0].end(), f" [{bracket}")
    pieces: list[tuple[str, bool]] = []
    last = 0
    for place, bracket in sorted(places.items()):
        pieces += [(english[last:place], False), (bracket, True)]
        last = place
    pieces.append((english[last:], False))
    return tuple(piece for piece in pieces if piece[0])


def _recognised(words: str) -> str:
    """A pattern for the ways an English sentence may put what ``shown`` says."""
    day = re.fullmatch(rf"(?:(\w+day), )?(\d+) ({'|'.join(MONTHS)})", words)
    if day:
        number, month = day[2], day[3]
        return rf"(?:{number}(?:st|nd|rd|th|\.)?(?: of)? {month}|{month} (?:the )?{number}(?:st|nd|rd|th)?)"
    words = re.sub(r"^(early |mid-|end of )", "", words)
    counted = re.fullmatch(r"(\w+) ((?:day|week|month|year)s?)( ago)?", words)
    if counted:
        number = rf"(?:an?|{counted[1]})" if counted[1] == "one" else counted[1]
        return rf"{number} {counted[2]}{' (?:ago|earlier)' if counted[3] else ''}"
    parted = re.fullmatch(r"((?:last |next |this )?\w+day) (?:morning|noon|afternoon|evening|night)", words)
    if parted:
        return rf"{parted[1]}(?: (?:morning|noon|afternoon|evening|night))?"
    return re.escape(words)
