import pytest

from pipeline.checks.quantities.german import read_german
from pipeline.checks.quantities.wording import in_english, listed, written


@pytest.mark.parametrize(
    ("german", "named"),
    [
        ("3,5 Mrd. Euro", "3,5 Mrd (€3.5 billion)"), ("42.000 Menschen", "42.000 (42,000 people)"), ("300", "300"),
        ("um halb drei", "halb drei (2:30)"), ("um 14.30 Uhr", "14.30 Uhr (14:30)"),
        ("zwei Drittel", "zwei Drittel (2/3)"),
        ("2:1", "2:1"), ("im Jahr 2016", "2016"), ("am 29. April", "29. April (29 April)"), ("zwei", "zwei (2)"),
        ("im 23. Jahr", "23 (23rd)"),
    ],
)
def test_a_quantity_is_named_as_it_stands_and_in_english(german: str, named: str) -> None:
    assert named in [in_english(one) for one in read_german(german)]


def test_numbers_are_written_as_english_does() -> None:
    assert [written(value) for value in (42_000, 1234.56, 3.5e9, 2e12, 0.66667, 12)] == [
        "42,000", "1,234.56", "3.5 billion", "2 trillion", "2/3", "12",
    ]


def test_a_list_names_each_once_and_of_many_the_first() -> None:
    assert listed(["2", "3", "2"]) == "2 and 3"
    assert listed(["2"]) == "2"
    assert listed([]) == ""
    assert listed(str(number) for number in range(8)) == "0, 1, 2, 3 and 4 more"
