"""Both genders of a noun are one word in English."""
from __future__ import annotations

import pytest

from pipeline.genders import collapsed


@pytest.mark.parametrize(
    ("german", "english", "wanted"),
    [
        ("Die Userinnen und User zahlen.", "The users and users pay.", "The users pay."),
        ("die Bürgerinnen und Bürger, Schülerinnen und Schüler sowie Lehrerinnen und Lehrer",
         "the citizens and citizens, students and students as well as teachers and teachers",
         "the citizens, students as well as teachers"),
        ("Wählerinnen oder Wähler", "Voters or voters", "Voters"),
        ("Lehrerinnen und Lehrer kamen", "teachers and teachers and teachers came", "teachers came"),
        ("von Ärztinnen und Ärzten", "of doctors and of doctors", "of doctors"),
        ("Bauern und Bäuerinnen", "farmers and farmers", "farmers"),
        ("Die Wählerin oder der Wähler", "The voter or the voter", "The voter"),
        ("Bürgerinnen und Bürger, Jahr um Jahr", "citizens and citizens, years and years", "citizens, years and years"),
        ("Beamtinnen und Beamte", "civil servants and civil servants", "civil servants"),
    ],
)  # fmt: skip
def test_a_noun_that_stands_there_twice_stands_there_once(german: str, english: str, wanted: str) -> None:
    assert collapsed(german, english) == wanted


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Seit Jahren und Jahren", "For years and years"),
        ("Users und Users", "users and users"),
        ("Freundinnen und Kollegen", "friends and friends"),
        ("Wählerinnen und Wähler", "women voters and men"),
        ("Wählerinnen und Wähler werden immer mehr", "More and more, again and again voters"),
        ("Wien und Graz", "the city and the city"),
    ],
)
def test_what_is_no_pair_is_left_alone(german: str, english: str) -> None:
    assert collapsed(german, english) == english


def test_size_costs_no_more_than_its_share() -> None:
    # Quadratic time would keep these going for hours.
    for piece in ("A", "A-", "Aa ", "Ain und ", "as and ", "a "):
        long = piece * (1_000_000 // len(piece))
        assert collapsed(long, "x") == "x"
        assert len(collapsed("Userinnen und User", long)) <= len(long)
