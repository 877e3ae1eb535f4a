"""Name to ModelRef: a folder of weights on disk, checked and identified without loading it."""
from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import import_module, resources
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from pipeline import engines, hashes, weights
from pipeline.engine import Identity, ModelRef
from pipeline.errors import ModelError

Task = Literal["translation", "summarization"]

TRUSTED_PARAMETERS = 100_000_000
"""A model without a measurement is trusted to write freely from this size on; a smaller one invents."""
HASHED = (
    "config.json", "generation_config.json", "vocab.json", "*.spm", "*.safetensors", "model.safetensors.index.json",
)  # fmt: skip
"""What a model's words depend on, besides the engine's own files."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """A model that comes with the program."""

    name: str
    folder: Path
    task: str
    measured: str


def bundled() -> list[Bundled]:
    """The models that come with this installation, by name; none if it was made without them."""
    try:
        root = Path(str(resources.files("pipeline.bundled")))
    except ModuleNotFoundError:
        return []
    found = []
    for card in sorted(root.glob("*/measured.json")):
        said = _read_measured(card.parent)
        found.append(Bundled(card.parent.name, card.parent, said.get("task", ""), said.get("measured", "not measured")))
    return found


def find(
    name: str, *, task: Task, engine: str = "ctranslate2", compute: str = "", threads: int = 0
) -> ModelRef:
    """The model called ``name``: ``auto`` (the bundled one of the task), a bundled name, or a folder.

    ``compute`` is the type of number it computes with, ``int8`` or ``float32``; "" is the engine's usual one.
    A bare name means the bundled model where there is one; write ``./name`` for a folder of that name.
    Nothing heavy is imported and no network is used; the weights are read once, to hash them. Raises
    ModelError, saying what to do, if there is no such model or its folder cannot be used.
    """
    module = _engine(engine)
    folder = _folder(name, task)
    said = _read_measured(folder)
    if said.get("task", task) != task:
        raise ModelError(f"{folder} is a model for {said['task']}, not for {task}; name another one")
    _check_files(folder, module)
    parameters = weights.check(folder) if module.WEIGHTS else 0
    kind = _compute(engine, module, compute)
    return ModelRef(
        identity=Identity(_backend(engine, module), _model_name(folder), _digest(folder, module), kind),
        folder=folder,
        engine=engine,
        measured=said.get("measured", "not measured"),
        trusted=said.get("trusted", parameters >= TRUSTED_PARAMETERS),
        threads=threads,
    )


def _engine(name: str) -> ModuleType:
    if name not in engines.names():
        raise ModelError(f"There is no engine {name!r}; there are {', '.join(engines.names())}")
    return import_module(f"pipeline.engines.{name}")


def _compute(engine: str, module: ModuleType, number: str) -> str:
    known: tuple[str, ...] = module.COMPUTES
    for kind in known:
        if not number or kind.split()[-1] == number:
            return kind
    types = ", ".join(kind.split()[-1] for kind in known)
    raise ModelError(f"The engine {engine!r} cannot compute in {number!r}; it can in {types}")


def _folder(name: str, task: Task) -> Path:
    """The folder that ``name`` means."""
    known = bundled()
    for model in known:
        if name == model.name or (name == "auto" and model.task == task):
            return model.folder
    names = ", ".join(model.name for model in known) or "none in this installation"
    if name == "auto":
        raise ModelError(f"No model for {task} is bundled; name the folder of one (bundled: {names})")
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder.resolve()
    if folder.is_file():
        raise ModelError(f"{name} is a file; name the folder that holds config.json and the weights")
    raise ModelError(
        f"There is no model {name!r}: give a folder with a Hugging Face Marian model, 'auto', "
        f"or the name of a bundled one ({names})"
    )


def _check_files(folder: Path, module: ModuleType) -> None:
    """Raise ModelError unless the files are there and the model is one that the engines can run."""
    missing = [file for file in module.FILES if not (folder / file).is_file()]
    if missing:
        raise ModelError(f"{folder} lacks {', '.join(missing)}; copy the whole model folder again")
    for file in _hashed(folder, module):
        weights.refuse_pointer(file)
    if "config.json" not in module.FILES:
        return
    kind = _read_object(folder / "config.json").get("model_type")
    if kind != "marian":
        raise ModelError(f"{folder} holds a model of type {kind!r}; only 'marian' (MarianMTModel) can be run")


def _hashed(folder: Path, module: ModuleType) -> list[Path]:
    files = {file for pattern in (*HASHED, *module.FILES) for file in folder.glob(pattern)}
    return sorted(files)


def _digest(folder: Path, module: ModuleType) -> str:
    try:
        return hashes.digest(_hashed(folder, module))
    except OSError as error:
        raise ModelError(f"{folder} cannot be read: {error}") from error


def _backend(engine: str, module: ModuleType) -> str:
    """``ctranslate2 4.8.5, sentencepiece 0.2.3``, without importing either."""
    try:
        return ", ".join(f"{package} {version(package)}" for package in module.PACKAGES) or engine
    except PackageNotFoundError as error:
        raise ModelError(f"The engine {engine!r} needs {error.name}: pip install {error.name}") from error


def _model_name(folder: Path) -> str:
    """The folder's name, or the repository's where the folder lies in Hugging Face's cache."""
    for parent in folder.parents:
        if parent.name.startswith("models--"):
            return parent.name.removeprefix("models--").replace("--", "/")
    return folder.name


def _read_measured(folder: Path) -> dict[str, Any]:
    card = folder / "measured.json"
    return _read_object(card) if card.exists() else {}


def _read_object(file: Path) -> dict[str, Any]:
    try:
        plain = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{file} cannot be read: {error}") from error
    if not isinstance(plain, dict):
        raise ModelError(f"{file} is not a JSON object")
    return plain
