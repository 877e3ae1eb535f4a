"""Settings: defaults < pipeline.toml < PIPELINE_* variables < flags, in one place."""
from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.folders import user_cache_folder

FILE = "pipeline.toml"


@dataclass(frozen=True)
class Settings:
    """What a run is asked to do; every field is a key of ``pipeline.toml`` and of an environment variable."""

    translator: str = "auto"
    summarizer: str = "auto"
    engine: str = "auto"
    device: str = "cpu"
    compute: str = ""
    """Type of number to compute with; empty for the engine's usual one."""
    beams: int = 4
    sentences: int = 3
    words: int = 0
    threads: int = 0
    output: Path = Path("outputs")
    cache: Path | None = None
    """The file of stored results; None for the user's own."""
    file: Path | None = None
    """The ``pipeline.toml`` that was read."""

    def cache_file(self) -> Path:
        """Where results are stored: as set, beside a ``pipeline.toml``, or in the user's cache folder."""
        if self.cache is not None:
            return self.cache
        if self.file is not None:
            return self.file.parent / "outputs" / "cache.sqlite"
        return user_cache_folder() / "results.sqlite"


SECTIONS = {
    "models": ("translator", "summarizer"),
    "decoding": ("beams",),
    "summary": ("sentences", "words"),
    "paths": ("output", "cache"),
    "run": ("threads", "engine", "device", "compute"),
}
"""Which settings stand in which section of the file."""

LEAST = {"beams": 1, "sentences": 0, "words": 0, "threads": 0}


def load(folder: Path, environment: Mapping[str, str]) -> Settings:
    """The settings for a run in ``folder``. Raises InputError for a key, type or value that cannot be."""
    settings = Settings()
    file = next((f for f in (d / FILE for d in (folder, *folder.parents)) if f.is_file()), None)
    if file is not None:
        settings = dataclasses.replace(settings, file=file, **_from_file(file))
    named = {f"PIPELINE_{field.name.upper()}": field.name for field in dataclasses.fields(Settings)}
    from_environment = {
        field: _value(field, text, f"the variable {variable}")
        for variable, field in named.items()
        if (text := environment.get(variable)) and field != "file"
    }
    return dataclasses.replace(settings, **from_environment)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{file} cannot be read: {error}") from error
    result: dict[str, Any] = {}
    for section, keys in table.items():
        if section not in SECTIONS or not isinstance(keys, dict):
            raise InputError(f"{file}: there is no section [{section}]; there are: {', '.join(SECTIONS)}")
        for name, given in keys.items():
            if name not in SECTIONS[section]:
                raise InputError(f"{file}: [{section}] has no key {name!r}; it has: {', '.join(SECTIONS[section])}")
            value = _value(name, given, f"{file}: {name}")
            result[name] = file.parent / value if isinstance(value, Path) else value
    return result


def _value(name: str, given: object, where: str) -> Any:
    """``given`` as the type of the setting ``name``; numbers may come as text."""
    if name in LEAST:
        try:
            number = int(given) if isinstance(given, str | int) and not isinstance(given, bool) else None
        except ValueError:
            number = None
        if number is None or number < LEAST[name]:
            raise InputError(f"{where} is {given!r}; it must be a whole number, {LEAST[name]} or more")
        return number
    if not isinstance(given, str) or not given:
        raise InputError(f"{where} is {given!r}; it must be text")
    return Path(given).expanduser() if name in ("output", "cache") else given
