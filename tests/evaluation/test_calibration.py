from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline import confidence
from pipeline.engine import Identity, ModelRef
from pipeline.errors import InputError
from pipeline.evaluation.calibration import Scored, beyond_length, calibrated, limits, margin, markdown, scored, write
from pipeline.evaluation.data import Pair


def sentences(seed: int, *, telling: bool = True) -> list[Scored]:
    """600 sentences; a third each of chrF about 30, 50 and 70, with scores that tell which, or do not."""
    draw = random.Random(seed)
    rows = []
    for index in range(600):
        third = index % 3
        score = [-0.9, -0.5, -0.2][third if telling else draw.randrange(3)] + draw.uniform(-0.1, 0.1)
        rows.append(Scored(draw.randint(3, 40), "words", score, 30 + 20 * third + draw.uniform(-9, 9), False))
    return rows


def test_limits_lie_where_quality_changes() -> None:
    low, high = limits(sentences(1))
    assert -0.65 < low < -0.5
    assert -0.45 < high < -0.2
    with pytest.raises(InputError, match="too few"):
        limits(sentences(1)[:99])


def test_the_margin_covers_what_the_same_words_score_in_another_number_type() -> None:
    one = [Scored(5, f"words {k}", -0.5, 50, False) for k in range(100)]
    other = [Scored(5, f"words {k}", -0.5 - 0.012 * k / 99, 50, False) for k in range(99)]
    other.append(Scored(5, "other words", -9, 50, False))
    assert margin(one, other) == 0.015
    with pytest.raises(InputError, match="margin cannot be told"):
        margin(one[:1], other[-1:])


def test_scores_that_tell_hold_and_can_be_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path))
    found = calibrated("w", sentences(1), 0.005, {"one": sentences(2), "two": sentences(3)}, "a test")
    assert found.holds()
    assert "The calibration holds." in markdown(found)
    model = ModelRef(Identity("b", "m", "w", "cpu int8"), tmp_path, "fake", "translation")
    write(found, confidence.own_file(model))
    assert confidence.read(model) == found


def test_scores_that_tell_nothing_do_not_hold() -> None:
    found = calibrated("w", sentences(1, telling=False), 0.005, {"one": sentences(2, telling=False)}, "a test")
    assert not found.holds()
    assert "DOES NOT HOLD" in markdown(found)
    assert confidence.band(-0.1, found) is None


def test_scores_that_only_tell_a_sentences_length_add_nothing_to_it() -> None:
    draw = random.Random(4)
    rows = []
    for _ in range(600):
        words = draw.randint(3, 40)
        rows.append(Scored(words, "", -words + draw.uniform(-9, 9), 99 - words + draw.uniform(-9, 9), False))
    score, length, beyond = beyond_length(rows)
    assert score > 0.7
    assert length < -0.7
    assert abs(beyond) < 0.15


def test_a_model_is_scored_on_pairs(tmp_path: Path) -> None:
    pytest.importorskip("sacrebleu")
    (tmp_path / "answers.json").write_text('{"Wien zahlt heute": "Vienna pays today"}', "utf-8")
    model = ModelRef(Identity("fake", "fake", "w", "none"), tmp_path, "fake", "translation")
    right, wrong = scored(model, [Pair("Wien zahlt heute", "Vienna pays today"), Pair("Graz nicht", "Not Graz")])
    assert (right.words, right.text, round(right.chrf)) == (3, "Vienna pays today", 100)
    assert wrong.chrf < 60
