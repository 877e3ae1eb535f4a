"""Holidays and the days of the calendar that they are."""
from __future__ import annotations

import pytest

from pipeline.checks.numbers import check
from pipeline.checks.quantities.holidays import read_holidays
from pipeline.checks.quantities.quantity import SILENT


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on New Year's Day", 101), ("zu Silvester", 1231), ("on Christmas Eve", 1224), ("am Valentinstag", 214),
        ("the Day of German Unity", 1003), ("zu Allerheiligen", 1101), ("am Stefanitag", 1226),
    ],
)  # fmt: skip
def test_a_holiday_is_its_day_and_has_to_be_nowhere(text: str, day: int) -> None:
    found = read_holidays(text)
    assert [quantity.values for quantity in found if quantity.kind == "date"] == [{day}]
    assert {quantity.weight for quantity in found} == {SILENT}


def test_words_that_are_no_day_are_none() -> None:
    assert read_holidays("Christmas is coming, and a new year, says Nicholas.") == []


def test_a_date_may_be_said_as_its_holiday_but_not_as_another() -> None:
    for german in ("Am 1. Jänner gilt das Gesetz.", "Am 1. Januar gilt das Gesetz."):
        assert check(german, "The law applies from New Year's Day.") == ()
        assert check(german, "The law applies from Christmas Day.")
    assert check("Zu Silvester gilt das Gesetz.", "The law applies from 31 December.") == ()
