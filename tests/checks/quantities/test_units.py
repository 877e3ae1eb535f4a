from pipeline.checks.quantities.units import conflict, same_time, units


def test_both_languages_share_the_name_of_a_unit() -> None:
    table = units()
    assert table["prozent"] == table["percent"] == table["prozentigen"] == "%"
    assert table["jährige"] == table["years"] == "year"


def test_only_two_known_units_that_no_word_confuses_are_a_conflict() -> None:
    assert conflict("EUR", frozenset(("USD",)))
    assert not conflict("EUR", frozenset(("USD", "EUR")))
    assert not conflict("EUR", frozenset(("",)))
    assert not conflict("", frozenset(("USD",)))
    assert not conflict("GBP", frozenset(("kg",)))


def test_a_span_of_time_in_another_unit_is_the_same() -> None:
    assert same_time("year", frozenset((1.5,)), "month", frozenset((18.0,)))
    assert same_time("week", frozenset((2.0,)), "day", frozenset((14.0,)))
    assert not same_time("year", frozenset((1.0,)), "month", frozenset((10.0,)))
    assert not same_time("year", frozenset((1.0,)), "km", frozenset((1.0,)))
