"""Phrases said again, ends before the end and lost halves are seen; ordinary English is not."""

from __future__ import annotations

import pytest

from pipeline.checks.nonsense import check
from pipeline.values import Severity

GERMAN = "Der Bürgermeister sagte in Wien, dass die Brücke bis zum Sommer fertig werde und dann allen offen stehe."
ENGLISH = "The mayor said in Vienna that the bridge would be finished by summer and then be open to everybody."


def test_a_whole_translation_is_fine() -> None:
    assert check(GERMAN, ENGLISH) == ()


@pytest.mark.parametrize(
    "english",
    [
        ENGLISH.replace("the bridge", "the bridge the bridge"),
        ENGLISH.replace("said in Vienna", "said in Vienna said in Vienna"),
        ENGLISH.replace("would be", "would would be"),
        ENGLISH.replace("finished", "brightly brightlys brightlyness"),
        ENGLISH[:70],
        ENGLISH.replace(" to everybody.", " to the"),
        "The mayor said it.",
    ],
)
def test_what_no_translator_writes_is_severe(english: str) -> None:
    (flag,) = check(GERMAN, english)
    assert (flag.name, flag.severity) == ("nonsense", Severity.SEVERE)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Das ist sehr, sehr gut.", "That is very very good."),
        ("Nein, nein!", "No, no!"),
        ("Sie hatte gewusst, dass das so war.", "She had had that feeling."),
        ("Berlin Berlin heißt das Lied.", "The song is called Berlin Berlin."),
        ("Er gewinnt das Radrennen Race Around Austria.", "He wins the bike race Race Around Austria."),
        ("Es ist unser Zuhause, Home Sweet Home, sagt er.", "It's our home, Home Sweet Home, he says."),
        ("Wien wächst", "Vienna grows"),
        ("★ Gut 😀 gemacht.", "★ Well done. 😀"),
        ("42.000 Dollar Gebühr für API", "$42,000 fee for API"),
    ],
)
def test_ordinary_english_is_fine(german: str, english: str) -> None:
    assert check(german, english) == ()


def test_fewer_than_five_words_may_stand_twice_apart() -> None:
    english = "The mayor said in Vienna that the pool, the mayor said in March, will be open to all by summer then."
    assert check(GERMAN, english) == ()


def test_a_missing_full_stop_alone_is_a_hint() -> None:
    assert check(GERMAN, ENGLISH.rstrip("."))[0].severity is Severity.HINT


@pytest.mark.parametrize(
    "english",
    [
        "He ordered bodyguards to escort the man out. out. out.",
        "The city centre was closed for the opening of the mosque. the mosque.",
        "That is is is what I will do.",
        "You may watch the",
    ],
)
def test_loops_behind_a_full_stop_and_ends_in_an_article_are_severe(english: str) -> None:
    flags = check("Das sehen Sie hier, und das werde ich nun tun und nichts anderes.", english)
    assert [flag.severity for flag in flags] == [Severity.SEVERE]


@pytest.mark.parametrize("english", ["We had had enough of it all.", "Oh no. No.", "What it is made of"])
def test_words_that_english_says_twice_or_ends_with_are_fine(english: str) -> None:
    assert all(flag.severity is Severity.HINT for flag in check("Davon hatten wir genug", english))


def test_five_words_said_twice_are_severe_unless_the_german_repeats_itself_too() -> None:
    english = "The council will settle a directive on 6 October, which will settle a directive on tax."
    (flag,) = check("Der Rat wird am 6. Oktober eine Richtlinie zu Steuern verabschieden.", english)
    assert flag.severity is Severity.SEVERE
    german = "Der Rat wird eine Richtlinie verabschieden, und das Parlament wird eine Richtlinie verabschieden."
    assert [flag.severity for flag in check(german, english)] == [Severity.HINT]
