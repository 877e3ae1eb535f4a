"""Libraries that only some inputs need: imported when they are, and named with the way to get them if absent."""
from __future__ import annotations

from importlib import import_module, util
from typing import Any

from pipeline.errors import InputError


def need(library: str, extra: str, source: str) -> Any:
    """The module ``library``. Raises InputError, saying how to install it for ``source``, where it is not there."""
    try:
        return import_module(library)
    except ImportError:
        raise InputError(f"{source} needs a library that is not installed: {how(extra)}") from None


def how(extra: str) -> str:
    """The command that installs an extra."""
    return f"pip install 'german-briefs[{extra}]'"


def has(library: str) -> bool:
    """Whether ``library`` is installed; it is not imported."""
    return util.find_spec(library) is not None
