"""Translate: sentences, German to English as a rule, each alone, nonsense noticed and passed through instead."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import ClassVar

from pipeline import codec
from pipeline.clauses import pieces
from pipeline.engine import Decoding, Engine, ModelRef, Output
from pipeline.genders import collapsed
from pipeline.languages import GERMAN, GERMAN_ENGLISH, Direction, called
from pipeline.marks import Cell, cells, joined
from pipeline.sanity import doubts, in_plain_figures, lost_numbers, needs_no_translation
from pipeline.spelling import Spelling
from pipeline.values import English, Flag, Kind, Outcome, Sentence, Sentences, Translation
from pipeline.wholes import with_small_start

PASSED_KINDS = frozenset({Kind.CREDIT, Kind.OUTLET, Kind.DATELINE, Kind.SIGNOFF})
"""Names, places and dates: there is nothing in them for a model to do."""

UNTRANSLATED = "untranslated"
"""The flag of a sentence that stays as it is in the source."""

_CREDIT_LABEL = re.compile(r"^(?:Foto|Bild|Fotocredit|Bildquelle)(?=\s*:)")


@dataclass(frozen=True)
class Translate:
    """The unit is the words of a sentence, or of a cell of a table, so an edit elsewhere in the article costs nothing.

    German is spelled as models know it; only words in capitals and Swiss ss look at the rest of the article for that.
    Marks that no model knows are left out. A model of several target languages is told in each unit which one to write.
    """

    name: ClassVar[str] = "translate"
    version: ClassVar[int] = 2
    result: ClassVar[type] = English

    model: ModelRef
    decoding: Decoding = field(default_factory=Decoding)
    direction: Direction = field(init=False, metadata=codec.added(GERMAN_ENGLISH))
    token: str = field(init=False, metadata=codec.added(""))

    def __post_init__(self) -> None:
        """Take over what the model is used for, so that it stands in the key."""
        object.__setattr__(self, "direction", self.model.direction)
        object.__setattr__(self, "token", self.model.token)

    def units(self, value: Sentences) -> list[str]:
        """The words that a model has to look at."""
        asked = [part.words for row in _rows(value, self.direction) for part in row if part.words]
        if value.article.language == GERMAN:
            spelling = Spelling(sentence.text for sentence in value.sentences)
            asked = [spelling.for_model(text) for text in asked]
        return asked

    def compute(self, units: Sequence[str]) -> Iterator[tuple[int, English]]:
        """Translate all, batched by the engine; a doubtful output is tried once more without repetitions."""
        engine = self.model.load()
        again = []
        for index, output in translated(engine, units, self.decoding, self.token):
            if self._doubts(units[index], output):
                again.append(index)
            else:
                yield index, self._english(units[index], output.text)
        second = replace(self.decoding, no_repeat_ngram=3)
        for position, output in translated(engine, [units[index] for index in again], second, self.token):
            source = units[again[position]]
            found = self._doubts(source, output)
            yield again[position], (self._refused(source, found) if found else self._english(source, output.text))

    def assemble(self, value: Sentences, results: Sequence[English]) -> Translation:
        """One English for each sentence: computed, or passed through on purpose."""
        computed = iter(results)
        english = tuple(
            _unchanged(value, sentence, self.direction)
            or _put_together(sentence, row, [next(computed) for part in row if part.words])
            for sentence, row in zip(value.sentences, _rows(value, self.direction), strict=True)
        )
        return Translation(value.article, value.sentences, english, self.direction.target)

    def _doubts(self, source: str, output: Output) -> tuple[Flag, ...]:
        return doubts(source, output.text, reached_limit=output.reached_limit, language=called(self.direction.source))

    def _english(self, source: str, text: str) -> English:
        if self.direction == GERMAN_ENGLISH:
            text = collapsed(source, text)
            lost = lost_numbers(source, text)
        else:
            lost = lost_numbers(in_plain_figures(source), in_plain_figures(text))
        if not lost:
            return English(text)
        original, translation = called(self.direction.source), called(self.direction.target)
        message = f"The {original} has {', '.join(lost)}; the {translation} does not show it in figures."
        return English(text, Outcome.FLAGGED, (Flag("numbers", message),))

    def _refused(self, source: str, found: tuple[Flag, ...]) -> English:
        original = called(self.direction.source)
        kept = Flag(UNTRANSLATED, f"The model's translation was nonsense, so the {original} stands here unchanged.")
        return English(source, Outcome.FLAGGED, (kept, *found))


def _rows(value: Sentences, direction: Direction) -> Iterator[list[Cell]]:
    """For each sentence its cells; none for one that no model has to see."""
    block = -1
    for sentence in value.sentences:
        opens = sentence.block != block and value.article.blocks[sentence.block].kind is Kind.ITEM
        block = sentence.block
        yield [] if _unchanged(value, sentence, direction) is not None else cells(sentence.text, opens_item=opens)


def _unchanged(value: Sentences, sentence: Sentence, direction: Direction) -> English | None:
    """What stands in the translation for a sentence that no model has to see; None if one has to."""
    if value.article.blocks[sentence.block].kind in PASSED_KINDS:
        known = direction == GERMAN_ENGLISH
        return English(_CREDIT_LABEL.sub("Photo", sentence.text) if known else sentence.text, Outcome.PASSED)
    if needs_no_translation(sentence.text):
        return English(sentence.text, Outcome.PASSED)
    return None


def _put_together(sentence: Sentence, row: list[Cell], done: Sequence[English]) -> English:
    """The English of a sentence from that of its cells; the German as it is in the source, where some had to stay."""
    flags = tuple(dict.fromkeys(flag for english in done for flag in english.flags))
    if any(flag.name == UNTRANSLATED for flag in flags):
        return English(sentence.text, Outcome.FLAGGED, flags)
    outcome = Outcome.FLAGGED if flags else Outcome.TRANSLATED
    text = joined(row, iter([english.text for english in done]))
    return English(with_small_start(sentence.text, text), outcome, flags)


def translated(
    engine: Engine, texts: Sequence[str], decoding: Decoding, token: str = ""
) -> Iterator[tuple[int, Output]]:
    """Like ``engine.generate``, for texts of any length: what is too long is cut into clauses and joined again.

    ``token`` stands before each of them, and before each clause.
    """
    parts = [
        [text] if len(text) <= engine.max_input_tokens // 4 else pieces(text, lambda t: _fits(engine, token + t))
        for text in texts
    ]
    owner = [index for index, row in enumerate(parts) for _ in row]
    first = list(accumulate((len(row) for row in parts), initial=0))
    done: list[dict[int, Output]] = [{} for _ in parts]
    for place, output in engine.generate([token + part for row in parts for part in row], decoding):
        index = owner[place]
        done[index][place - first[index]] = output
        if len(done[index]) == len(parts[index]):
            yield index, _joined([done[index][k] for k in range(len(parts[index]))])


def _fits(engine: Engine, text: str) -> bool:
    return engine.count_tokens(text) <= engine.max_input_tokens


def _joined(outputs: Sequence[Output]) -> Output:
    if len(outputs) == 1:
        return outputs[0]
    return Output(
        " ".join(output.text for output in outputs),
        sum(output.tokens for output in outputs),
        any(output.reached_limit for output in outputs),
    )
