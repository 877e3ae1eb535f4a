"""Which sentences of an article support a sentence that a model wrote about it.

Likeness is measured in stretches of four characters; one that few sentences of the article have counts more (by the
logarithm of all sentences over those that have it). Sentences are taken one after another, each time the one that
covers most of what is still uncovered, because a summary may fuse several. Chosen by measuring, among word overlap,
stems, TF-IDF, BM25, ROUGE, chrF and rapidfuzz (docs/quality.md, ``python -m benchmarks.support``): four characters see
"president" in "presidency" without a stemmer, see the order of words, and need no list of words that mean little.
"""
from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GRAM = 4
"""Characters in a stretch; 4, 5 and 6 are about as good."""
ENOUGH = 0.22
"""The least share of a written sentence that must be covered for it to count as supported."""
MORE = 0.12
"""The least share that a second or third sentence must add."""
MOST = 3
"""Sentences that one written sentence can rest on."""

_GAPS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Support:
    """What a written sentence rests on."""

    nearest: tuple[int, ...]
    """The sentences of the article that cover it best, the best first."""
    share: float
    """How much of the written sentence they cover, 0 to 1."""

    @property
    def places(self) -> tuple[int, ...]:
        """``nearest``, if they cover enough to be called support; else none."""
        return self.nearest if self.share >= ENOUGH else ()


def supports(written: Sequence[str], article: Sequence[str]) -> list[Support]:
    """What each of the ``written`` sentences rests on, among the sentences of ``article``.

    Time is linear in the length of both, apart from stretches that many sentences of the article share.
    """
    wanted = [frozenset(_grams(text)) for text in written]
    any_: frozenset[str] = frozenset().union(*wanted)
    holders: dict[str, list[int]] = {}
    for place, sentence in enumerate(article):
        for gram in any_.intersection(_grams(sentence)):
            holders.setdefault(gram, []).append(place)
    return [_support(grams, holders, len(article)) for grams in wanted]


def _support(grams: frozenset[str], holders: dict[str, list[int]], sentences: int) -> Support:
    weights = {gram: math.log((sentences + 1) / (len(holders.get(gram, ())) + 0.5)) for gram in sorted(grams)}
    total = math.fsum(weights.values())
    places: list[int] = []
    covered = 0.0
    while len(places) < MOST and total:
        gains: dict[int, float] = {}
        for gram, weight in weights.items():
            for place in holders.get(gram, ()):
                gains[place] = gains.get(place, 0.0) + weight
        best = max(gains, key=lambda place: (round(gains[place], 9), -place), default=None)
        if best is None or (places and gains[best] < MORE * total):
            break
        places.append(best)
        covered += gains[best]
        weights = {gram: weight for gram, weight in weights.items() if best not in holders.get(gram, ())}
    return Support(tuple(places), covered / total if total else 0.0)


def _grams(text: str) -> Iterator[str]:
    plain = f" {_GAPS.sub(' ', text.casefold()).strip()} "
    return (plain[k : k + GRAM] for k in range(max(1, len(plain) - GRAM + 1)))
