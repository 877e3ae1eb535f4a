"""Cutting a sentence that is too long for a model where it hurts least."""
from __future__ import annotations

import re
from collections.abc import Callable

_BREAKS = (
    re.compile(r"(?<=[;:])\s+"),
    re.compile(r"\s+(?=[–—-]\s)"),
    re.compile(r"(?<=,)\s+"),
    re.compile(r"\s+(?=(?:und|oder|aber|denn|sondern)\s)"),
    re.compile(r"\s+"),
)
"""Where to cut, best first: between clauses, then at any space."""


_SHORTEST = 4
"""Words of a clause that can be translated by itself."""


def pieces(text: str, fits: Callable[[str], bool]) -> list[str]:
    """``text`` cut into stretches that fit, at clause boundaries where there are some; nothing is lost.

    Joined by spaces, the pieces are the text again, save where a stretch without any space had to be cut.
    """
    if fits(text) or len(text) < 2:
        return [text]
    left, right = _halves(text)
    return pieces(left, fits) + pieces(right, fits)


def clauses(text: str) -> list[str]:
    """``text`` cut at its semicolons, colons, dashes, commas and "und", "aber" ..., no clause under four words.

    Joined by spaces they are the text again. One clause is all there is where nothing can be cut.
    """
    cuts = sorted({match.start() for pattern in _BREAKS[:-1] for match in pattern.finditer(text)})
    parts: list[str] = []
    start = 0
    for cut in cuts:
        if len(text[start:cut].split()) >= _SHORTEST and len(text[cut:].split()) >= _SHORTEST:
            parts.append(text[start:cut].strip())
            start = cut
    return [*parts, text[start:].strip()]


def _halves(text: str) -> tuple[str, str]:
    middle = len(text) / 2
    for pattern in _BREAKS:
        inside = [m for m in pattern.finditer(text) if len(text) / 5 < m.start() < len(text) * 4 / 5]
        if inside:
            cut = min(inside, key=lambda match: abs(match.start() - middle))
            return text[: cut.start()], text[cut.end() :]
    half = len(text) // 2
    return text[:half], text[half:]
