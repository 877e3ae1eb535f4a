from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.splitter import split

CASES = Path(__file__).parent / "cases/sentences"
SEED = Path(__file__).parent.parent / "seeds/standard-musk-microsoft.txt"

KNOWN_TO_FAIL: frozenset[str] = frozenset()
"""First sentences of golden cases that are cut wrongly. It may only shrink."""


def cases(name: str) -> list[list[str]]:
    return [case.splitlines() for case in (CASES / name).read_text(encoding="utf-8").strip().split("\n\n")]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize("wanted", cases("german.txt"), ids=lambda case: case[0])
def test_a_text_is_cut_where_its_sentences_end(wanted: list[str]) -> None:
    assert sentences(" ".join(wanted)) == wanted


def test_the_golden_rules_hold_but_for_those_known_to_fail() -> None:
    failing = {wanted[0] for wanted in cases("golden.txt") if sentences(" ".join(wanted)) != wanted}
    assert failing == KNOWN_TO_FAIL


def test_a_sentence_whose_space_was_lost_is_cut_off() -> None:
    assert sentences("Die Gäste haben gewonnen.Trainer Huber jubelt.") == [
        "Die Gäste haben gewonnen.",
        "Trainer Huber jubelt.",
    ]


def test_an_omission_is_no_end_but_one_after_an_end_is() -> None:
    assert sentences("Sie sagte: „(...) Ich war das nicht.“") == ["Sie sagte: „(...) Ich war das nicht.“"]
    assert sentences("Es wächst. [...] Wir nicht.") == ["Es wächst. [...]", "Wir nicht."]


def test_a_lone_item_keeps_its_number() -> None:
    assert sentences("1. Dies ist ein Punkt. 2004 war keiner.") == ["1. Dies ist ein Punkt.", "2004 war keiner."]


def test_the_seeds_paragraphs_have_twenty_sentences() -> None:
    paragraphs = [line for line in SEED.read_text(encoding="utf-8").splitlines() if len(line) > 115]
    assert [len(split(line.replace(" (pez, 20.4.2023)", ""))) for line in paragraphs] == [4, 2, 3, 2, 3, 4, 2]


@pytest.mark.parametrize("wanted", cases("halves.txt"), ids=lambda case: case[0])
def test_two_sentences_joined_by_a_colon_or_semicolon_are_halves(wanted: list[str]) -> None:
    text = " ".join(wanted)
    assert [text[start:end] for start, end in split(text, halves=True)] == wanted


def test_without_halves_they_stay_one() -> None:
    assert len(sentences("Sie hisste am Rathaus die Flagge; außerdem rief sie laut.")) == 1


@pytest.mark.parametrize("text", ["", " ", "\u00a0\n"])
def test_nothing_has_no_sentences(text: str) -> None:
    assert split(text) == []


@given(
    st.lists(
        st.sampled_from(
            ["Er ging. ", "Er ging nun doch fort: Der ", "z. B. ", "; so ", "„Ja.“ ", "29. April", "1.", ". ", "…", "(",
             ")", '"', "A", " "]
        )
        | st.text(max_size=5)
    ).map("".join)
)
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    for halves in (False, True):
        cuts = split(text, halves=halves)
        assert "".join("".join(text[start:end].split()) for start, end in cuts) == "".join(text.split())
        assert all(a_end <= b_start for (_, a_end), (b_start, _) in pairwise(cuts))
        assert all(text[start:end] == text[start:end].strip() != "" for start, end in cuts)


def test_long_runs_of_marks_take_no_more_than_a_moment() -> None:
    # Quadratic time would keep this going for hours.
    for run in (".", '."', "(", "…)", "1.", "; a ", "ab cd ef gh ij: Der ", "(; a", '"'):
        assert split(run * 100_000, halves=True)


def test_the_number_of_a_footnote_stands_with_its_sentence() -> None:
    text = "Das wird bezahlt.¹ Der Direktor kam. Er misst 5 m². Das war es."
    assert [text[start:end] for start, end in split(text)] == [
        "Das wird bezahlt.¹", "Der Direktor kam.", "Er misst 5 m².", "Das war es."
    ]  # fmt: skip
