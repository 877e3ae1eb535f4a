"""Which stage follows which: the whole program on one page.

    read -> Article -> segment -> Sentences -> translate -> Translation -> retry -> Translation, checked
                                   -> summarize -> Summary -> assemble -> Brief -> write
"""
from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pipeline import codec
from pipeline.brief import assemble
from pipeline.cache import Cache
from pipeline.confidence import read as read_calibration
from pipeline.confidence import with_bands
from pipeline.corrections import Corrections
from pipeline.dismissed import Dismissals, without_dismissed
from pipeline.engine import ModelRef
from pipeline.errors import InputError
from pipeline.provenance import made, provenance
from pipeline.stage import Lookup, Memo, Stage, Watch, run
from pipeline.stages.segment import Segment
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from pipeline.text import clean
from pipeline.values import (
    Article,
    Block,
    Brief,
    English,
    Failure,
    Kind,
    Maker,
    Outcome,
    Sentences,
    Summary,
    Translation,
)

WINDOW_ARTICLES = 32
WINDOW_CHARACTERS = 200_000
"""How much is worked on at once: batches reach across articles, memory stays bounded."""

EMPTY = (
    "no sentence of running text was found in it, only headings, tables and the like, so there is no brief; "
    "pipeline translate gives what there is, or paste the text into `pipeline run -`"
)

V = TypeVar("V")
W = TypeVar("W")
Whole = TypeVar("Whole")


@dataclass(frozen=True)
class How:
    """How a run goes about it; but for what a person corrected, none of it changes a word."""

    cache: Cache | None = None
    refresh: bool = False
    watch: Watch | None = None
    articles: int = WINDOW_ARTICLES
    characters: int = WINDOW_CHARACTERS
    memo: Memo | None = None
    """What this run has computed, where no cache remembers it."""
    dismissed: Dismissals = field(default_factory=dict)
    """Flags that a person set aside; a summary does not avoid their sentences any more."""
    corrections: Corrections = field(default_factory=dict)
    """Sentences that a person put into English: no result, so they hold with a cache or without."""

    def begun(self) -> How:
        """For one run: sentences that come again in it are computed once, with a cache or without."""
        forgets = self.cache is None or self.refresh
        return dataclasses.replace(self, memo=Memo()) if forgets and self.memo is None else self


PLAIN = How()
"""No cache, nobody watching."""


@dataclass(frozen=True)
class Traced(Generic[V]):
    """What an article has become so far, or a failure, and what became of the units it was cut into."""

    source: str
    value: V | Failure
    lookups: tuple[Lookup, ...] = ()


def make_briefs(
    articles: Iterable[Article | Failure], translate: Translate, summarize: Summarize, how: How = PLAIN
) -> Iterator[Brief | Failure]:
    """A brief or a failure for each article, in order, from an iterable of any length.

    The articles are worked through in windows of bounded size, batched across articles.
    """
    for brief in trace_briefs(articles, translate, summarize, how):
        yield brief.value


def translate_articles(
    articles: Iterable[Article | Failure], translate: Translate, how: How = PLAIN
) -> Iterator[Translation | Failure]:
    """A translation or a failure for each article, in order, windowed as ``make_briefs`` is."""
    for translation in trace_translations(articles, translate, how):
        yield translation.value


def summarize_articles(
    articles: Iterable[Article | Failure], summarize: Summarize, how: How = PLAIN
) -> Iterator[Summary | Failure]:
    """A summary or a failure for each article that is English already, in order."""
    for summary in trace_summaries(articles, summarize, how):
        yield summary.value


def trace_briefs(
    articles: Iterable[Article | Failure], translate: Translate, summarize: Summarize, how: How = PLAIN
) -> Iterator[Traced[Brief]]:
    """Like ``make_briefs``, each with what became of its units."""
    makers = (maker("translation", translate.model), maker("summary", summarize.model, exact=summarize.exact))
    stages = (Segment(), translate, translate.retry(), summarize)
    began = time.perf_counter()
    how = how.begun()
    for window in windows(articles, how):
        translations = translated(translate, window, how)
        summaries = each(summarize, translations, how)
        for translation, summary in zip(translations, summaries, strict=True):
            brief = either(translation.value, summary.value, lambda t, s: assemble(t, s, makers))
            if isinstance(brief, Brief) and not brief.summary.sentences:
                brief = Failure(summary.source, f"{summary.source}: {EMPTY}")
            if isinstance(brief, Brief):
                brief = dataclasses.replace(
                    brief,
                    provenance=provenance(stages, translate.glossary, brief.translation),
                    made=made(summary.lookups, began),
                )
            yield Traced(summary.source, brief, summary.lookups)


def trace_translations(
    articles: Iterable[Article | Failure], translate: Translate, how: How = PLAIN
) -> Iterator[Traced[Translation]]:
    """Like ``translate_articles``, each with what became of its units."""
    how = how.begun()
    for window in windows(articles, how):
        yield from translated(translate, window, how)


def translated(translate: Translate, articles: Sequence[Traced[Article]], how: How) -> list[Traced[Translation]]:
    """Each article cut into sentences, translated, and tried again where a check says that it went wrong.

    What a person corrected no model sees; what one dismissed is no flag from here on, and each sentence has the band of
    its score.
    """
    translate = corrected(translate, how)
    cut = each(Segment(), articles, how)
    remember(cut, how)
    done = each(translate.retry(), each(translate, cut, how), how)
    finished = finish(translate, how)
    return [
        dataclasses.replace(traced, value=finished(traced.value)) if isinstance(traced.value, Translation) else traced
        for traced in done
    ]


def translated_alone(phrases: Sequence[str], translate: Translate, how: How, language: str) -> dict[str, str]:
    """Each of some phrases as the translation of it alone, without those that came out as doubtful."""
    text = "\n\n".join(phrases)
    blocks, at = [], 0
    for phrase in phrases:
        blocks.append(Block(Kind.SUBHEADING, at, at + len(phrase), clean(phrase).text))
        at += len(phrase) + 2
    if not blocks:
        return {}
    article = Article(text, tuple(blocks), "phrases", language=language)
    found: dict[str, str] = {}
    for done in trace_translations([article], translate, dataclasses.replace(how, watch=None)):
        if isinstance(done.value, Translation):
            for sentence, english in zip(done.value.sentences, done.value.english, strict=True):
                if english.outcome is not Outcome.FLAGGED:
                    before = found.get(phrases[sentence.block])
                    found[phrases[sentence.block]] = f"{before} {english.text}" if before else english.text
    return found


def corrected(translate: Translate, how: How) -> Translate:
    """``translate`` as a run has it: what a person corrected is not asked of a model."""
    return dataclasses.replace(translate, corrections=how.corrections)


def finish(translate: Translate, how: How) -> Callable[[Translation], Translation]:
    """What is done to each translation that has been judged: nothing of it is computed or stored."""
    calibration = read_calibration(translate.model)
    return lambda translation: with_bands(without_dismissed(translation, how.dismissed), calibration)


def remember(articles: Sequence[Traced[Sentences]], how: How) -> None:
    """Keep the sentences of each source, so that a later miss can be explained."""
    if how.cache is not None:
        for article in articles:
            if isinstance(article.value, Sentences):
                texts = [sentence.text for sentence in article.value.sentences]
                how.cache.remember_article(article.source, codec.dumps(texts))


def trace_summaries(
    articles: Iterable[Article | Failure], summarize: Summarize, how: How = PLAIN
) -> Iterator[Traced[Summary]]:
    """Like ``summarize_articles``, each with what became of its units."""
    how = how.begun()
    for window in windows(map(in_english, articles), how):
        english = [
            Traced(s.source, s.value if isinstance(s.value, Failure) else as_english(s.value), s.lookups)
            for s in each(Segment(), window, how)
        ]
        yield from each(summarize, english, how)


def each(stage: Stage[V, Any, Any, W], values: Sequence[Traced[V]], how: How) -> list[Traced[W]]:
    """Run one stage over all values that have not failed; one that fails is a failure from here on."""
    good = [value.value for value in values if not isinstance(value.value, Failure)]
    lookups: list[list[Lookup]] = []
    try:
        done: list[W | Failure] = [
            *run(stage, good, how.cache, refresh=how.refresh, lookups=lookups, watch=how.watch, memo=how.memo)
        ]
    except InputError as error:
        if len(values) > 1:
            return [result for value in values for result in each(stage, [value], how)]
        done, lookups = [Failure(values[0].source, str(error))], [[]]
    results, seen = iter(done), iter(lookups)
    return [
        Traced(value.source, value.value, value.lookups)
        if isinstance(value.value, Failure)
        else Traced(value.source, next(results), (*value.lookups, *next(seen)))
        for value in values
    ]


def windows(articles: Iterable[Article | Failure], how: How) -> Iterator[list[Traced[Article]]]:
    """The articles in lists of bounded length and size; short ones first, so that the first brief is there soon."""
    window: list[Traced[Article]] = []
    size, length = 0, 1
    for article in articles:
        window.append(Traced(article.source, article))
        size += len(article.text) if isinstance(article, Article) else 0
        if len(window) >= min(length, how.articles) or size >= how.characters:
            yield window
            window, size, length = [], 0, length * 2
    if window:
        yield window


def either(first: V | Failure, second: W | Failure, combine: Callable[[V, W], Whole]) -> Whole | Failure:
    """What ``combine`` makes of two values, or the failure that one of them is."""
    if isinstance(first, Failure):
        return first
    if isinstance(second, Failure):
        return second
    return combine(first, second)


def in_english(article: Article | Failure) -> Article | Failure:
    """An article said to be English, so that it is read as that."""
    return dataclasses.replace(article, language="en") if isinstance(article, Article) else article


def as_english(value: Sentences) -> Translation:
    """Sentences that are English already, as the translation they need not become."""
    english = tuple(English(sentence.text, Outcome.PASSED) for sentence in value.sentences)
    return Translation(dataclasses.replace(value.article, language="en"), value.sentences, english)


def maker(task: str, model: ModelRef, *, exact: bool = True) -> Maker:
    """What a brief says about a model that took part; ``exact`` as in ``Decoding``."""
    identity = model.identity
    how = f"{identity.backend}, {identity.compute}" + ("" if model.reproducible and exact else " (not reproducible)")
    return Maker(task, identity.model, how, identity.weights, model.measured, model.trusted, model.revision)
