"""What would be computed, and why: for edits, other settings, other weights, other files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline import models
from tests.cli.conftest import Pipeline

TEXT = """Neues Kraftwerk in Tirol

Der Bau beginnt im Mai. Er kostet 40 Millionen Euro. Die Gemeinde ist dafür.

Die Arbeiten dauern zwei Jahre. Das sagte der Bürgermeister am Montag. Danach folgt ein Park.
"""


@pytest.fixture
def article(pipeline: Pipeline, folder: Path) -> Path:
    """An article that was run."""
    (folder / "a.txt").write_text(TEXT, "utf-8")
    assert pipeline("run", "a.txt", "-q").returncode == 0
    return folder / "a.txt"


def explained(pipeline: Pipeline, *arguments: object) -> dict[str, tuple[int, int, str]]:
    """For each stage units, those stored, and the reasons."""
    done = pipeline("explain", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    stages = json.loads(done.stdout)["stages"]
    return {stage["stage"]: (stage["units"], stage["stored"], "; ".join(stage["reasons"])) for stage in stages}


def test_what_was_run_is_stored_and_explaining_stores_nothing(pipeline: Pipeline, article: Path, folder: Path) -> None:
    before = (folder / "outputs" / "cache.sqlite").read_bytes()
    lines = pipeline("explain", "a.txt").stdout.splitlines()
    assert lines[:3] == ["a.txt", "  segment: all 3 blocks stored", "  translate: all 7 sentences stored"]
    assert lines[-1] == "  summarize: the summary is stored"
    assert (folder / "outputs" / "cache.sqlite").read_bytes() == before


def test_an_edit_is_told_by_its_words(pipeline: Pipeline, article: Path) -> None:
    article.write_text(TEXT.replace("im Mai", "im Juni"), "utf-8")
    found = explained(pipeline, "a.txt")
    assert found["translate"] == (
        7, 6, "sentence 2 is not as it was at the last run: “Mai.” is now “Juni.”"
    )  # fmt: skip
    assert found["segment"] == (3, 2, "one is not as it was at the last run")
    assert "unless translate gives the same" in found["summarize"][2]
    assert "known when translate is done" in pipeline("explain", "a.txt").stdout


def test_a_new_sentence_a_lost_one_and_another_order(pipeline: Pipeline, article: Path) -> None:
    article.write_text(TEXT + "\nGanz am Ende steht heute noch etwas.\n", "utf-8")
    assert "sentence 8 was not there at the last run: “Ganz am Ende" in explained(pipeline, "a.txt")["translate"][2]
    article.write_text(TEXT.replace(" Die Gemeinde ist dafür.", ""), "utf-8")
    found = explained(pipeline, "a.txt")
    assert found["translate"][:2] == (6, 6)
    assert "1 sentence gone" in found["summarize"][2]
    head, first, second = TEXT.strip().split("\n\n")
    article.write_text(f"{head}\n\n{second}\n\n{first}\n", "utf-8")
    found = explained(pipeline, "a.txt")
    assert (found["segment"][:2], found["translate"][:2], found["summarize"][:2]) == ((3, 3), (7, 7), (1, 0))
    assert "another order" in found["summarize"][2]


def test_other_settings_are_told_with_both_values(pipeline: Pipeline, article: Path) -> None:
    assert explained(pipeline, "a.txt", "--beams", 1)["translate"] == (
        7, 0, "7 of them are stored with beams 4 (now 1)"
    )  # fmt: skip
    fewer = explained(pipeline, "a.txt", "--sentences", 2)["summarize"]
    assert fewer == (1, 0, "it is stored with sentences 3 (now 2)")
    other = explained(pipeline, "a.txt", "--compute", "float32")["translate"][2]
    assert other == "7 of them are stored with numbers cpu int8 (now cpu float32)"
    engine = explained(pipeline, "a.txt", "--engine", "marian")["translate"][2]
    assert "the engine ctranslate2" in engine
    assert "(now transformers" in engine or "(now torch" in engine


def test_other_weights_of_the_same_name(pipeline: Pipeline, article: Path, folder: Path) -> None:
    (bundled,) = [model.folder for model in models.bundled() if model.name == "de-en-news-tiny"]
    shutil.copytree(bundled, folder / "de-en-news-tiny")
    card = folder / "de-en-news-tiny" / "config.json"
    card.write_text(card.read_text("utf-8") + "\n", "utf-8")
    found = explained(pipeline, "a.txt", "--translator", "./de-en-news-tiny")
    assert "other weights of de-en-news-tiny (" in found["translate"][2]


def test_a_glossary_concerns_the_sentences_with_its_terms(pipeline: Pipeline, article: Path, folder: Path) -> None:
    (folder / "terms.csv").write_text("Bürgermeister,lord mayor\n", "utf-8")
    found = explained(pipeline, "a.txt", "--glossary", "terms.csv")
    assert found["translate"][:2] == (7, 7)
    assert "the glossary has terms that stand in them: Bürgermeister" in found["retry"][2]


def test_a_correction_costs_the_summary_alone(pipeline: Pipeline, article: Path, folder: Path) -> None:
    pipeline("correct", "a.txt", "--draft", "draft.md")
    draft = (folder / "draft.md").read_text("utf-8")
    assert "The construction begins in May." in draft
    edited = draft.replace("The construction begins in May.", "Building starts in May.")
    (folder / "draft.md").write_text(edited, "utf-8")
    assert pipeline("correct", "a.txt", "--take", "draft.md", "--by", "Ann").returncode == 0
    found = explained(pipeline, "a.txt")
    assert (found["translate"][:2], found["summarize"]) == (
        (6, 6), (1, 0, "1 of its sentences was corrected by a person"),
    )  # fmt: skip
    plan = json.loads(pipeline("run", "a.txt", "--plan", "--json").stdout)["stages"]
    assert (plan["translate"]["missing"], plan["summarize"]["missing"]) == (0, 1)


def test_another_file_with_nearly_the_same_text_is_named(pipeline: Pipeline, article: Path, folder: Path) -> None:
    (folder / "b.txt").write_text(TEXT.replace("zwei Jahre", "drei Jahre"), "utf-8")
    assert "sentence 5 is not as it was in a.txt: “zwei” is now “drei”" in explained(pipeline, "b.txt")["translate"][2]
    (folder / "c.txt").write_text("Etwas ganz anderes steht hier.", "utf-8")
    assert explained(pipeline, "c.txt")["translate"] == (1, 0, "nothing like this text was seen before")


def test_what_was_thrown_away_is_told(pipeline: Pipeline, article: Path) -> None:
    assert pipeline("cache", "prune", "--stage", "translate").returncode == 0
    assert "7 were there at the last run" in explained(pipeline, "a.txt")["translate"][2]
    assert pipeline("run", "a.txt", "-q").returncode == 0
    assert pipeline("cache", "prune", "--stage", "summarize").returncode == 0
    assert "thrown away" in explained(pipeline, "a.txt")["summarize"][2]


def test_one_bad_file_does_not_stop_the_others(pipeline: Pipeline, article: Path) -> None:
    for command in (["explain"], ["run", "--plan"]):
        done = pipeline(*command, "missing.txt", "a.txt")
        assert done.returncode == 4
        assert "missing.txt" in done.stderr
        assert done.stdout
        assert pipeline(*command, "missing.txt").returncode == 1
    planned, ran = pipeline("run", "--plan", "missing.txt", "-q"), pipeline("run", "missing.txt", "-q")
    assert (planned.returncode, planned.stdout, planned.stderr) == (ran.returncode, ran.stdout, ran.stderr)


def test_a_plan_counts_what_is_missing_loads_nothing_and_makes_nothing(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    plan = pipeline("run", "a.txt", "--plan").stdout
    assert "7 sentences to translate" in plan
    assert "at most 1 summary to make" in plan
    assert "not known: this machine has not made any yet" in plan
    assert sorted(path.name for path in folder.rglob("*")) == ["a.txt", "pipeline.toml"]
    pipeline("run", "a.txt", "-q")
    (folder / "a.txt").write_text(TEXT.replace("im Mai", "im Juni"), "utf-8")
    (folder / "b.txt").write_text(TEXT.replace("im Mai", "im Juni"), "utf-8")
    found = json.loads(pipeline("run", "a.txt", "b.txt", "--plan", "--json").stdout)
    translate, summarize = found["stages"]["translate"], found["stages"]["summarize"]
    assert (found["articles"], translate["units"], translate["missing"], summarize["expected"]) == (2, 7, 1, 2)
    assert 0 < found["seconds"] < 60
    assert found["download"] == 0
    assert "1 sentence to translate, 6 stored" in pipeline("run", "a.txt", "--plan").stdout
    assert "about" in pipeline("run", "a.txt", "--plan", "--refresh").stdout


def test_a_plan_says_whether_it_fits(pipeline: Pipeline, article: Path, folder: Path) -> None:
    (folder / "b.txt").write_text("Etwas ganz anderes steht hier.", "utf-8")
    assert "which fits in 2 GB" in pipeline("run", "b.txt", "--plan").stdout
    assert "would go" in pipeline("run", "b.txt", "--plan", "--cache-size", "45 kB").stdout
    assert "there is no limit" in pipeline("run", "b.txt", "--plan", "--cache-size", "0").stdout


def test_planning_and_explaining_import_nothing_heavy(folder: Path, article: Path) -> None:
    import os
    import subprocess
    import sys

    code = (
        "import sys\nfrom pipeline.cli import main\n"
        "sys.argv = ['pipeline', *sys.argv[1:]]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'torch', 'transformers', 'ctranslate2', 'sentencepiece', 'httpx2'} & set(sys.modules)))\n"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PIPELINE_")}
    article.write_text(TEXT.replace("im Mai", "im Juni"), "utf-8")
    for command in (["explain", "a.txt"], ["run", "a.txt", "--plan"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *command], cwd=folder, env=clean, capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == "[]"


def test_without_a_cache_and_with_refresh_all_is_to_do(pipeline: Pipeline, article: Path) -> None:
    for flag in ("--no-cache", "--refresh"):
        stages = json.loads(pipeline("run", "a.txt", "--plan", "--json", flag).stdout)["stages"]
        units = {stage: work["missing"] + round(work["expected"]) for stage, work in stages.items()}
        made = json.loads(pipeline("run", "a.txt", "--json", "-q", flag).stdout)["run"]
        done = {stage: made.get(stage, {"misses": 0})["misses"] for stage in units}
        assert units == done, flag


def test_the_ways_to_try_again_are_told_in_words(pipeline: Pipeline, article: Path, folder: Path) -> None:
    article.write_text("Die Gurkenhuberei ist zu.", "utf-8")
    pipeline("run", "a.txt", "-q")
    if explained(pipeline, "a.txt")["retry"][0]:
        reasons = explained(pipeline, "a.txt", "--no-retry")["retry"][2]
        assert "tried again by ngrams, beams, clauses, float32 (now by nothing)" in reasons
    assert "retry" not in json.loads(pipeline("run", "a.txt", "--plan", "--json", "--no-retry").stdout)["stages"]
