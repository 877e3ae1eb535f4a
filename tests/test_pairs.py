"""Which languages a model is for, as its name and its files say."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import pairs
from pipeline.errors import ModelError
from pipeline.languages import Direction
from pipeline.pairs import Pair

GROUP = "fr+fr_BE+es+pt"


@pytest.mark.parametrize(
    ("name", "pair"),
    [
        ("Helsinki-NLP/opus-mt-de-en", Pair(("de",), ("en",))),
        ("somebody/opus-mt-de-en-finetuned@1a2b", Pair(("de",), ("en",))),
        ("Helsinki-NLP/opus-mt-tc-big-en-pt", Pair(("en",), ("pt",))),
        ("models/mine/opus-mt-deu-ROMANCE", Pair(("de",), ("ROMANCE",))),
        ("opus-mt-en-pt_BR", Pair(("en",), ("pt_BR",))),
        ("opus", None),
        ("my-de-en", None),
    ],
)
def test_a_name_says_a_pair(name: str, pair: Pair | None) -> None:
    assert pairs.by_name(name) == pair


def test_files_say_it_where_the_name_does_not(tmp_path: Path) -> None:
    assert pairs.of_folder(tmp_path, "mine", {}, bundled=False) is None
    (tmp_path / "tokenizer_config.json").write_text(json.dumps({"source_lang": GROUP, "target_lang": "eng"}))
    listed = Pair(("fr", "fr_BE", "es", "pt"), ("en",))
    assert pairs.of_folder(tmp_path, "mine", {}, bundled=False) == listed
    assert pairs.of_folder(tmp_path, "opus-mt-ROMANCE-en", {}, bundled=False) == listed
    assert pairs.of_folder(tmp_path, "opus-mt-nl-de", {}, bundled=False) == Pair(("nl",), ("de",))
    assert pairs.of_folder(tmp_path, "de-en-tiny", {}, bundled=True) == Pair(("de",), ("en",))
    assert pairs.of_folder(tmp_path, "mine", {"from": "sv", "to": "en"}, bundled=False) == Pair(("sv",), ("en",))


@pytest.mark.parametrize(
    ("pair", "direction", "fits"),
    [
        (None, Direction("fr", "sw"), True),
        (Pair(("fr",), ("en",)), Direction("fr", "en"), True),
        (Pair(("fr",), ("en",)), Direction("de", "en"), False),
        (Pair(("pt",), ("en",)), Direction("pt_BR", "en"), True),
        (Pair(("fr", "es"), ("en",)), Direction("it", "en"), False),
        (Pair(("en",), ("ROMANCE",)), Direction("en", "fr"), True),
        (Pair(("ROMANCE",), ("en",)), Direction("fr", "de"), False),
    ],
)
def test_a_model_of_other_languages_is_refused(pair: Pair | None, direction: Direction, fits: bool) -> None:
    if fits:
        pairs.refuse_other("m", pair, direction)
    else:
        with pytest.raises(ModelError, match=f"^m translates .*, not {direction}; "):
            pairs.refuse_other("m", pair, direction)


def test_a_model_of_several_targets_is_told_which(tmp_path: Path) -> None:
    assert pairs.token(tmp_path, "m", None, Direction("en", "fr")) == ""
    (tmp_path / "vocab.json").write_text(json.dumps({"a": 0, ">>fra<<": 1, ">>pt_br<<": 2, ">>es<<": 3}), "utf-8")
    tokens = [pairs.token(tmp_path, "m", None, Direction("en", to)) for to in ("fr", "pt_BR", "es")]
    assert tokens == [">>fra<<", ">>pt_br<<", ">>es<<"]
    with pytest.raises(ModelError, match=r"does not write Swahili; .* es, fra, pt_br"):
        pairs.token(tmp_path, "m", Pair(("en",), ("ROMANCE",)), Direction("en", "sw"))
    assert pairs.token(tmp_path, "m", Pair(("en",), ("sw",)), Direction("en", "sw")) == ""


def test_a_group_is_no_target_of_one_text() -> None:
    assert pairs.repository(Direction("ROMANCE", "en")) == "Helsinki-NLP/opus-mt-ROMANCE-en"
    with pytest.raises(ModelError, match="--translator Helsinki-NLP/opus-mt-en-ROMANCE"):
        pairs.repository(Direction("en", "ROMANCE"))
