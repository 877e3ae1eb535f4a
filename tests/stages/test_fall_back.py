"""What of a freely written summary is printed."""
from __future__ import annotations

import dataclasses

from pipeline.stages.choose import Candidate
from pipeline.stages.fall_back import UNSUPPORTED, fall_back

ARTICLE = [
    Candidate("Microsoft will strike Twitter from its advertising plan next week."),
    Candidate("Twitter will demand a fee of 42,000 dollars a month from 29 April."),
    Candidate("Many smaller firms have already left the platform because of the fee.", leans=True),
]
TRUE = "Twitter demands 42,000 dollars a month from 29 April."
FALSE = "Twitter demands 43,000 dollars a month from 29 April."
INVENTED = "The harvest of grapes in Burgenland was poor because of hail."


def test_what_the_article_bears_out_is_printed_as_it_was_written_with_what_it_rests_on() -> None:
    (one,), left_out = fall_back([TRUE], ARTICLE)
    assert (one.text, one.places, one.replaced, left_out) == (TRUE, (1,), None, 0)


def test_the_supporting_sentence_stands_in_for_one_that_failed_and_says_why() -> None:
    (one,), left_out = fall_back([FALSE], ARTICLE)
    assert (one.text, one.places, one.replaced, left_out) == (ARTICLE[1].text, (1,), FALSE, 0)
    assert any("43,000" in flag.message for flag in one.flags)


def test_what_nothing_supports_is_left_out() -> None:
    assert fall_back([INVENTED], ARTICLE) == ([], 1)


def test_a_sentence_that_is_only_near_to_the_article_is_replaced_by_what_it_is_near_to() -> None:
    weak = "Advertising budgets shrink after the plan was cancelled."
    (one,), _ = fall_back([weak], ARTICLE)
    assert (one.text, one.replaced, one.flags) == (ARTICLE[0].text, weak, (UNSUPPORTED,))


def test_nothing_is_printed_twice() -> None:
    (one,), left_out = fall_back([FALSE, TRUE, TRUE], ARTICLE)
    assert (one.text, left_out) == (TRUE, 1)
    (one,), left_out = fall_back([FALSE, FALSE.replace("43", "44")], ARTICLE)
    assert (one.text, left_out) == (ARTICLE[1].text, 1)


def test_a_sentence_that_leans_on_another_or_is_in_doubt_stands_in_for_none() -> None:
    wrong = "Many smaller firms have not left the platform because of the fee."
    assert fall_back([wrong], ARTICLE) == ([], 1)
    doubtful = [dataclasses.replace(candidate, leans=False, doubtful=True) for candidate in ARTICLE]
    assert fall_back([wrong], doubtful) == ([], 1)
    (one,), _ = fall_back([wrong], [dataclasses.replace(candidate, leans=False) for candidate in ARTICLE])
    assert one.text == ARTICLE[2].text


def test_an_article_without_a_sentence_bears_out_nothing() -> None:
    assert fall_back([TRUE], []) == ([], 1)
