"""Where in a TOML file something stands: Python's own parser gives values without their lines."""
from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)\Z")


def lines(text: str) -> dict[tuple[str, ...], int]:
    """The line, from 1, that each table and each key begins in, by its path: ``("summary", "words")``.

    ``text`` must be valid TOML. It is parsed a statement at a time, each after the table header above it.
    """
    found: dict[tuple[str, ...], int] = {}
    header = statement = ""
    begins = 1
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        statement += line + "\n"
        try:
            alone = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue  # It goes on: a text or a list of several lines.
        if statement.lstrip().startswith("["):
            header = statement
        for path in _paths(alone if statement == header else tomllib.loads(header + statement)):
            found.setdefault(path, begins)
        statement, begins = "", number + 1
    return found


def _paths(table: Mapping[str, object], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from _paths(value, (*above, key))


def explained(error: tomllib.TOMLDecodeError, text: str) -> str:
    """Where a syntax error is and what is wrong there, for people: "line 3, column 14: invalid value; ..."."""
    message = str(error)
    place = _PLACE.search(message)
    what = message[: place.start()] if place else message
    what = what[:1].lower() + what[1:]
    if place is None or place["line"] is None:
        return f"line {text.rstrip().count(chr(10)) + 1}: {what}"
    if what == "invalid value":
        what += "; text must stand in quotation marks"
    elif what == "cannot overwrite a value":
        what = "this key is given twice"
    return f"line {place['line']}, column {place['column']}: {what}"
