"""What counts as nonsense, and what must not."""

from __future__ import annotations

import pytest

from pipeline.sanity import doubts, in_plain_figures, lost_numbers, needs_no_translation, repeats


@pytest.mark.parametrize(
    "text", ["42", "12.30–14.00", "https://derstandard.at/abc", "@musk #ai", "💩💩", "…", "a@b.at", "x" * 5000]
)
def test_what_has_no_language_needs_no_translation(text: str) -> None:
    assert needs_no_translation(text)


@pytest.mark.parametrize(
    "text",
    ["Ja", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", "42.000 Dollar", "Siehe www.derstandard.at", "Ö"],
)
def test_words_need_translation(text: str) -> None:
    assert not needs_no_translation(text)


@pytest.mark.parametrize(
    "text",
    ["the the the the", "he said he said he said he said", "a b c a b c a b c", "hahahahahahahahahahahahahahahahaha"],
)
def test_loops_are_seen(text: str) -> None:
    assert repeats(text)


@pytest.mark.parametrize("text", ["no, no, no", "very very good", "He said that that was that.", "1,000,000,000,000"])
def test_ordinary_repetition_is_no_loop(text: str) -> None:
    assert not repeats(text)


def test_a_loop_that_the_source_has_is_no_doubt() -> None:
    assert not doubts("Nein, nein, nein, nein!", "No, no, no, no!")


def test_too_long_too_short_empty_and_cut_are_told_apart() -> None:
    assert [f.name for f in doubts("Ja.", "Yes, this is what everybody in the whole town has said")] == ["length"]
    assert [f.name for f in doubts("Er sagte am Montag in Wien vor allen Leuten Nein.", "He said.")] == ["length"]
    assert [f.name for f in doubts("Ja.", "")] == ["empty"]
    assert [f.name for f in doubts("Ja.", "Yes", reached_limit=True)] == ["limit"]


@pytest.mark.parametrize("output", ["URL party URL voices", "Good \ufffd\ufffd made.", "A \u2047 sign", "See URLs"])
def test_a_stand_in_for_the_unknown_is_nonsense(output: str) -> None:
    assert [f.name for f in doubts("Partei und Stimmen", output)] == ["unknown"]


def test_what_the_source_has_is_no_stand_in() -> None:
    assert not doubts("Die URL ist \ufffd.", "The URL is \ufffd.")


def test_a_plain_translation_raises_no_doubt() -> None:
    assert not doubts("Die Konsequenz: Es gibt keine Warnungen.", "The consequence: there are no warnings.")


def test_lost_numbers_do_not_mind_separators() -> None:
    assert lost_numbers("42.000 Dollar ab 29. April", "$42,000 from 29 April") == ()
    assert lost_numbers("42.000 Dollar ab 29. April", "$420 from April") == ("42.000", "29")


@pytest.mark.parametrize(
    ("source", "output"),
    [("42 000 euros", "42,000 euros"), ("\u0662\u0660\u0662\u0663", "2023"), ("1 234 567", "1.234.567")],
)
def test_numbers_of_other_languages_are_the_same_numbers(source: str, output: str) -> None:
    assert lost_numbers(in_plain_figures(source), in_plain_figures(output)) == ()


def test_a_year_and_a_count_stay_two_numbers() -> None:
    assert in_plain_figures("En 2023 100 personnes, 3 400.5 et 12 34") == "En 2023 100 personnes, 3 400.5 et 12 34"


def test_words_without_spaces_between_them_are_counted_by_their_letters() -> None:
    source = "市長は月曜日に市が新しい学校を建てると述べた。"
    output = "The mayor said on Monday that the city would build a new school."
    assert doubts(source, output) == doubts(output, source) == ()
    (flag,) = doubts("猫。", output, language="Japanese")
    assert flag.message == "The translation has 13 words where the Japanese has 1."
