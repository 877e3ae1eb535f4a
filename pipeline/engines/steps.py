"""The chances of what transformers writes, noted down while it searches."""
from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


class Steps:
    """A logits processor that changes nothing, and keeps the likeliest next pieces of every beginning that was tried.

    ``output_scores`` of transformers would keep the whole vocabulary of every step, which is gigabytes.
    """

    def __init__(self, beams: int) -> None:
        self._beams = beams
        # A search over n beams takes the best 2n ways over all of them, so of one beam never more.
        self._ways = 2 * beams
        self._next: dict[tuple[int, tuple[int, ...]], dict[int, float]] = {}

    def __call__(self, written: Tensor, scores: Tensor) -> Tensor:
        """Note the log-probabilities after each row of ``written``: bounds of the search are in ``scores`` by now."""
        best = scores.float().log_softmax(-1).topk(min(self._ways, scores.shape[-1]))
        rows = zip(written.tolist(), best.indices.tolist(), best.values.tolist(), strict=True)
        for index, (beginning, numbers, values) in enumerate(rows):
            ways = self._next.setdefault((index // self._beams, tuple(beginning)), {})
            for number, value in zip(numbers, values, strict=True):
                # Beams that start out the same come several times.
                ways.setdefault(number, value)
        return scores

    def total(self, place: int, start: Sequence[int], row: Sequence[int]) -> float:
        """Log-probability of ``row``, written for input ``place`` after ``start``."""
        whole = (*start, *row)
        return math.fsum(self._next[place, whole[:end]][whole[end]] for end in range(len(start), len(whole)))
