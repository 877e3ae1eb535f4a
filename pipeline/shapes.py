"""The shapes of model that can be run, and what a folder with one of them must hold.

A shape is the ``model_type`` of ``config.json``. Nothing is loaded to tell it.
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.engine import Decoding
from pipeline.errors import ModelError


@dataclass(frozen=True, slots=True)
class Shape:
    """What the program knows of a model type before it has seen a model of it."""

    tasks: tuple[str, ...]
    """What it can be used for."""
    vocabularies: tuple[tuple[str, ...], ...]
    """Sets of files that each hold all of its vocabulary, the one to read first."""
    begin: int | None
    """Id of the token before every source and every output; None if there is none."""
    padding: int
    end: int
    start: int
    """Id of the token that decoding starts from. These four are what ``config.json`` says if it says it."""


SHAPES = {
    "marian": Shape(("translation", "summarization"), (("vocab.json", "source.spm", "target.spm"),), None, -1, 0, -1),
    "bart": Shape(("summarization",), (("tokenizer.json",), ("vocab.json", "merges.txt")), 0, 1, 2, 2),
    "t5": Shape(("summarization",), (("spiece.model",), ("tokenizer.json",)), None, 0, 1, 0),
    "pegasus": Shape(("summarization",), (("spiece.model",), ("tokenizer.json",)), None, 0, 1, 0),
}
"""By ``model_type``. The ids are the defaults of transformers' configuration classes."""


def shape_of(folder: Path) -> tuple[str, Shape]:
    """The model type of ``folder`` and its shape. Raises ModelError if none of it can be run."""
    config = folder / "config.json"
    if not config.is_file():
        raise ModelError(f"{folder} lacks config.json: it is no model folder, or not all of it; copy it again")
    kind = read_object(config).get("model_type")
    if kind not in SHAPES:
        raise ModelError(f"{folder} holds a model of type {kind!r}; only {', '.join(map(repr, SHAPES))} can be run")
    return kind, SHAPES[kind]


def vocabulary_files(folder: Path, shape: Shape) -> list[str]:
    """The names of the files to read the vocabulary from. Raises ModelError if some are missing."""
    lacking = []
    for names in shape.vocabularies:
        missing = [name for name in names if not (folder / name).is_file()]
        if not missing:
            return list(names)
        lacking.append(", ".join(missing))
    raise ModelError(f"{folder} lacks {' or '.join(lacking)}; copy the whole model folder again")


def search(folder: Path, kind: str) -> Decoding:
    """How a summarizer's makers search for its output, every setting named; published models depend on it.

    From ``generation_config.json``, else ``config.json`` and its ``task_specific_params``. A Marian model is not
    published with such settings, so it gets the program's own.
    """
    if kind == "marian":
        return Decoding()
    config = read_object(folder / "config.json")
    said = config | ((config.get("task_specific_params") or {}).get("summarization") or {})
    own = folder / "generation_config.json"
    if own.is_file():
        said |= {key: value for key, value in read_object(own).items() if value is not None}
    longest = _number(folder, said, "max_length", 128)
    return Decoding(
        beams=_number(folder, said, "num_beams", 4),
        limit_factor=0.0,
        limit_extra=max(1, longest - 1),
        min_output_tokens=max(0, min(_number(folder, said, "min_length", 0), longest - 1) - 1),
        no_repeat_ngram=_number(folder, said, "no_repeat_ngram_size", 0),
        repetition_penalty=float(_number(folder, said, "repetition_penalty", 1)),
        length_penalty=float(_number(folder, said, "length_penalty", 1)),
    )


def prefix(folder: Path) -> str:
    """What must stand before every text, as T5 was trained: ``summarize: ``; "" for most models."""
    params = read_object(folder / "config.json").get("task_specific_params") or {}
    return str((params.get("summarization") or {}).get("prefix") or "")


def read_object(file: Path) -> dict[str, Any]:
    """The JSON object in ``file``. Raises ModelError if it holds anything else."""
    try:
        plain = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{file} cannot be read: {error}") from error
    if not isinstance(plain, dict):
        raise ModelError(f"{file} is not a JSON object")
    return plain


def _number(folder: Path, said: dict[str, Any], name: str, default: int) -> Any:
    value = said.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ModelError(f"{folder} says {name} = {value!r}; it must be a number, 0 or more")
    return value
