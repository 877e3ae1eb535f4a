import pytest

from pipeline.checks.quantities.german import read_german
from pipeline.checks.quantities.quantity import BORROWED, SILENT, SURE, score_value


def sure(text: str) -> list[tuple[str, float, str, str]]:
    found = [one for one in read_german(text) if one.weight == SURE]
    return [(one.text, max(one.values), one.kind, one.unit) for one in found]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("42.000 Dollar", [("42.000", 42_000, "number", "USD")]),
        ("1.234,56 €", [("1.234,56", 1234.56, "number", "EUR")]),
        ("CHF 1'234", [("1'234", 1234, "number", "CHF")]),
        ("10 000 Zuschauer", [("10 000", 10_000, "number", "")]),
        ("im Jahr 2018 100 Menschen", [("2018", 2018, "number", "AD"), ("100", 100, "number", "person")]),
        ("3,5 Mrd. Euro", [("3,5 Mrd", 3.5e9, "number", "EUR")]),
        ("2,2 Millionen Quadratkilometer", [("2,2 Millionen", 2.2e6, "number", "area")]),
        ("zwei Billionen", [("zwei Billionen", 2e12, "number", "")]),
        ("eine halbe Million", [("halbe Million", 5e5, "number", "")]),
        ("der 40-prozentige Anteil", [("40", 40, "number", "%")]),
        ("der 29-Jährige", [("29", 29, "number", "year")]),
        ("am 29. April", [("29. April", 429, "date", "date"), ("April", 4, "month", "")]),
        ("um 14.30 Uhr", [("14.30 Uhr", 150, "clock", "pm")]),
        ("um 14 Uhr 30", [("14 Uhr 30", 150, "clock", "pm"), ("30", 30, "number", "")]),
        ("um halb drei", [("halb drei", 150, "clock", "")]),
        ("dreiviertel acht", [("dreiviertel acht", 465, "clock", "")]),
        ("ein 2:1", [("2:1", score_value(2, 1), "score", "")]),
        ("zwei Drittel", [("zwei Drittel", 0.66667, "number", "")]),
    ],
)
def test_quantities_that_english_must_have(text: str, read: list[tuple[str, float, str, str]]) -> None:
    assert sure(text) == read


def test_a_date_in_figures_is_a_day_a_month_and_a_year() -> None:
    found = {(one.kind, max(one.values)) for one in read_german("am 20.4.2023") if one.weight == SURE}
    assert found == {("date", 420), ("month", 4), ("number", 2023)}


def test_the_first_of_a_range_may_have_the_magnitude_and_unit_of_the_second() -> None:
    first, second = (one for one in read_german("2 bis 3 Millionen Euro") if one.weight == SURE)
    assert (first.values, first.unit) == ({2, 2e6}, BORROWED)
    assert (second.values, second.unit) == ({3e6}, "EUR")


@pytest.mark.parametrize("text", ["seine Elf", "außer acht lassen", "in Acht nehmen", "der 1. FC Köln", "Covid-19"])
def test_what_is_no_count_need_not_be_in_the_english(text: str) -> None:
    assert sure(text) == []


def test_a_number_or_month_in_a_longer_word_or_foreign_name_may_be_meant() -> None:
    for text, kind, value in (
        ("die Oktobertagung", "month", 10), ("in Three Mile Island", "number", 3), ("im Viertelfinale", "number", 4),
    ):
        assert any(one.kind == kind and value in one.values and one.weight == SILENT for one in read_german(text)), text


def test_places_are_those_of_the_text() -> None:
    text = "Am 29. April zahlten zwei Firmen 3,5 Mrd. Euro (https://example.org/2023/1)."
    for one in read_german(text):
        assert text[one.start : one.end] == one.text
    assert all(2023 not in one.values for one in read_german(text))
