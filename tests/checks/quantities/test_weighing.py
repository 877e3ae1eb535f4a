from pipeline.checks.quantities.comparing import missing
from pipeline.checks.quantities.english import read_english
from pipeline.checks.quantities.german import read_german
from pipeline.checks.quantities.quantity import DOUBTFUL, SURE
from pipeline.checks.quantities.weighing import weighed


def weights(german: str, english: str) -> tuple[list[int], list[int]]:
    source, output = read_german(german), read_english(english)
    lost, invented = weighed(source, output, missing(source, output), missing(output, source))
    return [one.weight for one in lost], [one.weight for one in invented]


def test_rounding_and_converting_weigh_little() -> None:
    assert weights("237.000 Menschen", "240,000 people") == ([DOUBTFUL], [DOUBTFUL])
    assert weights("15 km", "9 miles") == ([DOUBTFUL], [DOUBTFUL])
    assert weights("6 Meter", "6 metres (18 feet)") == ([], [DOUBTFUL])


def test_a_year_or_a_small_number_is_not_rounded() -> None:
    assert weights("im Jahr 2016", "in 2020") == ([SURE], [SURE])
    assert weights("52 Menschen", "50 people") == ([SURE], [SURE])


def test_a_word_changed_for_another_weighs_more_than_one_lost() -> None:
    assert weights("Millionen Nutzer", "users") == ([DOUBTFUL], [])
    assert weights("Millionen Nutzer", "billions of users") == ([DOUBTFUL], [SURE])
    assert weights("ein heißer Juli", "a hot summer") == ([DOUBTFUL], [])
    assert weights("Mitte Juli", "at work") == ([SURE], [])
    assert weights("Mitte Juli", "in mid-June") == ([SURE], [SURE])
    assert weights("die dritte Runde", "the round") == ([DOUBTFUL], [])
    assert weights("die dritte Runde", "the fourth round") == ([DOUBTFUL], [SURE])


def test_the_same_span_of_time_is_no_difference() -> None:
    assert weights("anderthalb Jahre", "18 months") == ([], [])
