"""What a written sentence says beyond its evidence."""
from __future__ import annotations

import pytest

from pipeline.faithfulness import doubts
from pipeline.values import Severity

ARTICLE = [
    "Chancellor Karl Nehammer spoke in Vienna on Monday.",
    "He said that 1,200 people had not been paid.",
    "Many smaller firms have already left the platform.",
    "The ministry will reportedly raise the fee to 42,000 euros.",
]


@pytest.mark.parametrize(
    ("written", "places", "name"),
    [
        ("He said 1,300 people had not been paid.", [1], "numbers"),
        ("The ministry will reportedly raise the fee to 42,000 dollars.", [3], "numbers"),
        ("Then Christian Kogler said that 1,200 people had not been paid.", [1], "names"),
        ("He said that 1,200 people had been paid.", [1], "negation"),
        ("Many smaller firms have not left the platform.", [2], "negation"),
        ("Many smaller firms left left left left left left the platform.", [2], "repetition"),
        ("Many firms left. " * 400, [2], "repetition"),
    ],
)
def test_what_the_evidence_does_not_bear_out_is_a_severe_flag(written: str, places: list[int], name: str) -> None:
    flags = doubts(written, places, ARTICLE)
    assert name in [flag.name for flag in flags if flag.severity is Severity.SEVERE]
    assert all(flag.message.endswith(".") and flag.advice for flag in flags)


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("Nehammer said 1,200 people had not been paid.", [1]),
        ("Nehammer spoke in Vienna, and 1,200 people had not been paid.", [0, 1]),
        ("Many firms have left.", [2]),
        ("The fee is reportedly to be 42,000 euros.", [3]),
    ],
)
def test_a_true_sentence_has_no_flag_and_may_name_whom_the_article_calls_he(written: str, places: list[int]) -> None:
    assert doubts(written, places, ARTICLE) == ()


def test_a_hedge_that_became_a_fact_is_a_hint() -> None:
    (flag,) = doubts("The ministry will raise the fee to 42,000 euros.", [3], ARTICLE)
    assert (flag.name, flag.severity) == ("modality", Severity.HINT)
    assert "reportedly" in flag.message


def test_a_number_from_elsewhere_in_the_article_is_as_wrong_as_an_invented_one() -> None:
    assert doubts("He said that 42,000 people had not been paid.", [1], ARTICLE)
