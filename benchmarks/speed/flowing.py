"""Articles end to end, against the sum of what the models' bare loops take for the same texts."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from benchmarks.speed import summarizing, texts, translating
from benchmarks.speed.report import Part, at_least, times
from benchmarks.speed.shapes import BEAMS, SUMMARY_TOKENS, TRANSLATED_TOKENS
from benchmarks.speed.turns import Clock, Taken, take_turns
from pipeline.engine import Decoding, Engine, ModelRef, Output

DECODING = Decoding(BEAMS, limit_factor=0.0, limit_extra=TRANSLATED_TOKENS, min_output_tokens=TRANSLATED_TOKENS - 1)


class MadeUp:
    """An engine that works as ``engine`` does, and then hands back made-up English instead.

    What random weights write would be refused as nonsense, translated once more, and left out of summaries.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.max_input_tokens = engine.max_input_tokens
        self.count_tokens = engine.count_tokens
        self.rank = engine.rank

    def generate(self, given: Sequence[str], decoding: Decoding) -> Iterator[tuple[int, Output]]:
        """See ``Engine``."""
        for position, output in self._engine.generate(given, decoding):
            yield position, Output(texts.english(given[position]), output.tokens)


@dataclass(frozen=True)
class MadeUpModel(ModelRef):
    """A model that loads as a ``MadeUp`` engine, as often as it is asked to."""

    def load(self) -> Any:
        """See ``ModelRef``."""
        return MadeUp(ModelRef.load(self))


def made_up(model: ModelRef) -> MadeUpModel:
    """``model``, but for what it writes."""
    return MadeUpModel(**{field.name: getattr(model, field.name) for field in fields(model)})


def ours(work: str, count: int, exact: bool = True, **_: Any) -> dict[str, Any]:
    """``make_briefs`` without a cache; loading the models is timed, as a run does it. ``exact`` as in ``Decoding``."""
    from pipeline import Brief, Summarize, Translate, make_briefs

    translate = Translate(made_up(translating.reference(Path(work))), decoding=DECODING, ladder=())
    summarizer = summarizing.reference(Path(work))
    summarize = Summarize(summarizer, faithful=False, decoding=replace(summarizer.search, exact=exact))
    given = list(texts.articles(count))
    clock = Clock()
    first = 0.0
    for brief in make_briefs(given, translate, summarize):
        first = first or clock.wall()
        if not isinstance(brief, Brief) or brief.summary.mode != "free":
            raise RuntimeError(f"{brief.source}: no brief" if not isinstance(brief, Brief) else brief.summary.mode)
    return clock.spent(items=count, tokens=0, first=first)


def ours_loose(work: str, count: int, **_: Any) -> dict[str, Any]:
    """The same with ``--no-exact``."""
    return ours(work, count, exact=False)


def bare_translate(work: str, count: int, **_: Any) -> dict[str, Any]:
    """The bare loop over the different sentences of the same articles."""
    figures = translating.bare_loop(Path(work), sentences(count))
    return {**figures, "items": count, "sentences": figures["items"]}


def bare_summarize(work: str, count: int, **_: Any) -> dict[str, Any]:
    """The bare loop over the same articles' English."""
    return summarizing.bare_loop(Path(work), summarizing.inputs(count))


def sentences(count: int) -> list[str]:
    """What ``Translate`` asks its model, each once."""
    from pipeline.stage import run
    from pipeline.stages.segment import Segment
    from pipeline.stages.translate import Translate

    stage = Translate(ModelRef(None, Path(), ""))  # type: ignore[arg-type]  # no model is asked
    units = [unit for value in run(Segment(), list(texts.articles(count))) for unit in stage.units(value)]
    return list(dict.fromkeys(units))


def measure(work: Path, *, count: int, rounds: int) -> Part:
    """The part."""
    for module in ("translating", "summarizing"):
        take_turns((f"{module}.ours",), 1, work=str(work), count=1)
    names = ("flowing.ours", "flowing.ours_loose", "flowing.bare_translate", "flowing.bare_summarize")
    mine, loose, one, two = take_turns(names, rounds, work=str(work), count=count)
    both = Taken("sum", [
        {**a, "wall": a["wall"] + b["wall"], "cpu": a["cpu"] + b["cpu"]}
        for a, b in zip(one.rounds, two.rounds, strict=True)
    ])  # fmt: skip
    rows = [("`make_briefs`, loading the models included", mine), ("the same with `--no-exact`", loose),
            ("bare translating", one), ("bare summarizing", two), ("sum of the bare parts", both)]  # fmt: skip
    part = Part(
        f"{count} articles end to end",
        f"The models above, free summaries of {SUMMARY_TOKENS} tokens, no cache, "
        f"{one.get('sentences') / count:.0f} different sentences an article. What the translator writes is replaced by "
        f"made-up English of the same length once it is written. First brief after {mine.get('first'):.2f} s.",
        ("", "articles", "s", "CPU s", "peak MB"),
        [(name, str(count), f"{t.seconds() * count:.1f}", f"{t.seconds('cpu') * count:.1f}",
          "" if t is both else f"{t.peak():.0f}") for name, t in rows],
    )  # fmt: skip
    for name, taken in (("end to end", mine), ("end to end, `--no-exact`", loose)):
        by_cpu = times(both.seconds("cpu") / taken.seconds("cpu"))
        share = both.seconds() / taken.seconds()
        part.bars.append(at_least(f"{name}, against the sum of the bare parts", 0.9, share, f"by CPU time {by_cpu}"))
    return part
