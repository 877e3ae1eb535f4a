"""Marks that no translation model knows (emoji, stars, arrows, tags, bars of tables): taken off and put back."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.sanity import needs_no_translation

_MARK = (
    r"(?:[0-9#*]\ufe0f?\u20e3|"
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u20e3\ufe0e\ufe0f\ufffd\U0001f000-\U0001faff]"
    "[\ufe0e\ufe0f\u200d\U000e0020-\U000e007f]*|"
    r"(?<=[.,;:!?)\"“”»«])[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}|"
    r"</?[a-z][a-z0-9]{0,9}(?:\s[a-z-]{1,20}=[^<>]{0,300})?\s?/?>)"
)
"""What models learned from news write nonsense for, a footnote's number among it.

Not ``°``, ``©``, ``®`` and mathematics, which they have seen."""
_ONE_MARK = re.compile(_MARK, re.IGNORECASE)
_MARKS = re.compile(rf"(?:{_MARK}\s*)*", re.IGNORECASE)
_BAR = re.compile(r"[|¦│┃]|(?<=\s)[•■▪●◆](?=\s)")
_BULLET = re.compile(r"[•·*▪‣◦-]\s+")
_NUMBER = re.compile(r"\d{1,2}[.)]\s+")
_GAP = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a sentence: the words for a model, "" if there are none, and what stands before and after them."""

    before: str
    words: str
    after: str


def cells(text: str, *, opens_item: bool = False) -> list[Cell]:
    """``text`` cut at bars and at bullets between words, each stretch without the marks around its words.

    A mark between words goes behind them, as there is no telling where its place is in the English: the marks of
    ``text`` are all there, once. A bullet at the beginning is taken off too and, where ``text`` ``opens_item`` of a
    list, a number such as ``1.`` or ``2)``.
    """
    found = []
    done = 0
    for bar in [*_BAR.finditer(text), None]:
        end = bar.start() if bar else len(text)
        found.append(_cell(text[done:end], opens_item=opens_item and not done, closing=bar.group() if bar else ""))
        done = bar.end() if bar else end
    return found


def joined(parts: list[Cell], english: Iterator[str]) -> str:
    """The cells again, with the next of ``english`` in place of the words of each that has any."""
    return "".join(f"{part.before}{next(english) if part.words else ''}{part.after}" for part in parts)


def _cell(text: str, *, opens_item: bool, closing: str) -> Cell:
    start = _beginning(text, opens_item=opens_item)
    marks = list(_ONE_MARK.finditer(text, start))
    end = len(text)
    while marks and not text[marks[-1].end() : end].strip():
        end = marks.pop().start()
    words = text[start:end].rstrip()
    if needs_no_translation(words):
        return Cell(text, "", closing)
    after = text[start + len(words) :] + closing
    if not marks:
        return Cell(text[:start], words, after)
    between = "".join(mark.group() for mark in marks)
    bare = re.sub(r" (?=[.,;:!?])", "", _GAP.sub(" ", _ONE_MARK.sub(" ", words)).strip())
    return Cell(text[:start], bare, f" {between}{after}")


def _beginning(text: str, *, opens_item: bool) -> int:
    """Where the words begin."""
    at = len(text) - len(text.lstrip())
    if first := _BULLET.match(text, at) or (opens_item and _NUMBER.match(text, at)):
        at = first.end()
    marks = _MARKS.match(text, at)
    return marks.end() if marks else at
