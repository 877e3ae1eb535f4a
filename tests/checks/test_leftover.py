"""German in the English is seen; names, titles and English inside German are not."""

from __future__ import annotations

import pytest

from pipeline.checks.leftover import check
from pipeline.values import Severity

GERMAN = "Die Behörde wird sich auf die neue Regelung für das nächste Jahr nicht einigen können."


@pytest.mark.parametrize(
    "english",
    [
        GERMAN,
        "The authority will auf die neue rules for next year not agree.",
        "The authority will not be able to agree on the new Regelung für das next year.",
        "The authority cannot agree on the nächste year's rules.",
    ],
)
def test_german_words_in_the_english_are_severe(english: str) -> None:
    (flag,) = check(GERMAN, english)
    assert (flag.name, flag.severity) == ("leftover", Severity.SEVERE)
    assert "German" in flag.message


@pytest.mark.parametrize(
    ("german", "english"),
    [
        (GERMAN, "The authority will not be able to agree on the new rules for next year."),
        ("Ursula von der Leyen kam nach Wien.", "Ursula von der Leyen came to Vienna."),
        ('Der Film "Der Wind, das himmlische Kind" läuft an.', 'The film "Der Wind, das himmlische Kind" opens.'),
        ("Der Hinweis steht unter www.rund-ums-haus.at.", "The note is at www.rund-ums-haus.at."),
        ("We are not amused, says the Queen.", "We are not amused, says the Queen."),
        ("Wien (dpa) - Die Stadt wächst.", "Vienna (dpa) - The city is growing."),
        ("Foto: Reuters Wien 2023", "Foto: Reuters Wien 2023"),
    ],
)
def test_names_titles_and_english_are_fine(german: str, english: str) -> None:
    assert check(german, english) == ()


def test_a_foreign_name_with_a_small_word_is_a_hint() -> None:
    english = "The lobby Britain stronger in Europe is ahead."
    (flag,) = check("Die Lobby Britain stronger in Europe liegt vorn.", english)
    assert flag.severity is Severity.HINT


def test_one_small_word_is_a_hint() -> None:
    (flag,) = check(GERMAN, "The authority will auf agree for next year.")
    assert flag.severity is Severity.HINT
