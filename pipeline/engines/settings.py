"""What a model folder's own files say about running it."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.engines.pieces import PADDING, UNKNOWN, Pieces
from pipeline.errors import ModelError


@dataclass(frozen=True, slots=True)
class Settings:
    """Bounds of a model and what it must never write."""

    max_input_tokens: int
    """End token excluded."""
    max_output_tokens: int
    """End token included."""
    forbidden: tuple[tuple[str, ...], ...]
    """Sequences of pieces that are no text: padding, unknown, and what ``bad_words_ids`` adds."""


def read_settings(folder: Path, pieces: Pieces) -> Settings:
    """Read ``config.json`` and, where there is one, ``generation_config.json``, which goes first.

    The start token takes one of the output's positions, as in Hugging Face's ``max_length``.
    """
    config = _read(folder / "config.json")
    generation = _read(folder / "generation_config.json") if (folder / "generation_config.json").exists() else {}
    positions = int(config.get("max_position_embeddings", 512))
    longest = min(int(generation.get("max_length") or config.get("max_length") or positions), positions)
    if positions < 2 or longest < 2:
        raise ModelError(f"{folder / 'config.json'} allows no text: max_position_embeddings or max_length is under 2")
    bad = generation.get("bad_words_ids") or config.get("bad_words_ids") or []
    sequences = [tuple(pieces.piece(number) for number in row) for row in bad]
    always = [(piece,) for piece in (PADDING, UNKNOWN) if piece in pieces.ids]
    return Settings(positions - 1, longest - 1, tuple(dict.fromkeys([*always, *sequences])))


def _read(file: Path) -> dict[str, Any]:
    try:
        plain = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{file} cannot be read: {error}") from error
    if not isinstance(plain, dict):
        raise ModelError(f"{file} is not a JSON object")
    return plain
