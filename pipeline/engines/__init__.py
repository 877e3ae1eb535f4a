"""Engines: one module for each way of running a model, loaded by name when a model is first needed.

A module offers

* ``PACKAGES``: the distributions whose versions can change its words, main one first;
* ``COMPUTES``: device kinds with number types, as ``Identity.compute`` says them, the usual one first;
* ``FILES``: the files a model folder must have for it, weights excepted;
* ``WEIGHTS``: whether it also needs ``model.safetensors``, whole or in shards;
* ``load(folder, *, identity, threads) -> Engine``.

Importing such a module imports no backend: ``load`` does. The other modules
here are what engines share.
"""
from __future__ import annotations

import pkgutil

_SHARED = {"pieces", "settings", "batches", "forks", "conversion", "converted"}


def names() -> list[str]:
    """The engines there are, in alphabetical order."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in _SHARED)
