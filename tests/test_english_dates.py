from datetime import date

import pytest

from pipeline.english_dates import english_day, english_range, with_brackets


def test_days_and_ranges_read_as_english_prints_them() -> None:
    assert english_day(date(2023, 4, 20)) == "20 April 2023"
    assert english_range(date(2023, 4, 24), date(2023, 4, 30)) == "24–30 April 2023"
    assert english_range(date(2023, 4, 28), date(2023, 5, 4)) == "28 April – 4 May 2023"
    assert english_range(date(2023, 12, 30), date(2024, 1, 2)) == "30 December 2023 – 2 January 2024"


@pytest.mark.parametrize(
    ("english", "shown", "printed"),
    [
        ("a fee from April 29, it said.", "29 April [2023]", "a fee from April 29 [2023], it said."),
        ("a fee from 29. April on", "29 April [2023]", "a fee from 29. April [2023] on"),
        ("a fee from the 29th of April.", "29 April [2023]", "a fee from the 29th of April [2023]."),
        ("It ends next week, he said.", "next week [1–7 May 2023]", "It ends next week [1–7 May 2023], he said."),
        ("It ends Next Week.", "next week [24–30 April 2023]", "It ends Next Week [24–30 April 2023]."),
        ("from April 29, 2023 on", "29 April [2023]", "from April 29, 2023 on"),
        ("in a week's time", "next week [24–30 April 2023]", "in a week's time"),
        ("this year and this year", "this year [2023]", "this year and this year"),
        ("from 25 April 2023", "25 April 2023", "from 25 April 2023"),
        ("at the start of May", "early May [2023]", "at the start of May [2023]"),
    ],
)
def test_brackets_stand_behind_a_date_that_is_recognised_once(english: str, shown: str, printed: str) -> None:
    pieces = with_brackets(english, [shown])
    assert "".join(text for text, _ in pieces) == printed
    assert "".join(text for text, added in pieces if not added) == english


def test_each_of_two_dates_gets_its_own_bracket() -> None:
    pieces = with_brackets("from May 3 to May 4", ["3 May [2023]", "4 May [2023]"])
    assert "".join(text for text, _ in pieces) == "from May 3 [2023] to May 4 [2023]"
