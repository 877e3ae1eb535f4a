"""Shares, multiples and days that became others are seen; what says the same in other words is not."""

from __future__ import annotations

import pytest

from pipeline.checks.amounts import check
from pipeline.values import Severity


@pytest.mark.parametrize(
    ("german", "english", "said"),
    [
        ("Ein Drittel der Wähler kam.", "A quarter of the voters came.", "a third"),
        ("Die Hälfte der Wähler kam.", "A quarter of the voters came.", "half"),
        ("Der Umsatz hat sich verdoppelt.", "Sales have tripled.", "double"),
        ("Er kam am Donnerstag.", "He came on Tuesday.", "Thursday"),
        ("Montagmittag war Schluss.", "It ended on Sunday at noon.", "Monday"),
    ],
)
def test_what_became_another_is_severe(german: str, english: str, said: str) -> None:
    (flag,) = check(german, english)
    assert (flag.name, flag.severity) == ("numbers", Severity.SEVERE)
    assert f"({said})" in flag.message


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Ein Drittel der Wähler kam.", "One third of the voters came."),
        ("Der Umsatz hat sich verdoppelt.", "Sales are twice as high."),
        ("Er kam am Donnerstag.", "He came yesterday."),
        ("Er wohnt im Stadtviertel.", "He lives in half of the quarter."),
        ("In der Nacht auf Dienstag brannte es.", "There was a fire on Monday night."),
        ("Er wurde Dritter und Vierter.", "He came third, and in the quarter final fourth."),
    ],
)
def test_what_says_the_same_is_fine(german: str, english: str) -> None:
    assert check(german, english) == ()
