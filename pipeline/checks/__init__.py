"""What can be wrong with one translated sentence: each module has ``check(german, english) -> tuple[Flag, ...]``.

A check is a pure function of the German sentence and its English. It says nothing where it cannot be sure: a doubt that
is often wrong is a hint, never a severe flag. Tables are read inside functions, once, so that importing a check costs
nothing.
"""
from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from pipeline.values import Flag, Severity

CHECKS: tuple[str, ...] = (
    "numbers", "amounts", "names", "negation", "directions", "modality", "roles", "quotes", "leftover",
    "addresses", "nonsense",
)  # fmt: skip
"""Modules of this folder, in the order their flags are shown."""

VERSION = 6
"""Raised when a check starts to find other severe flags: what was tried again because of them is tried once more."""

Check = Callable[[str, str], tuple[Flag, ...]]


@lru_cache(maxsize=4096)
def found(german: str, english: str) -> tuple[Flag, ...]:
    """What all checks say about a sentence, severe flags first; remembered, since several stages ask."""
    flags = [flag for name in CHECKS for flag in _check(name)(german, english)]
    return tuple(sorted(flags, key=lambda flag: flag.severity is not Severity.SEVERE))


def severe(german: str, english: str) -> tuple[Flag, ...]:
    """Those of ``found`` because of which a sentence should not be printed as it is."""
    return tuple(flag for flag in found(german, english) if flag.severity is Severity.SEVERE)


def _check(name: str) -> Check:
    check: Check = import_module(f"{__name__}.{name}").check
    return check
