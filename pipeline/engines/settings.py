"""What a model folder's own files say about running it."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import shapes
from pipeline.engines.vocabulary import Vocabulary
from pipeline.errors import ModelError
from pipeline.shapes import number_of


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
    positions = number_of(folder, config, "max_position_embeddings", number_of(folder, config, "n_positions", 512))
    rows = number_of(folder, config, "vocab_size", 0) or 1 + max(vocabulary.ids.values())
    forced = _opening(folder, config, said)
    opening = tuple(_piece(folder, vocabulary, rows, number, "forced_bos_token_id") for number in forced)
    start = number_of(folder, said, "decoder_start_token_id", vocabulary.number(vocabulary.padding))
    _piece(folder, vocabulary, rows, start, "decoder_start_token_id")
    settings = Settings(
        max_input_tokens=positions - 1 - len(vocabulary.before),
        max_output_tokens=positions - 1 - len(opening),
        start=start,
        opening=opening,
        forbidden=_forbidden(folder, said, vocabulary, rows),
    )
    if settings.max_input_tokens < 1 or settings.max_output_tokens < 1:
        raise ModelError(f"{folder / 'config.json'} allows no text: max_position_embeddings is {positions}")
    return settings


def _opening(folder: Path, config: dict[str, Any], said: dict[str, Any]) -> list[int]:
    if said.get("forced_bos_token_id") is not None:
        return [number_of(folder, said, "forced_bos_token_id", 0)]
    return [number_of(folder, config, "bos_token_id", 0)] if config.get("force_bos_token_to_be_generated") else []


def _piece(folder: Path, vocabulary: Vocabulary, rows: int, number: object, name: str) -> str:
    """The piece of that number. Raises ModelError if the model, which has so many ``rows``, has none."""
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < rows:
        raise ModelError(f"{folder} says {name} = {number!r:.60}, and the model has {rows} pieces")
    return vocabulary.piece(number)


def _forbidden(folder: Path, said: dict[str, Any], vocabulary: Vocabulary, rows: int) -> tuple[tuple[str, ...], ...]:
    always = [(piece,) for piece in (vocabulary.padding, vocabulary.unknown) if piece in vocabulary.ids]
    words = said.get("bad_words_ids") or []
    if not isinstance(words, list) or not all(isinstance(row, list) and row for row in words):
        raise ModelError(f"{folder} says bad_words_ids = {words!r:.60}; it must hold lists of numbers")
    bad = [tuple(_piece(folder, vocabulary, rows, number, "bad_words_ids") for number in row) for row in words]
    return tuple(dict.fromkeys([*always, *bad]))
