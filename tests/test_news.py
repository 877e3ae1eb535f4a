"""What a paragraph is in other languages than German: what its form says, and no more."""
from __future__ import annotations

import pytest

from pipeline.news import recognise
from pipeline.values import Kind

FRENCH = """Le maire inaugure un pont

M. Dupont est venu lundi à Lyon. Il a parlé.

Photo : Jean Martin

Von Anna Muster

- un
- deux

Un long paragraphe (Reuters, APA)"""


def kinds(text: str, language: str) -> list[Kind]:
    return [block.kind for block in recognise(text, "a.txt", language=language).blocks]


def test_form_decides_and_german_words_do_not() -> None:
    article = recognise(FRENCH, "a.txt", language="fr")
    assert [block.kind for block in article.blocks] == [
        Kind.HEADLINE, Kind.STANDFIRST, Kind.CREDIT, Kind.SUBHEADING, Kind.ITEM, Kind.ITEM, Kind.SUBHEADING,
    ]  # fmt: skip
    assert (article.language, article.title, article.author) == ("fr", "Le maire inaugure un pont", None)
    german = recognise(FRENCH, "a.txt")
    assert (german.language, german.author) == ("de", "Anna Muster")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("市長が橋を開通\n\n市長は月曜日に来た。彼は話した。橋は新しい。", "ja"),
        ("अध्यक्ष\n\nवह आया। वह गया। वह बोला।", "hi"),
    ],
)
def test_sentences_that_end_in_other_marks_are_prose(text: str, language: str) -> None:
    assert kinds(text, language) == [Kind.HEADLINE, Kind.PARAGRAPH]


def test_an_english_translation_is_read_as_it_was_written() -> None:
    paragraphs = ["A town grows", "Vienna grows. Graz grows too.", "Photo: Reuters", "VIDEO: A drama in six files."]
    text = "\n\n".join([*paragraphs, "(pez, 20.4.2023)"])
    assert kinds(text, "en") == [Kind.HEADLINE, Kind.STANDFIRST, Kind.CREDIT, Kind.TEASER, Kind.SUBHEADING]


def test_the_line_of_a_press_release_above_its_headline_gives_the_day() -> None:
    text = "Wien, 2026-11-23 – Pressemitteilung 13 987-246/26\n\nZahl der Nächtigungen steigt\n\nEs waren 9 Millionen."
    article = recognise(text, "a.txt")
    assert article.title == "Zahl der Nächtigungen steigt"
    assert str(article.date) == "2026-11-23"
