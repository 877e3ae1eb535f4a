"""How central each sentence is to an English text: TextRank (Mihalcea & Tarau 2004) over shared words."""
from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

FUNCTION_WORDS = frozenset(
    """
    a about above after again against all almost alone along already also although always am among an and another any
    anybody anyone anything are around as at away back be became because become becomes been before behind being below
    between both but by came can cannot come comes could did do does doing done down during each either else enough
    even ever every everybody everyone everything far few first for from further get gets getting give given go goes
    going gone got had has have having he her here hers herself him himself his how however i if in indeed instead into
    is it its itself just keep last least less let like made make makes making many may me might mine more most mostly
    much must my myself near never next no nobody none nor not nothing now of off often on once one only or other others
    our ours ourselves out over own part per perhaps put quite rather really same say says saying said see seen seem
    seemed seems several shall she should since so some somebody someone something sometimes still such take than that
    the their theirs them themselves then there therefore these they thing things this those though through thus to
    together told too took toward towards two under until up upon us use used very was way we well went were what
    whatever when where whether which while who whole whom whose why will with within without would year years yet you
    your yours yourself it's he's she's that's there's i'm i've you're we're they're don't didn't doesn't isn't wasn't
    can't won't wouldn't couldn't
    """.split()
)
"""Words that every text shares; sentences are not alike for having them."""

DAMPING = 0.85
"""As in the paper, and in PageRank."""
STEPS = 60
SETTLED = 1e-9
"""A step that moves no rank by more is the last."""


def centrality(sentences: Sequence[str]) -> list[float]:
    """The natural logarithm of each sentence's TextRank, times their number: 0 is average, positive is central.

    Sentences are linked by the words they share, divided by the sum of the logarithms of their lengths in words.
    """
    if not sentences:
        return []
    links = _links([_words(sentence) for sentence in sentences])
    out = [sum(row.values()) for row in links]
    count = len(links)
    rank = [1.0] * count
    for _ in range(STEPS):
        lost = sum(rank[i] for i in range(count) if not out[i]) / count
        share = [rank[i] / out[i] if out[i] else 0.0 for i in range(count)]
        new = [
            1 - DAMPING + DAMPING * (lost + sum(share[i] * weight for i, weight in row.items())) for row in links
        ]
        change = max(abs(a - b) for a, b in zip(new, rank, strict=True))
        rank = new
        if change < SETTLED:
            break
    return [math.log(value) for value in rank]


def _links(words: Sequence[Counter[str]]) -> list[dict[int, float]]:
    """For each sentence those that share a word with it, and how closely they are linked."""
    lengths = [math.log(max(1, row.total())) for row in words]
    places: dict[str, list[int]] = defaultdict(list)
    shared: list[dict[int, int]] = [{} for _ in words]
    for i, row in enumerate(words):
        for word, times in row.items():
            for j in places[word]:
                both = times * words[j][word]
                shared[i][j] = shared[i].get(j, 0) + both
                shared[j][i] = shared[j].get(i, 0) + both
            places[word].append(i)
    # Two sentences of one word have no length to divide by.
    return [{j: both / (lengths[i] + lengths[j] or 1.0) for j, both in row.items()} for i, row in enumerate(shared)]


def _words(sentence: str) -> Counter[str]:
    plain = sentence.lower().replace("’", "'")
    return Counter(word for word in _WORD.findall(plain) if word not in FUNCTION_WORDS)
