import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.quotations import ENGLISH_IN_SOURCE, TRANSLATED_BACK, Use, find_quotations, is_english

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases/quotations/quotations.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
SHORT = {"": "name", TRANSLATED_BACK: "back", ENGLISH_IN_SOURCE: "english"}


@pytest.mark.parametrize(("german", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_speech_is_told_from_names_and_english_from_german(german: str, expected: str) -> None:
    found = [f"{SHORT[quoted.note]}:{quoted.words}" for quoted in find_quotations(german)]
    assert found == [part for part in expected.split("|") if part]


def test_a_quotation_that_is_not_closed_says_so() -> None:
    (quoted,) = find_quotations("„Er kommt morgen.")
    assert not quoted.closed
    assert quoted.use is Use.SPEECH


@settings(deadline=None)
@given(st.text(alphabet="ab A.,!?5 „“”»«‚‘’\"'", max_size=40))
def test_no_text_breaks_it_and_quotations_never_overlap(text: str) -> None:
    found = find_quotations(text)
    assert all(text[one.start:one.end] == one.words for one in found)
    assert all(one.end < two.start for one, two in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("words", "english"),
    [("Lawsuit Time", True), ("We are in it", True), ("Wir sind da", False), ("Über the moon", False), ("Ada", False)],
)
def test_english_is_known_by_its_common_words(words: str, english: bool) -> None:
    assert is_english(words) is english
