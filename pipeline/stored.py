"""What of an article is stored already, stage by stage; nothing is computed that takes a model."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.cache import Cache
from pipeline.stage import Stage, key, peek, recipe, run
from pipeline.stages.segment import Segment
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from pipeline.values import Article, Sentences, Translation


@dataclass(frozen=True, slots=True)
class Looked:
    """The units of one stage and which of them are stored."""

    stage: str
    recipe: bytes
    units: tuple[Any, ...]
    """Different ones, in order; empty if they are not known before an earlier stage is done."""
    keys: tuple[str, ...]
    there: frozenset[str]
    """Keys of those that are stored."""
    waits_for: str = ""
    """The stage that has to be done before the units are known."""

    @property
    def missing(self) -> list[Any]:
        """The units that would be computed."""
        return [unit for unit, k in zip(self.units, self.keys, strict=True) if k not in self.there]


@dataclass(frozen=True, slots=True)
class Look:
    """An article, cut into sentences, and each stage in the order of the flow."""

    sentences: Sentences
    stages: tuple[Looked, ...]


def look(
    article: Article,
    translate: Translate,
    summarize: Summarize | None,
    cache: Cache | None,
    finish: Callable[[Translation], Translation],
) -> Look:
    """What a run would find, in no ``cache`` nothing; ``finish`` is what it does to a judged translation.

    Raises InputError for an article that a run would refuse, and CacheError.
    """
    segment, _ = _look(Segment(), article, cache)
    (sentences,) = run(Segment(), [article])
    found = [segment]
    stages: list[Stage[Any, Any, Any, Any]] = [translate, translate.retry()]
    if summarize is not None:
        stages.append(summarize)
    value: Any = sentences
    for stage in stages:
        if value is None:
            waits_for = found[-1].waits_for or found[-1].stage
            found.append(Looked(stage.name, recipe(stage), (), (), frozenset(), waits_for))
            continue
        looked, results = _look(stage, value, cache)
        found.append(looked)
        value = None if results is None else stage.assemble(value, results)
        if stage.name == "retry" and value is not None:
            value = finish(value)
    return Look(sentences, tuple(found))


def _look(
    stage: Stage[Any, Any, Any, Any], value: Any, cache: Cache | None
) -> tuple[Looked, Sequence[Any] | None]:
    """One stage, and the results of all its units if all are stored."""
    settings = recipe(stage)
    units = list(stage.units(value))
    keys = [key(settings, unit) for unit in units]
    found = {} if cache is None else peek(stage, [keys], cache)
    different = dict(zip(keys, units, strict=True))
    looked = Looked(stage.name, settings, tuple(different.values()), tuple(different), frozenset(found))
    return looked, [found[k] for k in keys] if len(found) == len(different) else None
