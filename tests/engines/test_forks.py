"""A model that may write only given texts has a choice at the forks of their prefix tree, and nowhere else."""
from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.forks import add, deepest, forks

ROWS = st.lists(st.text("ab", max_size=5).map(lambda text: (*text, ".")), min_size=1, max_size=8, unique=True)


def test_each_choice_is_named_with_what_it_leads_to() -> None:
    found = [(fork.prefix, fork.ways) for fork in forks([("a", "b", "."), ("a", "c", "."), ("d", ".")])]
    assert found == [((), {"a": (0, 1), "d": (2,)}), (("a",), {"b": (0,), "c": (1,)})]


def test_a_row_that_begins_another_may_end_there() -> None:
    (fork,) = forks([("a", "."), ("a", "b", ".")])
    assert (fork.prefix, fork.ways) == (("a",), {".": (0,), "b": (1,)})


def test_equal_rows_are_one() -> None:
    assert list(forks([("a", "."), ("a", ".")])) == []


@given(ROWS, st.integers(0, 99))
def test_the_chances_of_all_rows_sum_to_one_and_reading_along_the_deepest_passes_every_fork(
    rows: list[tuple[str, ...]], seed: int
) -> None:
    found = list(forks(rows))
    scores = [0.0] * len(rows)
    for fork in found:
        add(scores, fork, {piece: (hash((fork.prefix, piece, seed)) % 1000) / 50 for piece in fork.ways})
    assert math.fsum(map(math.exp, scores)) == pytest.approx(1)
    assert all(any(long[: len(fork.prefix)] == fork.prefix for long in deepest(found)) for fork in found)
