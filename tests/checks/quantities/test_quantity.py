import pytest

from pipeline.checks.quantities.quantity import figure, key, score_value, tokens, turned


@pytest.mark.parametrize(
    ("text", "point", "value"),
    [
        ("42.000", ",", 42_000), ("3,5", ",", 3.5), ("1.234,56", ",", 1234.56), ("1'234", ",", 1234),
        ("42.000", ".", 42),
        ("3.5", ".", 3.5), ("1,234.56", ".", 1234.56), ("450000", ",", 450_000), ("1.234.567", ",", 1_234_567),
    ],
)
def test_figures_are_read_by_the_rules_of_the_language(text: str, point: str, value: float) -> None:
    read = figure(text, point)
    assert (read.values, read.plain) == (frozenset((value,)), True)


def test_other_figures_are_read_in_parts() -> None:
    read = figure("3.4.2", ",")
    assert (read.parts, read.plain) == ((3, 4, 2), False)


def test_three_figures_behind_a_space_are_thousands_and_an_address_has_no_number() -> None:
    assert [token.text for token in tokens("10 000 und 2018 100") if token.kind == "n"] == ["10000", "2018", "100"]
    assert [token.text for token in tokens("www.a.at/2023 a1@b.at #2024 5") if token.kind == "n"] == ["5"]


def test_values_are_free_of_what_floating_point_adds() -> None:
    assert key(4.6 * 1e6) == 4_600_000
    assert key(1.1 * 1e6) == 1_100_000


def test_a_score_turned_round_is_that_of_the_other_side() -> None:
    assert turned(score_value(29, 30)) == score_value(30, 29)
