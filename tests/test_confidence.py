from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from pipeline import models
from pipeline.confidence import BANDS, GROUPS, Calibration, Row, band, own_file, read, said
from pipeline.engine import Identity, ModelRef

ROOT = Path(__file__).parent.parent
MEANS = {"high": 66.0, "middle": 58.0, "low": 48.0}
ROWS = tuple(
    Row("a set", group, each, 200, MEANS[each], MEANS[each] - 2, MEANS[each] + 2, 100, 20, 1)
    for group in GROUPS
    for each in BANDS
)
TABLE = Calibration("0" * 64, -0.3, -0.5, 0.02, "a test", ROWS)


def with_row(group: str, which: str, **changes: object) -> Calibration:
    rows = [
        dataclasses.replace(row, **changes) if (row.group, row.band) == (group, which) else row  # type: ignore[arg-type]
        for row in ROWS
    ]
    return dataclasses.replace(TABLE, rows=tuple(rows))


@pytest.mark.parametrize(
    ("score", "expected"),
    [(-0.1, "high"), (-0.27, "high"), (-0.29, "middle"), (-0.47, "middle"), (-0.49, "low"), (-9.0, "low")],
)
def test_within_the_margin_of_a_limit_a_sentence_has_the_lower_band(score: float, expected: str) -> None:
    assert band(score, TABLE) == expected


def test_what_another_machine_rounds_otherwise_never_lifts_a_sentence_over_the_limit_itself() -> None:
    assert band(-0.301 + 0.004, TABLE) == "middle"
    assert band(-0.501 + 0.004, TABLE) == "low"


@pytest.mark.parametrize("score", [None, float("nan"), float("-inf")])
def test_without_a_score_there_is_no_band(score: float | None) -> None:
    assert band(score, TABLE) is None


@pytest.mark.parametrize(
    "table",
    [
        None,
        with_row("all", "high", lowest=59.0),
        with_row("short", "middle", highest=65.0),
        with_row("long", "low", highest=57.0),
        with_row("long", "high", sentences=29),
        with_row("all", "low", highest=float("nan")),
        dataclasses.replace(TABLE, rows=()),
        dataclasses.replace(TABLE, rows=ROWS[:-1]),
        dataclasses.replace(TABLE, rows=(*ROWS, dataclasses.replace(ROWS[0], data="another set"))),
        dataclasses.replace(TABLE, low=-0.2),
        dataclasses.replace(TABLE, margin=-0.01),
    ],
)
def test_no_band_is_shown_of_a_table_that_does_not_hold(table: Calibration | None) -> None:
    assert band(-0.1, table) is None


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelRef:
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path / "cache"))
    return ModelRef(Identity("b", "a model", TABLE.weights, "cpu int8"), tmp_path, "fake", "translation")


def keep(file: Path, table: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(table), "utf-8")


def test_a_users_own_calibration_goes_before_that_in_the_models_folder(model: ModelRef) -> None:
    assert read(model) is None
    keep(model.folder / "confidence.json", dataclasses.asdict(TABLE))
    assert read(model) == TABLE
    own = dataclasses.replace(TABLE, derived="my own pairs")
    keep(own_file(model), dataclasses.asdict(own))
    assert read(model) == own


def test_a_table_of_other_weights_or_other_numbers_is_not_used(model: ModelRef) -> None:
    keep(model.folder / "confidence.json", dataclasses.asdict(TABLE))
    other = dataclasses.replace(model.identity, weights="1" * 64)
    half = dataclasses.replace(model.identity, compute="cuda float16")
    assert read(dataclasses.replace(model, identity=other)) is None
    assert read(dataclasses.replace(model, identity=half)) is None


@pytest.mark.parametrize("change", [{"high": "x"}, {"rows": 3}, {"rows": [{}]}, {"more": 1}, {"margin": None}])
def test_a_file_that_is_no_table_says_nothing(model: ModelRef, change: dict[str, object]) -> None:
    keep(model.folder / "confidence.json", dataclasses.asdict(TABLE) | change)
    assert read(model) is None


def test_a_text_among_the_counts_is_noticed_when_the_file_is_read(model: ModelRef) -> None:
    keep(model.folder / "confidence.json", dataclasses.asdict(with_row("all", "low", good="many")))
    assert read(model) is None


def test_people_are_told_how_often_such_sentences_were_good_and_bad() -> None:
    assert said("low", TABLE) == (
        "The translator was unsure of its words. Of 100 such sentences in a test, 50 came close to a human translation "
        "and 10 were far from it. Being sure is not being right."
    )


def test_the_table_of_the_bundled_translator_is_of_its_weights_and_holds(model: ModelRef) -> None:
    table = read(models.find(str(ROOT / "models" / "de-en-news-tiny"), task="translation", engine="ctranslate2"))
    assert table is not None
    assert table.holds()
