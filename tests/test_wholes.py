"""Halves of a sentence are translated apart and shown together."""
from __future__ import annotations

import dataclasses

from pipeline.flow import as_english
from pipeline.news import recognise
from pipeline.stage import run
from pipeline.stages.segment import Segment
from pipeline.stages.summarize import candidates
from pipeline.values import English, Translation
from pipeline.wholes import joined, whole, wholes, with_small_start

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
