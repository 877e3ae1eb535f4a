"""The shapes of model that can be run, and what a folder with one of them must hold.

A shape is the ``model_type`` of ``config.json``. Nothing is loaded to tell it.
"""
from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import origin
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
    try:
        config.stat()
    except FileNotFoundError:
        raise ModelError(
            f"{folder} lacks config.json: it is no model folder, or not all of it; {origin.again(folder)}"
        ) from None
    except OSError as error:
        raise ModelError(f"{config} cannot be read: {error}") from error
    kind = read_object(config).get("model_type")
    if not isinstance(kind, str) or kind not in SHAPES:
        raise ModelError(f"{folder} holds a model of type {kind!r}; only {', '.join(map(repr, SHAPES))} can be run")
    return kind, SHAPES[kind]


def vocabulary_files(folder: Path, shape: Shape) -> list[str]:
    """The names of the files to read the vocabulary from. Raises ModelError if some are missing."""
    found, lacking = vocabulary_among(shape, lambda name: (folder / name).is_file())
    if lacking:
        raise ModelError(f"{folder} lacks {lacking}; {origin.again(folder)}")
    return found


def vocabulary_among(shape: Shape, has: Callable[[str], bool]) -> tuple[list[str], str]:
    """The names of the files to read the vocabulary from, of those that there are, or else what is lacking."""
    lacking = []
    for names in shape.vocabularies:
        missing = [name for name in names if not has(name)]
        if not missing:
            return list(names), ""
        lacking.append(", ".join(missing))
    return [], " or ".join(lacking)


def search(folder: Path, kind: str) -> Decoding:
    """How a summarizer's makers search for its output, every setting named; published models depend on it.

    From ``generation_config.json``, else ``config.json`` and its ``task_specific_params``. A translator (Marian) gets
    the program's own, whatever its makers say (opus-mt-de-en: 6 beams): its beams are the user's to set, and the limit
    on an output follows from its input.
    """
    if kind == "marian":
        return Decoding()
    config = read_object(folder / "config.json")
    said = config | _of_the_task(folder, config)
    own = folder / "generation_config.json"
    if own.is_file():
        said |= {key: value for key, value in read_object(own).items() if value is not None}
    # The new names count what is written; the old ones also the token that decoding starts from.
    longest = number_of(folder, said, "max_new_tokens", -1) + 1 or number_of(folder, said, "max_length", 128)
    least = number_of(folder, said, "min_new_tokens", -1) + 1 or number_of(folder, said, "min_length", 0)
    return Decoding(
        beams=number_of(folder, said, "num_beams", 4),
        limit_factor=0.0,
        limit_extra=max(1, longest - 1),
        min_output_tokens=max(0, min(least, longest - 1) - 1),
        no_repeat_ngram=number_of(folder, said, "no_repeat_ngram_size", 0),
        repetition_penalty=float(_number(folder, said, "repetition_penalty", 1)),
        length_penalty=float(_number(folder, said, "length_penalty", 1)),
    )


def prefix(folder: Path) -> str:
    """What must stand before every text, as T5 was trained: ``summarize: ``; "" for most models."""
    return str(_of_the_task(folder, read_object(folder / "config.json")).get("prefix") or "")


def _of_the_task(folder: Path, config: dict[str, Any]) -> dict[str, Any]:
    """What ``config.json`` says for summaries alone."""
    params = config.get("task_specific_params") or {}
    own = params.get("summarization") or {} if isinstance(params, dict) else None
    if not isinstance(own, dict):
        raise ModelError(f"{folder} says task_specific_params = {params!r:.60}; it must hold an object for each task")
    return own


def number_of(folder: Path, said: Mapping[str, Any], name: str, default: int) -> int:
    """The whole number, 0 or more, that ``folder`` says ``name`` is. Raises ModelError for anything else.

    Of a list it is the first: published models name several tokens that may end an output or that it begins with.
    """
    value = said.get(name)
    if value is None or value == []:
        return default
    first = value[0] if isinstance(value, list) else value
    if isinstance(first, bool) or not isinstance(first, int) or first < 0:
        raise ModelError(f"{folder} says {name} = {value!r:.60}; it must be a whole number, 0 or more")
    return first


def read_object(file: Path) -> dict[str, Any]:
    """The JSON object in ``file``. Raises ModelError if it holds anything else."""
    try:
        plain = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
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
