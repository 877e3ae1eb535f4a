"""What a newsletter consists of, from the evidence of one sentence up to the issue."""
from __future__ import annotations

from dataclasses import dataclass

from pipeline.values import Flag


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of an article that a printed line rests on."""

    german: str
    english: str
    """Its English as a run has it, without brackets."""
    model: str = ""
    """What the model had written, as ``Correction.model``."""
    source: str = "de"
    """The language of the article."""


@dataclass(frozen=True, slots=True)
class Line:
    """A headline or one printed sentence."""

    text: str
    """As it is printed: dates resolved in brackets, no control or direction characters."""
    mark: str = ""
    """What ties it to its evidence in a draft: ``2`` is the headline of article 2, ``2.3`` a sentence of it.

    "" where an editor wrote it: then there is no evidence.
    """
    evidence: tuple[Evidence, ...] = ()
    flags: tuple[Flag, ...] = ()
    added: tuple[str, ...] = ()
    """The brackets in ``text`` that are not in the article: `` [24–30 April 2023]``."""
    exact: bool = False
    """Whether it is the English of its one sentence of evidence, so that a change of it is a correction of that."""
    was: str = ""
    """What stood there before an editor changed it; "" if nobody did."""
    notes: tuple[str, ...] = ()
    """What a brief says of it beside its flags, a sentence each: for the editor."""
    own: bool = False
    """Whether the words are an editor's own: a sentence without evidence, or a headline put into other words.

    The evidence of such a headline is what the one before it rested on.
    """


@dataclass(frozen=True, slots=True)
class Origin:
    """An article that an item tells of: what a reader needs to find it."""

    number: int
    """By which a draft names it."""
    outlet: str = ""
    author: str = ""
    day: str = ""
    """ISO 8601, "" where it is not known."""
    address: str = ""
    """As it was given: ``links.safe`` says whether it may become a link."""
    source: str = ""
    """Where it was read from."""
    language: str = "de"
    key: str = ""
    """What stays the same when the article is changed: ``identity.key``."""
    digest: str = ""
    """What changes with its text: ``identity.digest``."""
    updated: int = 0
    """The earlier issue that had it with other words; 0 if none had."""
    new: tuple[str, ...] = ()
    """Its sentences, as the article has them, that were not in it then."""
    whole: int = 0
    """All of its sentences; 0 where those of the earlier issue are not known."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where articles on one story have other numbers."""

    english: str
    """The sentence as the article has it that the item is made of."""
    figures: tuple[tuple[str, str], ...]
    """Who says which numbers, the article of the item first."""


@dataclass(frozen=True, slots=True)
class Item:
    """One story."""

    headline: Line
    lines: tuple[Line, ...]
    origins: tuple[Origin, ...] = ()
    """The article it is made of first, then others that tell the same; none for an item that an editor wrote."""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading; ``title`` is "" where there are no sections."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a newsletter."""

    title: str
    number: int
    day: str
    """ISO 8601."""
    at: str
    """When it was first made, UTC, ISO 8601 to the second."""
    sections: tuple[Section, ...]
    intro: str = ""
    """An editor's words above everything."""
    makers: tuple[str, ...] = ()
    """The models, a line each."""
    weak: bool = False
    """Whether a translator took part that is too weak for its words to be printed unseen."""
    edited: bool = False
    """Whether an editor went over it."""

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in reading order."""
        return tuple(item for section in self.sections for item in section.items)
