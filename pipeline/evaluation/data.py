"""Reading test sets: tab-separated pairs, and JSON lines of articles with summaries."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.errors import InputError

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its human translation."""

    source: str
    reference: str


@dataclass(frozen=True, slots=True)
class Example:
    """An article and its reference summary; ``group`` says where they come from, "" if nothing says so."""

    article: str
    summary: str
    group: str = ""


def read_pairs(file: Path, limit: int = 0) -> list[Pair]:
    """The first ``limit`` (0: all) lines ``German<TAB>English``. Raises InputError naming the line that is not one."""
    pairs = []
    for number, line in _lines(file, limit):
        fields = line.split("\t")
        if len(fields) != 2 or not all(field.strip() for field in fields):
            raise InputError(f"{file}, line {number}: two texts with a tab between them are wanted, German and English")
        pairs.append(Pair(*fields))
    return _some(pairs, file)


def read_examples(file: Path, limit: int = 0, *, group: str = "") -> list[Example]:
    """The first ``limit`` (0: all) objects with ``article`` and ``summary``; ``group`` names a third field to keep."""
    examples = []
    for number, line in _lines(file, limit):
        try:
            row = json.loads(line)
            texts = [row["article"], row["summary"], str(row[group]) if group else ""]
        except (ValueError, TypeError, KeyError) as error:
            wanted = f"article, summary and {group}" if group else "article and summary"
            raise InputError(f"{file}, line {number}: a JSON object with {wanted} is wanted ({error!r})") from error
        if not all(isinstance(text, str) for text in texts) or not all(text.strip() for text in texts[:2]):
            raise InputError(f"{file}, line {number}: article and summary must be texts that are not empty")
        examples.append(Example(*texts))
    return _some(examples, file)


def _lines(file: Path, limit: int) -> list[tuple[int, str]]:
    try:
        lines = file.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read as UTF-8 text: {error}") from error
    rows = [(number, line.rstrip("\r")) for number, line in enumerate(lines, 1) if line.strip()]
    return rows[:limit] if limit else rows


def _some(rows: list[Row], file: Path) -> list[Row]:
    if not rows:
        raise InputError(f"{file} is empty; there is nothing to measure")
    return rows
