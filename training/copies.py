"""More pairs from the pairs there are: other numbers, other names, all capitals; and wrong number formats mended.

What a small translator gets wrong first in news is what it has to copy: it writes the number or the name that it saw
most often. A pair whose number or name stands once on each side teaches to copy whatever stands there.
"""
from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

Row = Sequence[str]

_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\w]|[.,]\d)|(?<![\w.,])\d+(?:,\d+)?(?![\w]|[.,:]\d)")
_NAME = re.compile(r"(?<![\w-])[A-ZÄÖÜ][a-zäöüßéèáíóçšžćčğıñ]{2,}(?:-[A-ZÄÖÜ][a-zäöüßéèáíóç]{2,})?(?![\w-])")
_SPACED = re.compile(r" ([,.;:!?)])(?= |$)")
_VOWELS, _CONSONANTS = "aeiou", "bdfghklmnprstvwz"

TRANSLATED = ("distil", "bt")
"""Tags with a side that a program wrote."""
SWAPPED = ("news", "distil", "bt", "europarl", "wiki")
CAPITALS_WORDS = 14
"""Longer sentences are not written in capitals."""
MADE_UP = 0.3
"""Share of the new names with letters changed, so that no list knows them."""


def english_number(german: str) -> str:
    """``1.234,5`` as ``1,234.5``."""
    return german.translate(str.maketrans(".,", ",."))


def mended(tag: str, german: str, english: str) -> Row:
    """The row with known faults of its source put right: German number formats that a translator left in the
    English, and spaces before punctuation.
    """
    if tag == "wiki":
        return tag, _SPACED.sub(r"\1", german), _SPACED.sub(r"\1", english)
    for number in _NUMBER.findall(german) if tag in TRANSLATED else ():
        if "," in number or "." in number:
            wrong = re.compile(rf"(?<![\w.,]){re.escape(number)}(?![\w]|[.,]\d)")
            english = wrong.sub(english_number(number), english)
    return tag, german, english


def names_in(german: str, english: str) -> set[str]:
    """Capitalised words that stand in both, in the English not at its start: names, nearly always."""
    return {m.group() for m in _NAME.finditer(english) if m.start() > 2} & set(_NAME.findall(german))


def another(number: str, rng: random.Random) -> str:
    """A number of the same form; years stay years and days stay days."""
    if number.isdigit():
        value = int(number)
        if len(number) == 4 and 1800 <= value <= 2030:
            return str(rng.randint(1900, 2030))
        if value <= 31 and len(number) <= 2:
            return str(rng.randint(1 if value < 10 else 10, 9 if value < 10 else 31))
    return str(rng.randint(1, 9) if number[0] != "0" else 0) + "".join(
        str(rng.randint(0, 9)) if digit.isdigit() else digit for digit in number[1:])


def made_up(name: str, rng: random.Random) -> str:
    """``name`` with some letters changed, vowels for vowels."""
    return name[0] + "".join(
        rng.choice(kind) if rng.random() < 0.4 and (kind := _kind(letter)) else letter for letter in name[1:])


def _kind(letter: str) -> str:
    return next((kind for kind in (_VOWELS, _CONSONANTS) if letter in kind), "")


def swapped(german: str, english: str, names: Sequence[str], rng: random.Random) -> tuple[str, str] | None:
    """The pair with its numbers and names exchanged on both sides; None if there is nothing to exchange."""
    changes: list[tuple[str, str, str, str]] = []
    for number in {*_NUMBER.findall(german)}:
        new = another(number, rng)
        changes.append((number, new, english_number(number), english_number(new)))
    for name in sorted(names_in(german, english)):
        new = rng.choice(names)
        new = made_up(new, rng) if rng.random() < MADE_UP else new
        changes.append((name, new, name, new))
    done = False
    for old_german, new_german, old_english, new_english in changes:
        sides = [re.compile(rf"(?<![\w.,-]){re.escape(old)}(?![\w-]|[.,:]\d)") for old in (old_german, old_english)]
        if len(sides[0].findall(german)) == len(sides[1].findall(english)) == 1:
            german, english = sides[0].sub(new_german, german), sides[1].sub(new_english, english)
            done = True
    return (german, english) if done else None


def more(table: Sequence[Row], seed: int) -> Iterator[Row]:
    """New rows with the tags ``copies`` and ``capitals``, in an order that follows from ``seed``."""
    rng = random.Random(seed)
    news = [row for row in table if row[0] in SWAPPED]
    names = sorted({name for _, german, english in news for name in names_in(german, english)})
    for _, german, english in news:
        if names and rng.random() < 0.6 and (pair := swapped(german, english, names, rng)):
            yield ("copies", *pair)
        elif len(german.split()) <= CAPITALS_WORDS and rng.random() < 0.15:
            yield "capitals", german.upper(), english.upper()
