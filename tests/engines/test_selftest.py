"""What is seen of a translator at its first load."""
from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.engine import Identity, ModelRef
from pipeline.engines.fake import Fake
from pipeline.engines.selftest import SENTENCE, translates
from pipeline.languages import Direction

RIGHT = "The mayor said on Monday that the city will build a new school in 2023."


def ref(direction: Direction, token: str = "") -> ModelRef:
    return ModelRef(Identity("", "", "", ""), Path(), "fake", direction=direction, token=token)


@pytest.mark.parametrize("source", [code for code in SENTENCE if code != "en"])
def test_into_english_the_words_must_come(source: str) -> None:
    way = ref(Direction(source, "en"))
    assert translates(Fake({SENTENCE[source]: RIGHT}), way) is None
    assert translates(Fake({SENTENCE[source]: "It is raining on the roof of the old house today."}), way) is not None


@pytest.mark.parametrize("output", ["", "la la la la la la", SENTENCE["fr"], "non"])
def test_into_other_languages_nothing_a_copy_and_loops_are_seen(output: str) -> None:
    way = ref(Direction("fr", "de"))
    assert translates(Fake({SENTENCE["fr"]: output}), way) is not None
    assert translates(Fake({SENTENCE["fr"]: SENTENCE["de"]}), way) is None


def test_a_copy_proves_nothing_where_no_sentence_of_the_language_is_known() -> None:
    way = ref(Direction("sw", "en"))
    assert translates(Fake({SENTENCE["en"]: SENTENCE["en"]}), way) is None
    assert translates(Fake({SENTENCE["en"]: "no no no no no no"}), way) is not None


def test_a_model_of_several_languages_is_told_which() -> None:
    fake = Fake()
    translates(fake, ref(Direction("de", "fr"), ">>fr<<"))
    assert fake.asked == [">>fr<<" + SENTENCE["de"]]
