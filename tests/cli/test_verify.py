"""A brief is made again from its file: the same, or what differs in words, or why it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SEED, Pipeline

NAME = f"{SEED.stem}.json"


@pytest.fixture
def brief(pipeline: Pipeline, folder: Path) -> Path:
    assert pipeline("run", SEED, "-q", "--sentences", "2").returncode == 0
    return folder / "outputs" / NAME


def test_a_brief_that_was_not_touched_comes_out_the_same(pipeline: Pipeline, brief: Path) -> None:
    done = pipeline("verify", brief)
    assert (done.returncode, done.stderr) == (0, "")
    assert "the same again: headline, 2 sentences, 27 of the text" in done.stdout


def test_an_edit_is_named_with_what_stood_there(pipeline: Pipeline, brief: Path) -> None:
    brief.write_text(brief.read_text("utf-8").replace("$42,000 fee", "$43,000 fee"), "utf-8")
    done = pipeline("verify", brief)
    assert done.returncode == 3
    assert "edited since it was written" in done.stdout
    assert "of the text, English, text: the file has" in done.stdout
    assert "$43,000" in done.stdout


def test_another_text_gives_another_brief(pipeline: Pipeline, brief: Path) -> None:
    plain = json.loads(brief.read_text("utf-8"))
    plain["translation"]["article"]["blocks"].pop()
    brief.write_text(json.dumps(plain), "utf-8")
    (said,) = [json.loads(line) for line in pipeline("verify", brief, "--json").stdout.splitlines()]
    assert (said["same"], said["edited"]) == (False, True)
    assert any(difference["where"] == "sentence 27 of the text, German" for difference in said["differences"])


def test_another_version_is_told_and_is_no_difference(pipeline: Pipeline, brief: Path) -> None:
    from pipeline.seal import seal_object

    plain = json.loads(brief.read_text("utf-8"))
    plain["provenance"]["package"] = "0.0.1"
    brief.write_text(json.dumps(seal_object(plain)), "utf-8")
    done = pipeline("verify", brief)
    assert done.returncode == 0
    assert "made with another german-briefs: “0.0.1”" in done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text[:999], "this is no brief"),
        (lambda text: text.replace("brief-2", "brief-9"), "update german-briefs"),
        (lambda text: text.replace('"provenance"', '"other"'), "this is no brief"),
        (lambda text: json.dumps(json.loads(text) | {"provenance": None}), "does not say how it was made"),
        (lambda text: text.replace('"de-en-news-tiny"', '"no-such-model"'), "cannot be had"),
        (lambda text: text.replace('"ladder"', '"stairs"'), "does not say how it was made"),
        (lambda text: "\udcff" + text, "not UTF-8"),
    ],
)
def test_what_cannot_be_verified_is_one_line(pipeline: Pipeline, brief: Path, change, said: str) -> None:
    other = brief.with_name("other.json")
    other.write_text(change(brief.read_text("utf-8")), "utf-8", errors="surrogateescape")
    done = pipeline("verify", other, "--offline")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_other_weights_of_the_same_name_are_no_stand_in(pipeline: Pipeline, brief: Path) -> None:
    text = brief.read_text("utf-8")
    weights = json.loads(text)["makers"][0]["weights"]
    brief.write_text(text.replace(weights, "a" * 64), "utf-8")
    done = pipeline("verify", brief)
    assert done.returncode == 1
    assert "other weights of de-en-news-tiny (aaaaaaaaaaaa)" in done.stderr


def test_one_bad_file_of_several_is_exit_code_4(pipeline: Pipeline, brief: Path) -> None:
    done = pipeline("verify", brief, "nothing.json")
    assert done.returncode == 4
    assert "the same again" in done.stdout


def test_the_words_of_a_glossary_are_verified_from_the_file_alone(pipeline: Pipeline, folder: Path) -> None:
    (folder / "terms.csv").write_text("Kurznachrichtendienst,short-message service\n", "utf-8")
    pipeline("run", SEED, "-q", "--glossary", "terms.csv", "-o", "briefs")
    (folder / "terms.csv").unlink()
    assert pipeline("verify", f"briefs/{NAME}").returncode == 0
