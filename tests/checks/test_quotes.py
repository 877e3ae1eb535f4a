"""Marks that open and never close are seen; a quotation without marks is a hint."""

from __future__ import annotations

import pytest

from pipeline.checks.quotes import check
from pipeline.values import Severity

GERMAN = "„Wir haben lange auf diesen Tag gewartet“, sagte die Ministerin."


def test_a_mark_without_a_partner_is_severe() -> None:
    for english in ('"We waited for this day, said the minister.', "We waited for this day”, said the minister."):
        (flag,) = check(GERMAN, english)
        assert (flag.name, flag.severity) == ("quotes", Severity.SEVERE)


def test_a_quotation_without_marks_is_a_hint() -> None:
    (flag,) = check(GERMAN, "We waited long for this day, said the minister.")
    assert flag.severity is Severity.HINT


@pytest.mark.parametrize(
    ("german", "english"),
    [
        (GERMAN, "“We waited long for this day,” said the minister."),
        (GERMAN, '"We waited long for this day," said the minister.'),
        ("„Wir haben lange gewartet.", "“We waited long."),
        ('Das Portal "Mashable" berichtet.', "Mashable reports."),
        ('Der 27"-Bildschirm ist neu.', 'The 27" screen is new.'),
        ("Die Minister warten.", "The ministers’ offices wait."),
    ],
)
def test_marks_in_order_are_fine(german: str, english: str) -> None:
    assert check(german, english) == ()
