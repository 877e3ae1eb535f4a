"""Sentences whose support is known, made from human translations and the bundled model's of the same lines.

An article is twenty lines that follow one another. Ways to write a sentence of it:

* paraphrase: the human English of a line, against the machine's English of all twenty
* fused: two of those, a quarter of the words of each left out, joined by "and"
* other: one of another article, which nothing here supports
* gone: one whose own line is taken out of the article; what is left is of the same event, a headline may say the same
"""
from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LINES = 20
"""Of an article."""
SAMPLED = 10
"""Cases of each way but the first, an article."""


@dataclass(frozen=True, slots=True)
class Case:
    """A written sentence, the article, and the places of the sentences that support it (none: nothing does)."""

    way: str
    written: str
    article: tuple[str, ...]
    gold: frozenset[int]


def cases(lines: Sequence[tuple[str, str]], name: str) -> Iterator[Case]:
    """Cases from ``(human English, machine English)``; ``name`` begins the random numbers."""
    articles = [lines[k : k + LINES] for k in range(0, len(lines) - LINES + 1, LINES)]
    for number, article in enumerate(articles):
        chance = random.Random(f"{name} {number}")
        machine = tuple(english for _, english in article)
        for place, (human, _) in enumerate(article):
            yield Case("paraphrase", human, machine, frozenset({place}))
        for pair, written in fused([human for human, _ in article], chance):
            yield Case("fused", written, machine, frozenset(pair))
        others = articles[(number + len(articles) // 2) % len(articles)]
        for place in chance.sample(range(LINES), SAMPLED):
            yield Case("other", others[place][0], machine, frozenset())
        for place in chance.sample(range(LINES), SAMPLED):
            yield Case("gone", article[place][0], machine[:place] + machine[place + 1 :], frozenset())


def fused(texts: Sequence[str], chance: random.Random) -> Iterator[tuple[tuple[int, int], str]]:
    """Pairs of ``texts``, each shortened, as one sentence, with their places."""
    for _ in range(SAMPLED):
        first, second = sorted(chance.sample(range(len(texts)), 2))
        if min(len(texts[first].split()), len(texts[second].split())) >= 5:
            halves = (shortened(texts[place], chance) for place in (first, second))
            yield (first, second), f"{' and '.join(halves)}."


def shortened(text: str, chance: random.Random) -> str:
    """``text`` without a quarter of its words that stand together, never the first, and without its full stop."""
    words = text.rstrip(".!?").split()
    gone = len(words) // 4
    start = chance.randrange(1, max(2, len(words) - gone))
    return " ".join(words[:start] + words[start + gone :])
