"""Settings: defaults < pipeline.toml < PIPELINE_* variables < flags, in one place."""
from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline import folders
from pipeline.errors import InputError
from pipeline.settings import FIELD, SECTION, TAKES, Settings, keys, nearest, shown
from pipeline.toml_lines import explained, lines

FILE = "pipeline.toml"
PREFIX = "PIPELINE_"

NONE: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from."""

    kind: str
    """``default``, ``file``, ``variable`` or ``flag``."""
    name: str = ""
    """The file as it is shown to people, the variable or the flag."""
    line: int | None = None
    """The line in the file, from 1."""

    def __str__(self) -> str:
        return f"{self.name}:{self.line}" if self.line else self.name or self.kind


DEFAULT = Origin("default")


@dataclass(frozen=True)
class Gathered:
    """The settings, where each came from, and what looks like one and is none."""

    settings: Settings
    origins: Mapping[str, Origin]
    """By setting; every one has its own."""
    ignored: tuple[str, ...]
    """Variables that begin with ``PIPELINE_`` and set nothing here."""


def load(folder: Path, environment: Mapping[str, str], flags: Mapping[str, object] = NONE) -> Settings:
    """The settings for a run in ``folder``. Raises InputError for a key, type or value that cannot be."""
    return gather(folder, environment, flags).settings


def gather(folder: Path, environment: Mapping[str, str], flags: Mapping[str, object] = NONE) -> Gathered:
    """The settings for a run in ``folder``, and where each came from.

    The file is ``pipeline.toml`` in ``folder`` or the nearest one above; paths in it are relative to its folder.
    A variable that is empty and a flag that is None say nothing. Raises InputError for a key, type or value that
    cannot be.
    """
    values: dict[str, Any] = {}
    origins = dict.fromkeys(SECTION, DEFAULT)
    file = next((each for each in (place / FILE for place in (folder, *folder.parents)) if each.is_file()), None)
    if file is not None:
        for name, value, origin in _from_file(file, FILE if file.parent == folder else str(file)):
            values[name], origins[name] = value, origin
    for name in SECTION:
        variable, flag = f"{PREFIX}{name.upper()}", f"--{name}"
        if text := environment.get(variable):
            values[name], origins[name] = _value(name, text, variable), Origin("variable", variable)
        if (given := flags.get(name)) is not None:
            values[name], origins[name] = _value(name, given, flag), Origin("flag", flag)
    settings = Settings(**{FIELD[name]: value for name, value in values.items()}, file=file)
    return Gathered(settings, origins, _ignored(environment))


def _ignored(environment: Mapping[str, str]) -> tuple[str, ...]:
    known = {folders.VARIABLE, *(f"{PREFIX}{name.upper()}" for name in SECTION)}
    return tuple(sorted(name for name in environment if name.upper().startswith(PREFIX) and name not in known))


def meant(variable: str) -> str | None:
    """The variable that was most likely meant by one that is ignored; None if none is near."""
    near = nearest(variable[len(PREFIX) :], [*SECTION, folders.VARIABLE[len(PREFIX) :].lower()])
    return near and f"{PREFIX}{near.upper()}"


def _from_file(file: Path, called: str) -> Iterator[tuple[str, Any, Origin]]:
    """Each setting in the file, in its order; ``called`` names the file in messages."""
    text = _text(file, called)
    try:
        table = tomllib.loads(text + "\n")  # so that an error in the last line has a place
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{called}, {explained(error, text)}") from error
    places = lines(text)
    for section, inside in table.items():
        if section not in SECTION.values() or not isinstance(inside, dict):
            raise InputError(f"{called}, line {places[section,]}: {_no_section(section, inside)}")
        for name, given in inside.items():
            where = f"{called}, line {places[section, name]}"
            if SECTION.get(name) != section:
                raise InputError(f"{where}: {_no_key(section, name)}")
            value = _value(name, given, f"{where}: {name!r} in [{section}]")
            yield name, TAKES[name].beside(value, file.parent), Origin("file", called, places[section, name])


def _text(file: Path, called: str) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"{called} cannot be read: {error.strerror}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{called}, line {line}: not UTF-8; save the file as UTF-8") from error


def _no_section(section: str, inside: object) -> str:
    sections = list(dict.fromkeys(SECTION.values()))
    if section in sections:
        return f"{section!r} must be a section, written as [{section}] on a line of its own"
    if not isinstance(inside, dict):
        if section in SECTION:
            return f"{section!r} stands outside its section; put it under [{SECTION[section]}]"
        near = nearest(section, list(SECTION))
        meant = f"; did you mean {near!r} in [{SECTION[near]}]?" if near else "; every key stands in a section"
        return f"there is no key {section!r} outside the sections{meant}"
    near = nearest(section, sections)
    meant = f"did you mean [{near}]?" if near else f"there are {', '.join(f'[{each}]' for each in sections)}"
    return f"there is no section [{repr(section)[1:-1]}]; {meant}"


def _no_key(section: str, name: str) -> str:
    if name in SECTION:
        return f"there is no key {name!r} in [{section}]; it belongs in [{SECTION[name]}]"
    if near := nearest(name, keys(section)):
        meant = f"did you mean {near!r}?"
    elif near := nearest(name, list(SECTION)):
        meant = f"did you mean {near!r} in [{SECTION[near]}]?"
    else:
        meant = f"it has {', '.join(keys(section))}"
    return f"there is no key {name!r} in [{section}]; {meant}"


def _value(name: str, given: object, where: str) -> Any:
    """``given`` as the type of the setting ``name``; one check whatever the source."""
    try:
        return TAKES[name].read(given)
    except ValueError as error:
        raise InputError(f"{where} is {shown(given)}; it must be {error}") from error
