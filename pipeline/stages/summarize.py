"""Summarize: the English of an article to a few sentences, chosen from it or, by a trusted model, written."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pipeline.coverage import UNTRANSLATED
from pipeline.engine import Decoding, Engine, ModelRef
from pipeline.languages import ENGLISH
from pipeline.leaning import leans
from pipeline.stages.choose import Candidate, choose, fits
from pipeline.stages.fall_back import fall_back
from pipeline.stages.write import Written, write
from pipeline.values import English, Kind, Outcome, Severity, Summary, SummarySentence, Translation
from pipeline.wholes import LONG, joined, said_first, wholes

BODY_KINDS = frozenset({Kind.STANDFIRST, Kind.PARAGRAPH, Kind.QUOTATION, Kind.ITEM})
"""What a summary is made of; titles, credits, sign-offs, tables, footnotes, greetings and their like stay out."""


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
    writes freely, and what the article does not bear out of that is replaced or left out (``fall_back``).
    """

    name: ClassVar[str] = "summarize"
    version: ClassVar[int] = 4
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

    @property
    def exact(self) -> bool:
        """Whether a summary is the same in any company; one that is only chosen always is."""
        return self.faithful or self.decoding.exact

    def units(self, value: Translation) -> list[tuple[Candidate, ...]]:
        """One unit: the sentences a summary may use."""
        return [tuple(candidate for _, candidate in candidates(value))]

    def compute(self, units: Sequence[tuple[Candidate, ...]]) -> Iterator[tuple[int, Choice]]:
        """One choice for each unit; the model is loaded only when there is something to choose."""
        longer: dict[int, tuple[Candidate, ...]] = {}
        for index, unit in enumerate(units):
            if self._short(unit):
                limited = bool(self.sentences or self.words or self.percent)
                yield index, Choice(tuple(range(len(unit))), whole=True, note=_short_note(unit, limited=limited))
            else:
                longer[index] = unit
        if not longer:
            return
        engine = self.model.load()
        if self.faithful:
            for index, unit in longer.items():
                yield index, self._choose(engine, unit)
            return
        texts = {index: [candidate.text for candidate in unit] for index, unit in longer.items()}
        for index, written in write(engine, texts, self.decoding):
            yield index, self._kept(written, self._most(len(longer[index])))

    def assemble(self, value: Translation, results: Sequence[Choice]) -> Summary:
        """Tie each sentence of the summary to the sentences of the translation it rests on."""
        (choice,) = results
        places = candidates(value)
        if choice.written:
            return self._borne_out(choice, places)
        sentences = tuple(SummarySentence(places[k][1].text, tuple(places[k][0])) for k in choice.chosen)
        return Summary(sentences, "whole" if choice.whole else "faithful", choice.note)

    def _borne_out(self, choice: Choice, places: Sequence[tuple[range, Candidate]]) -> Summary:
        """What the model wrote, so far as the article bears it out; sentences of the article stand in for the rest."""
        printed, dropped = fall_back(choice.written, [candidate for _, candidate in places])
        notes = [choice.note] if choice.note else []
        if not printed:
            notes.append("There is no summary, since the article bears out nothing that the model wrote.")
        elif dropped:
            are = "is" if dropped == 1 else "are"
            notes.append(f"{_count(dropped)} of what the model wrote {are} left out: the article does not bear it out.")
        kept = list(printed)
        while self.words and len(kept) > 1 and _words(" ".join(one.text for one in kept)) > self.words:
            kept.pop()
        if len(kept) < len(printed):
            notes.append(f"{_count(len(printed) - len(kept))} more would go over {self.words} words.")
        sentences = (
            SummarySentence(one.text, tuple(i for k in one.places for i in places[k][0]), one.flags, one.replaced)
            for one in kept
        )
        return Summary(tuple(sentences), "free", " ".join(notes) or None)

    def _short(self, unit: tuple[Candidate, ...]) -> bool:
        most = self._most(len(unit))
        fits_words = not self.words or _words(" ".join(c.text for c in unit)) <= self.words
        return (not most or len(unit) <= most) and fits_words

    def _most(self, sentences: int) -> int:
        """The most sentences of a summary of so many; 0 if there is no limit."""
        share = max(1, round(sentences * self.percent / 100)) if self.percent else 0
        return min(self.sentences or share, share or self.sentences)

    def _choose(self, engine: Engine, unit: tuple[Candidate, ...]) -> Choice:
        most = self._most(len(unit))
        chosen = choose(engine, unit, sentences=most, words=self.words)
        notes = []
        if not chosen and self.words:
            notes.append(f"Nothing that can stand alone has at most {self.words} words, so there is no summary.")
        elif not chosen:
            notes.append("There is no summary, since no sentence can be printed without others that it leans on.")
        elif len(chosen) < most and self.words:
            notes.append(f"{_count(len(chosen))} of the {most} asked for: another would go over {self.words} words.")
        elif len(chosen) < most:
            notes.append(f"Only {_count(len(chosen))} could be printed without others that they lean on.")
        if unread := sum(not fits(engine, candidate.text) for candidate in unit):
            notes.append(f"Too long for the summarizer, {_count(unread)} of the article could not be chosen.")
        return Choice(tuple(chosen), note=" ".join(notes) or None)

    def _kept(self, written: Written, most: int) -> Choice:
        """As much of what the model wrote as was asked for, and what to know if that is less or more."""
        kept = list(written.sentences[: most or None])
        while self.words and len(kept) > 1 and _words(" ".join(kept)) > self.words:
            kept.pop()
        notes = []
        if not kept:
            notes.append("The model wrote nothing, so there is no summary.")
        elif self.words and (long := _words(kept[0])) > self.words:
            notes.append(f"The first sentence the model wrote has {long} words, more than the {self.words} asked for.")
        elif self.words and len(kept) < min(most or len(written.sentences), len(written.sentences)):
            notes.append(f"{_count(len(kept))} of what the model wrote: another would go over {self.words} words.")
        elif len(kept) < most:
            notes.append(f"The model wrote only {_count(len(kept))}, not the {most} asked for.")
        if written.parts > 1:
            notes.append(f"The article was summarized in {written.parts} parts, which stand here one after another.")
        return Choice(written=tuple(kept), note=" ".join(notes) or None)


def candidates(value: Translation) -> list[tuple[range, Candidate]]:
    """The translated sentences of the body with their places; German left standing is not among them.

    Halves that stand together are one candidate, and so are the sentences of one quotation; a long one leans, so that
    it is printed only beside the sentence before it. A standfirst that a brief prints as its headline, because the
    article has none, is none either.
    """
    titled = any(block.kind is Kind.HEADLINE for block in value.article.blocks)
    kinds = BODY_KINDS if titled or value.article.language == "en" else BODY_KINDS - {Kind.STANDFIRST}
    result: list[tuple[range, Candidate]] = []
    for places in wholes(value):
        rows = [value.english[place] for place in places]
        if value.kind(places[0]) not in kinds or any(not row.text.strip() or _untranslated(row) for row in rows):
            continue
        if value.article.language != ENGLISH and all(row.outcome is Outcome.PASSED for row in rows):
            continue  # a row of figures, an address: nothing to print by itself
        text = joined(value, places)
        german = said_first(value, places) if value.article.language == "de" else None
        doubtful = any(row.outcome is Outcome.FLAGGED or _set_aside(row) for row in rows)
        leaning = len(places) > LONG or leans(german, text)
        result.append((places, Candidate(text, bool(result) and leaning, doubtful)))
    return result


def _set_aside(english: English) -> bool:
    """Whether a severe flag was dismissed: that changes what is said of a brief, and not which sentences it prints."""
    return any(one.flag.severity is Severity.SEVERE for one in english.dismissed)


def _untranslated(english: English) -> bool:
    return english.outcome is Outcome.FLAGGED and any(flag.name == UNTRANSLATED for flag in english.flags)


def _short_note(unit: tuple[Candidate, ...], *, limited: bool) -> str:
    if not unit:
        return "The article has no sentence that could be summarized."
    if not limited:
        return "No length was asked for, so all of the article is printed."
    return f"The article has no more than {_count(len(unit))} to choose from, so all of it is printed."


def _count(sentences: int) -> str:
    return f"{sentences} sentence{'s' if sentences != 1 else ''}"


def _words(text: str) -> int:
    return len(text.split())
