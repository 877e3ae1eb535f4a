"""Marks are taken off for the model and put back; none is lost and none is seen twice."""
from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.marks import cells, joined

MARKS = "★😀👍→|•🎉"


def words(text: str, *, opens_item: bool = False) -> list[str]:
    return [cell.words for cell in cells(text, opens_item=opens_item) if cell.words]


def back(text: str, *, opens_item: bool = False) -> str:
    return joined(cells(text, opens_item=opens_item), iter(words(text, opens_item=opens_item)))


@pytest.mark.parametrize(
    ("text", "wanted", "after"),
    [
        ("| Partei | Stimmen |", ["Partei", "Stimmen"], "| Partei | Stimmen |"),
        ("| 42 | Wien |", ["Wien"], "| 42 | Wien |"),
        ("Wien • Graz", ["Wien", "Graz"], "Wien • Graz"),
        ("★★★ Gut 😀 gemacht.", ["Gut gemacht."], "★★★ Gut gemacht. 😀"),
        ("Alles gut 🎉🎉", ["Alles gut"], "Alles gut 🎉🎉"),
        ("👨\u200d👩\u200d👧 Familie 1️⃣", ["Familie"], "👨\u200d👩\u200d👧 Familie 1️⃣"),
        ("<b>fett</b>", ["fett"], "<b>fett</b>"),
        ("• Ende Mai", ["Ende Mai"], "• Ende Mai"),
        ("* Anmerkung", ["Anmerkung"], "* Anmerkung"),
        ("Es sind 30 °C, ©", ["Es sind 30 °C, ©"], "Es sind 30 °C, ©"),
        ("3 < 5 und <b oder c>", ["3 < 5 und <b oder c>"], "3 < 5 und <b oder c>"),
        ("👍", [], "👍"),
        ("Es wird bezahlt.¹", ["Es wird bezahlt."], "Es wird bezahlt.¹"),
        ("Es sind 5 m².", ["Es sind 5 m²."], "Es sind 5 m²."),
    ],
)
def test_a_model_sees_words_and_people_see_the_marks(text: str, wanted: list[str], after: str) -> None:
    assert (words(text), back(text)) == (wanted, after)


def test_a_number_is_an_items_only_where_an_item_begins() -> None:
    assert words("1. Die Maut steigt.", opens_item=True) == ["Die Maut steigt."]
    assert words("2) Der Pass kommt.", opens_item=True) == ["Der Pass kommt."]
    assert words("- 3. Mai: Antrag", opens_item=True) == ["3. Mai: Antrag"]
    assert words("1. FC Köln siegt.") == ["1. FC Köln siegt."]


@given(st.lists(st.sampled_from([*MARKS, "Wien", " ", "3", ".", "- ", "<b>", "</b>"]), max_size=12).map("".join))
def test_nothing_visible_is_lost(text: str) -> None:
    assert Counter(back(text).replace(" ", "")) == Counter(text.replace(" ", ""))
    assert not any(mark in each for each in words(text) for mark in "★😀👍→|🎉")


def test_size_costs_no_more_than_its_share() -> None:
    # Quadratic time would keep these going for hours.
    for piece in ("★", "| ", "<a ", "<a b=", "• ", "a★", " ", "1. ", "a |"):
        assert "x" in back("x" + piece * (200_000 // len(piece)) + "x")
