"""Rising that became falling is seen, and winning that became losing."""

from __future__ import annotations

import pytest

from pipeline.checks.directions import check
from pipeline.values import Severity


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Der Preis stieg von 5 auf 7 Euro.", "The price fell from 5 to 7 euros."),
        ("Die Zahl der Toten sinkt.", "The number of dead is rising."),
        ("Rapid gewann gegen die Austria.", "Rapid lost against Austria."),
        ("Es war eine bittere Niederlage.", "It was a bitter victory."),
        ("Er feiert den Heimsieg.", "He celebrates the defeat at home."),
    ],
)
def test_the_opposite_is_severe(german: str, english: str) -> None:
    (flag,) = check(german, english)
    assert (flag.name, flag.severity) == ("negation", Severity.SEVERE)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Der Preis stieg von 5 auf 7 Euro.", "The price rose from 5 to 7 euros."),
        ("Der Verlust stieg.", "The loss grew."),
        ("Rapid gewann gegen die Austria.", "Rapid defeated Austria."),
        ("Der Anteil der Verlierer nahm ab.", "The share of losers went down."),
        ("Das Rückspiel findet statt.", "The second leg is off."),
    ],
)
def test_what_says_the_same_is_fine(german: str, english: str) -> None:
    assert check(german, english) == ()
