"""What is seen of a model at its first load; one that does not work is stopped, whatever was looked at before."""
from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import models
from pipeline.engine import Identity, ModelRef
from pipeline.engines.fake import Fake
from pipeline.engines.selftest import SENTENCE, check_once, is_marked, translates
from pipeline.errors import ModelError
from pipeline.languages import Direction

RIGHT = "The mayor said on Monday that the city will build a new school in 2023."
WORKS = Fake({SENTENCE["de"]: RIGHT})
BROKEN = Fake()


def going(direction: Direction, token: str = "") -> ModelRef:
    return ModelRef(Identity("", "", "", ""), Path(), "fake", direction=direction, token=token)


@pytest.mark.parametrize("source", [code for code in SENTENCE if code != "en"])
def test_into_english_the_words_must_come(source: str) -> None:
    way = going(Direction(source, "en"))
    assert translates(Fake({SENTENCE[source]: RIGHT}), way) is None
    assert translates(Fake({SENTENCE[source]: "It is raining on the roof of the old house today."}), way) is not None


@pytest.mark.parametrize("output", ["", "la la la la la la", SENTENCE["fr"], "non"])
def test_into_other_languages_nothing_a_copy_and_loops_are_seen(output: str) -> None:
    way = going(Direction("fr", "de"))
    assert translates(Fake({SENTENCE["fr"]: output}), way) is not None
    assert translates(Fake({SENTENCE["fr"]: SENTENCE["de"]}), way) is None


def test_a_copy_proves_nothing_where_no_sentence_of_the_language_is_known() -> None:
    way = going(Direction("sw", "en"))
    assert translates(Fake({SENTENCE["en"]: SENTENCE["en"]}), way) is None
    assert translates(Fake({SENTENCE["en"]: "no no no no no no"}), way) is not None


def test_a_model_of_several_languages_is_told_which() -> None:
    fake = Fake()
    translates(fake, going(Direction("de", "fr"), ">>fr<<"))
    assert fake.asked == [">>fr<<" + SENTENCE["de"]]


@pytest.fixture
def ref(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelRef:
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path / "cache"))
    return ModelRef(Identity("b", "a model", "0" * 64, "cpu int8"), tmp_path / "model", "fake", "translation")


@pytest.mark.parametrize("engine", ["ctranslate2", "marian"])
def test_a_model_of_random_weights_is_refused_every_time_and_used_all_the_same_unchecked(
    tiny: Path, engine: str
) -> None:
    for _ in range(2):
        with pytest.raises(ModelError, match=r"tiny does not seem to work: .* became .*--unchecked") as raised:
            models.find(str(tiny), task="translation", engine=engine).load()
        assert "\n" not in str(raised.value)
    models.find(str(tiny), task="translation", engine=engine, unchecked=True).load()


def test_one_that_passed_is_not_asked_again_until_what_runs_is_another(ref: ModelRef) -> None:
    assert not is_marked(ref)
    check_once(ref, WORKS, "converted so")
    assert is_marked(ref)
    check_once(ref, BROKEN, "converted so")
    with pytest.raises(ModelError):
        check_once(ref, BROKEN, "converted otherwise")
    assert not is_marked(ref)


def test_what_cannot_be_told_apart_from_something_else_is_asked_every_time(ref: ModelRef) -> None:
    check_once(ref, WORKS, None)
    assert not is_marked(ref)
    with pytest.raises(ModelError):
        check_once(ref, BROKEN, None)


def test_a_model_of_the_hub_is_to_be_verified(ref: ModelRef, tmp_path: Path) -> None:
    place = tmp_path / "models--some--model" / "snapshots" / ("a" * 40)
    known = ModelRef(Identity("b", "some/model", "", ""), place, "fake", "translation", revision="a" * 40)
    with pytest.raises(ModelError, match=f"pipeline models verify some/model@{'a' * 40}"):
        check_once(known, BROKEN, "")
