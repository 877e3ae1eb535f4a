"""A sentence is central for the words that it shares with others."""
from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.centrality import centrality

WORDS = st.lists(st.sampled_from(["vienna", "bridge", "council", "the", "of", "7", "—"]), max_size=6).map(" ".join)


def test_what_the_others_are_about_is_central_and_what_stands_apart_is_not() -> None:
    values = centrality([
        "The council of Vienna votes for a bridge.",
        "It rained.",
        "The bridge will cost Vienna millions.",
        "The council of Vienna wants the bridge by 2030.",
    ])  # fmt: skip
    assert values[1] == min(values) < 0
    assert values[0] > 0
    assert values[3] > 0


def test_words_that_every_text_shares_link_nothing() -> None:
    assert centrality(["It was what they had.", "They had what it was.", "Dogs bark."]) == pytest.approx([0, 0, 0])


def test_nothing_and_one_sentence() -> None:
    assert centrality([]) == []
    assert centrality(["Vienna grows."]) == pytest.approx([0])


@given(st.lists(WORDS, max_size=8))
def test_ranks_sum_to_the_number_of_sentences_and_follow_their_order(sentences: list[str]) -> None:
    values = centrality(sentences)
    assert math.fsum(map(math.exp, values)) == pytest.approx(len(sentences))
    assert centrality(sentences[::-1])[::-1] == pytest.approx(values)
