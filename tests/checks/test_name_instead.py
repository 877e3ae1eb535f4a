"""A common noun in the place of a name."""
from __future__ import annotations

import pytest

from pipeline.checks.name_instead import nouns
from pipeline.checks.names import check
from pipeline.values import Severity


def test_a_noun_is_reported_only_where_the_german_has_no_word_for_it() -> None:
    assert nouns("Musk gab auf.", "The company gave up.") == {"company"}
    assert not nouns("Der Konzern gab auf.", "The company gave up.")
    assert not nouns("Musk gab auf.", "The company that he led gave up.")
    assert not nouns("Musk gab auf.", "A company gave up.")


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Besonders beliebt war die Klomfaßallee.", "The company was especially popular."),
        ("Die Fans der Gunners jubelten.", "The fans of the club cheered."),
        ("Das Blatt lobt die Zwarties.", "The paper praises the group."),
    ],
)
def test_a_name_that_became_a_common_noun_is_severe(german: str, english: str) -> None:
    assert any(flag.severity is Severity.SEVERE for flag in check(german, english))


def test_a_noun_for_a_noun_says_nothing_of_an_unknown_word() -> None:
    assert not check("Die Gruppe lobt die Zwarties.", "The group praises them.")
