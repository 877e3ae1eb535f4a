"""An address that did not come through is severe."""
from __future__ import annotations

from pipeline.checks import severe
from pipeline.checks.addresses import check


def test_each_address_that_is_not_there_as_it_is_is_severe() -> None:
    german = "Anfragen an presse.stelle@goeg.at, mehr auf www.wwf.at/wolf."
    flags = check(german, "Questions to press, more on www.wwf.at.")
    assert [flag.advice for flag in flags] == [
        "Put presse.stelle@goeg.at in its place.", "Put www.wwf.at/wolf in its place."
    ]  # fmt: skip
    assert set(flags) <= set(severe(german, "Questions to press, more on www.wwf.at."))


def test_addresses_that_are_there_are_fine() -> None:
    assert check("Mehr auf www.wwf.at/wolf.", "More on www.wwf.at/wolf.") == ()
    assert check("Mehr steht im Bericht.", "More is in the report.") == ()
