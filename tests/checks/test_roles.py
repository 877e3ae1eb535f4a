"""Names that changed sides of a verb are seen where the order alone tells."""

from __future__ import annotations

import pytest

from pipeline.checks.roles import check
from pipeline.values import Severity

SWAPPED = [
    ("Musk verklagt Microsoft.", "Microsoft sues Musk."),
    ("Am Montag besiegte Rapid die Austria klar.", "On Monday Austria clearly beat Rapid."),
]
FINE = [
    ("Musk verklagt Microsoft.", "Musk sues Microsoft."),
    ("Microsoft wird von Musk verklagt.", "Musk sues Microsoft."),
    ("Von Musk verklagt wurde Microsoft.", "Microsoft was sued by Musk."),
    ("Mit Merkel sprach Macron.", "Macron spoke to Merkel."),
    ("Neue Bilder der Nasa-Sonde New Horizons.", "New images of the Nasa probe New Horizons."),
    ("Wien wächst.", "Vienna grows."),
    ("Merkel traf Macron, Macron traf Merkel.", "Macron met Merkel."),
]


@pytest.mark.parametrize(("german", "english"), SWAPPED)
def test_a_swap_is_severe(german: str, english: str) -> None:
    (flag,) = check(german, english)
    assert (flag.name, flag.severity) == ("roles", Severity.SEVERE)


@pytest.mark.parametrize(("german", "english"), FINE)
def test_what_another_order_says_as_well_is_fine(german: str, english: str) -> None:
    assert check(german, english) == ()
