"""run(): equal units are computed once, what is stored is found, and order is kept."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from pipeline.cache import Cache
from pipeline.stage import Lookup, Memo, recipe, run

COMPUTED: list[str] = []


@dataclass(frozen=True)
class Shout:
    """Upper-cases words; results are ready in reverse order, as with batches by length."""

    name: ClassVar[str] = "shout"
    version: ClassVar[int] = 1
    result: ClassVar[type] = str

    mark: str = "!"

    def units(self, value: str) -> list[str]:
        return value.split()

    def compute(self, units: Sequence[str]) -> Iterator[tuple[int, str]]:
        for index in reversed(range(len(units))):
            if units[index] == "poison":
                raise RuntimeError("poison")
            COMPUTED.append(units[index])
            yield index, units[index].upper() + self.mark

    def assemble(self, value: str, results: Sequence[str]) -> str:
        return " ".join(results)


@pytest.fixture(autouse=True)
def nothing_computed() -> None:
    COMPUTED.clear()


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache(tmp_path / "cache.sqlite") as store:
        yield store


def test_order_is_kept_and_equal_units_are_computed_once() -> None:
    assert run(Shout(), ["a b", "b c"]) == ["A! B!", "B! C!"]
    assert sorted(COMPUTED) == ["a", "b", "c"]


def test_a_second_run_computes_nothing(cache: Cache) -> None:
    run(Shout(), ["a b"], cache)
    COMPUTED.clear()
    assert run(Shout(), ["a b"], cache) == ["A! B!"]
    assert COMPUTED == []


def test_one_changed_unit_is_one_miss(cache: Cache) -> None:
    run(Shout(), ["a b c"], cache)
    lookups: list[list[Lookup]] = []
    run(Shout(), ["a x c"], cache, lookups=lookups)
    assert [lookup.hit for lookup in lookups[0]] == [True, False, True]


def test_another_setting_is_another_result(cache: Cache) -> None:
    run(Shout(), ["a"], cache)
    assert run(Shout(mark="?"), ["a"], cache) == ["A?"]


def test_refresh_computes_again_and_replaces(cache: Cache) -> None:
    run(Shout(), ["a"], cache)
    run(Shout(), ["a"], cache, refresh=True)
    assert COMPUTED == ["a", "a"]


def test_what_was_ready_before_an_error_is_stored(cache: Cache) -> None:
    with pytest.raises(RuntimeError):
        run(Shout(), ["poison b c"], cache)
    COMPUTED.clear()
    assert run(Shout(), ["b c"], cache) == ["B! C!"]
    assert COMPUTED == []


def test_a_stored_result_of_another_form_is_computed_again(cache: Cache) -> None:
    from pipeline.cache import Entry
    from pipeline.stage import key

    text = recipe(Shout())
    cache.put_many(text, [Entry(key(text, "a"), b"[1]", 0.0)])
    assert run(Shout(), ["a"], cache) == ["A!"]
    assert COMPUTED == ["a"]


def test_the_recipe_names_stage_version_and_settings() -> None:
    assert recipe(Shout()) == b'{"fields":{"mark":"!"},"stage":"shout","version":1}'


def test_a_memo_keeps_the_results_last_used_and_no_more() -> None:
    memo = Memo(size=2)
    memo.remember({"a": 1, "b": 2})
    memo.remember({"a": 1, "c": 3})
    assert memo.known(["a", "b", "c"]) == {"a": 1, "c": 3}
