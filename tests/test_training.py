"""The translator's recipe in miniature: it trains, resumes after a stop, and what it writes translates."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.engine import Decoding
from pipeline.models import find

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("data") / "train.tsv"
    towns = [
        f"{first}{second}" for first in ("Neu", "Alt", "Ober", "Unter") for second in ("burg", "dorf", "stadt", "feld")
    ]
    lines = [
        f"news\t{town} hat im Jahr {year} einen neuen Bürgermeister.\t{town} has a new mayor in {year}."
        for town in towns
        for year in range(1990, 2020)
    ]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def train(pairs: Path, folder: Path, minutes: float) -> str:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "training.translator",
            "--train",
            pairs,
            "--out",
            folder / "model",
            "--work",
            folder / "work",
            "--minutes",
            str(minutes),
            "--vocabulary",
            "330",
            "--width",
            "64",
            "--encoder",
            "1",
            "--decoder",
            "1",
            "--tokens",
            "512",
            "--warmup",
            "5",
            "--report",
            "5",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_recipe_runs_resumes_and_gives_a_model_that_translates(pairs: Path, tmp_path: Path) -> None:
    first = train(pairs, tmp_path, 0.1)
    assert "resumed" not in first
    assert "resumed at step" in train(pairs, tmp_path, 0.2)
    engine = find(str(tmp_path / "model"), task="translation").load()
    ((_, output),) = engine.generate(["Neuburg hat im Jahr 1999 einen neuen Bürgermeister."], Decoding())
    assert output.tokens > 0
