"""Name to ModelRef: a folder of weights on disk, checked and identified without loading it."""
from __future__ import annotations

import logging
from dataclasses import dataclass
from importlib import import_module, resources
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from pipeline import engines, hashes, origin, pairs, shapes, weights
from pipeline.engine import Decoding, Identity, ModelRef
from pipeline.errors import ModelError, NoSuchModelError
from pipeline.hub import names, store
from pipeline.hub.pull import Reach, pull
from pipeline.languages import ENGLISH, GERMAN_ENGLISH, Direction
from pipeline.settings import nearest

log = logging.getLogger(__name__)

Task = Literal["translation", "summarization"]

TRUSTED_PARAMETERS = 100_000_000
"""A model without a measurement is trusted to write freely from this size on; a smaller one invents."""
REPRODUCIBLE = ("int8", "float32", "none")
"""Number types in which words do not depend on batches and neighbours."""


ANYWHERE = Reach()
"""The hub too."""


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
    name: str,
    *,
    task: Task,
    direction: Direction | None = None,
    engine: str = "auto",
    device: str = "cpu",
    compute: str = "",
    threads: int = 0,
    reach: Reach = ANYWHERE,
    unchecked: bool = False,
) -> ModelRef:
    """The model called ``name``: a folder, a bundled name, or ``owner/model`` or ``owner/model@commit`` on the hub.

    ``auto`` is the model recommended for the task if it is on disk, else the bundled one; nothing is downloaded for it.
    For another ``direction`` than German to English it is Helsinki-NLP's model of that name, as if it were named. A
    translator without a ``direction`` goes in the one its name says, else from German to English. A model of the hub
    that is not on disk is downloaded, unless ``reach`` or ``HF_HUB_OFFLINE`` forbids it; one that is on disk costs no
    request. ``engine`` ``auto`` is ctranslate2 where it is installed, else marian. ``compute`` is the type of number
    it computes with on ``device``; "" is the engine's usual one. A model that is ``unchecked`` is loaded whether or
    not it passes the test that every model has to. Nothing heavy is imported; the weights are read once, to hash them.
    Raises ModelError, saying what to do, if there is no such model
    or its folder cannot be used.
    """
    engine = _which(engine)
    module = _engine(engine)
    translates = task == "translation"
    folder = _translator(name, direction, module, reach) if translates else _folder(name, task, module, reach)
    said = _read_measured(folder)
    if said.get("task", task) != task:
        raise ModelError(f"{folder} is a model for {said['task']}, not for {task}; name another one")
    files, packages = _files(folder, module, task)
    parameters = weights.check(folder) if module.WEIGHTS else 0
    kind = _compute(engine, module, device, compute)
    way, token = _way(folder, said, direction) if translates else (GERMAN_ENGLISH, "")
    return ModelRef(
        identity=Identity(
            _backend(engine, [*module.PACKAGES, *packages]), origin.model_name(folder), _digest(files), kind
        ),
        folder=folder,
        engine=engine,
        task=task,
        direction=way,
        token=token,
        revision=origin.revision(folder),
        measured=said.get("measured", "not measured"),
        trusted=said.get("trusted", parameters >= TRUSTED_PARAMETERS),
        reproducible=kind.split()[-1] in REPRODUCIBLE,
        search=shapes.search(folder, shapes.shape_of(folder)[0]) if module.WEIGHTS else Decoding(),
        threads=threads,
        unchecked=unchecked,
    )


def _which(engine: str) -> str:
    if engine != "auto":
        return engine
    return "ctranslate2" if find_spec("ctranslate2") else "marian"


def folder_of(name: str) -> Path:
    """The folder of the model called ``name`` on this disk, for whatever task. Raises ModelError if there is none."""
    folder = _on_disk(name)
    if folder is None:
        raise ModelError(
            f"There is no model {name!r} on this disk; {_meant(name)}pipeline models ls shows those there are"
        )
    return folder


def _meant(name: str) -> str:
    """``did you mean 'de-en-news-tiny'? Else``, where a name is nearly that of a bundled model; else ""."""
    near = nearest(name, [model.name for model in bundled()])
    return f"did you mean {near!r}? Else " if near else ""


def _on_disk(name: str) -> Path | None:
    """A folder, a bundled model, or one that is whole in the hub's cache."""
    folder = origin.folder(name)
    if folder is not None:
        return folder
    for model in bundled():
        if name == model.name:
            return model.folder
    called = names.parse(name)
    found = store.local(called) if called is not None else None
    return found.folder if found is not None and not found.lacking() else None


def is_bundled(model: ModelRef) -> bool:
    """Whether it came with this installation."""
    return any(known.folder == model.folder for known in bundled())


def _engine(name: str) -> ModuleType:
    if name not in engines.names():
        raise ModelError(f"There is no engine {name!r}; there are {', '.join(engines.shown())}")
    return import_module(f"pipeline.engines.{name}")


def _compute(engine: str, module: ModuleType, device: str, number: str) -> str:
    known: tuple[str, ...] = module.COMPUTES
    on_device = [kind for kind in known if kind.split()[0] in (device, "none")]
    if not on_device:
        devices = ", ".join(dict.fromkeys(kind.split()[0] for kind in known))
        raise ModelError(f"The engine {engine!r} has no device {device!r}; it has {devices}")
    for kind in on_device:
        if not number or kind.split()[-1] == number:
            return kind
    types = ", ".join(kind.split()[-1] for kind in on_device)
    raise ModelError(f"The engine {engine!r} cannot compute in {number!r} on {device}; it can in {types}")


def _folder(name: str, task: Task, module: ModuleType, reach: Reach) -> Path:
    """The folder that ``name`` means: a folder, a bundled model, one in the hub's cache, or one on the hub."""
    if name == "auto":
        return _auto(task, module)
    called = names.parse(name)
    best = names.recommended(name=called.repo) if called is not None else None
    if best is not None and best.task != task and origin.folder(name) is None:
        raise ModelError(f"{called} is a model for {best.task}, not for {task}; name another one")
    found = _on_disk(name)
    if found is not None:
        return found
    if origin.is_file(name):
        raise ModelError(f"{name} is a file; name the folder that holds config.json and the weights")
    if called is None:
        raise ModelError(
            f"There is no model {name!r}: {_meant(name)}give a folder with a Hugging Face model, 'auto', the name of a "
            f"bundled one ({_listed(bundled())}), or owner/model on the hub"
        )
    return pull(called, lambda folder: check_shape(folder, task), reach).folder


def _translator(name: str, direction: Direction | None, module: ModuleType, reach: Reach) -> Path:
    """The folder that ``name`` means as a translator. A name that says another direction is refused at once."""
    if direction is not None and direction != GERMAN_ENGLISH and name == "auto":
        return _of_direction(direction, module, reach)
    if direction is not None:
        pairs.refuse_other(name, pairs.by_name(name), direction)
    return _folder(name, "translation", module, reach)


def _of_direction(direction: Direction, module: ModuleType, reach: Reach) -> Path:
    """The folder of the model that is named for ``direction``, on disk or on the hub."""
    name = pairs.repository(direction)
    try:
        return _folder(name, "translation", module, reach)
    except NoSuchModelError as error:
        onward = ""
        source, target = direction.source, direction.target
        if ENGLISH not in (source, target):
            onward = f"go through English (--from {source} --to en, then --from en --to {target}), or "
        raise NoSuchModelError(
            f"The hub shows no {name}, which a model for {direction} would be called; {onward}name another model "
            "with --translator"
        ) from error


def _way(folder: Path, said: dict[str, Any], direction: Direction | None) -> tuple[Direction, str]:
    """The direction that the translator in ``folder`` is used for, and the token that tells it so.

    Raises ModelError if it is known to be for others.
    """
    model = origin.model_name(folder)
    pair = pairs.of_folder(folder, model, said, bundled=any(known.folder == folder for known in bundled()))
    if direction is None:
        direction = (pair.only() if pair is not None else None) or GERMAN_ENGLISH
    else:
        pairs.refuse_other(model, pair, direction)
    return direction, pairs.token(folder, model, pair, direction)


def _auto(task: Task, module: ModuleType) -> Path:
    """The folder of the recommended model if it is on disk and can be run, else of the bundled one."""
    best = names.recommended(task=task)
    found = store.local(names.Name(best.name)) if best is not None else None
    if found is not None:
        if found.lacking():
            # Another program may have wanted no more of it; what this one installed should be whole.
            level = logging.WARNING if found.record is not None else logging.INFO
            log.log(level, "%s %s (pipeline models pull mends it)", found.repo.name, found.damage())
        else:
            try:
                _files(found.folder, module, task)
                weights.check(found.folder)
                return found.folder
            except ModelError as error:
                log.warning("%s is on disk and cannot be used: %s", found.repo.name, error)
    known = bundled()
    for model in known:
        if model.task == task:
            return model.folder
    raise ModelError(f"No model for {task} is bundled; name the folder of one (bundled: {_listed(known)})")


def _listed(known: list[Bundled]) -> str:
    return ", ".join(model.name for model in known) or "none in this installation"


def _files(folder: Path, module: ModuleType, task: Task) -> tuple[list[Path], list[str]]:
    """What a model's words depend on, and the package that reads its vocabulary.

    Raises ModelError unless the files are there and the model is of a shape that can do the task.
    """
    missing = [name for name in module.FILES if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"{folder} lacks {', '.join(missing)}; {origin.again(folder)}")
    files = [folder / name for name in module.FILES]
    packages = []
    if module.WEIGHTS:
        check_shape(folder, task)
        _, shape = shapes.shape_of(folder)
        vocabulary = shapes.vocabulary_files(folder, shape)
        own = [name for name in ("config.json", "generation_config.json") if (folder / name).is_file()]
        files += [*(folder / name for name in (*own, *vocabulary)), *weights.files(folder)]
        packages = ["sentencepiece" if vocabulary[-1].endswith((".spm", ".model")) else "tokenizers"]
    for file in files:
        weights.refuse_pointer(file)
    return files, packages


def check_kind(folder: Path) -> None:
    """Raise ModelError unless ``config.json`` is of a model that the engines can run for some task."""
    shapes.shape_of(folder)


def check_shape(folder: Path, task: Task) -> None:
    """Raise ModelError unless ``config.json`` is of a model that the engines can run for the task."""
    kind, shape = shapes.shape_of(folder)
    if task not in shape.tasks:
        raise ModelError(f"{folder} holds a model of type {kind!r}, which is for {shape.tasks[0]}, not for {task}")


def _digest(files: list[Path]) -> str:
    try:
        return hashes.digest(files)
    except OSError as error:
        raise ModelError(f"{error.filename} cannot be read: {error}") from error


def _backend(engine: str, packages: list[str]) -> str:
    """``ctranslate2 4.8.5, sentencepiece 0.2.3``, without importing either."""
    try:
        return ", ".join(f"{package} {version(package)}" for package in packages) or engine
    except PackageNotFoundError as error:
        raise ModelError(f"The engine {engine!r} needs {error.name}: pip install {error.name}") from error


def _read_measured(folder: Path) -> dict[str, Any]:
    card = folder / "measured.json"
    if card.exists():
        return shapes.read_object(card)
    best = names.recommended(name=origin.model_name(folder))
    return best.said() if best is not None else {}
