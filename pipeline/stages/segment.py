"""Segment: an article's blocks to sentences."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from pipeline import codec
from pipeline.languages import GERMAN
from pipeline.sentences import split
from pipeline.text import clean
from pipeline.values import Article, Kind, Sentence, Sentences

WHOLE_KINDS = frozenset({Kind.OUTLET, Kind.SIGNOFF, Kind.DATELINE, Kind.CREDIT})
"""Not prose: one sentence each, whatever full stops are in it."""
TITLE_KINDS = frozenset({Kind.HEADLINE, Kind.SUBHEADING})
"""Cut at full stops alone: the halves of "Landung auf Ryugu: Die Sonde sendet" are one title."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A unit: a block's kind, clean text and language."""

    kind: Kind
    text: str
    language: str = field(default=GERMAN, metadata=codec.added(GERMAN))


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a sentence begins and ends in the clean text of its block."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cuts:
    """The result of a unit: its sentences, in order; together they hold every visible character."""

    cuts: tuple[Cut, ...]


@dataclass(frozen=True)
class Segment:
    """The unit is a block: an edit elsewhere in the article moves no key."""

    name: ClassVar[str] = "segment"
    version: ClassVar[int] = 3
    result: ClassVar[type] = Cuts

    def units(self, value: Article) -> list[Prose]:
        """One for each block."""
        return [Prose(block.kind, block.text, block.language or value.language) for block in value.blocks]

    def compute(self, units: Sequence[Prose]) -> Iterator[tuple[int, Cuts]]:
        """The cuts of each unit, in order."""
        for index, unit in enumerate(units):
            yield index, Cuts(tuple(Cut(start, end) for start, end in _cut(unit)))

    def assemble(self, value: Article, results: Sequence[Cuts]) -> Sentences:
        """The sentences with their offsets in the source."""
        sentences: list[Sentence] = []
        for index, (block, result) in enumerate(zip(value.blocks, results, strict=True)):
            offsets = clean(value.text[block.start : block.end]).offsets
            sentences.extend(
                Sentence(
                    block.text[cut.start : cut.end],
                    index,
                    block.start + offsets[cut.start],
                    block.start + offsets[cut.end],
                )
                for cut in result.cuts
            )
        return Sentences(value, tuple(sentences))


def _cut(unit: Prose) -> list[tuple[int, int]]:
    if unit.kind in WHOLE_KINDS:
        return [(0, len(unit.text))]
    return split(unit.text, unit.language, halves=unit.kind not in TITLE_KINDS)
