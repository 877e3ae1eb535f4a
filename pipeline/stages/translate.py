"""Translate: sentences, German to English as a rule, each alone; ``retry`` judges what came out."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from pipeline import codec
from pipeline.corrections import Correction, Corrections
from pipeline.engine import HOW, Decoding, ModelRef, Output
from pipeline.genders import collapsed
from pipeline.glossary import EMPTY, Glossary
from pipeline.languages import GERMAN_ENGLISH, Direction, called
from pipeline.marks import Cell, joined
from pipeline.sanity import doubts
from pipeline.stages.generate import generate
from pipeline.stages.retry import LADDER, Retry
from pipeline.stages.rows import rows, spelling, unchanged
from pipeline.values import English, Outcome, Sentence, Sentences, Translation
from pipeline.web_addresses import restored
from pipeline.wholes import with_small_start


@dataclass(frozen=True)
class Translate:
    """The unit is the words of a sentence, or of a cell of a table, so an edit elsewhere in the article costs nothing.

    German is spelled as models know it; only words in capitals and Swiss ss look at the rest of the article for that.
    Marks that no model knows are left out. A model of several target languages is told in each unit which one to write.
    A sentence that a person corrected is no unit.

    What comes out may be nonsense, and then has flags that say so: ``retry()`` is the stage that follows.
    """

    name: ClassVar[str] = "translate"
    version: ClassVar[int] = 3
    result: ClassVar[type] = English

    model: ModelRef
    decoding: Decoding = field(default_factory=Decoding)
    direction: Direction = field(init=False, metadata=codec.added(GERMAN_ENGLISH))
    token: str = field(init=False, metadata=codec.added(""))
    ladder: tuple[str, ...] = field(default=LADDER, metadata=HOW)
    """What ``retry`` tries; part of its key."""
    glossary: Glossary = field(default=EMPTY, metadata=HOW)
    """What ``retry`` sees to; part of the keys of the sentences that hold its terms."""
    corrections: Corrections = field(default_factory=dict, metadata=HOW, compare=False)
    """Sentences that no model is asked for; they have no keys. ``flow`` takes them from ``How``."""

    def __post_init__(self) -> None:
        """Take over what the model is used for, so that it stands in the key."""
        object.__setattr__(self, "direction", self.model.direction)
        object.__setattr__(self, "token", self.model.token)

    def retry(self) -> Retry:
        """The stage that judges these translations and mends what it can."""
        return Retry(self.model, self.decoding, self.direction, self.token, self.ladder, glossary=self.glossary)

    def units(self, value: Sentences) -> list[str]:
        """The words that a model has to look at."""
        asked = [part.words for row in self.rows(value) for part in row if part.words]
        known = spelling(value)
        return asked if known is None else [known.for_model(text) for text in asked]

    def rows(self, value: Sentences) -> list[list[Cell]]:
        """The cells of each sentence, none of one that a person put into English."""
        found = rows(value, self.direction)
        return [
            [] if self.corrected(sentence) else row for sentence, row in zip(value.sentences, found, strict=True)
        ]

    def corrected(self, sentence: Sentence) -> Correction | None:
        """What a person put in place of the model's words; None if nobody did."""
        return self.corrections.get((self.direction.source, self.direction.target, sentence.text))

    def compute(self, units: Sequence[str]) -> Iterator[tuple[int, English]]:
        """Translate all, batched by the engine."""
        for index, output in generate(self.model.load(), units, self.decoding, self.token):
            yield index, self._english(units[index], output)

    def assemble(self, value: Sentences, results: Sequence[English]) -> Translation:
        """One English for each sentence: computed, or passed through on purpose."""
        computed = iter(results)
        english = tuple(
            self._given(value, sentence) or _put_together(sentence, row, [next(computed) for part in row if part.words])
            for sentence, row in zip(value.sentences, self.rows(value), strict=True)
        )
        return Translation(value.article, value.sentences, english, self.direction.target)

    def _given(self, value: Sentences, sentence: Sentence) -> English | None:
        """What stands there without a model; None if one has to see the sentence."""
        correction = self.corrected(sentence)
        return unchanged(value, sentence, self.direction) if correction is None else correction.words()

    def _english(self, source: str, output: Output) -> English:
        text = collapsed(source, output.text) if self.direction == GERMAN_ENGLISH else output.text
        flags = doubts(source, text, reached_limit=output.reached_limit, language=called(self.direction.source))
        return English(text, Outcome.FLAGGED if flags else Outcome.TRANSLATED, flags, output.score)


def _put_together(sentence: Sentence, row: list[Cell], done: Sequence[English]) -> English:
    """The English of a sentence from that of its cells, its score the lowest of theirs."""
    flags = tuple(dict.fromkeys(flag for english in done for flag in english.flags))
    text = with_small_start(sentence.text, joined(row, iter([english.text for english in done])))
    text = restored(sentence.text, text)
    scores = [english.score for english in done if english.score is not None]
    outcome = Outcome.FLAGGED if flags else Outcome.TRANSLATED
    return English(text, outcome, flags, min(scores) if len(scores) == len(done) and scores else None)
