"""When two spellings are one name."""
from __future__ import annotations

import pytest

from pipeline.checks.name_spelling import akin, alike, distance, misspelt, plain, same


@pytest.mark.parametrize("other", ["Mueller", "Muller", "MÜLLER", "müller"])
def test_umlauts_are_written_in_several_ways(other: str) -> None:
    assert plain("Müller") == plain(other)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("merkels", "merkel"),
        ("berliner", "berlin"),
        ("katalonien", "katalonia"),
        ("volksbanken", "volksbanks"),
        ("trumpismus", "trumpism"),
        ("trump", "trumps"),
    ],
)
def test_endings_of_either_language_do_not_matter(german: str, english: str) -> None:
    assert same(german, english)


@pytest.mark.parametrize(("german", "english"), [("dahlmann", "dahlman"), ("merkel", "mirkel"), ("rom", "romania")])
def test_other_letters_do(german: str, english: str) -> None:
    assert not same(german, english)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Chodorkowski", "Khodorkovsky"),
        ("Selenskyj", "Zelensky"),
        ("Lawrow", "Lavrov"),
        ("Petritsch", "Petrich"),
        ("Nawalny", "Navalny"),
    ],
)
def test_transcriptions_of_one_name_are_alike(german: str, english: str) -> None:
    assert alike(german, english)


def test_doubled_letters_make_two_spellings() -> None:
    assert not alike("Karrenbauer", "Karenbauer")
    assert misspelt("karrenbauer", "karenbauer")


@pytest.mark.parametrize(
    ("one", "other", "steps"), [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("ab", "xy", 2)]
)
def test_distance_counts_letters_lost_added_changed_or_exchanged(one: str, other: str, steps: int) -> None:
    assert distance(one, other, 2) == steps


def test_distance_stops_at_its_limit() -> None:
    assert distance("a" * 1000, "b" * 1000, 2) == 3


def test_short_words_and_other_names_are_not_misspelt() -> None:
    assert not misspelt("rom", "ram")
    assert not misspelt("merkel", "macron")
    assert not misspelt("scholz", "söder")


def test_peoples_are_akin_in_both_languages() -> None:
    assert akin("Assyrer", "Assyrians")
    assert not akin("Merkel", "Macron")
