"""Retry: a sentence whose translation is doubtful is translated in other ways, until one passes the severe checks."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from pipeline import checks, glossary
from pipeline.clauses import clauses
from pipeline.coverage import UNTRANSLATED
from pipeline.engine import HOW, Decoding, ModelRef, Output
from pipeline.genders import collapsed
from pipeline.glossary import EMPTY, Glossary, Term
from pipeline.languages import GERMAN_ENGLISH, Direction, called
from pipeline.marks import Cell, joined
from pipeline.sanity import doubts, in_plain_figures, lost_numbers
from pipeline.stages.generate import generate, generate_rows, mean_score
from pipeline.stages.rows import rows, spelling
from pipeline.values import English, Flag, Outcome, Sentence, Severity, Translation, Try
from pipeline.web_addresses import restored
from pipeline.wholes import with_small_start

LADDER = ("ngrams", "beams", "clauses", "float32")
"""Ways to translate again, in the order they are tried."""

FIRST = "first"
REPLACED = "term replaced"
IN_SOURCE = "term in the German"

CALLED = {
    FIRST: "as every sentence is translated",
    REPLACED: "with the glossary's word in place of the model's",
    IN_SOURCE: "with the glossary's word put into the German",
    "ngrams": "with no three words in a row twice",
    "beams": "with another beam size",
    "clauses": "clause by clause",
    "float32": "with the weights unrounded",
}
"""Each way as people call it."""

@dataclass(frozen=True, slots=True)
class Doubtful:
    """The unit: a sentence, its cells as the model reads them, its first translation, and what speaks against it.

    ``terms`` are those of the glossary that stand in the sentence.
    """

    german: str
    cells: tuple[Cell, ...]
    english: str
    score: float | None
    nonsense: tuple[Flag, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Tried:
    how: str
    text: str
    score: float | None
    nonsense: tuple[Flag, ...]
    lacking: tuple[Flag, ...]
    """Terms of the glossary that are not there."""
    severe: tuple[Flag, ...]

    def failed(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(flag.name for flag in (*self.nonsense, *self.lacking, *self.severe)))

    def rank(self) -> tuple[int, int, int]:
        return len(self.nonsense), len(self.lacking), len(self.severe)


@dataclass(frozen=True)
class Retry:
    """The unit is a sentence whose first translation fails a severe check, or lacks a term of the glossary.

    So a change of checks, ladder or glossary costs the sentences it concerns and no other. The first way that passes
    all severe checks is taken; where none does, that which fails the fewest, flagged. Where all ways give what is
    nonsense by ``sanity.doubts``, the source's words stay.
    """

    name: ClassVar[str] = "retry"
    version: ClassVar[int] = 1
    result: ClassVar[type] = English

    model: ModelRef
    decoding: Decoding
    direction: Direction = GERMAN_ENGLISH
    token: str = ""
    ladder: tuple[str, ...] = LADDER
    checks: int = checks.VERSION
    """The checks that the ladder heeds."""
    glossary: Glossary = field(default=EMPTY, metadata=HOW)
    """Each unit holds the terms that concern it."""

    def units(self, value: Translation) -> list[Doubtful]:
        """The sentences to try again."""
        return [unit for unit in self._units(value) if unit is not None]

    def compute(self, units: Sequence[Doubtful]) -> Iterator[tuple[int, English]]:
        """Go up the ladder with all units together; each is yielded when it passes, or at the end."""
        tries = [[self._tried(unit, FIRST, unit.english, unit.score, unit.nonsense)] for unit in units]
        waiting = list(range(len(units)))
        for way in (REPLACED, IN_SOURCE, *self.ladder):
            asked = [k for k in waiting if units[k].terms or way in self.ladder]
            if not asked:
                continue
            for place, text, output in self._again(way, [units[k] for k in asked]):
                k = asked[place]
                tries[k].append(self._tried(units[k], way, text, output.score, self._nonsense(units[k], text, output)))
                if not tries[k][-1].failed():
                    waiting.remove(k)
                    yield k, self._kept(units[k], tries[k])
        for k in waiting:
            yield k, self._kept(units[k], tries[k])

    def assemble(self, value: Translation, results: Sequence[English]) -> Translation:
        """The translation with what was mended in its place, and with everything that the checks say of it."""
        mended = iter(results)
        english = tuple(
            self._flagged(sentence, first if unit is None else next(mended))
            for sentence, first, unit in zip(value.sentences, value.english, self._units(value), strict=True)
        )
        return replace(value, english=english)

    def _units(self, value: Translation) -> list[Doubtful | None]:
        found: list[Doubtful | None] = []
        known = None
        for sentence, english, row in zip(value.sentences, value.english, rows(value, self.direction), strict=True):
            if english.outcome is Outcome.CORRECTED or not any(part.words for part in row):
                found.append(None)
                continue
            terms = self.glossary.asked(sentence.text)
            lacking = glossary.missing(english.text, terms)
            if not english.flags and not lacking and not self._severe(sentence.text, english.text):
                found.append(None)
                continue
            known = known or spelling(value)
            cells = tuple(replace(part, words=known.for_model(part.words) if known else part.words) for part in row)
            found.append(Doubtful(sentence.text, cells, english.text, english.score, english.flags, terms))
        return found

    def _severe(self, german: str, english: str) -> tuple[Flag, ...]:
        return checks.severe(german, english) if self.direction == GERMAN_ENGLISH else ()

    def _tried(
        self, unit: Doubtful, how: str, text: str, score: float | None, nonsense: tuple[Flag, ...]
    ) -> _Tried:
        lacking = glossary.missing(text, unit.terms)
        return _Tried(how, text, score, nonsense, lacking, () if nonsense else self._severe(unit.german, text))

    def _nonsense(self, unit: Doubtful, text: str, output: Output) -> tuple[Flag, ...]:
        called_ = called(self.direction.source)
        return doubts(unit.german, text, reached_limit=output.reached_limit, language=called_)

    def _again(self, way: str, units: Sequence[Doubtful]) -> Iterator[tuple[int, str, Output]]:
        """``(position, text, output)`` for each of ``units`` that can be translated in that way."""
        if way == REPLACED:
            yield from self._replaced(units)
            return
        model, decoding = self.model, self.decoding
        if way == "ngrams":
            decoding = replace(decoding, no_repeat_ngram=3)
        elif way == "beams":
            decoding = replace(decoding, beams=8 if decoding.beams == 1 else 1)
        elif way == "float32":
            if model.engine != "ctranslate2" or not model.identity.compute.endswith(" int8"):
                return
            compute = model.identity.compute.replace("int8", "float32")
            model = replace(model, identity=replace(model.identity, compute=compute))
        # Each cell is translated by itself; for clauses it is cut first.
        texts = [(k, part.words) for k, unit in enumerate(units) for part in unit.cells if part.words]
        if way == IN_SOURCE:
            texts = [(k, glossary.put_in_source(words, units[k].terms)) for k, words in texts]
        engine = model.load()
        if way == "clauses":
            cut = [(k, clauses(words)) for k, words in texts]
            several = {k for k, parts in cut if len(parts) > 1}
            texts = [(k, " ".join(parts)) for k, parts in cut if k in several]
            outputs = dict(generate_rows(engine, [p for k, p in cut if k in several], decoding, self.token))
        else:
            outputs = dict(generate(engine, [words for _, words in texts], decoding, self.token))
        for k in dict.fromkeys(k for k, _ in texts):
            done = [outputs[i] for i, (owner, _) in enumerate(texts) if owner == k]
            yield k, self._text(units[k], [output.text for output in done]), Output(
                "", 0, any(output.reached_limit for output in done), mean_score(done)
            )

    def _replaced(self, units: Sequence[Doubtful]) -> Iterator[tuple[int, str, Output]]:
        """The first translations with the glossary's words for what the model writes for the terms alone."""
        terms = list(dict.fromkeys(term.german for unit in units for term in unit.terms))
        asked = [frame.format(term) for term in terms for frame in glossary.FRAMES]
        outputs = dict(generate(self.model.load(), asked, self.decoding, self.token))
        size = len(glossary.FRAMES)
        names = {
            term: glossary.called([term, *(outputs[n * size + k].text for k in range(size))])
            for n, term in enumerate(terms)
        }
        for k, unit in enumerate(units):
            text = unit.english
            for term in unit.terms:
                if not glossary.has(text, term):
                    text = glossary.put_in_output(text, term, names[term.german]) or text
            if text != unit.english:
                yield k, text, Output("", 0, False, unit.score)

    def _text(self, unit: Doubtful, texts: Sequence[str]) -> str:
        text = restored(unit.german, with_small_start(unit.german, joined(list(unit.cells), iter(texts))))
        return collapsed(unit.german, text) if self.direction == GERMAN_ENGLISH else text

    def _kept(self, unit: Doubtful, tries: Sequence[_Tried]) -> English:
        """The try that fails the least, the earliest of equals; the source's words if that is nonsense."""
        best = min(tries, key=_Tried.rank)
        said = tuple(Try(one.how, one.text, one.failed()) for one in tries)
        flags = (*best.nonsense, *best.lacking)
        if best.nonsense:
            original = called(self.direction.source)
            kept = Flag(
                UNTRANSLATED,
                f"The model's translation was nonsense, so the {original} stands here unchanged.",
                advice=f"Have the {original} translated by a person, or leave the sentence out.",
            )
            return English(unit.german, Outcome.FLAGGED, (kept, *flags), tries=said)
        return English(best.text, Outcome.FLAGGED if flags else Outcome.TRANSLATED, flags, best.score, tries=said)

    def _flagged(self, sentence: Sentence, english: English) -> English:
        """``english`` with what the checks say of it: hints at most where a person wrote it, who has decided."""
        if english.outcome is Outcome.PASSED or any(flag.name == UNTRANSLATED for flag in english.flags):
            return english
        flags = (*english.flags, *self._found(sentence.text, english.text))
        if english.outcome is Outcome.CORRECTED:
            return replace(english, flags=tuple(replace(flag, severity=Severity.HINT) for flag in flags))
        severe = any(flag.severity is Severity.SEVERE for flag in flags)
        return replace(english, outcome=Outcome.FLAGGED if severe else Outcome.TRANSLATED, flags=flags)

    def _found(self, source: str, english: str) -> tuple[Flag, ...]:
        if self.direction == GERMAN_ENGLISH:
            return checks.found(source, english)
        lost = lost_numbers(in_plain_figures(source), in_plain_figures(english))
        original, translation = called(self.direction.source), called(self.direction.target)
        message = f"The {original} has {', '.join(lost)}; the {translation} does not show it in figures."
        return (Flag("numbers", message, Severity.HINT),) if lost else ()
