"""Front matter: the lines between ``---`` that many programs write above Markdown; its flat values, never more."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

_FENCED = re.compile(r"(---|\+\+\+)[ \t]*\n(?P<lines>(?:.*\n){0,200}?)\1[ \t]*(?:\n|\Z)")
_LINE = re.compile(r"(?m)^(?P<key>[A-Za-z_][\w-]{0,40})[ \t]*[:=][ \t]*(?P<value>\S.*?)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Front:
    """Its values by key in small letters, and where it ends in the source; empty, at 0, where there is none."""

    end: int = 0
    values: dict[str, str] = field(default_factory=dict)
    title_place: tuple[int, int] = (0, 0)
    """Where the title is written in the source, quotation marks included."""

    @property
    def title(self) -> str:
        """"" where there is none."""
        return self.values.get("title", "")

    def first(self, *keys: str) -> str | None:
        """The value of the first of ``keys`` that has one."""
        return next((self.values[key] for key in keys if self.values.get(key)), None)


def read_front(source: str) -> Front:
    """The front matter of ``source``; lists, blocks and what is nested are passed over."""
    fenced = _FENCED.match(source)
    if fenced is None or not _LINE.search(fenced["lines"]):
        return Front()
    values: dict[str, str] = {}
    place = (0, 0)
    for line in _LINE.finditer(source, fenced.start("lines"), fenced.end("lines")):
        key = line["key"].lower()
        value = _unquoted(line["value"])
        if key in values or line["value"][:1] in ("|", ">", "{", "&", "*"):
            continue
        if key == "title":
            place = line.span("value")
        values[key] = value
    return Front(fenced.end(), values, place)


def _unquoted(value: str) -> str:
    value = value.strip("[]").strip() if value.startswith("[") else value
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return " ".join(value[1:-1].replace("''", "'").split())
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return " ".join(re.sub(r"\\(.)", r"\1", value[1:-1]).split())
    return " ".join(re.sub(r"\s#.*", "", value).split())
