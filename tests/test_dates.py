import datetime
import itertools
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dates import find_dates

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases/dates/dates.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
THURSDAY = date(2023, 4, 20)
MONTHS = (
    "Jänner", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)


@pytest.mark.parametrize(("published", "german", "shown"), CASES, ids=[f"{case[1][:40]} {case[0]}" for case in CASES])
def test_a_date_is_shown_in_english_with_what_was_added_in_brackets(published: str, german: str, shown: str) -> None:
    day = None if published == "none" else datetime.date.fromisoformat(published)
    assert [found.shown for found in find_dates(german, day)] == [part for part in shown.split("|") if part]


def test_the_place_is_that_of_the_words_that_name_the_date() -> None:
    german = "dass Twitter ab 29. April eine Gebühr verlangen werde."
    (found,) = find_dates(german, THURSDAY)
    assert german[found.start:found.end] == "29. April"
    assert (found.first, found.last, found.precision) == (date(2023, 4, 29), date(2023, 4, 29), "day")


def test_a_week_is_its_monday_to_its_sunday() -> None:
    (found,) = find_dates("nächste Woche", THURSDAY)
    assert (found.first, found.last, found.precision) == (date(2023, 4, 24), date(2023, 4, 30), "week")


def test_without_a_publication_date_nothing_relative_is_resolved() -> None:
    for found in find_dates("Gestern und nächste Woche, am 29. April und heuer im Mai", None):
        assert (found.first, found.last) == (None, None)


@settings(deadline=None)
@given(st.text(alphabet="0123456789. :,/-–ApriMaJänegstuh", max_size=40), st.none() | st.dates())
def test_no_text_breaks_it_and_dates_never_overlap(text: str, published: date | None) -> None:
    if published is not None and not 1500 < published.year < 2100:
        published = None
    found = find_dates(text, published)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert all(text[one.start:one.end].strip() for one in found)


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(-170, 170))
def test_a_day_without_its_year_is_the_nearest(published: date, distance: int) -> None:
    day = published + datetime.timedelta(days=distance)
    (found,) = find_dates(f"am {day.day}. {MONTHS[day.month - 1]}", published)
    if (day.month, day.day) != (2, 29):
        assert found.first == day


def test_it_imports_no_date_library() -> None:
    code = "import sys, pipeline.dates; print([m for m in ('dateparser', 'babel', 'dateutil') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
