"""Memory over a long stream of articles, and how often a sentence that comes again is computed."""
from __future__ import annotations

import json
import os
import statistics
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from benchmarks.speed import texts
from benchmarks.speed.flowing import DECODING, made_up
from benchmarks.speed.report import Bar, Part
from benchmarks.speed.shapes import SUMMARY_TOKENS, TINY_OPUS
from benchmarks.speed.turns import Clock, call
from pipeline import Brief, Cache, How, ModelRef, Summarize, Translate, make_briefs
from pipeline.engines.fake import Fake
from pipeline.values import Article

SAMPLES = 200
WARM = 0.1
"""The share of the stream after which memory should no longer grow."""
GROWTH = 3.0
"""MB between the first and the last quarter after that, which is still called flat: what a page more or less makes.

Keeping 100 bytes an article would add 1.4 MB to 20,000 articles' figure; keeping the articles themselves, 50 MB.
"""
SETTLED = 4000
"""Articles; a shorter stream ends while the cache file's pages are still being taken in, and may grow twice as much."""
SHORT = (60, 240)
"""English tokens of a streamed article."""


class Forgetful(list[str]):
    """Keeps nothing: what the fake remembers must not count as the program's memory."""

    def extend(self, items: Iterable[str]) -> None:
        """Let them go."""


@dataclass(frozen=True)
class FakeModel(ModelRef):
    """The fake engine, loaded once and for all."""

    fake: Fake = field(default_factory=Fake, metadata={"key": False})

    def load(self) -> Any:
        """See ``ModelRef``."""
        return self.fake


def fake(folder: Path, task: Any, engine: Fake) -> FakeModel:
    """A model that answers as ``engine`` does."""
    from pipeline import models

    folder.mkdir(exist_ok=True)
    (folder / "answers.json").write_text(json.dumps({}))
    found = models.find(str(folder), task=task, engine="fake")
    return FakeModel(**{field.name: getattr(found, field.name) for field in fields(found)}, fake=engine)


def stages(work: Path, engine: str) -> tuple[Translate, Summarize]:
    """The stages with the fake engine, or with the tiny models on the real one."""
    if engine == "fake":
        return (
            Translate(fake(work / "fake", "translation", Fake(asked=Forgetful())), ladder=()),
            Summarize(fake(work / "fake", "summarization", Fake(asked=Forgetful()))),
        )
    from pipeline import models

    translator = models.find(str(work / "tiny" / "translator"), task="translation")
    summarizer = replace(models.find(str(work / "tiny" / "summarizer"), task="summarization"), task="", trusted=True)
    return (
        Translate(made_up(replace(translator, task="")), decoding=DECODING, ladder=()),
        Summarize(summarizer, faithful=False),
    )


def memory(work: str, count: int, engine: str, cached: bool, **_: Any) -> dict[str, Any]:
    """``make_briefs`` over a stream, with the memory held by this process now and then."""
    translate, summarize = stages(Path(work), engine)
    size = texts.GERMAN if engine == "fake" else TINY_OPUS.rows - 3
    samples = []
    with tempfile.TemporaryDirectory(dir=work) as folder:
        cache = Cache(Path(folder) / "cache.sqlite") if cached else None
        clock = Clock()
        stream = texts.articles(count, *SHORT, size=size)
        for number, brief in enumerate(make_briefs(stream, translate, summarize, How(cache=cache)), 1):
            if not isinstance(brief, Brief):
                raise RuntimeError(f"{brief.source}: {brief.message}")
            if number % max(1, count // SAMPLES) == 0:
                samples.append((number, resident()))
        figures = clock.spent(items=count, tokens=0)
        if cache is not None:
            cache.close()
    return {**figures, "samples": samples}


def resident() -> float:
    """MB of memory that this process holds now. Only where there is /proc."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def quarters(samples: list[tuple[int, float]]) -> tuple[float, float]:
    """Memory in the first and the last quarter of what follows the warm-up, in the median."""
    warm = [megabytes for number, megabytes in samples if number > samples[-1][0] * WARM]
    size = max(1, len(warm) // 4)
    return statistics.median(warm[:size]), statistics.median(warm[-size:])


def measure_memory(work: Path, *, count: int) -> Part:
    """The part."""
    growth = GROWTH if count >= SETTLED else 2 * GROWTH
    # So that converting is not part of it.
    call("steady.memory", work=str(work), count=1, engine="tiny", cached=False)
    rows, bars = [], []
    for engine, cached in (("fake", False), ("fake", True), ("tiny", False)):
        figures = call("steady.memory", work=str(work), count=count, engine=engine, cached=cached)
        before, after = quarters(figures["samples"])
        name = f"{engine} {'engine' if engine == 'fake' else 'models on CTranslate2'}, "
        name += "a cache file" if cached else "no cache"
        rows.append((name, f"{count}", f"{figures['wall'] / count * 1e3:.1f}", f"{before:.1f}", f"{after:.1f}",
                     f"{figures['peak']:.1f}"))  # fmt: skip
        grown = after - before
        bars.append(Bar(f"memory, {count} articles, {name}", f"under {growth:g} MB more", f"{grown:+.2f} MB",
                        grown < growth))  # fmt: skip
    about = (
        f"`make_briefs` over a stream of articles of {SHORT[0]} to {SHORT[1]} tokens. Resident memory, sampled over "
        f"time; the first {WARM:.0%} of the stream is warm-up, and of the rest the first quarter is held against the "
        f"last. The tiny models write {SUMMARY_TOKENS} tokens a summary, and show what loading and running the real "
        "engine leaves behind."
    )
    head = ("", "articles", "ms each", "first quarter, MB", "last quarter, MB", "peak MB")
    return Part(f"Memory over {count} articles", about, head, rows, bars)


def repeats(work: str, count: int, **_: Any) -> dict[str, Any]:
    """How many sentences the engine is asked for, of how many different ones, in articles that share some."""
    engine = Fake()
    folder = Path(work)
    translate = Translate(fake(folder / "fake", "translation", engine), ladder=())
    summarize = Summarize(fake(folder / "fake", "summarization", Fake()))
    given = list(texts.articles(count, *SHORT, again=0.3))
    clock = Clock()
    made = list(make_briefs(given, translate, summarize))
    return {**clock.spent(items=count, tokens=0), **counted(engine, translate, given), "briefs": len(made)}


def counted(engine: Fake, translate: Translate, given: list[Article]) -> dict[str, int]:
    """Sentences in all, different ones, and those the engine was asked for."""
    from pipeline.stage import run
    from pipeline.stages.segment import Segment

    units = [unit for value in run(Segment(), given) for unit in translate.units(value)]
    return {"sentences": len(units), "distinct": len(set(units)), "asked": len(engine.asked)}


def measure_repeats(work: Path, *, count: int) -> Part:
    """The part."""
    figures = call("steady.repeats", work=str(work), count=count)
    asked, distinct = figures["asked"], figures["distinct"]
    part = Part(
        "Sentences that come again",
        f"{count} articles without a cache; three sentences in ten have stood in an earlier article, in windows apart.",
        ("articles", "sentences", "different ones", "asked of the engine"),
        [(str(count), str(figures["sentences"]), str(distinct), str(asked))],
    )
    part.bars = [Bar("each different sentence computed once", f"{distinct} asked", f"{asked} asked", asked == distinct)]
    return part
