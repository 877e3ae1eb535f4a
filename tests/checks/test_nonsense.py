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
        ("Es ist unser Zuhause, Home Sweet Home, sagt er.", "It's our home, Home Sweet Home, he says."),
        ("Wien wächst", "Vienna grows"),
        ("42.000 Dollar Gebühr für API", "$42,000 fee for API"),
    ],
)
def test_ordinary_english_is_fine(german: str, english: str) -> None:
    assert check(german, english) == ()


def test_five_words_that_stand_twice_apart_are_a_hint() -> None:
    english = ENGLISH.replace("and then be open", "and by summer would be finished by summer and then be open")
    again = "The mayor said in Vienna that the mayor said in Vienna it would be open to all by summer then, he said."
    assert {flag.severity for flag in (*check(GERMAN, again), *check(GERMAN, english))} <= {Severity.HINT}
    assert check(GERMAN, again)[0].severity is Severity.HINT


def test_a_missing_full_stop_alone_is_a_hint() -> None:
    assert check(GERMAN, ENGLISH.rstrip("."))[0].severity is Severity.HINT
