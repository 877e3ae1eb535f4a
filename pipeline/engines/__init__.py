"""Engines: one module for each way of running a model, loaded by name when a model is first needed.

A module offers

* ``PACKAGES``: the distributions whose versions can change its words, main one first;
* ``COMPUTES``: device kinds with number types, as ``Identity.compute`` says them, the usual one first;
* ``FILES``: files of its own that a model folder must have;
* ``WEIGHTS``: whether it runs Hugging Face folders: weights, ``config.json`` and the vocabulary of their shape;
* ``load(folder, *, identity, threads) -> Engine``.

Importing such a module imports no backend: ``load`` does. The other modules
here are what engines share.
"""
from __future__ import annotations

import functools
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.engine import Engine, ModelRef

_SHARED = {"pieces", "vocabulary", "settings", "batches", "forks", "checkpoint", "selftest", "conversion", "converted"}


def names() -> list[str]:
    """The engines there are, in alphabetical order."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in _SHARED)


def shown() -> list[str]:
    """Those that people choose from: without the one for tests."""
    return [name for name in names() if name != "fake"]


KEPT = 2
"""Models that stay loaded in a process, those last used: a translator and a summarizer take turns in every run."""


def load(ref: ModelRef) -> Engine:
    """The model of ``ref``, loaded by its engine or still loaded; at its first time on this machine also tried out."""
    module = import_module(f"pipeline.engines.{ref.engine}")
    if module.WEIGHTS:
        return _loaded(ref)
    engine: Engine = module.load(ref.folder, identity=ref.identity, threads=ref.threads)
    return engine


@functools.lru_cache(maxsize=KEPT)
def _loaded(ref: ModelRef) -> Engine:
    module = import_module(f"pipeline.engines.{ref.engine}")
    engine: Engine = module.load(ref.folder, identity=ref.identity, threads=ref.threads)
    if ref.task:
        from pipeline.engines.selftest import check_once

        check_once(ref, engine)
    return engine
