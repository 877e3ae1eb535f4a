"""Values to canonical JSON and back.

Frozen dataclasses become objects, tuples arrays, enums and dates strings. Canonical means: keys sorted,
no spaces, UTF-8 unescaped, so that equal values are equal bytes.
"""
from __future__ import annotations

import dataclasses
import datetime
import functools
import json
import types
import typing
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


def added(before: object) -> dict[str, object]:
    """Metadata of a field that keys were made without; where it is as everything was ``before``, they still are."""
    return {"before": before}


def to_plain(value: Any, *, for_key: bool = False) -> Any:
    """``value`` as what ``json`` can write; with ``for_key``, without the fields marked ``key: False``.

    Nor are fields marked ``added`` part of a key while they have the value that was meant before.
    """
    if value is None or (isinstance(value, str | int | float | bool) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_plain(item, for_key=for_key) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item, for_key=for_key) for key, item in value.items()}
    if dataclasses.is_dataclass(value):
        return {
            field.name: to_plain(getattr(value, field.name), for_key=for_key)
            for field in dataclasses.fields(value)
            if not (for_key and _stays_out(field, getattr(value, field.name)))
        }
    raise TypeError(f"{type(value).__name__} has no canonical JSON")


def _stays_out(field: dataclasses.Field[Any], value: object) -> bool:
    return field.metadata.get("key") is False or ("before" in field.metadata and field.metadata["before"] == value)


def dumps(value: Any, *, for_key: bool = False) -> bytes:
    """Canonical JSON."""
    return json.dumps(
        to_plain(value, for_key=for_key), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def loads(kind: type[T], data: bytes | str) -> T:
    """The value of type ``kind`` that ``dumps`` made ``data`` from. Raises ValueError if it is not one."""
    try:
        result: T = from_plain(kind, json.loads(data))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a {getattr(kind, '__name__', kind)}: {error!r}") from error
    return result


def from_plain(kind: Any, plain: Any) -> Any:
    """The value of type ``kind`` that ``plain`` stands for.

    ``kind`` is a dataclass, ``tuple[X, ...]``, ``tuple[X, Y]``, ``list[X]``, ``X | None``, str ...
    Raises TypeError or ValueError, among others, if it stands for none.
    """
    if kind in (str, int, bool, float):
        if not isinstance(plain, kind) and not (kind is float and isinstance(plain, int)):
            raise TypeError(f"{plain!r} is not {kind.__name__}")
        return plain
    if kind is Any:
        return plain
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if plain is None:
            return None
        return from_plain(next(arm for arm in typing.get_args(kind) if arm is not type(None)), plain)
    if origin is tuple:
        inner = typing.get_args(kind)
        if inner[-1] is Ellipsis:
            return tuple(from_plain(inner[0], item) for item in plain)
        if len(plain) != len(inner):
            raise TypeError(f"{plain!r} is not of {len(inner)} parts")
        return tuple(from_plain(part, item) for part, item in zip(inner, plain, strict=True))
    if origin is list:
        (inner,) = typing.get_args(kind)
        return [from_plain(inner, item) for item in plain]
    if origin is dict:
        inner = typing.get_args(kind)[1]
        return {key: from_plain(inner, item) for key, item in plain.items()}
    if issubclass(kind, Enum):
        return kind(plain)
    if issubclass(kind, datetime.date):
        return datetime.date.fromisoformat(plain)
    if dataclasses.is_dataclass(kind):
        make: Any = kind
        hints = _hints(make)
        return make(**{name: from_plain(hints[name], item) for name, item in plain.items()})
    raise TypeError(f"no value of type {kind} is read from JSON")


def is_read(kind: Any) -> bool:
    """Whether values of a type can be read back."""
    if kind is Any or kind in (str, int, bool, float):
        return True
    if typing.get_origin(kind) is not None:
        return all(part in (Ellipsis, type(None)) or is_read(part) for part in typing.get_args(kind))
    if not isinstance(kind, type):
        return False
    return issubclass(kind, Enum | datetime.date) or (
        dataclasses.is_dataclass(kind) and all(is_read(part) for part in _hints(kind).values())
    )


@functools.cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)
