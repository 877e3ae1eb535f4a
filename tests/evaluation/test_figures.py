"""An interval holds the mean, narrows with more examples, and is the same each time."""
from __future__ import annotations

import pytest

from pipeline.evaluation.figures import mean


def test_the_interval_is_around_the_mean_and_repeatable() -> None:
    figure = mean([0, 1] * 50)
    assert figure == mean([0, 1] * 50)
    assert figure.value == 0.5
    # The standard error of a hundred fair coins is 0.05, and 1.96 of it on each side is 95%.
    assert (figure.low, figure.high) == (pytest.approx(0.402, abs=0.02), pytest.approx(0.598, abs=0.02))


def test_a_difference_of_two_ways_is_paired() -> None:
    hard_and_easy = [0.0, 100.0] * 50
    better = [value + 1 for value in hard_and_easy]
    gain = mean([a - b for a, b in zip(better, hard_and_easy, strict=True)])
    assert (gain.low, gain.high) == (1, 1)
