"""The simple ways choose places of sentences, in order, without any download."""
from __future__ import annotations

import pytest

from pipeline.evaluation.baselines import baselines

ARTICLE = [
    "It rained.",
    "The council of Vienna voted for a new bridge over the Danube on Monday.",
    "Nobody sang.",
    "The new bridge over the Danube will cost the council of Vienna 40 million euros.",
    "Dogs barked.",
    "The council will build the bridge over the Danube in two years.",
]


@pytest.mark.parametrize("name", ["lead", "TextRank", "LexRank"])
def test_so_many_places_in_order(name: str) -> None:
    choose = baselines()[name]
    for count in (1, 3, 6, 9):
        places = choose(ARTICLE, count)
        assert places == sorted(set(places))
        assert len(places) == min(count, 6)


def test_ranking_finds_what_the_sentences_share() -> None:
    found = baselines()
    assert found["lead"](ARTICLE, 3) == [0, 1, 2]
    assert found["TextRank"](ARTICLE, 2) == [1, 3]
    assert 1 in found["LexRank"](ARTICLE, 4)


def test_equal_sentences_have_places_of_their_own() -> None:
    assert baselines()["TextRank"](["The bridge is new."] * 3, 2) in ([0, 1], [0, 2], [1, 2])
