from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.engines.pieces import Pieces
from pipeline.engines.settings import Settings, read_settings
from pipeline.errors import ModelError


def settings(tiny: Path, folder: Path, config: Any, generation: Any = None) -> Settings:
    (folder / "config.json").write_text(json.dumps(config))
    if generation is not None:
        (folder / "generation_config.json").write_text(json.dumps(generation))
    return read_settings(folder, Pieces(tiny))


def test_bounds_leave_room_for_the_end_and_the_start(tiny: Path, tmp_path: Path) -> None:
    read = settings(tiny, tmp_path, {"max_position_embeddings": 1024})
    assert (read.max_input_tokens, read.max_output_tokens) == (1023, 1023)


def test_what_every_output_begins_with_takes_a_position(tiny: Path, tmp_path: Path) -> None:
    for said in ({"forced_bos_token_id": 7}, {"force_bos_token_to_be_generated": True, "bos_token_id": 7}):
        read = settings(tiny, tmp_path, {"max_position_embeddings": 512, "decoder_start_token_id": 3} | said)
        assert (read.max_output_tokens, read.start, len(read.opening)) == (510, 3, 1)


def test_padding_unknown_and_bad_words_are_forbidden(tiny: Path, tmp_path: Path) -> None:
    names = {number: piece for piece, number in Pieces(tiny).ids.items()}
    read = settings(tiny, tmp_path, {"bad_words_ids": [[100]]}, {"bad_words_ids": [[100], [7, 8]]})
    assert read.forbidden == (("<pad>",), ("<unk>",), (names[7], names[8]))


def test_of_several_start_or_opening_tokens_the_first_is_taken(tiny: Path, tmp_path: Path) -> None:
    read = settings(tiny, tmp_path, {"decoder_start_token_id": [3, 4], "forced_bos_token_id": [7]})
    assert (read.start, len(read.opening)) == (3, 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_position_embeddings", "abc"), ("max_position_embeddings", ["x"]), ("max_position_embeddings", -1),
        ("decoder_start_token_id", "x"), ("decoder_start_token_id", [None]), ("decoder_start_token_id", 99_999),
        ("forced_bos_token_id", [99_999]), ("forced_bos_token_id", True),
        ("bad_words_ids", [1]), ("bad_words_ids", [[99_999]]), ("bad_words_ids", [["x"]]), ("bad_words_ids", "x"),
        ("bad_words_ids", [[]]), ("vocab_size", "many"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_named(tiny: Path, tmp_path: Path, name: str, value: Any) -> None:
    with pytest.raises(ModelError, match=f"says {name} = ") as raised:
        settings(tiny, tmp_path, {name: value})
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("config", [[], {"max_position_embeddings": 1}])
def test_a_config_that_allows_nothing_is_refused(tiny: Path, tmp_path: Path, config: Any) -> None:
    with pytest.raises(ModelError, match=r"config\.json"):
        settings(tiny, tmp_path, config)
