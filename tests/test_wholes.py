"""Halves of a sentence are translated apart and shown together."""
from __future__ import annotations

import dataclasses

from pipeline.flow import as_english
from pipeline.news import recognise
from pipeline.stage import run
from pipeline.stages.segment import Segment
from pipeline.stages.summarize import candidates
from pipeline.values import English, Translation
from pipeline.wholes import LONGEST, joined, whole, wholes, with_small_start
from tests.walked import translation

TEXT = """Neues aus Witten: Die Stadt baut um

Die Einkaufsstadt Witten soll wieder belebt werden: Dazu soll ein neues Einkaufszentrum entstehen. Das kostet viel.

Die Frau hisste am Rathaus die Flagge; außerdem zeigte sie ein Plakat. Niemand wurde verletzt."""


def translated() -> Translation:
    (cut,) = run(Segment(), [recognise(TEXT, "t")])
    english = tuple(English(f"<{s.text}>") for s in cut.sentences)
    return Translation(cut.article, cut.sentences, english)


def test_a_sentence_is_cut_where_a_colon_or_semicolon_joins_two() -> None:
    texts = [sentence.text for sentence in translated().sentences]
    assert texts == [
        "Neues aus Witten: Die Stadt baut um",
        "Die Einkaufsstadt Witten soll wieder belebt werden:",
        "Dazu soll ein neues Einkaufszentrum entstehen.",
        "Das kostet viel.",
        "Die Frau hisste am Rathaus die Flagge;",
        "außerdem zeigte sie ein Plakat.",
        "Niemand wurde verletzt.",
    ]


def test_every_sentence_is_in_one_whole_and_halves_share_theirs() -> None:
    value = translated()
    assert wholes(value) == [range(1), range(1, 3), range(3, 4), range(4, 6), range(6, 7)]
    assert [whole(value, place) for place in (1, 2, 3, 5)] == [range(1, 3), range(1, 3), range(3, 4), range(4, 6)]


def test_a_summary_takes_both_halves_or_none() -> None:
    found = candidates(translated())
    assert [places for places, _ in found] == [range(1, 3), range(3, 4), range(4, 6), range(6, 7)]
    assert found[0][1].text == joined(translated(), range(1, 3))


def test_a_half_that_could_not_be_translated_takes_the_other_along() -> None:
    value = translated()
    blank = dataclasses.replace(value.english[4], text="")
    value = dataclasses.replace(value, english=(*value.english[:4], blank, *value.english[5:]))
    assert range(4, 6) not in [places for places, _ in candidates(value)]


def test_a_half_goes_on_as_small_as_in_the_german() -> None:
    assert with_small_start("außerdem kam er", "Besides, he came") == "Besides, he came"
    assert with_small_start("aber er kam", "But he came") == "but he came"
    assert with_small_start("so blieb Wien", "Vienna stayed") == "Vienna stayed"
    assert with_small_start("Aber er kam", "But he came") == "But he came"


def test_english_text_has_wholes_too() -> None:
    (cut,) = run(Segment(), [recognise("They met; they talked. It rained.", "t")])
    value = as_english(cut)
    assert [joined(value, places) for places in wholes(value)] == ["They met; they talked.", "It rained."]


def quoting(*pairs: tuple[str, str]) -> Translation:
    """One paragraph of these German and English sentences."""
    return translation([["paragraph" if k == 0 else "+", *pair] for k, pair in enumerate(pairs)])


RAIN = ("Es regnet.", "It rains.")
OPENS = ("„Wir gehen heute.", "“We go today.")
INNER = ("Wir kommen wieder.", "We come again.")
CLOSES = ("Wir bleiben nicht“, sagte Kurz.", "We do not stay”, said Kurz.")


def test_the_sentences_of_a_quotation_are_shown_with_its_speaker() -> None:
    value = quoting(RAIN, OPENS, INNER, CLOSES, RAIN)
    assert wholes(value) == [range(1), range(1, 4), range(4, 5)]
    assert {whole(value, place) for place in (1, 2, 3)} == {range(1, 4)}
    (*_, (places, candidate), _) = candidates(value)
    assert places == range(1, 4)
    assert candidate.text == "“We go today. We come again. We do not stay”, said Kurz."
    assert not candidate.leans


def test_a_quotation_over_several_sentences_without_its_speaker_leans() -> None:
    value = quoting(("Kurz trat vor.", "Kurz stepped up."), OPENS, ("Wir bleiben nicht.“", "We do not stay.”"))
    assert [candidate.leans for _, candidate in candidates(value)] == [False, True]


def test_a_speaker_named_before_the_colon_is_enough() -> None:
    value = quoting(RAIN, ("Kurz sagte: „Wir gehen.", "Kurz said: “We go."), ("Alle.“", "All of us.”"))
    assert [(places, candidate.leans) for places, candidate in candidates(value)] == [
        (range(1), False), (range(1, 3), False),
    ]


def test_a_long_quotation_is_shown_whole_but_not_printed_by_itself() -> None:
    value = quoting(RAIN, OPENS, INNER, INNER, CLOSES)
    assert wholes(value) == [range(1), range(1, 5)]
    assert candidates(value)[1][1].leans


def test_a_mark_that_is_never_closed_ties_nothing_together() -> None:
    assert wholes(quoting(OPENS, INNER, RAIN)) == [range(1), range(1, 2), range(2, 3)]
    endless = quoting(OPENS, *[INNER] * LONGEST, CLOSES)
    assert len(wholes(endless)) == LONGEST + 2


def test_quotations_of_typewriter_marks_and_of_two_paragraphs_stay_apart() -> None:
    value = translation(
        [["paragraph", '"Wir gehen.', '"We go.'], ["paragraph", 'Wir bleiben", sagte Kurz.', 'We stay", said Kurz.']]
    )
    assert wholes(value) == [range(1), range(1, 2)]
    value = quoting(('"Wir gehen.', '"We go.'), ('Wir bleiben", sagte Kurz.', 'We stay", said Kurz.'))
    assert wholes(value) == [range(2)]
