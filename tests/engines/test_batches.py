from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine import Decoding
from pipeline.engines.batches import batches, output_limit
from pipeline.errors import InputError


@pytest.mark.parametrize(
    ("tokens", "limit"),
    [(1, 32), (4, 32), (5, 64), (100, 320), (200, 511)],  # 3 times the input plus 20, up to the next 32
)
def test_the_limit_follows_from_the_input(tokens: int, limit: int) -> None:
    assert output_limit(tokens, Decoding(), 511) == limit


def test_a_least_length_raises_the_limit() -> None:
    assert output_limit(1, Decoding(min_output_tokens=100), 511) == 128
    with pytest.raises(InputError, match="ends at 511"):
        output_limit(1, Decoding(min_output_tokens=511), 511)


@given(
    st.lists(st.integers(1, 600), max_size=80),
    st.sampled_from([1, 8, 1000]),
    st.integers(1, 50),
    st.integers(1, 2000),
)
def test_every_input_is_in_one_batch_and_no_batch_is_too_large(
    lengths: list[int], step: int, rows: int, tokens: int
) -> None:
    limits = [output_limit(length, Decoding(), 511) for length in lengths]
    made = list(batches(lengths, limits, tokens=tokens, rows=rows, alike=lambda n: n // step))
    assert sorted(position for batch in made for position in batch.positions) == list(range(len(lengths)))
    for batch in made:
        held = [lengths[position] for position in batch.positions]
        assert len(held) <= rows
        assert len(held) == 1 or max(held) * len(held) <= tokens
        assert {limits[position] for position in batch.positions} == {batch.limit}
        assert len({length // step for length in held}) == 1


def test_batches_are_full_and_the_longest_come_first() -> None:
    made = list(batches([10, 30, 10, 30, 10], [64, 64, 64, 64, 64], tokens=60, rows=8, alike=lambda n: n // 100))
    assert [batch.positions for batch in made] == [(1, 3), (0, 2, 4)]
