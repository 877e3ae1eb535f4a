"""What is given to the store of results, and what it says of them."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.cache_rows import RecipeStats, Row


@dataclass(frozen=True, slots=True)
class Entry:
    """A result to store."""

    key: str
    """sha256, 64 hexadecimal digits."""
    data: bytes
    """Canonical JSON."""
    seconds: float
    """What it cost to compute."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A stored result, read."""

    row: Row
    recipe: Any
    """The settings it was made with, as JSON gives them."""
    data: Any
    """The result, as JSON gives it."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Totals of everything, and of each recipe."""

    entries: int
    bytes: int
    """Of results as stored."""
    seconds: float
    """What the entries cost to compute."""
    hits: int
    seconds_saved: float
    """What the hits would have cost, since the cache was made or cleared."""
    recipes: tuple[RecipeStats, ...]
    """By stage and model."""
    set_aside: int
    """Rows that could not be read and are kept for a look."""
    file_bytes: int
    """On disk, indexes and free pages included; 0 if there is no file."""
    fetched: int = 0
    """Of the hits, those that came from beyond this machine."""
