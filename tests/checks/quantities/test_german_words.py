import pytest

from pipeline.checks.quantities.german_words import german_word
from pipeline.checks.quantities.quantity import SILENT, SURE


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("zwei", 2), ("zwölf", 12), ("siebzehn", 17), ("dreißig", 30), ("dreissig", 30), ("einundzwanzig", 21),
        ("hundert", 100), ("zweihundertfünfzig", 250), ("dreihundertundvier", 304), ("tausend", 1000),
        ("zweitausendachtzehn", 2018), ("neunzehnhundertachtundsechzig", 1968), ("fünfzehntausend", 15_000),
        ("zweitausendeins", 2001), ("anderthalb", 1.5), ("eineinhalb", 1.5), ("zweieinhalb", 2.5), ("dreimal", 3),
        ("dreijährig", 3), ("vierzehnjährige", 14), ("siebentägigen", 7), ("vierköpfige", 4), ("zehnprozentige", 10),
    ],
)
def test_a_word_that_is_surely_a_number(word: str, value: float) -> None:
    found = german_word(word)
    assert found is not None
    assert (found.values, found.weight) == (frozenset((value,)), SURE)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("zweite", 2), ("siebten", 7), ("siebzehnter", 17), ("zwanzigstes", 20), ("hundertste", 100), ("achte", 8),
        ("einundzwanzigste", 21), ("drittgrößter", 3), ("zweitens", 2),
        ("beiden", 2), ("dutzend", 12), ("verdoppelt", 2), ("vervierfachen", 4), ("zehntausende", 10_000),
        ("hälfte", 0.5), ("drittel", 1 / 3), ("achtelfinale", 16), ("zweidrittelmehrheit", 2 / 3), ("milliardär", 1e9),
        ("millionenpublikum", 1e6), ("zweimilliardenprojekt", 2e9), ("neunzigerjahre", 1990), ("jahrzehnten", 10),
    ],
)
def test_a_word_that_may_stand_for_a_number(word: str, value: float) -> None:
    found = german_word(word)
    assert found is not None
    assert found.weight < SURE
    assert any(abs(one - value) < 0.001 for one in found.values)


@pytest.mark.parametrize("word", ["haus", "verein", "eigentlich", "einige", "hund", "zehren", "erstmals"])
def test_a_word_without_a_number(word: str) -> None:
    assert german_word(word) is None


def test_the_article_never_has_to_be_in_the_english() -> None:
    for word in ("ein", "eine", "einer", "eins", "einmal"):
        found = german_word(word)
        assert found is not None
        assert found.weight == SILENT
