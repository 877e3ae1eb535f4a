"""``pipeline cache``: figures for people, what goes, what is carried elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Pipeline


@pytest.fixture
def filled(pipeline: Pipeline, folder: Path) -> Path:
    """A folder in which an article was translated."""
    (folder / "a.txt").write_text("Die Gemeinde ist dafür. Danach folgt ein Park.", "utf-8")
    assert pipeline("translate", "a.txt", "-q").returncode == 0
    return folder


def test_stats_are_a_table_by_stage_and_model(pipeline: Pipeline, filled: Path) -> None:
    pipeline("translate", "a.txt", "-q")
    lines = pipeline("cache", "stats").stdout.splitlines()
    assert lines[0].endswith("3 results")
    assert "found again 3 times" in lines[1]
    assert [line.split()[:3] for line in lines[2:]] == [
        ["stage", "model", "results"], ["segment", "-", "1"], ["translate", "de-en-news-tiny", "2"]
    ]  # fmt: skip
    assert pipeline("cache", "stats", "--cache", "other.sqlite").stdout.count("\n") == 2
    assert not (filled / "other.sqlite").exists()


def test_what_is_asked_for_goes_and_a_dry_run_leaves_it(pipeline: Pipeline, filled: Path) -> None:
    assert pipeline("cache", "prune", "--model", "de-en-news-tiny", "--dry-run").stdout.startswith("2 results (")
    assert pipeline("cache", "prune", "--older-than", "1h").stdout.startswith("0 results")
    assert pipeline("cache", "prune", "--max-size", "1 MB").stdout.startswith("0 results")
    assert pipeline("cache", "prune", "--model", "de-en-news-tiny").stdout.startswith("2 results (")
    assert len(pipeline("cache", "ls").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["prune"], 2, "--max-size, --older-than, --stage or --model"),
        (["prune", "--max-size", "12 elephants"], 2, "a size such as 500 MB or 2 GB"),
        (["prune", "--older-than", "3 moons"], 2, "a span of time such as 12h, 30d or 4 weeks"),
        (["prune", "--model", "gpt"], 1, "there are of de-en-news-tiny"),
        (["export", "out.gz", "--stage", "translat"], 1, "there is no stage"),
        (["export", "missing/out.gz"], 1, "cannot be written"),
        (["export", "a.txt"], 1, "holds something else than an export"),
        (["export", "outputs/cache.sqlite"], 1, "holds something else than an export"),
        (["export", "-"], 1, "name a file"),
        (["import", "outputs"], 2, "is a directory"),
        (["stats", "--cache", "a.txt"], 1, "is no store of results: name another file with --cache"),
        (["prune", "--max-size", "0"], 2, "cache clear throws everything away"),
        (["import", "missing.gz"], 1, "cannot be read"),
        (["import", "a.txt"], 1, "no whole file of exported results"),
        (["show", "fffffffff"], 1, "no result's key"),
    ],
)
def test_a_mistake_is_one_line(
    pipeline: Pipeline, filled: Path, arguments: list[str], code: int, said: str
) -> None:
    done = pipeline("cache", *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert len(done.stderr.splitlines()) <= (1 if code == 1 else 4)
    assert (filled / "a.txt").read_text("utf-8").startswith("Die Gemeinde")
    assert len(pipeline("cache", "ls").stdout.splitlines()) == 3


def test_a_wrong_size_in_the_settings_names_its_line(pipeline: Pipeline, filled: Path) -> None:
    (filled / "pipeline.toml").write_text('[paths]\ncache_size = "12 elephants"\n', "utf-8")
    done = pipeline("run", "a.txt")
    assert done.returncode == 1
    assert "pipeline.toml" in done.stderr
    assert "line 2" in done.stderr
    assert "500 MB" in done.stderr


def test_results_go_to_a_colleague_who_computes_nothing(pipeline: Pipeline, filled: Path) -> None:
    assert pipeline("cache", "export", "results.gz").stdout.startswith("3 results written to results.gz (")
    imported = pipeline("cache", "import", "results.gz", "--cache", "theirs.sqlite")
    assert imported.stdout == "3 results stored, 0 were there already\n"
    done = pipeline("translate", "a.txt", "--json", "--cache", "theirs.sqlite")
    stages = json.loads(done.stdout)["run"]
    assert [stage["misses"] for stage in stages.values()] == [0] * len(stages)


def test_verifying_says_what_was_put_right(pipeline: Pipeline, filled: Path) -> None:
    done = pipeline("cache", "verify")
    assert (done.returncode, done.stdout) == (0, "3 results are whole, 0 were damaged and are set aside\n")
    import sqlite3

    connection = sqlite3.connect(filled / "outputs" / "cache.sqlite")
    connection.execute("UPDATE results SET data = x'00' WHERE id = 2")
    connection.commit()
    connection.close()
    done = pipeline("cache", "verify")
    assert (done.returncode, done.stdout) == (1, "2 results are whole, 1 were damaged and are set aside\n")
    assert pipeline("cache", "verify").returncode == 0
    assert "1 damaged results are set aside" in pipeline("cache", "stats").stdout


def test_a_small_limit_is_kept_to_by_runs(pipeline: Pipeline, filled: Path) -> None:
    """Each run is another process; what they made before goes as the limit is small."""
    lines = [f"Im Ort Nummer {n} wohnen {n * 7} Menschen, und es regnet dort oft." for n in range(800)]
    for k in range(8):
        (filled / f"{k}.txt").write_text(" ".join(lines[k * 100 : k * 100 + 100]), "utf-8")
        run = pipeline("translate", f"{k}.txt", "-q", "--beams", "1", "--cache-size", "150 kB", "--no-retry")
        assert run.returncode == 0, run.stderr
    assert (filled / "outputs" / "cache.sqlite").stat().st_size < 165_000
