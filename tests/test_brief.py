import dataclasses
import datetime

import pytest

from pipeline.brief import assemble, made_for_german, without_full_stop
from pipeline.quotations import ENGLISH_IN_SOURCE, TRANSLATED_BACK
from pipeline.values import Dated, Flag, Severity, Summary, SummarySentence
from tests.walked import MAKERS, brief, place, replace_article, summary, translation, walked

RAIN = ["paragraph", "Es regnet.", "It is raining."]


def test_the_headline_is_the_english_of_the_headline_without_its_full_stop() -> None:
    value = translation([["standfirst", "Vorspann.", "Lead."], ["headline", "Musk klagt.", "Musk sues."], RAIN])
    made = assemble(value, summary(value, 2), MAKERS)
    assert (made.headline, made.headline_origin) == ("Musk sues", "headline")


def test_the_standfirst_stands_in_for_a_missing_headline_with_its_first_sentence() -> None:
    value = translation([["standfirst", "Musk klagt.", "Musk sues."], ["+", "Und wie!", "And how!"], RAIN])
    made = assemble(value, summary(value, 2), MAKERS)
    assert (made.headline, made.headline_origin) == ("Musk sues", "standfirst")


def test_a_title_that_is_no_part_of_the_text_stays_german_and_says_so() -> None:
    value = replace_article(translation([RAIN]), title="Regen in Wien.")
    made = assemble(value, summary(value, 0), MAKERS)
    assert (made.headline, made.headline_origin) == ("Regen in Wien", "metadata, left in German")
    assert any("title in German" in note for note in made.notes)


def test_without_any_title_there_is_no_headline_and_a_note_says_so() -> None:
    value = translation([RAIN])
    made = assemble(value, summary(value, 0), MAKERS)
    assert (made.headline, made.headline_origin) == (None, None)
    assert "The article has no headline." in made.notes


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Musk sues.", "Musk sues"),
        ("Who sues?", "Who sues?"),
        ("And then ...", "And then ..."),
        ("In the U.S.", "In the U.S."),
    ],
)
def test_only_a_full_stop_is_taken_off(text: str, without: str) -> None:
    assert without_full_stop(text) == without


def test_dates_come_from_the_body_with_the_sentence_they_stand_in() -> None:
    value = walked()
    assert brief().dates == (
        Dated(
            datetime.date(2023, 4, 24), "next week [24–30 April 2023]", place(value, "Microsoft wird"),
            datetime.date(2023, 4, 30),
        ),
        Dated(datetime.date(2023, 4, 29), "29 April [2023]", place(value, "Musk hatte")),
        Dated(datetime.date(2023, 4, 25), "25 April 2023", place(value, "Auch Microsoft")),
    )


def test_speech_is_listed_once_and_names_and_sub_headings_are_not() -> None:
    assert [(quotation.german, quotation.note) for quotation in brief().quotations] == [
        ("Lawsuit Time", ENGLISH_IN_SOURCE),
        ("Sie haben sie illegal mit Twitter-Daten trainiert.", TRANSLATED_BACK),
    ]


def test_a_quotation_over_two_sentences_is_one_and_stands_in_the_first() -> None:
    value = translation(
        [
            ["paragraph", "Es regnet.", "Rain."],
            ["+", "„Wir gehen.", "“We go."],
            ["+", "Wir bleiben nicht“, sagte Kurz.", "We do not stay”, said Kurz."],
        ]
    )
    (quotation,) = assemble(value, summary(value, 0), MAKERS).quotations
    assert (quotation.german, quotation.sentence) == ("Wir gehen. Wir bleiben nicht", 1)
    for printed in (1, 2):
        notes = assemble(value, summary(value, printed), MAKERS).notes
        assert any("translated back" in note for note in notes)
    assert not any("translated back" in note for note in assemble(value, summary(value, 0), MAKERS).notes)


def test_quoted_words_that_are_the_same_in_english_are_a_name() -> None:
    value = translation([["paragraph", "Der „iPod nano“ ist „sehr klein“.", "The “iPod nano” is “very small”."]])
    assert [quotation.german for quotation in assemble(value, summary(value, 0), MAKERS).quotations] == ["sehr klein"]


def test_a_flag_on_a_printed_sentence_is_a_note_and_others_are_counted() -> None:
    value = translation(
        [["paragraph", "Eins.", "One.", "Odd."], ["+", "Zwei.", "Two.", "Lost."], ["+", "Drei.", "Three.", "Gone."]]
    )
    notes = assemble(value, summary(value, 1), MAKERS).notes
    assert "Sentence 1: Lost." in notes
    assert not any("Odd." in note or "Gone." in note for note in notes)
    assert "2 sentences that are not printed here are flagged: see the whole text." in notes


def test_printed_words_that_were_translated_back_are_a_note() -> None:
    value = walked()
    printed = assemble(value, summary(value, place(value, "Zum Grund")), MAKERS)
    assert any(note.startswith("Sentence 1: quoted words are translated back") for note in printed.notes)
    assert not any("translated back" in note for note in brief().notes)


def test_dates_worked_out_are_explained_and_a_missing_date_is_said() -> None:
    assert any("worked out from its date, 20 April 2023" in note for note in brief().notes)
    value = replace_article(walked(), date=None)
    made = assemble(value, summary(value, 2), MAKERS)
    assert "The publication date is not known, so dates are left as the article has them." in made.notes
    assert [dated.shown for dated in made.dates] == ["next week", "29 April", "25 April 2023"]


def test_how_the_sentences_came_about_is_said() -> None:
    value = walked()
    assert any("chosen from the translated article, not written" in note for note in brief().notes)
    free = Summary((SummarySentence("Musk won.", ()),), "free")
    notes = assemble(value, free, MAKERS).notes
    assert any("may say what the article does not" in note for note in notes)
    assert any(note.startswith("Sentence 1 could not be traced") for note in notes)
    short = assemble(value, summary(value, 2, mode="whole", note="The article is too short."), MAKERS).notes
    assert "The article is too short." in short


def test_an_english_article_has_no_german_dates_to_look_for() -> None:
    value = replace_article(translation([["paragraph", "It was am Montag.", "It was am Montag."]]), language="en")
    assert assemble(value, summary(value, 0), MAKERS).dates == ()


def test_an_article_in_another_language_says_what_is_missing_and_has_no_dates() -> None:
    row = ["paragraph", "Il est venu le 3. Oktober: „Ja.“", "He came on 3 October."]
    value = replace_article(translation([row]), language="fr", title="Un pont")
    made = assemble(value, summary(value, 0), ())
    assert (made.dates, made.quotations, made.headline_origin) == ((), (), "metadata, not translated")
    assert [note for note in made.notes if "German" in note] == [made_for_german("fr")]
    assert not any("publication date" in note for note in made.notes)


@pytest.mark.parametrize("trusted", [True, False])
def test_what_a_model_too_small_for_it_wrote_freely_is_not_to_be_used(trusted: bool) -> None:
    maker = dataclasses.replace(MAKERS[0], task="summary", trusted=trusted)
    made = assemble(walked(), Summary((SummarySentence("Twelve new cyclones.", ()),), "free"), (maker,))
    assert any("do not use these sentences" in note for note in made.notes) != trusted


def test_sentences_that_stand_in_for_written_ones_are_said_to_be_taken_from_the_article_and_why() -> None:
    why = Flag("numbers", "The sentence has “43,000”, which what it rests on does not have.")
    hint = Flag("modality", "What it rests on says “may”.", Severity.HINT, "Look.")
    value = walked()
    taken = SummarySentence(value.english[5].text, (5,), (why, hint), "It has 43,000.")
    written = SummarySentence("Musk won.", (6,), (hint,))
    maker = dataclasses.replace(MAKERS[0], task="summary", trusted=False)
    notes = assemble(value, Summary((taken, written), "free"), (maker,)).notes
    assert f"Sentence 1 is taken from the article: what the model wrote there was refused. {why.message}" in notes
    assert "Sentence 2 (a hint, often wrong): What it rests on says “may”. Look." in notes
    assert any("do not use these sentences" in note for note in notes)
    alone = assemble(value, Summary((taken,), "free"), (maker,)).notes
    assert not any("written by a model" in note or "do not use these" in note for note in alone)
