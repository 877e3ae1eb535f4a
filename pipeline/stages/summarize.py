"""Summarize: the English of an article to a few sentences, chosen from it or, by a trusted model, written."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pipeline.engine import Decoding, Engine, ModelRef
from pipeline.leaning import leans
from pipeline.splitter import split
from pipeline.stages.choose import Candidate, choose
from pipeline.values import English, Kind, Outcome, Summary, SummarySentence, Translation

BODY_KINDS = frozenset({Kind.STANDFIRST, Kind.PARAGRAPH, Kind.QUOTATION, Kind.ITEM})
"""What a summary is made of; titles, credits, teasers and sign-offs stay out."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Choice:
    """The result of a unit: places of the sentences chosen, or the sentences written."""

    chosen: tuple[int, ...] = ()
    written: tuple[str, ...] = ()
    whole: bool = False
    note: str | None = None


@dataclass(frozen=True)
class Summarize:
    """The unit is the English of the body: a change to any sentence of it asks for a new summary.

    ``sentences``, ``words`` and ``percent`` (of the article's sentences, at least one) are upper limits (0: none)
    and may be combined. ``faithful`` makes only sentences of the article appear; without it a trusted model
    writes freely.
    """

    name: ClassVar[str] = "summarize"
    version: ClassVar[int] = 2
    result: ClassVar[type] = Choice

    model: ModelRef
    sentences: int = 3
    words: int = 0
    percent: int = 0
    faithful: bool = True
    decoding: Decoding = None  # type: ignore[assignment]  # set below
    """How a free summary is searched for; unless given, as the model's makers do."""

    def __post_init__(self) -> None:
        """Take over the model's own search, so that it stands in the key."""
        if self.decoding is None:
            object.__setattr__(self, "decoding", self.model.search)

    def units(self, value: Translation) -> list[tuple[Candidate, ...]]:
        """One unit: the sentences a summary may use."""
        return [tuple(candidate for _, candidate in candidates(value))]

    def compute(self, units: Sequence[tuple[Candidate, ...]]) -> Iterator[tuple[int, Choice]]:
        """One choice for each unit; the model is loaded only when there is something to choose."""
        engine: Engine | None = None
        for index, unit in enumerate(units):
            if self._short(unit):
                limited = bool(self.sentences or self.words or self.percent)
                yield index, Choice(tuple(range(len(unit))), whole=True, note=_short_note(unit, limited=limited))
                continue
            engine = engine or self.model.load()
            yield index, self._choose(engine, unit) if self.faithful else self._write(engine, unit)

    def assemble(self, value: Translation, results: Sequence[Choice]) -> Summary:
        """Tie each sentence of the summary to the sentences of the translation it rests on."""
        (choice,) = results
        places = candidates(value)
        if choice.written:
            texts = [candidate.text for _, candidate in places]
            sentences = tuple(
                SummarySentence(text, tuple(places[k][0] for k in _support(text, texts))) for text in choice.written
            )
            return Summary(sentences, "free", choice.note)
        sentences = tuple(SummarySentence(places[k][1].text, (places[k][0],)) for k in choice.chosen)
        return Summary(sentences, "whole" if choice.whole else "faithful", choice.note)

    def _short(self, unit: tuple[Candidate, ...]) -> bool:
        most = self._most(len(unit))
        if not most and not self.words:
            return True
        fits_words = not self.words or _words(" ".join(c.text for c in unit)) <= self.words
        return len(unit) <= (most or 3) and fits_words

    def _most(self, sentences: int) -> int:
        """The most sentences of a summary of so many; 0 if there is no limit."""
        share = max(1, round(sentences * self.percent / 100)) if self.percent else 0
        return min(self.sentences or share, share or self.sentences)

    def _choose(self, engine: Engine, unit: tuple[Candidate, ...]) -> Choice:
        most = self._most(len(unit))
        chosen = choose(engine, unit, sentences=most, words=self.words)
        note = None
        if not chosen:
            note = f"No sentence of the article has at most {self.words} words, so there is no summary."
        elif len(chosen) < most and not self.words:
            note = f"Only {len(chosen)} sentences could be printed without others that they lean on."
        return Choice(tuple(chosen), note=note)

    def _write(self, engine: Engine, unit: tuple[Candidate, ...]) -> Choice:
        text = " ".join(candidate.text for candidate in unit)
        if engine.count_tokens(text) > engine.max_input_tokens:
            kept = choose(engine, unit, sentences=10, words=0)
            text = " ".join(unit[k].text for k in kept)
        ((_, output),) = engine.generate([text], self.decoding)
        written = [output.text[start:end] for start, end in split(output.text)]
        if output.reached_limit and len(written) > 1:
            written.pop()
        kept_sentences = written[: self._most(len(unit)) or None]
        while self.words and len(kept_sentences) > 1 and _words(" ".join(kept_sentences)) > self.words:
            kept_sentences.pop()
        return Choice(written=tuple(kept_sentences))


def candidates(value: Translation) -> list[tuple[int, Candidate]]:
    """The translated sentences of the body with their places; German left standing is not among them.

    Nor is a standfirst that a brief prints as its headline, because the article has none.
    """
    titled = any(block.kind is Kind.HEADLINE for block in value.article.blocks)
    kinds = BODY_KINDS if titled or value.article.language == "en" else BODY_KINDS - {Kind.STANDFIRST}
    result: list[tuple[int, Candidate]] = []
    for index, (sentence, english) in enumerate(zip(value.sentences, value.english, strict=True)):
        if value.kind(index) not in kinds or not english.text.strip() or _untranslated(english):
            continue
        german = sentence.text if value.article.language == "de" else None
        result.append((index, Candidate(english.text, bool(result) and leans(german, english.text))))
    return result


def _untranslated(english: English) -> bool:
    return english.outcome is Outcome.FLAGGED and any(flag.name == "untranslated" for flag in english.flags)


def _short_note(unit: tuple[Candidate, ...], *, limited: bool) -> str:
    if not unit:
        return "The article has no sentence that could be summarized."
    if not limited:
        return "No length was asked for, so all of the article is printed."
    return "The article is too short to summarize, so all of it is printed."


def _support(text: str, sentences: Sequence[str]) -> list[int]:
    """The sentence that shares the most words with ``text``; none if that is under half of its words."""
    wanted = {word.casefold() for word in _WORD.findall(text)}
    shared = [len(wanted & {word.casefold() for word in _WORD.findall(s)}) for s in sentences]
    best = max(range(len(sentences)), key=lambda k: shared[k], default=None)
    return [best] if best is not None and shared[best] * 2 >= len(wanted) else []


def _words(text: str) -> int:
    return len(text.split())
