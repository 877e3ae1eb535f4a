"""What a model folder's own files say about running it."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import shapes
from pipeline.engines.vocabulary import Vocabulary
from pipeline.errors import ModelError


@dataclass(frozen=True, slots=True)
class Settings:
    """Bounds of a model, how its outputs start, and what it must never write."""

    max_input_tokens: int
    """What opens and closes every source excluded."""
    max_output_tokens: int
    """End token included."""
    start: int
    """Id of the piece that decoding starts from."""
    opening: tuple[str, ...]
    """Pieces that every output begins with, whatever the model would write: BART's ``<s>``."""
    forbidden: tuple[tuple[str, ...], ...]
    """Sequences of pieces that are no text: padding, unknown, and what ``bad_words_ids`` adds."""


def read_settings(folder: Path, vocabulary: Vocabulary) -> Settings:
    """Read ``config.json`` and, where there is one, ``generation_config.json``, which goes first.

    The start token and the opening take positions of the output, as in Hugging Face's ``max_length``.
    """
    config = shapes.read_object(folder / "config.json")
    own = folder / "generation_config.json"
    said = config | (shapes.read_object(own) if own.exists() else {})
    positions = int(config.get("max_position_embeddings") or config.get("n_positions") or 512)
    opening = tuple(vocabulary.piece(number) for number in _opening(config, said))
    start = said.get("decoder_start_token_id")
    settings = Settings(
        max_input_tokens=positions - 1 - len(vocabulary.before),
        max_output_tokens=positions - 1 - len(opening),
        start=vocabulary.number(vocabulary.padding) if start is None else int(start),
        opening=opening,
        forbidden=_forbidden(said, vocabulary),
    )
    if settings.max_input_tokens < 1 or settings.max_output_tokens < 1:
        raise ModelError(f"{folder / 'config.json'} allows no text: max_position_embeddings is {positions}")
    return settings


def _opening(config: dict[str, Any], said: dict[str, Any]) -> list[int]:
    forced = said.get("forced_bos_token_id")
    if forced is None and config.get("force_bos_token_to_be_generated"):
        forced = config.get("bos_token_id", 0)
    return [] if forced is None else [int(forced)]


def _forbidden(said: dict[str, Any], vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    always = [(piece,) for piece in (vocabulary.padding, vocabulary.unknown) if piece in vocabulary.ids]
    bad = [tuple(vocabulary.piece(number) for number in row) for row in said.get("bad_words_ids") or []]
    return tuple(dict.fromkeys([*always, *bad]))
