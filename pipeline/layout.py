"""Lines to paragraphs: tells hard-wrapped text from one paragraph a line by measuring the lines."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.text import BREAKS, visible

WIDEST = 130
"""Characters; a longer line was not wrapped by hand or by a mail program."""
LONG = 0.1
"""Share of lines that may be longer in a text that is wrapped."""
NARROWEST = 40
"""Characters to which a text is wrapped that has a line longer than that; a list of results has shorter ones."""
SURE = 3
"""Pairs of lines from which on a line that stands alone may be longer than the width; twice as many, and one may that
stands among the others.
"""

BULLET = re.compile(r"[-•*·▪‣◦]\s+\S")
WEAK_BULLET = re.compile(r"(?:(?P<number>\d{1,2})[.)]|–)\s+\S")
"""A number or a dash may begin a sentence as well ("1. FC Köln"): it needs a neighbour of its kind."""

_LABEL = re.compile(
    r"(?:foto|fotos|bild|bilder|video|livestream|grafik|quelle|podcast|illustration)s?\s?:|©", re.IGNORECASE)
_FINAL = re.compile(r"[.!?…:][\"'“”»«‘’)\]]*\Z")
_HYPHENATED = re.compile(r"\w[-\u2010\xad]\Z")
_FIRST_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    gap: bool
    """Whether a blank line (or the start of the file) is above."""
    indented: bool
    flowing: bool
    """Whether it ends with a space, as a line does that goes on (RFC 3676, "format=flowed")."""
    marked: bool = False


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs of ``text``, in order, without white space at their ends.

    Every visible character is in exactly one of them.
    """
    lines = _mark(_lines(text))
    width = _width(lines)
    flowed = any(_flows(a) and b.text[0].islower() for a, b in pairwise(lines) if not b.gap)
    stretches: list[tuple[int, int]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and not line.gap and (
            _continues(before, line, width) or (flowed and _flows(before) and not line.marked)
        ):
            stretches[-1] = (stretches[-1][0], line.end)
        else:
            stretches.append((line.start, line.end))
    return stretches


def _lines(text: str) -> list[_Line]:
    lines = []
    at = 0
    gap = True
    for raw in text.splitlines(keepends=True):
        if visible(raw):
            bare = raw.strip()
            start = at + len(raw) - len(raw.lstrip())
            flowing = raw.rstrip(BREAKS).endswith(" ")
            lines.append(_Line(start, start + len(bare), bare, gap, indented=start - at > 1, flowing=flowing))
            gap = False
        else:
            gap = True
        at += len(raw)
    return lines


def _mark(lines: Sequence[_Line]) -> list[_Line]:
    """``lines`` with those marked that always begin a paragraph: list items and labels such as "Foto:"."""
    numbers = [match.group("number") or "–" if (match := WEAK_BULLET.match(line.text)) else None for line in lines]
    listed = _listed(numbers)
    return [
        replace(line, marked=bool(
            k in listed or (BULLET.match(line.text) and _may_follow(lines, k)) or _LABEL.match(line.text)))
        for k, line in enumerate(lines)
    ]


def _listed(numbers: Sequence[str | None]) -> set[int]:
    """Which places count on: n with n+1 after it or n-1 before it; the neighbour is the next one that has any."""
    places = [k for k, number in enumerate(numbers) if number is not None]
    listed = set()
    for one, two in pairwise(places):
        first, second = numbers[one], numbers[two]
        if first is not None and second is not None and (
            first == second == "–" or (first.isdigit() and second.isdigit() and int(second) == int(first) + 1)
        ):
            listed |= {one, two}
    return listed


def _may_follow(lines: Sequence[_Line], k: int) -> bool:
    """Whether a dash at the start of line ``k`` is a bullet and not a dash inside a sentence."""
    return lines[k].gap or lines[k].text[0] != "-" or bool(
        _FINAL.search(lines[k - 1].text) or BULLET.match(lines[k - 1].text))


def _width(lines: Sequence[_Line]) -> int:
    """The width the text is wrapped to, in characters; 0 if it is not wrapped.

    It is wrapped if for half of the lines or more the first word would not have fitted on the line before. A few lines
    may be longer than any that is wrapped, such as an address, or what a mail server puts below; and a line alone may
    be longer than the others.
    """
    short = [line for line in lines if len(line.text) <= WIDEST]
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap and not b.marked and len(a.text) <= WIDEST]
    if not pairs or len(short) < (1 - LONG) * len(lines):
        return 0
    if (width := max(len(line.text) for line in short)) and _wraps(pairs, width):
        return width
    # A heading, or an agency's line under it, may be one line that is longer than those of the text.
    ends = [*(line.gap for line in lines[1:]), True]
    rest = sorted(len(line.text) for line, end in zip(lines, ends, strict=True) if not (line.gap and end))
    for width in (rest[-1:] if len(pairs) >= SURE else []) + (rest[-2:-1] if len(pairs) >= 2 * SURE else []):
        if NARROWEST <= width <= WIDEST and _wraps(pairs, width):
            return width
    return 0


def _wraps(pairs: Sequence[tuple[_Line, _Line]], width: int) -> bool:
    return 2 * sum(_is_full(before, after, width) for before, after in pairs) >= len(pairs)


def _flows(line: _Line) -> bool:
    """Whether a line goes on by its last character alone. One such line may be an accident: see ``paragraphs``."""
    return line.flowing and _FINAL.search(line.text) is None


def _is_full(line: _Line, after: _Line, width: int) -> bool:
    word = _FIRST_WORD.match(after.text)
    return len(line.text) + 1 + (word.end() if word else 0) > width


def _continues(before: _Line, line: _Line, width: int) -> bool:
    """Whether ``line`` goes on with the paragraph of the line above it."""
    if line.marked or (_LABEL.match(before.text) and not width):
        return False
    open_ended = _FINAL.search(before.text) is None
    if open_ended and len(before.text) <= WIDEST and (line.text[0].islower() or _HYPHENATED.search(before.text)):
        return True
    if not width or len(before.text) > WIDEST or (line.indented and not before.indented and not before.marked):
        return False
    return _is_full(before, line, width) or (open_ended and len(before.text) >= 0.75 * width)
