"""Translate: German sentences to English, each alone, with nonsense noticed and passed through instead."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import ClassVar

from pipeline.clauses import pieces
from pipeline.engine import Decoding, Engine, ModelRef, Output
from pipeline.sanity import doubts, lost_numbers, needs_no_translation
from pipeline.spelling import Spelling
from pipeline.values import English, Flag, Kind, Outcome, Sentence, Sentences, Translation
from pipeline.wholes import with_small_start

PASSED_KINDS = frozenset({Kind.CREDIT, Kind.OUTLET, Kind.DATELINE, Kind.SIGNOFF})
"""Names, places and dates: there is nothing in them for a model to do."""

UNTRANSLATED = "untranslated"
"""The flag of a sentence that stays German."""

_CREDIT_LABEL = re.compile(r"^(?:Foto|Bild|Fotocredit|Bildquelle)(?=\s*:)")


@dataclass(frozen=True)
class Translate:
    """The unit is the text of a sentence, so an edit elsewhere in the article costs nothing.

    It is spelled as models know it; only words in capitals and Swiss ss look at the rest of the article for that.
    """

    name: ClassVar[str] = "translate"
    version: ClassVar[int] = 1
    result: ClassVar[type] = English

    model: ModelRef
    decoding: Decoding = field(default_factory=Decoding)

    def units(self, value: Sentences) -> list[str]:
        """The sentences that a model has to look at."""
        spelling = Spelling(sentence.text for sentence in value.sentences)
        return [spelling.for_model(s.text) for s in value.sentences if _unchanged(value, s) is None]

    def compute(self, units: Sequence[str]) -> Iterator[tuple[int, English]]:
        """Translate all, batched by the engine; a doubtful output is tried once more without repetitions."""
        engine = self.model.load()
        again = []
        for index, output in translated(engine, units, self.decoding):
            if doubts(units[index], output.text, reached_limit=output.reached_limit):
                again.append(index)
            else:
                yield index, _english(units[index], output.text)
        second = replace(self.decoding, no_repeat_ngram=3)
        for position, output in translated(engine, [units[index] for index in again], second):
            source = units[again[position]]
            found = doubts(source, output.text, reached_limit=output.reached_limit)
            yield again[position], (_refused(source, found) if found else _english(source, output.text))

    def assemble(self, value: Sentences, results: Sequence[English]) -> Translation:
        """One English for each sentence: computed, or passed through on purpose."""
        computed = iter(results)
        english = tuple(_unchanged(value, s) or _as_written(s, next(computed)) for s in value.sentences)
        return Translation(value.article, value.sentences, english)


def _unchanged(value: Sentences, sentence: Sentence) -> English | None:
    """What stands in the English for a sentence that no model has to see; None if one has to."""
    if value.article.blocks[sentence.block].kind in PASSED_KINDS:
        return English(_CREDIT_LABEL.sub("Photo", sentence.text), Outcome.PASSED)
    if needs_no_translation(sentence.text):
        return English(sentence.text, Outcome.PASSED)
    return None


def _as_written(sentence: Sentence, english: English) -> English:
    """``english`` as it stands in its place: the German as it is in the source, where it had to stay German."""
    if any(flag.name == UNTRANSLATED for flag in english.flags):
        return replace(english, text=sentence.text)
    return replace(english, text=with_small_start(sentence.text, english.text))


def _english(source: str, text: str) -> English:
    lost = lost_numbers(source, text)
    if not lost:
        return English(text)
    message = f"The German has {', '.join(lost)}; the English does not show it in figures."
    return English(text, Outcome.FLAGGED, (Flag("numbers", message),))


def _refused(source: str, found: tuple[Flag, ...]) -> English:
    kept = Flag(UNTRANSLATED, "The model's translation was nonsense, so the German stands here unchanged.")
    return English(source, Outcome.FLAGGED, (kept, *found))


def translated(engine: Engine, texts: Sequence[str], decoding: Decoding) -> Iterator[tuple[int, Output]]:
    """Like ``engine.generate``, for texts of any length: what is too long is cut into clauses and joined again."""
    parts = [
        [text] if len(text) <= engine.max_input_tokens // 4 else pieces(text, lambda t: _fits(engine, t))
        for text in texts
    ]
    owner = [index for index, row in enumerate(parts) for _ in row]
    first = list(accumulate((len(row) for row in parts), initial=0))
    done: list[dict[int, Output]] = [{} for _ in parts]
    for place, output in engine.generate([part for row in parts for part in row], decoding):
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
