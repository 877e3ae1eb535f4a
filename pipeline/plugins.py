"""Names of the modules in a folder of plug-ins, and loading one of them on demand."""
from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

from pipeline.errors import InputError


def names(package: str) -> tuple[str, ...]:
    """Names of the modules directly inside ``package``, sorted; none of them is imported."""
    folder = import_module(package)
    return tuple(sorted(module.name for module in pkgutil.iter_modules(folder.__path__)))


def load(package: str, name: str) -> ModuleType:
    """Import ``package.name``. Raises InputError, naming what there is, if there is no such module."""
    known = names(package)
    if name not in known:
        raise InputError(f"there is no {package.rpartition('.')[2]} module {name!r}; there are: {', '.join(known)}")
    return import_module(f"{package}.{name}")
