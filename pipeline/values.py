"""The values that flow through the program, in the order they flow: Article ... Brief, or Failure."""
from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a block of a news article is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    CREDIT = "credit"
    TEASER = "teaser"
    OUTLET = "outlet"
    DATELINE = "dateline"
    SUBHEADING = "sub-heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    ITEM = "list item"
    SIGNOFF = "sign-off"
    TABLE = "table"
    """A row of a table, or a cell that stands by itself."""
    FOOTNOTE = "footnote"
    GREETING = "greeting"
    """How a letter begins or ends, with the name under it."""
    CONTACT = "contact"
    """Whom to call or write to; lines of a mail about itself."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the source of one kind.

    ``start`` and ``end`` are character offsets into ``Article.text``; ``text`` is that stretch as it is
    read: hard-wrapped lines joined, soft hyphens gone, composed (NFC), runs of white space one space.
    """

    kind: Kind
    start: int
    end: int
    text: str
    language: str | None = None
    """Its code, where it is another than the article's: such a block stays as it is."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a reader gives it. Blocks are in source order and do not overlap."""

    text: str
    blocks: tuple[Block, ...]
    source: str
    """Where it came from, for people: a path, an address, ``stdin``, ``file.jsonl:17``."""
    title: str | None = None
    title_origin: str | None = None
    """``headline``, ``standfirst`` (taken for the missing headline) or ``None`` with no title."""
    outlet: str | None = None
    author: str | None = None
    date: datetime.date | None = None
    language: str = "de"
    """Its code, as ``pipeline.languages.read`` gives it."""
    address: str | None = None
    """The web address of the original, if known."""
    markdown: str | None = None
    """The whole source, where that is Markdown and is to be Markdown again; ``text`` is what people read of it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the source, cleaned as a block's text is.

    ``article.text[start:end]`` is the stretch it was read from; ``block`` indexes ``Article.blocks``.
    """

    text: str
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentences:
    """An article cut into sentences, in source order; every block's text is covered."""

    article: Article
    sentences: tuple[Sentence, ...]


class Outcome(StrEnum):
    """How a source sentence ended: nothing is dropped silently."""

    TRANSLATED = "translated"
    PASSED = "passed through"
    """Left as it is on purpose: an address, a number, an outlet's name, a sign-off."""
    FLAGGED = "flagged"
    """Passed through because what the model made of it was nonsense, or translated with a doubt."""
    CORRECTED = "corrected"
    """Put into English by a person, who decides: no model was asked."""


class Severity(StrEnum):
    """How much a flag weighs."""

    SEVERE = "severe"
    """The sentence should not be printed before somebody has looked; ``--strict`` counts these alone."""
    HINT = "hint"
    """It may be wrong, and often is not: for who has the time to look."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt about one sentence, said so that a person without German understands it."""

    name: str
    """The check that found it: ``numbers``, ``names`` ..."""
    message: str
    """What is wrong, a sentence."""
    severity: Severity = Severity.SEVERE
    advice: str = ""
    """What that person can do, a sentence; "" where the usual holds: have German and English compared."""


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A flag that a person looked at and set aside, and why, if they said so."""

    flag: Flag
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Whose words a sentence is in, and those of the model that they stand for."""

    model: str = ""
    """"" where no model had translated it."""
    by: str = ""
    at: str = ""
    """The time in UTC, ISO 8601, to the second."""


@dataclass(frozen=True, slots=True)
class Try:
    """Another translation that was tried: how, what came out, and the names of the severe checks it failed."""

    how: str
    text: str
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class English:
    """What became of one German sentence."""

    text: str
    outcome: Outcome = Outcome.TRANSLATED
    flags: tuple[Flag, ...] = ()
    score: float | None = None
    """Log-probability a token, as the model gave it; None where no model wrote the text."""
    confidence: str | None = None
    """``high``, ``middle`` or ``low``, where the model's scores were shown to mean something (``confidence.py``)."""
    tries: tuple[Try, ...] = ()
    """The first translation and every other one that was tried, in order; empty where the first passed."""
    dismissed: tuple[Dismissed, ...] = ()
    """Flags that are none any more, since a person dismissed them; ``pipeline.dismissed``."""
    corrected: Corrected | None = None
    """Where a person wrote the text; ``pipeline.corrections``."""


@dataclass(frozen=True, slots=True)
class Translation:
    """``english[i]`` belongs to ``sentences[i]``; it is English unless ``language`` says otherwise."""

    article: Article
    sentences: tuple[Sentence, ...]
    english: tuple[English, ...]
    language: str = "en"

    def kind(self, index: int) -> Kind:
        """The kind of block that sentence ``index`` stands in."""
        return self.article.blocks[self.sentences[index].block].kind


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of the summary and the sentences of the translation (by index) that it rests on."""

    text: str
    evidence: tuple[int, ...]
    flags: tuple[Flag, ...] = ()
    """What its evidence does not bear out, in a sentence that a model wrote."""
    replaced: str | None = None
    """What the model wrote, where that failed and the supporting sentence of the article stands here instead."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences chosen or written, in reading order."""

    sentences: tuple[SummarySentence, ...]
    mode: str
    """``faithful`` (sentences of the article only), ``free`` (written by the model) or ``whole`` (too short)."""
    note: str | None = None
    """What a reader should know about the summary, such as why it is not of the length asked for."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence with a date in it; ``date`` is as resolved, ``shown`` as it is printed, brackets and all."""

    date: datetime.date | None
    shown: str
    sentence: int
    until: datetime.date | None = None
    """The last day, where it is a week, a month or another stretch of days."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: the German as printed, the sentence it stands in, and what to know of it."""

    german: str
    sentence: int
    note: str


@dataclass(frozen=True, slots=True)
class Maker:
    """A model that took part: its name, how it was run, and how good it is measured to be."""

    task: str
    model: str
    backend: str
    weights: str
    measured: str
    trusted: bool = True
    """Whether it is good enough for its words to be printed without a colleague's look."""
    revision: str = ""
    """The commit it was published under on the hub; "" if it does not come from there."""


@dataclass(frozen=True, slots=True)
class StageUsed:
    """A stage that took part: everything its results depend on, and so all that is needed to compute them again."""

    name: str
    version: int
    options: dict[str, Any]
    """Its fields as JSON, the models by name and sha256 of their weights; no path of this machine."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a brief was made with; the same again if it is made again with the same."""

    package: str
    """This package's version."""
    python: str
    stages: tuple[StageUsed, ...]
    terms: tuple[tuple[str, ...], ...] = ()
    """German, English and note of the glossary's terms that stand in the article."""
    corrected: int = 0
    """Sentences of the article that a person corrected."""


@dataclass(frozen=True, slots=True)
class Made:
    """The run that made a brief: what differs from run to run."""

    at: str
    """The time in UTC, ISO 8601, to the second."""
    seconds: float
    """From the beginning of the run until the brief was done."""
    found: dict[str, int]
    """Results that were in the cache, or computed earlier in the run, by stage."""
    computed: dict[str, int]


@dataclass(frozen=True, slots=True)
class Brief:
    """An English brief of one German article, with everything it rests on."""

    translation: Translation
    headline: str | None
    headline_origin: str | None
    summary: Summary
    dates: tuple[Dated, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    makers: tuple[Maker, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """What the reader of the brief must know, a sentence each; flags of printed sentences among them."""
    provenance: Provenance | None = None
    """None only where a brief was made before it was recorded."""
    made: Made | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be made into a brief; the others go on."""

    source: str
    message: str
