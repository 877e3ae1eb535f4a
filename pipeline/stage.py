"""Stage, and run(): look units up, compute the missing ones together, store them, assemble; also without computing."""
from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from pipeline import codec, engines
from pipeline.cache import Cache, Entry

Value = TypeVar("Value", contravariant=True)
Unit = TypeVar("Unit")
Result = TypeVar("Result")
Whole = TypeVar("Whole", covariant=True)

COMMIT_SECONDS = 0.5
"""At most this much computed work is lost when the process is killed."""


class Stage(Protocol[Value, Unit, Result, Whole]):
    """A frozen dataclass whose fields are everything its results depend on."""

    name: ClassVar[str]
    version: ClassVar[int]
    """Raised when the same fields start to give other results."""
    result: ClassVar[type]
    """The type of a unit's result, for reading it back."""

    def units(self, value: Value) -> Sequence[Unit]:
        """What of ``value`` has to be computed: text and kind, never offsets or paths."""

    def compute(self, units: Sequence[Unit]) -> Iterator[tuple[int, Result]]:
        """Yield ``(position, result)`` for each unit once, in any order, as they become ready."""

    def assemble(self, value: Value, results: Sequence[Result]) -> Whole:
        """Put the results of ``units(value)``, in order, together."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What became of one unit: found, in the cache or earlier in the run, or computed."""

    stage: str
    key: str
    hit: bool


class Memo:
    """Results of one run by key, the last ``size`` used: what comes again in a later window is not computed again."""

    def __init__(self, size: int = 20_000) -> None:
        self._size = size
        self._results: dict[str, Any] = {}

    def known(self, keys: Iterable[str]) -> dict[str, Any]:
        """The results there are for ``keys``."""
        return {k: self._results[k] for k in keys if k in self._results}

    def remember(self, results: Mapping[str, Any]) -> None:
        """Keep ``results``; the oldest go when there are too many."""
        for k, result in results.items():
            self._results.pop(k, None)
            self._results[k] = result
        while len(self._results) > self._size:
            del self._results[next(iter(self._results))]


Watch = Callable[[str, int, int], None]
"""Called with a stage's name, units done and units in all, while missing units are computed."""


def recipe(stage: Stage[Value, Unit, Result, Whole]) -> bytes:
    """The stage's settings as canonical JSON: one half of every key."""
    fields = codec.to_plain(stage, for_key=True)
    return codec.dumps({"stage": stage.name, "version": stage.version, "fields": fields})


def key(recipe: bytes, unit: object) -> str:
    """sha256 (hex) of a recipe and a unit."""
    return hashlib.sha256(recipe + b"\0" + codec.dumps(unit, for_key=True)).hexdigest()


def run(
    stage: Stage[Value, Unit, Result, Whole],
    values: Sequence[Value],
    cache: Cache | None = None,
    *,
    refresh: bool = False,
    lookups: list[list[Lookup]] | None = None,
    watch: Watch | None = None,
    memo: Memo | None = None,
) -> list[Whole]:
    """One whole for each value, order kept.

    Equal units are computed once. What is computed is stored as it becomes ready, so that a killed run
    loses at most ``COMMIT_SECONDS`` of it. ``refresh`` computes everything and replaces what is stored.
    ``lookups`` is filled with one list for each value: what became of each of its units. ``memo`` remembers
    results from one call to the next, whether or not there is a cache.
    """
    text = recipe(stage)
    units = [list(stage.units(value)) for value in values]
    keys = [[key(text, unit) for unit in row] for row in units]
    wanted = {k: unit for ks, row in zip(keys, units, strict=True) for k, unit in zip(ks, row, strict=True)}
    found: dict[str, Result] = memo.known(wanted) if memo is not None else {}
    if cache is not None and not refresh:
        for k, data in cache.get_many([k for k in wanted if k not in found], text, keys).items():
            try:
                found[k] = codec.loads(stage.result, data)
            except ValueError:
                cache.set_aside(k)
    hits = set(found)
    missing = [k for k in wanted if k not in found]
    if cache is not None:
        cache.expect(text, keys, missing)
    for k, result in _compute(stage, text, missing, [wanted[k] for k in missing], cache, watch):
        found[k] = result
    if memo is not None:
        memo.remember(found)
    if lookups is not None:
        lookups.extend([Lookup(stage.name, k, k in hits) for k in ks] for ks in keys)
    return [
        stage.assemble(value, [found[k] for k in ks]) for value, ks in zip(values, keys, strict=True)
    ]


def look_up(
    stage: Stage[Value, Unit, Result, Whole], values: Sequence[Value], cache: Cache
) -> list[Whole | None]:
    """The whole of each value whose units are all stored, else None; nothing is computed, nothing counts as used."""
    text = recipe(stage)
    keys = [[key(text, unit) for unit in stage.units(value)] for value in values]
    found = peek(stage, keys, cache)
    return [
        stage.assemble(value, [found[k] for k in row]) if all(k in found for k in row) else None
        for value, row in zip(values, keys, strict=True)
    ]


def peek(stage: Stage[Value, Unit, Result, Whole], rows: Sequence[Sequence[str]], cache: Cache) -> dict[str, Result]:
    """The stored results that ``run`` would take, by key; each of ``rows`` has the keys of one value. None is used."""
    found: dict[str, Result] = {}
    for k, data in cache.peek(list(dict.fromkeys(k for row in rows for k in row)), recipe(stage), rows).items():
        try:
            found[k] = codec.loads(stage.result, data)
        except ValueError:
            """As if it were not there: ``run`` would compute it again."""
    return found


def results(stage: Stage[Value, Unit, Result, Whole], cache: Cache) -> Iterator[Result]:
    """Every stored result of a unit that was made with exactly these settings, the oldest first."""
    for _, data in cache.of_recipe(recipe(stage)):
        try:
            result: Result = codec.loads(stage.result, data)
        except ValueError:
            continue
        yield result


def _compute(
    stage: Stage[Value, Unit, Result, Whole],
    recipe: bytes,
    keys: Sequence[str],
    units: Sequence[Unit],
    cache: Cache | None,
    watch: Watch | None,
) -> Iterator[tuple[str, Result]]:
    """Compute ``units``, store them a few at a time, and yield each with its key."""
    if not units:
        return
    waiting: list[tuple[str, bytes]] = []
    since, loaded = time.perf_counter(), engines.loading()

    def store() -> None:
        nonlocal since, loaded
        # Loading a model is no part of what a result costs.
        now = time.perf_counter() - (engines.loading() - loaded)
        if cache is not None and waiting:
            seconds = (now - since) / len(waiting)
            cache.put_many(recipe, [Entry(k, data, seconds) for k, data in waiting])
        waiting.clear()
        since, loaded = time.perf_counter(), engines.loading()

    try:
        for done, (position, result) in enumerate(stage.compute(units), 1):
            waiting.append((keys[position], codec.dumps(result)))
            if time.perf_counter() - since > COMMIT_SECONDS:
                store()
            if watch is not None:
                watch(stage.name, done, len(units))
            yield keys[position], result
    finally:
        store()
