"""What a run would compute, how long that may take and how much room it needs, before any model is loaded."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.cache import RecipeStats, Stats
from pipeline.cache_tables import model_of
from pipeline.flow import How, corrected, finish
from pipeline.glossary import EMPTY
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from pipeline.stored import look
from pipeline.values import Article, Failure

ROW_BYTES = 100
"""What the file needs for a result besides its data: key, figures and indexes (benchmarks/cache.py)."""


NOTHING = Stats(0, 0, 0.0, 0, 0.0, (), 0, 0)
"""Of no cache."""


@dataclass(slots=True)
class Work:
    """What one stage would do."""

    units: int = 0
    """Different ones in all articles, as far as they are known."""
    missing: int = 0
    """Those that would be computed."""
    expected: float = 0.0
    """Further ones that can only be estimated, from what earlier stages would compute."""
    rate: float | None = None
    """Seconds a unit took on this machine so far; None if none was computed yet."""
    bytes: float = 0.0
    """Bytes a result of it takes, as stored; 0 if none is."""


@dataclass(slots=True)
class Plan:
    """What a run would do."""

    articles: int = 0
    failures: list[Failure] = field(default_factory=list)
    stages: dict[str, Work] = field(default_factory=dict)
    file_bytes: int = 0
    """Of the file of stored results, as it is."""
    limit: int = 0
    """Bytes it may have; 0 is no limit."""
    download: int = 0
    """Bytes of models that are not on this disk."""

    @property
    def seconds(self) -> float | None:
        """As the rates have it; None if a stage has none."""
        rates = [(work.rate, work.missing + work.expected) for work in self.stages.values()]
        if any(rate is None and units for rate, units in rates):
            return None
        return sum((rate or 0.0) * units for rate, units in rates)

    @property
    def added_bytes(self) -> int:
        """By which the file would grow."""
        return round(sum((work.missing + work.expected) * (work.bytes + ROW_BYTES) for work in self.stages.values()))

    @property
    def over(self) -> int:
        """Bytes of old results that would have to go; 0 if there is room."""
        return max(0, self.file_bytes + self.added_bytes - self.limit) if self.limit else 0


def plan(
    articles: Iterable[Article | Failure], translate: Translate, summarize: Summarize | None, how: How
) -> Plan:
    """What a run of ``articles`` would do; ``how`` as it would have it, its cache included. Raises CacheError."""
    found = Plan()
    translate = corrected(translate, how)
    finished = finish(translate, how)
    known: defaultdict[str, set[str]] = defaultdict(set)
    recipes: dict[str, bytes] = {}
    waiting: defaultdict[str, int] = defaultdict(int)
    untranslated = 0
    for article in articles:
        if isinstance(article, Failure):
            found.failures.append(article)
            continue
        found.articles += 1
        for looked in look(article, translate, summarize, how.cache, finished).stages:
            work = found.stages.setdefault(looked.stage, Work())
            recipes[looked.stage] = looked.recipe
            new = set(looked.keys) - known[looked.stage]
            known[looked.stage] |= new
            work.units += len(new)
            work.missing += len(new) if how.refresh else len(new - looked.there)
            untranslated += len(new - looked.there) if looked.stage == "translate" else 0
            waiting[looked.stage] += bool(looked.waits_for)
    if not translate.ladder and translate.glossary == EMPTY:
        found.stages.pop("retry", None)
    stats = how.cache.stats() if how.cache is not None else NOTHING
    for stage, work in found.stages.items():
        work.rate, work.bytes = _rate(stats.recipes, stage, model_of(recipes[stage]))
    if "retry" in found.stages:
        found.stages["retry"].expected = untranslated * _share(stats.recipes)
    if "summarize" in found.stages:
        found.stages["summarize"].expected = waiting["summarize"]
    found.file_bytes = stats.file_bytes
    return found


def _rate(recipes: Iterable[RecipeStats], stage: str, model: str) -> tuple[float | None, float]:
    """Seconds to compute a unit and bytes to store it, with that model if it was used, else with any."""
    same = [recipe for recipe in recipes if recipe.stage == stage]
    same = [recipe for recipe in same if recipe.model == model and recipe.computed] or same
    computed, entries = sum(recipe.computed for recipe in same), sum(recipe.entries for recipe in same)
    return (
        sum(recipe.cost for recipe in same) / computed if computed else None,
        sum(recipe.bytes for recipe in same) / entries if entries else 0.0,
    )


def _share(recipes: Iterable[RecipeStats]) -> float:
    """How many sentences were tried again for each that was translated."""
    computed = {
        stage: sum(recipe.computed for recipe in recipes if recipe.stage == stage) for stage in ("translate", "retry")
    }
    return computed["retry"] / computed["translate"] if computed["translate"] else 0.0
