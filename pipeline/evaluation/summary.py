"""How good and how fast a summarizer is: ROUGE against human summaries, faithfulness, and simple ways beside it."""
from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pipeline.cache import Cache
from pipeline.engine import ModelRef
from pipeline.evaluation.baselines import baselines
from pipeline.evaluation.data import Example
from pipeline.evaluation.figures import Figure, mean, missing
from pipeline.evaluation.machine import machine, peak_megabytes
from pipeline.flow import as_english
from pipeline.readers.text import read
from pipeline.stage import Lookup, Watch, run
from pipeline.stages.choose import Candidate
from pipeline.stages.segment import Segment
from pipeline.stages.summarize import Choice, Summarize, candidates
from pipeline.values import Article, Failure, Summary, Translation

ROUGE = ("rouge1", "rouge2", "rougeLsum")

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Timed:
    """A choice, and the seconds it took; loading the model excluded."""

    choice: Choice
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class TimedSummary:
    """A summary, and the seconds it took."""

    summary: Summary
    seconds: float
    megabytes: float


@dataclass(frozen=True)
class TimeSummary:
    """The summarize stage with a clock beside it; the unit is the same, an article's sentences."""

    name: ClassVar[str] = "evaluate-summary"
    version: ClassVar[int] = 2
    result: ClassVar[type] = Timed

    summarize: Summarize
    summarize_version: int = Summarize.version
    leaning: bool = True
    """Whether a sentence needs the one before it that it leans on; without, any sentence may stand alone."""
    machine: str = field(default_factory=machine)
    """Part of the key, as the result is a time."""

    def units(self, value: Translation) -> list[tuple[Candidate, ...]]:
        """See ``Summarize``."""
        units = self.summarize.units(value)
        return units if self.leaning else [tuple(Candidate(c.text) for c in unit) for unit in units]

    def compute(self, units: Sequence[tuple[Candidate, ...]]) -> Iterator[tuple[int, Timed]]:
        """One choice for each unit, with the time since the one before."""
        began = 0.0
        results = self.summarize.compute([WARM_UP, *units])
        for index, choice in results:
            now = time.perf_counter()
            if index:
                yield index - 1, Timed(choice, now - began, peak_megabytes())
            began = time.perf_counter()

    def assemble(self, value: Translation, results: Sequence[Timed]) -> TimedSummary:
        """See ``Summarize``."""
        (timed,) = results
        return TimedSummary(self.summarize.assemble(value, [timed.choice]), timed.seconds, timed.megabytes)


WARM_UP = tuple(Candidate(f"Here is sentence number {number}, which says little.") for number in range(40))
"""Loads the model before the clock starts."""


@dataclass(frozen=True, slots=True)
class Way:
    """The figures of one way to summarize, over some articles; ROUGE is F1, 0 to 100."""

    rouge1: Figure
    rouge2: Figure
    rouge_lsum: Figure
    sentences: float
    words: float


@dataclass(frozen=True, slots=True)
class Group:
    """All articles, or those of one source."""

    name: str
    articles: int
    ways: Mapping[str, Way]
    """``model`` and the simple ones, each with as many sentences as the model's summary has."""
    gains: Mapping[str, Way]
    """``model`` minus each simple way, paired by article: better beyond doubt where ``low`` is over zero."""


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """What was measured."""

    model: ModelRef
    machine: str
    mode: str
    groups: tuple[Group, ...]
    sentences_found: float
    """Share (0 to 1) of the summaries' sentences that stand word for word in the article."""
    numbers_found: float
    """Share (0 to 1) of the numbers written in figures in the summaries that stand in the article."""
    seconds_per_article: float
    slowest_seconds: float
    peak_megabytes: float
    left_out: int
    """Articles without a sentence to choose."""
    lookups: tuple[Lookup, ...] = field(metadata={"key": False})


def evaluate_summary(
    examples: Sequence[Example], stage: TimeSummary, cache: Cache | None = None, *, refresh: bool = False,
    watch: Watch | None = None,
) -> SummaryReport:
    """Summarize the articles as ``pipeline summarize`` does, and score the summaries and the simple ways' ones.

    Raises InputError if rouge-score or sumy is not installed.
    """
    simple = baselines()
    rouge = _rouge()
    translations = [_english(example.article) for example in examples]
    lookups: list[list[Lookup]] = []
    timed = run(stage, translations, cache, refresh=refresh, lookups=lookups, watch=watch)
    rows: dict[str, list[_Row]] = {}
    kept: list[TimedSummary] = []
    whole: list[_Found] = []
    for example, translation, result in zip(examples, translations, timed, strict=True):
        texts = [candidate.text for _, candidate in candidates(translation)]
        written = [sentence.text for sentence in result.summary.sentences]
        if not written:
            continue
        kept.append(result)
        whole.append(_found(written, texts))
        ways = {"model": written}
        ways |= {name: [texts[place] for place in choose(texts, len(written))] for name, choose in simple.items()}
        for name, sentences in ways.items():
            values = rouge.score(example.summary, "\n".join(sentences))
            scores = tuple(100 * values[kind].fmeasure for kind in ROUGE)
            words = sum(len(text.split()) for text in sentences)
            rows.setdefault(name, []).append(_Row(example.group, (*scores, len(sentences), words)))
    seconds = [result.seconds for result in kept]
    return SummaryReport(
        stage.summarize.model, stage.machine, "faithful" if stage.summarize.faithful else "free",
        tuple(_groups(rows)), _share(found.sentences for found in whole), _share(found.numbers for found in whole),
        sum(seconds) / max(1, len(seconds)), max(seconds, default=0.0),
        max((result.megabytes for result in kept), default=0.0), len(examples) - len(kept),
        tuple(lookup for row in lookups for lookup in row),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """One article's figures: ROUGE, sentences, words."""

    group: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Of the sentences and of the numbers of a summary: found in the article, and all."""

    sentences: tuple[int, int]
    numbers: tuple[int, int]


def _rouge() -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError as error:
        raise missing("rouge-score") from error
    return RougeScorer(list(ROUGE), use_stemmer=True)


def _english(text: str) -> Translation:
    """The article as the ``summarize`` command reads it."""
    (article,) = read(text.encode(), "example", language="en")
    if isinstance(article, Failure):
        article = Article(text, (), "example", language="en")
    (sentences,) = run(Segment(), [article])
    return as_english(sentences)


def _found(written: Sequence[str], texts: Sequence[str]) -> _Found:
    article = " ".join(texts)
    numbers = [number for text in written for number in _NUMBER.findall(text)]
    known = set(_NUMBER.findall(article))
    return _Found(
        (sum(text in article for text in written), len(written)), (sum(n in known for n in numbers), len(numbers))
    )


def _share(pairs: Iterable[tuple[int, int]]) -> float:
    """Found among all, summed; 1 where there is nothing to find."""
    rows = list(pairs)
    total = sum(whole for _, whole in rows)
    return sum(part for part, _ in rows) / total if total else 1.0


def _groups(rows: Mapping[str, Sequence[_Row]]) -> Iterator[Group]:
    names = sorted({row.group for row in rows.get("model", ())})
    for name in ["", *(names if len(names) > 1 else ())]:
        picked = {way: [row.values for row in given if name in ("", row.group)] for way, given in rows.items()}
        if picked:
            gains = {
                way: _way([tuple(a - b for a, b in zip(one, other, strict=True))
                           for one, other in zip(picked["model"], given, strict=True)])
                for way, given in picked.items() if way != "model"
            }  # fmt: skip
            ways = {way: _way(given) for way, given in picked.items()}
            yield Group(name or "all", len(picked["model"]), ways, gains)


def _way(values: Sequence[tuple[float, ...]]) -> Way:
    columns = [mean(column) for column in zip(*values, strict=True)]
    return Way(columns[0], columns[1], columns[2], columns[3].value, columns[4].value)
