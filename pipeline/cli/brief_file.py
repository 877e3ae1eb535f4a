"""Reading a brief's file, as ``pipeline verify``, ``pipeline dismiss`` and ``pipeline correct`` do."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.errors import InputError

LARGEST = 100_000_000
"""Bytes; a brief of 10 MB of German, the most that is read, has less."""


def text_of(file: Path, not_utf8: str = "so it is no brief: pipeline run writes them, as NAME.json") -> str:
    """The text of a brief's file, or of another that people exchange. Raises InputError if it cannot be one."""
    try:
        if file.stat().st_size > LARGEST:
            raise InputError(f"it is larger than any brief ({LARGEST // 1_000_000} MB)")
        return file.read_bytes().decode()
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"it is not UTF-8, {not_utf8}") from error


def documents(file: Path) -> list[tuple[str, str]]:
    """The objects in a file and what to call each: of ``--json`` there is one on each line. Raises InputError."""
    text = text_of(file)
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) > 1 and _is_object(lines[0][1]):
        return [(f"{file}:{number}", line) for number, line in lines]
    return [(str(file), text)]


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
