"""How central each sentence is to an English text: TextRank (Mihalcea & Tarau 2004) over shared words."""
from __future__ import annotations

import math
import re
from collections import Counter
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


def centrality(sentences: Sequence[str]) -> list[float]:
    """The natural logarithm of each sentence's TextRank, times their number: 0 is average, positive is central.

    Sentences are linked by the words they share, divided by the sum of the logarithms of their lengths in words.
    """
    if not sentences:
        return []
    count = len(sentences)
    words = [_words(sentence) for sentence in sentences]
    lengths = [math.log(max(1, row.total())) for row in words]
    links = [[0.0] * count for _ in range(count)]
    for i in range(count):
        for j in range(i):
            shared = sum(times * words[j][word] for word, times in words[i].items() if word in words[j])
            # Two sentences of one word have no length to divide by.
            links[i][j] = links[j][i] = shared / (lengths[i] + lengths[j] or 1.0)
    out = [math.fsum(row) for row in links]
    rank = [1.0] * count
    for _ in range(STEPS):
        lost = math.fsum(rank[i] for i in range(count) if not out[i]) / count
        share = [rank[i] / out[i] if out[i] else 0.0 for i in range(count)]
        rank = [
            1 - DAMPING + DAMPING * (lost + math.fsum(share[i] * links[i][j] for i in range(count) if links[i][j]))
            for j in range(count)
        ]
    return [math.log(value) for value in rank]


def _words(sentence: str) -> Counter[str]:
    plain = sentence.lower().replace("’", "'")
    return Counter(word for word in _WORD.findall(plain) if word not in FUNCTION_WORDS)
