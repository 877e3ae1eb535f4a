"""``pipeline config`` says what holds and why; every option judges as the file and the environment do."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.settings import SECTION
from tests.cli.conftest import Pipeline

TOML = "# mine\n[summary]\nsentences = 5\n[decoding]\nbeams = 2\n"


def config(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PIPELINE_")}
    command = [sys.executable, "-m", "pipeline", "config", *arguments]
    return subprocess.run(command, cwd=folder, env=clean | variables, capture_output=True, text=True, check=False)


def test_each_value_and_where_it_came_from(folder: Path) -> None:
    (folder / "pipeline.toml").write_text(TOML, "utf-8")
    done = config(folder, PIPELINE_BEAMS="6")
    rows = {line.split()[0]: line.split(maxsplit=2)[1:] for line in done.stdout.splitlines()}
    assert rows["summary.sentences"] == ["5", "pipeline.toml:3"]
    assert rows["decoding.beams"] == ["6", "PIPELINE_BEAMS"]
    assert rows["run.engine"] == ["auto", "default"]
    assert rows["paths.cache"] == [str(folder / "outputs" / "cache.sqlite"), "default"]
    assert rows["file:"] == [str(folder / "pipeline.toml")]
    assert rows["PIPELINE_CACHE_FOLDER"][1] == "default"
    assert len(rows) == len(SECTION) + 2
    assert (done.returncode, done.stderr) == (0, "")


def test_a_script_gets_one_object(folder: Path) -> None:
    (folder / "pipeline.toml").write_text(TOML, "utf-8")
    found = json.loads(config(folder, "--json", PIPELINE_BEAMS="6", PIPELINE_SENTENCE="1").stdout)
    assert found["file"] == str(folder / "pipeline.toml")
    assert found["settings"]["summary.sentences"] == {"value": 5, "from": "file", "name": "pipeline.toml", "line": 3}
    assert found["settings"]["decoding.beams"] == {"value": 6, "from": "variable", "name": "PIPELINE_BEAMS",
                                                   "line": None}  # fmt: skip
    assert found["settings"]["run.threads"]["from"] == "default"
    assert found["cache_folder"]["from"] == "default"
    assert found["ignored"] == [{"variable": "PIPELINE_SENTENCE", "meant": "PIPELINE_SENTENCES"}]


def test_the_folder_of_what_can_be_made_again_is_shown(folder: Path) -> None:
    lines = config(folder, PIPELINE_CACHE_FOLDER="/some/folder").stdout.splitlines()
    assert ["PIPELINE_CACHE_FOLDER", "/some/folder", "PIPELINE_CACHE_FOLDER"] in [line.split() for line in lines]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--device", "gpu"], "must be cpu or cuda or mps; did you mean 'cuda'?"),
        (["--engine", "fak"], "must be auto or ctranslate2 or marian\n"),
        (["--translator", "de-en-news-tny"], "did you mean 'de-en-news-tiny'?"),
        (["--translator", "zzz"], "There is no model 'zzz': give a folder"),
    ],
)
def test_what_was_meant_is_guessed_and_what_is_for_tests_is_not_told(
    pipeline: Pipeline, folder: Path, arguments: list[str], said: str
) -> None:
    (folder / "a.txt").write_text("Wien wächst.", "utf-8")
    assert said in pipeline("translate", "a.txt", *arguments).stderr
    assert "did you mean 'en-brief-tiny'?" in pipeline("models", "path", "en-brief-tin").stderr


def test_a_mistyped_variable_gets_a_hint(folder: Path) -> None:
    done = config(folder, PIPELINE_SENTENCE="1", PIPELINE_ID="77")
    assert done.stderr.splitlines() == [
        "pipeline: PIPELINE_ID is ignored",
        "pipeline: PIPELINE_SENTENCE is ignored; did you mean PIPELINE_SENTENCES?",
    ]
    assert done.returncode == 0


@pytest.mark.parametrize("command", [["config"], ["doctor"], ["cache", "ls"], ["run", "a.txt"]])
def test_every_command_names_file_and_line_of_what_is_wrong(
    pipeline: Pipeline, folder: Path, command: list[str]
) -> None:
    (folder / "pipeline.toml").write_text("\n[summary]\nsentence = 5\n", "utf-8")
    done = pipeline(*command)
    wrong = "pipeline: pipeline.toml, line 3: there is no key 'sentence' in [summary]; did you mean 'sentences'?\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", wrong)


@pytest.mark.parametrize(
    ("flag", "value"),
    [("--beams", "101"), ("--threads", "-1"), ("--words", "1_0"), ("--engine", "maria"), ("--cache", ""),
     ("--output", " "), ("--translator", "")],
)  # fmt: skip
def test_an_option_says_the_same_as_a_variable(pipeline: Pipeline, folder: Path, flag: str, value: str) -> None:
    (folder / "pipeline.toml").write_text(
        f"[{SECTION[flag[2:]]}]\n{flag[2:]} = '{value}'\n", "utf-8"
    )
    wrong = pipeline("config").stderr.rpartition("must be ")[2]
    assert wrong
    (folder / "pipeline.toml").write_text("", "utf-8")
    done = pipeline("run", "a.txt", flag, value)
    assert done.returncode == 2
    assert done.stderr.rpartition("must be ")[2] == wrong


def test_a_model_that_is_not_there_is_blamed_on_the_line_that_names_it(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_text("Wien wächst.", "utf-8")
    (folder / "pipeline.toml").write_text('[models]\ntranslator = "no-such"\n', "utf-8")
    said = pipeline("translate", "a.txt").stderr
    assert said.endswith(" (translator is set by pipeline.toml:2)\n")
    assert "set by" not in pipeline("translate", "a.txt", "--translator", "nor-this").stderr
