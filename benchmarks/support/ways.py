"""Ways to find the sentences that support a written one; each gives likenesses, from which two limits choose.

A way gives, for a written sentence, the article's sentences with a value each, best first. Of a *covering* way the
values are what each adds to the ones before it; of a *comparing* way each sentence's own likeness.
"""
from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from pipeline.centrality import FUNCTION_WORDS

MOST = 3
Ranked = list[tuple[int, float]]
Way = Callable[[str, Sequence[str]], Ranked]

_WORD = re.compile(r"\w+(?:[.,]\d+)*")


def words(text: str) -> tuple[str, ...]:
    """All words, small."""
    return tuple(_WORD.findall(text.lower()))


def content(text: str) -> tuple[str, ...]:
    """Words that mean something; all where none does."""
    return tuple(word for word in words(text) if word not in FUNCTION_WORDS) or words(text)


@cache
def _stem(word: str) -> str:
    from nltk.stem.snowball import SnowballStemmer  # type: ignore[import-untyped]

    return str(SnowballStemmer("english").stem(word))


def stems(text: str) -> tuple[str, ...]:
    """Content words by Snowball's stemmer."""
    return tuple(map(_stem, content(text)))


def beginnings(text: str) -> tuple[str, ...]:
    """The first five letters of content words."""
    return tuple(word[:5] for word in content(text))


def characters(*lengths: int) -> Callable[[str], tuple[str, ...]]:
    """Stretches of so many characters, over the ends of words."""

    def cut(text: str) -> tuple[str, ...]:
        plain = f" {' '.join(words(text))} "
        return tuple(plain[k : k + n] for n in lengths for k in range(len(plain) - n + 1))

    return cut


def covering(cut: Callable[[str], tuple[str, ...]], *, rare: bool = True) -> Way:
    """Greedy: each time the sentence that covers most of what is left; ``rare`` parts count more."""
    cut = lru_cache(maxsize=100_000)(cut)

    def way(written: str, article: Sequence[str]) -> Ranked:
        parts = [frozenset(cut(sentence)) for sentence in article]
        left = set(cut(written))
        have = Counter(part for row in parts for part in row if part in left)
        worth = {part: math.log((len(article) + 1) / (have[part] + 0.5)) if rare else 1.0 for part in left}
        total = sum(worth.values()) or 1.0
        ranked: Ranked = []
        while len(ranked) < MOST:
            gains = [sum(worth[part] for part in left & row) for row in parts]
            best = max(range(len(parts)), key=lambda place: gains[place])
            ranked.append((best, gains[best] / total))
            left -= parts[best]
        return ranked

    return way


def comparing(like: Callable[[str, Sequence[str]], Sequence[float]]) -> Way:
    """Each sentence by its own likeness."""

    def way(written: str, article: Sequence[str]) -> Ranked:
        values = like(written, article)
        return [(place, values[place]) for place in sorted(range(len(article)), key=lambda k: -values[k])[:MOST]]

    return way


def tfidf(written: str, article: Sequence[str]) -> list[float]:
    """Cosine of stems, by TF-IDF over the article."""
    bags = [Counter(stems(sentence)) for sentence in article]
    have = Counter(part for bag in bags for part in bag)
    vectors = [
        {part: (1 + math.log(times)) * math.log((len(bags) + 1) / (have[part] + 0.5)) for part, times in bag.items()}
        for bag in [Counter(stems(written)), *bags]
    ]
    norms = [math.sqrt(sum(value * value for value in vector.values())) or 1.0 for vector in vectors]
    wanted = vectors[0]
    return [
        sum(value * vector.get(part, 0.0) for part, value in wanted.items()) / norms[0] / norm
        for vector, norm in zip(vectors[1:], norms[1:], strict=True)
    ]


def bm25(written: str, article: Sequence[str]) -> list[float]:
    """BM25 (k1 1.5, b 0.75) of stems, divided by what the sentence reaches with itself about."""
    bags = [Counter(stems(sentence)) for sentence in article]
    have = Counter(part for bag in bags for part in bag)
    mean = sum(bag.total() for bag in bags) / max(1, len(bags)) or 1.0
    rare = {part: math.log((len(bags) + 1) / (have[part] + 0.5)) for part in set(stems(written))}
    total = sum(rare.values()) or 1.0
    return [
        sum(rare[p] * 2.5 * bag[p] / (bag[p] + 1.5 * (0.25 + 0.75 * bag.total() / mean)) for p in rare) / total
        for bag in bags
    ]


def rouge_l(written: str, article: Sequence[str]) -> list[float]:
    """Recall of ROUGE-L on stems."""
    wanted = stems(written)
    return [_common(wanted, stems(sentence)) / len(wanted) if wanted else 0.0 for sentence in article]


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    row = [0] * (len(second) + 1)
    for one in first:
        before = 0
        for k, other in enumerate(second, 1):
            before, row[k] = row[k], before + 1 if one == other else max(row[k], row[k - 1])
    return row[-1]


def chrf(written: str, article: Sequence[str]) -> list[float]:
    """F2 of stretches of two to five characters."""
    cut = characters(2, 3, 4, 5)
    wanted = Counter(cut(written))
    values = []
    for sentence in article:
        there = Counter(cut(sentence))
        both = (wanted & there).total()
        values.append(5 * both / (4 * wanted.total() + there.total()) if both else 0.0)
    return values


def token_set(written: str, article: Sequence[str]) -> list[float]:
    """``token_set_ratio`` of rapidfuzz."""
    from rapidfuzz import fuzz

    return [fuzz.token_set_ratio(written.lower(), sentence.lower()) / 100 for sentence in article]
