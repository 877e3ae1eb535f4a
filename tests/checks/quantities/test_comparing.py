from pipeline.checks.quantities.comparing import missing
from pipeline.checks.quantities.english import read_english
from pipeline.checks.quantities.german import read_german


def reasons(german: str, english: str) -> list[tuple[str, str]]:
    return [(one.quantity.text, one.reason) for one in missing(read_german(german), read_english(english))]


def test_each_way_of_not_being_there_has_its_reason() -> None:
    assert reasons("20 Euro", "30 euros") == [("20", "")]
    assert reasons("20 Euro", "$20") == [("20", "unit")]
    assert reasons("20 Prozent", "20") == [("20", "percent")]
    assert reasons("2:1", "1-2") == [("2:1", "turned")]
    assert reasons("24 und 24", "24") == [("24", "times")]
    assert reasons("um 16 Uhr", "at 4 a.m.") == [("16 Uhr", "half day")]


def test_a_day_is_named_with_its_month_and_once() -> None:
    assert reasons("am 29. April", "then") == [("29. April", "")]
    assert reasons("am 29. April", "on 24 April") == [("29. April", "")]


def test_a_bare_number_may_be_a_percentage_where_that_is_allowed() -> None:
    wanted, there = read_english("11 percent and 10 percent"), read_german("11 und dann 10 Prozent")
    assert [one.reason for one in missing(wanted, there)] == ["percent"]
    assert missing(wanted, there, elided=True) == []
