"""Choosing sentences for a faithful summary, one at a time, by the model's own probabilities."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline import codec
from pipeline.centrality import centrality
from pipeline.engine import Engine

MODEL_POWER = 0.25
"""How much the model has to say beside centrality; chosen among 0 to 1.5 with the bundled one (docs/quality.md)."""


DOUBT = math.log(2)
"""A sentence whose translation is in doubt counts half: another one that says as much is printed instead."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be chosen; one that ``leans`` needs the sentence before it."""

    text: str
    leans: bool = False
    doubtful: bool = field(default=False, metadata=codec.added(False))
    """Whether a severe check speaks against its translation."""


def choose(engine: Engine, unit: Sequence[Candidate], *, sentences: int, words: int) -> list[int]:
    """Places of the chosen sentences, in reading order; at most ``sentences`` and ``words`` (0: no limit).

    Each step takes the sentence with the largest product of two things: its centrality (``pipeline.centrality``), and
    the probability that the model writes it, if it may write only sentences of the article, to the power of
    MODEL_POWER; half of that where it is doubtful. A sentence that leans on the one before it comes with that one or
    not at all, at their mean. An article longer than the model's input is chosen from in parts, and then once more from
    what was chosen, so that no part stays unread. A single sentence over that limit is not chosen.
    """
    limit = sentences or len(unit)
    pool = [k for k in range(len(unit)) if fits(engine, unit[k].text)]
    if not pool:
        return []
    while len(parts := _parts(engine, unit, pool)) > 1:
        smaller = sorted(k for part in parts for k in _best(engine, unit, part, max(limit, len(part) // 3), 0))
        if len(smaller) >= len(pool):
            break
        pool = smaller
    return _best(engine, unit, pool, limit, words)


def _parts(engine: Engine, unit: Sequence[Candidate], pool: Sequence[int]) -> list[list[int]]:
    """``pool`` in stretches that fit into the model; a leaning sentence stays with what it leans on."""
    parts: list[list[int]] = [[]]
    used = 0
    for k in pool:
        cost = engine.count_tokens(unit[k].text) + 1
        if parts[-1] and used + cost > engine.max_input_tokens:
            parts.append([])
            used = 0
        parts[-1].append(k)
        used += cost
    return parts


def _best(engine: Engine, unit: Sequence[Candidate], pool: Sequence[int], limit: int, words: int) -> list[int]:
    shown = list(pool)
    while len(shown) > 1 and not fits(engine, *(unit[k].text for k in shown)):
        shown.pop()
    article = " ".join(unit[k].text for k in shown)
    texts = [unit[k].text for k in pool]
    ranked = zip(pool, engine.rank(article, texts), centrality(texts), strict=True)
    worth = {k: MODEL_POWER * chance + central - DOUBT * unit[k].doubtful for k, chance, central in ranked}
    groups = [group for k in pool if (group := _with_antecedents(unit, pool, k)) is not None]
    chosen: set[int] = set()
    while True:
        options = []
        for group in groups:
            new = [k for k in group if k not in chosen]
            grown = chosen.union(new)
            if new and len(grown) <= limit and not (words and _words(unit, sorted(grown)) > words):
                options.append((round(sum(worth[k] for k in new) / len(new), 3), -new[-1], grown))
        if not options:
            return sorted(chosen)
        chosen = max(options, key=lambda option: option[:2])[2]


def fits(engine: Engine, *sentences: str) -> bool:
    """Whether these sentences together can be read by the model."""
    return engine.count_tokens(" ".join(sentences)) < engine.max_input_tokens


def _with_antecedents(unit: Sequence[Candidate], pool: Sequence[int], k: int) -> list[int] | None:
    """``k`` with the sentences before it that it leans on; None if one of them is not in ``pool``."""
    group = [k]
    while unit[group[0]].leans:
        before = group[0] - 1
        if before not in pool:
            return None
        group.insert(0, before)
    return group


def _words(unit: Sequence[Candidate], places: Sequence[int]) -> int:
    return sum(len(unit[k].text.split()) for k in places)
