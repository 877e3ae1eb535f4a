"""A stream of articles goes through the stages in windows, and nothing that comes again is computed again."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.cache import Cache
from pipeline.engine import Identity, ModelRef
from pipeline.engines.fake import Fake
from pipeline.flow import How, make_briefs, translate_articles
from pipeline.news import Part, compose, recognise
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from pipeline.values import Article, Brief, Failure, Kind


@dataclass(frozen=True)
class Kept(ModelRef):
    """A model that is one fake engine, so that it can be asked what it was given."""

    fake: Fake = field(default_factory=Fake, metadata={"key": False})

    def load(self) -> Fake:
        return self.fake


def stream(count: int) -> Iterator[Article]:
    """Articles that each have a sentence that all have, and one of their own."""
    for n in range(count):
        yield recognise(f"Am Montag regnete es überall. Danach kam der Zug Nummer {n} an.", f"article {n}")


@pytest.mark.parametrize("way", ["no cache", "cache", "refresh"])
def test_a_sentence_seen_before_in_a_run_is_computed_once(tmp_path: Path, way: str) -> None:
    model = Kept(Identity("none", "none", "0", "none"), tmp_path, "fake")
    with Cache(tmp_path / "cache.sqlite") as cache:
        how = How(None if way == "no cache" else cache, refresh=way == "refresh", articles=4)
        assert len(list(translate_articles(stream(20), Translate(model), how))) == 20
    assert sorted(model.fake.asked) == sorted(set(model.fake.asked))
    assert len(model.fake.asked) == 21


def test_two_runs_remember_nothing_of_each_other_without_a_cache(tmp_path: Path) -> None:
    model = Kept(Identity("none", "none", "0", "none"), tmp_path, "fake")
    for _ in range(2):
        list(translate_articles(stream(1), Translate(model)))
    assert len(model.fake.asked) == 4


def test_a_brief_without_a_sentence_is_a_failure_that_says_so(tmp_path: Path) -> None:
    model = Kept(Identity("none", "none", "0", "none"), tmp_path, "fake")
    table = compose([Part("Wien | 1.720.000 | +6,1 %", Kind.TABLE), Part("Tirol | 2.310.000", Kind.TABLE)], "table")
    empty, whole = make_briefs([table, *stream(1)], Translate(model), Summarize(model))
    assert isinstance(empty, Failure)
    assert "no sentence of running text" in empty.message
    assert isinstance(whole, Brief)
