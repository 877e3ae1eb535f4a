"""What a batch is made of: Input ... PartDone, in the order they come about."""
from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.cache import Cache
from pipeline.corrections import Corrections
from pipeline.dismissed import Dismissals
from pipeline.readers.jsonl import Fields
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate


@dataclass(frozen=True)
class Input:
    """One file of articles, as it was when the batch was begun."""

    name: str
    """As it was given, in results and messages."""
    address: str
    """From any working folder."""
    kind: str
    """``jsonl`` or ``parquet``."""
    rows: int
    bytes: int
    digest: str
    """sha256 over the whole file (JSON Lines), or over its footer and its ids (Parquet)."""
    numbers: bool = False
    """Whether all of its ids are whole numbers."""


@dataclass(frozen=True)
class Part:
    """Some rows, one after another in one file: what is finished or not, as a whole."""

    number: int
    """From 0 on."""
    file: int
    """Position of its input."""
    start: int
    """Where it begins: a byte of JSON Lines, a row of Parquet from 0 on."""
    end: int
    """The same of what comes after it."""
    first: int
    """Line or row, from 1 on, that a person finds it at."""
    rows: int

    @property
    def name(self) -> str:
        """``part-00012``."""
        return f"part-{self.number:05d}"


@dataclass(frozen=True)
class Job:
    """All that a worker has to know, the parts excepted; models and caches are in it by reference."""

    inputs: tuple[Input, ...]
    fields: Fields
    language: str
    asked_language: bool
    """Whether a person named the language, so that it is not doubted."""
    output: str
    """Address of the folder."""
    run: str
    """Something else each time that the program is run."""
    format: str
    """``jsonl`` or ``parquet``."""
    part_rows: int
    """Rows of a part, at most."""
    translate: Translate
    summarize: Summarize
    cache: Cache | None = None
    refresh: bool = False
    corrections: Corrections = field(default_factory=dict)
    dismissed: Dismissals = field(default_factory=dict)
    """These two as they were when the batch was begun."""

    @property
    def numbers(self) -> bool:
        """Whether ids are whole numbers in all inputs, and so in what is written."""
        return all(one.numbers for one in self.inputs)


@dataclass(frozen=True)
class PartDone:
    """What became of a part."""

    number: int
    results: int
    errors: int
    seconds: float
    """On the clock of its worker."""
    computed: int
    """Units that were not found in a cache."""
    found: int
    files: dict[str, int] = field(default_factory=dict)
    """What it wrote, with bytes."""
