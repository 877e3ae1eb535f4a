"""A model that does not work is stopped when it is loaded, whatever was looked at before."""
from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import models
from pipeline.engine import Identity, ModelRef
from pipeline.engines.fake import Fake
from pipeline.engines.selftest import GERMAN, check_once, is_marked
from pipeline.errors import ModelError

WORKS = Fake({GERMAN: "The mayor said on Monday that the city will build a new school in 2023."})
BROKEN = Fake()


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
