"""Who was at work on a part when its worker died: a note in the output folder, read by whoever takes the part next.

A part that was begun before and not finished is made one article at a time, each named in the note before it is
begun. The article that is named after the ``LIMIT``-th death is an error, and the others go on. So nobody who calls
workers has to know, and it holds for a worker and a machine that dies. A run that ends whole blames no article.
"""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.batch.values import Part
from pipeline.errors import ModelError
from pipeline.filesystems import Folder

FOLDER = "_begun"
LIMIT = 3
"""Deaths with the same article; one or two may be a machine that was switched off."""
EARLY = 5
"""Deaths without an article, one after another."""


@dataclass
class Try:
    """One attempt at a part."""

    folder: Folder
    part: Part
    run: str
    """Which run of the program it belongs to."""
    before: int = 0
    """Attempts that were begun and not finished."""
    deaths: dict[str, int] = field(default_factory=dict)
    """How often a worker of this run died at work on which row, by its position in the part."""
    early: int = 0
    """How often in a row one of this run died before it began a single row."""

    @property
    def careful(self) -> bool:
        """Whether each article is to be named."""
        return self.before > 0

    def is_poison(self, row: int) -> bool:
        """Whether it is given up."""
        return self.deaths.get(str(row), 0) >= LIMIT

    def at(self, row: int | None) -> None:
        """Note that the row is begun; None is the beginning, or all rows at once."""
        note = {"attempt": self.before + 1, "row": row, "deaths": self.deaths, "early": self.early, "run": self.run}
        self.folder.write(_name(self.part), json.dumps(note).encode())

    def over(self) -> None:
        """Take the note away."""
        self.folder.remove(_name(self.part))


def begin(folder: Folder, part: Part, run: str) -> Try:
    """Begin a part, in the light of attempts before.

    Raises ModelError where ``EARLY`` workers died on it before they came to an article: no article is to blame.
    """
    begun = Try(folder, part, run)
    try:
        note = json.loads(folder.read(_name(part)) or b"null")
        if note is not None:
            begun = Try(folder, part, run, int(note["attempt"]))
            if note["run"] == run:  # else it may be that somebody ended the whole program
                begun.deaths = {str(row): int(count) for row, count in note["deaths"].items()}
                if (row := note["row"]) is None:
                    begun.early = int(note["early"]) + 1
                else:
                    begun.deaths[str(row)] = begun.deaths.get(str(row), 0) + 1
    except (ValueError, KeyError, TypeError, AttributeError):
        begun = Try(folder, part, run, before=1)  # half a note says that a part was begun
    if begun.early >= EARLY:
        folder.remove(_name(part))
        raise ModelError(
            f"{begun.early} workers died while they loaded the models, most likely for want of memory: use fewer "
            "--workers"
        )
    begun.at(None)
    return begun


def forgive(folder: Folder, parts: Iterable[Part]) -> None:
    """Take the notes of parts away whose workers were stopped on purpose."""
    for part in parts:
        folder.remove(_name(part))


def _name(part: Part) -> str:
    return f"{FOLDER}/{part.name}.json"
