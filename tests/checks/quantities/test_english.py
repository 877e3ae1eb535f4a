import pytest

from pipeline.checks.quantities.english import read_english
from pipeline.checks.quantities.quantity import SURE, score_value


def sure(text: str) -> list[tuple[str, float, str, str]]:
    found = [one for one in read_english(text) if one.weight == SURE]
    return [(one.text, max(one.values), one.kind, one.unit) for one in found]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a $42,000 fee", [("42,000", 42_000, "number", "USD")]),
        ("3.5 billion euros", [("3.5 billion", 3.5e9, "number", "EUR")]),
        ("£286 million this year", [("286 million", 2.86e8, "number", "GBP")]),
        ("$5bn", [("5bn", 5e9, "number", "USD")]),
        ("2.2 thousand million", [("2.2 thousand million", 2.2e9, "number", "")]),
        ("40 per cent", [("40", 40, "number", "%")]),
        ("two hundred and fifty guests", [("two hundred and fifty", 250, "number", "")]),
        ("twenty-five", [("twenty-five", 25, "number", "")]),
        ("three and a half million", [("three and a half million", 3.5e6, "number", "")]),
        ("a 14-year-old", [("14", 14, "number", "year")]),
        ("April 29", [("April", 4, "month", ""), ("29", 29, "number", "date")]),
        ("in 2016", [("2016", 2016, "number", "AD")]),
        ("1335 square meters", [("1335", 1335, "number", "area")]),
        ("at 2.30 p.m.", [("2.30", 150, "clock", "pm")]),
        ("at half past two", [("half past two", 150, "clock", "")]),
        ("at eight o'clock", [("eight", 480, "clock", "")]),
        ("won 2:1", [("2:1", score_value(2, 1), "score", "")]),
    ],
)
def test_quantities_that_german_must_have(text: str, read: list[tuple[str, float, str, str]]) -> None:
    assert sure(text) == read


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("both", "number", 2), ("twice", "number", 2), ("a dozen", "number", 12), ("a third", "number", 0.33333),
        ("two thirds", "number", 0.66667), ("half a million", "number", 5e5), ("tens of thousands", "number", 10_000),
        ("the nineties", "number", 1990), ("the 1990s", "number", 90), ("three decades", "number", 30),
        ("won 2-1", "score", score_value(2, 1)), ("04/05/2018", "date", 504), ("2018-19", "number", 2019),
        ("the 5th and 6th of June", "date", 605), ("noon", "clock", 0), ("an hour and a half", "number", 1.5),
    ],
)
def test_what_english_may_mean_by_other_words(text: str, kind: str, value: float) -> None:
    assert any(one.kind == kind and value in one.values for one in read_english(text))


@pytest.mark.parametrize("text", ["one of them", "a second", "the first", "a quarter", "May I go?", "half of it"])
def test_words_that_are_often_no_number_need_not_be_in_the_german(text: str) -> None:
    assert sure(text) == []


def test_the_square_of_a_unit_is_no_number() -> None:
    assert sure("8 km2") == [("8", 8, "number", "area")]


def test_two_numbers_joined_by_and_are_two() -> None:
    assert [value for _, value, _, _ in sure("two and three")] == [2, 3]
