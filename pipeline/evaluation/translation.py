"""How good and how fast a translator is: BLEU and chrF against human translations, tokens a second, memory."""
from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from pipeline import codec
from pipeline.cache import Cache
from pipeline.engine import Decoding, ModelRef
from pipeline.evaluation.data import Pair
from pipeline.evaluation.figures import SAMPLES, Figure, missing
from pipeline.evaluation.machine import machine, peak_megabytes
from pipeline.sanity import doubts
from pipeline.stage import Lookup, Watch, run
from pipeline.stages.generate import generate

CHUNK = 200
"""Sentences that are timed together; what a killed measurement repeats."""
WORST = 5


@dataclass(frozen=True, slots=True)
class Timed:
    """What a model made of some sentences, and what that took."""

    texts: tuple[str, ...]
    tokens: int
    """Output tokens, end tokens excluded."""
    reached_limit: int
    """Outputs that were stopped by their limit."""
    seconds: float
    """Loading the model excluded."""
    megabytes: float
    """The process's peak so far."""


@dataclass(frozen=True)
class TimeTranslation:
    """The unit is a stretch of sentences: sentences by themselves would be slower than in use."""

    name: ClassVar[str] = "evaluate-translation"
    version: ClassVar[int] = 1
    result: ClassVar[type] = Timed

    model: ModelRef
    decoding: Decoding = field(default_factory=Decoding)
    machine: str = field(default_factory=machine)
    """Part of the key, as the result is a time."""
    token: str = field(init=False, metadata=codec.added(""))

    def __post_init__(self) -> None:
        """Take over what tells the model its target language, so that it stands in the key."""
        object.__setattr__(self, "token", self.model.token)

    def units(self, value: Sequence[Pair]) -> list[tuple[str, ...]]:
        """The sources, CHUNK at a time."""
        return [tuple(pair.source for pair in value[at : at + CHUNK]) for at in range(0, len(value), CHUNK)]

    def compute(self, units: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, Timed]]:
        """Translate one stretch after another, as the translate stage does, without the retries that follow."""
        engine = self.model.load()
        for index, unit in enumerate(units):
            began = time.perf_counter()
            outputs = dict(generate(engine, unit, self.decoding, self.token))
            seconds = time.perf_counter() - began
            texts = tuple(outputs[place].text for place in range(len(unit)))
            tokens = sum(output.tokens for output in outputs.values())
            cut = sum(output.reached_limit for output in outputs.values())
            yield index, Timed(texts, tokens, cut, seconds, peak_megabytes())

    def assemble(self, value: Sequence[Pair], results: Sequence[Timed]) -> Timed:
        """All stretches as one."""
        return Timed(
            tuple(text for result in results for text in result.texts),
            sum(result.tokens for result in results),
            sum(result.reached_limit for result in results),
            sum(result.seconds for result in results),
            max(result.megabytes for result in results),
        )


@dataclass(frozen=True, slots=True)
class Metric:
    """A corpus score of sacrebleu with its signature, which says everything that it depends on."""

    name: str
    figure: Figure
    signature: str


@dataclass(frozen=True, slots=True)
class Worst:
    """A sentence whose translation is least like the human one."""

    chrf: float
    source: str
    translation: str
    reference: str


@dataclass(frozen=True, slots=True)
class TranslationReport:
    """What was measured. Scores are 0 to 100."""

    model: ModelRef
    machine: str
    beams: int
    sentences: int
    metrics: tuple[Metric, ...]
    tokens_per_second: float
    seconds_per_sentence: float
    peak_megabytes: float
    doubted: int
    """Outputs that the program would not print as they are: loops, wrong lengths, cut ones."""
    worst: tuple[Worst, ...]
    lookups: tuple[Lookup, ...] = field(metadata={"key": False})


def evaluate_translation(
    pairs: Sequence[Pair], stage: TimeTranslation, cache: Cache | None = None, *, refresh: bool = False,
    watch: Watch | None = None,
) -> TranslationReport:
    """Translate ``pairs`` and score the result. Raises InputError if sacrebleu is not installed."""
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as error:
        raise missing("sacrebleu") from error
    lookups: list[list[Lookup]] = []
    (timed,) = run(stage, [pairs], cache, refresh=refresh, lookups=lookups, watch=watch)
    references = [[pair.reference for pair in pairs]]
    metrics = []
    for metric in (BLEU(), CHRF()):
        score = metric.corpus_score(list(timed.texts), references, n_bootstrap=SAMPLES)
        figure = Figure(float(score.score), float(score._mean - score._ci), float(score._mean + score._ci))
        metrics.append(Metric(score.name, figure, str(metric.get_signature())))
    alone = CHRF()
    rows = [
        Worst(alone.sentence_score(text, [pair.reference]).score, pair.source, text, pair.reference)
        for pair, text in zip(pairs, timed.texts, strict=True)
    ]
    return TranslationReport(
        stage.model, stage.machine, stage.decoding.beams, len(pairs), tuple(metrics),
        timed.tokens / timed.seconds if timed.seconds else 0.0, timed.seconds / len(pairs), timed.megabytes,
        sum(bool(doubts(pair.source, text)) for pair, text in zip(pairs, timed.texts, strict=True)),
        tuple(sorted(rows, key=lambda row: row.chrf)[:WORST]), tuple(lookups[0]),
    )  # fmt: skip
