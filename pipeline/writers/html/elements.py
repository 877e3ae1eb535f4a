"""HTML elements as text in which nothing but what this program wrote can be markup."""
from __future__ import annotations

from html import escape
from typing import Self

from pipeline.writers.text import visible

_VOID = frozenset({"meta", "link", "br"})


class Markup(str):
    """HTML; every other text is escaped where it becomes a child or an attribute."""

    __slots__ = ()

    @classmethod
    def joined(cls, parts: list[Markup], by: str = "") -> Self:
        """The parts in a row, ``by`` between them, which must be no markup either."""
        return cls(escape(by).join(parts))


def tag(name: str, /, *children: str | None, **attributes: str | int | bool | None) -> Markup:
    """An element. Text among ``children`` is escaped and shown on one line, ``Markup`` stays as it is, None is nothing.

    A ``_`` in the name of an attribute stands for ``-`` and one at its end for nothing (``class_``). An attribute that
    is None or False is left out, one that is True has no value.
    """
    said = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{said}>")
    inside = "".join(child if isinstance(child, Markup) else text(child) for child in children if child is not None)
    return Markup(f"<{name}{said}>{inside}</{name}>")


def text(plain: str) -> Markup:
    """Text as people may see it: escaped, without control and direction characters; white space at its ends stays."""
    opening = " " if plain[:1].isspace() else ""
    closing = " " if plain[-1:].isspace() and plain.strip() else ""
    return Markup(escape(f"{opening}{visible(plain)}{closing}"))


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(visible(str(value)))}"'
