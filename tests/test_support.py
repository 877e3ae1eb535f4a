"""Which sentences of an article support a written one."""
from __future__ import annotations

import pytest

from pipeline.support import ENOUGH, supports

ARTICLE = [
    "Twitter is removed from another large B2B platform.",
    "Microsoft will strike Twitter from its advertising plan next week, the company announced.",
    "The announcement comes a day after Elon Musk appeared at a large marketing conference.",
    "Twitter will demand a fee of $42,000 a month for access to its own API from 29 April.",
    "Users will no longer receive weather warnings on Twitter.",
]


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("Access to the API will cost $42,000 a month.", (3,)),
        ("Microsoft is striking Twitter from its plan for advertisers.", (1,)),
        ("Twitter's users lose its weather warnings and Microsoft strikes it from its advertising plan.", (1, 4)),
        (ARTICLE[2], (2,)),
        ("The harvest of grapes in Burgenland was poor because of hail.", ()),
        ("", ()),
        ("…", ()),
    ],
)
def test_a_sentence_rests_on_those_that_say_it_and_on_nothing_where_none_does(written: str, places: tuple[int]) -> None:
    (found,) = supports([written], ARTICLE)
    assert tuple(sorted(found.places)) == places
    assert (found.share >= ENOUGH) == bool(places)


def test_the_sentence_that_covers_most_comes_first() -> None:
    (found,) = supports([f"{ARTICLE[3]} Users get no weather warnings."], ARTICLE)
    assert found.places == (3, 4)


def test_what_hardly_resembles_anything_still_has_a_nearest_sentence() -> None:
    (found,) = supports(["Firms advertise less wherever the boss makes jokes about conferences."], ARTICLE)
    assert found.places == ()
    assert found.nearest[0] == 2


def test_no_article_supports_nothing() -> None:
    (found,) = supports(["Musk sues."], [])
    assert (found.places, found.share) == ((), 0.0)
