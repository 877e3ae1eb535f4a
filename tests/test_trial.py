"""A model is seen to work before it is used; only ``auto`` falls back."""
from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import models, trial
from pipeline.errors import ModelError


def find(name: str) -> models.ModelRef:
    """A model of the fake engine, which needs its answers in a folder."""
    return models.find(name, task="translation", engine="fake")


def test_what_was_tried_out_is_what_is_used_next() -> None:
    ref = trial.working("de-en-news-tiny", "translation", lambda name: models.find(name, task="translation"), load=True)
    assert ref.load() is ref.load()


def test_a_name_that_was_given_never_falls_back(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text("nothing that can be loaded")
    with pytest.raises(ModelError, match=r"answers\.json"):
        trial.working(str(tmp_path), "translation", find, load=True)
