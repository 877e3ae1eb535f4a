"""Engines: one module for each way of running a model, loaded by name when a model is first needed.

A module offers

* ``PACKAGES``: the distributions whose versions can change its words, main one first;
* ``COMPUTES``: device kinds with number types, as ``Identity.compute`` says them, the usual one first;
* ``FILES``: files of its own that a model folder must have;
* ``WEIGHTS``: whether it runs Hugging Face folders: weights, ``config.json`` and the vocabulary of their shape;
* ``proof(identity)``: what tells whether the files that it loads are still those that were tried out, beyond
  ``identity``; None if there is nothing to remember it by;
* ``load(folder, *, identity, threads) -> Engine``.

Importing such a module imports no backend: ``load`` does. The other modules
here are what engines share.
"""
from __future__ import annotations

import functools
import pkgutil
import time
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.engine import Engine, ModelRef

_SHARED = {
    "pieces", "vocabulary", "settings", "batches", "forks", "steps", "checkpoint", "selftest",
    "conversion", "converted", "reference",
}  # fmt: skip


def names() -> list[str]:
    """The engines there are, in alphabetical order."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in _SHARED)


def shown() -> list[str]:
    """Those that people choose from: without the one for tests."""
    return [name for name in names() if name != "fake"]


def computes() -> list[str]:
    """The types of number that some engine computes with, on some device."""
    modules = (import_module(f"pipeline.engines.{name}") for name in names())
    kinds = dict.fromkeys(kind for module in modules if module.WEIGHTS for kind in module.COMPUTES)
    return list(dict.fromkeys(kind.split()[-1] for kind in kinds))


_SPENT = {"loading": 0.0}

KEPT = 3
"""Models that stay loaded in a process, those last used: a translator, the same in float32, and a summarizer."""


def load(ref: ModelRef) -> Engine:
    """The model of ``ref``, loaded by its engine or still loaded; at its first time on this machine also tried out.

    Raises ModelError if it does not work.
    """
    module = import_module(f"pipeline.engines.{ref.engine}")
    if module.WEIGHTS:
        return _loaded(ref)
    engine: Engine = module.load(ref.folder, identity=ref.identity, threads=ref.threads)
    return engine


@functools.lru_cache(maxsize=KEPT)
def _loaded(ref: ModelRef) -> Engine:
    began = time.perf_counter()
    module = import_module(f"pipeline.engines.{ref.engine}")
    engine: Engine = module.load(ref.folder, identity=ref.identity, threads=ref.threads)
    engine.ref = ref  # type: ignore[attr-defined]  # of those with weights; see reference.py
    if _is_checked(ref):
        from pipeline.engines.selftest import check_once

        check_once(ref, engine, module.proof(ref.identity))
    _SPENT["loading"] += time.perf_counter() - began
    return engine


def loading() -> float:
    """Seconds that this process has loaded models for; what these compute is not in it."""
    return _SPENT["loading"]


def passed(ref: ModelRef) -> bool:
    """Whether ``ref`` has been loaded and tried out on this machine, or need not be. No backend is imported."""
    from pipeline.engines.selftest import is_marked

    return not _is_checked(ref) or is_marked(ref)


def forget(folder: Path) -> int:
    """Remove what engines made from the model in ``folder`` and kept; the bytes freed."""
    from pipeline.engines import converted

    return converted.forget(folder)


def _is_checked(ref: ModelRef) -> bool:
    module = import_module(f"pipeline.engines.{ref.engine}")
    return bool(module.WEIGHTS and ref.task and not ref.unchecked)
