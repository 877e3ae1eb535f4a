"""Corrections as JSON Lines, to be kept elsewhere or given to a colleague, and back."""
from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any

from pipeline import codec, languages
from pipeline.corrections import TIME, Correction, Kept
from pipeline.errors import InputError
from pipeline.text import clean


def write(kept: Iterable[Kept]) -> str:
    """A line for each, undone ones among them, so that what is undone here is undone where it is imported."""
    rows = (codec.to_plain(each.correction) | {"undone": each.undone} for each in kept)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read(text: str) -> list[tuple[Correction, str]]:
    """Each correction with the time it was undone, or "". ``german``, ``english`` and ``at`` must be there.

    Raises InputError, with the number of the line, at the first that is no correction.
    """
    found = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip():
            try:
                found.append(_read(json.loads(line)))
            except (ValueError, TypeError, RecursionError) as error:
                raise InputError(f"line {number} is no correction: {error}") from error
    return found


def _read(row: Any) -> tuple[Correction, str]:
    if not isinstance(row, dict):
        raise ValueError("it is no object")
    row = dict(row)
    undone = row.pop("undone", "")
    if missing := {"german", "english", "at"} - row.keys():
        raise ValueError(f"it lacks {sorted(missing)[0]!r}")
    for name, value in (*row.items(), ("undone", undone)):
        if name not in Correction.__slots__ and name != "undone":
            raise ValueError(f"there is no field {name!r}")
        if not isinstance(value, str):
            raise ValueError(f"{name} must be a text")
        value.encode()  # not half a character
    row["english"] = clean(row["english"]).text
    if not row["english"] or not row["german"].strip():
        raise ValueError("a sentence is empty")
    for name in ("source", "target"):
        if name in row:
            row[name] = languages.read(row[name])
    row["at"] = _time("at", row["at"])
    return Correction(**row), _time("undone", undone) if undone else ""


def _time(name: str, text: str) -> str:
    try:
        at = datetime.datetime.strptime(text, TIME)
    except ValueError as error:
        raise ValueError(f"{name} must be a time as in 2026-05-03T08:00:00Z, not {text[:40]!r}") from error
    # The newest holds, so one from the future would for long.
    if at.year < 2000 or at > datetime.datetime.now(datetime.UTC).replace(tzinfo=None) + datetime.timedelta(days=1):
        raise ValueError(f"{name} is no time at which it can have been written: {text}")
    return at.strftime(TIME)
