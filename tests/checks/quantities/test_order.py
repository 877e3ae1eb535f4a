import pytest

from pipeline.checks.quantities.english import read_english
from pipeline.checks.quantities.german import read_german
from pipeline.checks.quantities.order import swapped


def pairs(german: str, english: str) -> list[tuple[str, str]]:
    return [(a.text, b.text) for a, b in swapped(read_german(german), read_english(english), (german, english))]


def test_two_numbers_of_one_kind_in_the_other_order_are_named() -> None:
    assert pairs("47 Prozent dafür, 44 Prozent dagegen", "44 percent for, 47 percent against") == [("47", "44")]
    assert pairs("20 Räder, 24 Hufe, 24 Rohre", "24 wheels, 20 hooves, 24 tubes") == [("20", "24")]


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("im Jahr 2023 40 Prozent", "40 percent in 2023"),
        ("auf 1500 Quadratmetern 30 Menschen", "30 people on 1,500 square metres"),
        ("von 0,2 auf 0,3 Prozent", "to 0.3% from 0.2%"),
        ("mit 206 zu 227 Stimmen", "by 227 votes to 206"),
        ("47 dafür, 44 dagegen", "47 for, 44 against"),
        ("47 dafür, 44 dagegen", "46 against"),
    ],
)
def test_an_order_that_says_nothing_is_not(german: str, english: str) -> None:
    assert pairs(german, english) == []
