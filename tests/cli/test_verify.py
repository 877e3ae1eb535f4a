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


def test_a_sentence_that_was_taken_out_is_missed(pipeline: Pipeline, brief: Path) -> None:
    plain = json.loads(brief.read_text("utf-8"))
    plain["translation"]["sentences"].pop()
    plain["translation"]["english"].pop()
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
        (lambda text: text.replace('"evidence": [', '"evidence": [999,', 1), "names a sentence that is not there"),
        (lambda text: text.replace('"headline": "', '"headline": "\\ud800', 1), "this is no brief"),
        (lambda text: text.replace('"beams": 4', '"beams": 1000000000'), "does not say how it was made"),
        (lambda text: text.replace('"de-en-news-tiny"', '"no-such-model"'), "cannot be had"),
        (lambda text: text.replace('"ladder"', '"stairs"'), "does not say how it was made"),
        (lambda text: "\udcff" + text, "not UTF-8"),
    ],
)
def test_what_cannot_be_verified_is_one_line(pipeline: Pipeline, brief: Path, change, said: str) -> None:
    other = brief.with_name("other.json")
    other.write_text(change(brief.read_text("utf-8")), "utf-8", errors="surrogateescape")
    done = pipeline("verify", other, "--offline")
    assert done.returncode == 1
    assert done.stdout in ("", f"{other}: edited since it was written; the seal does not fit\n")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_a_changed_source_shows_where_the_brief_no_longer_follows_from_it(pipeline: Pipeline, brief: Path) -> None:
    plain = json.loads(brief.read_text("utf-8"))
    article = plain["translation"]["article"]
    article["text"] = article["text"].replace("Twitter-Daten", "Twotter-Daten", 1)
    brief.write_text(json.dumps(plain), "utf-8")
    done = pipeline("verify", brief)
    assert done.returncode == 3
    assert "block 1 of the text, text: the file has" in done.stdout
    assert "Twotter" in done.stdout


def test_a_brief_of_an_older_version_is_verified_as_far_as_it_can_be(pipeline: Pipeline, brief: Path) -> None:
    from pipeline.seal import seal_object

    plain = json.loads(brief.read_text("utf-8")) | {"format": "german-briefs/brief-1"}
    del plain["provenance"], plain["made"]
    brief.write_text(json.dumps(seal_object(plain)), "utf-8")
    good = pipeline("verify", brief)
    assert (good.returncode, good.stdout, good.stderr.count("\n")) == (1, "", 1)
    assert "does not say how it was made" in good.stderr
    plain["dates"][0]["shown"] = "never"
    brief.write_text(json.dumps(seal_object(plain)), "utf-8")
    bad = pipeline("verify", brief)
    assert bad.returncode == 1
    assert "date 1, shown: the file has “never”" in bad.stdout


def test_another_engine_is_named_as_a_reason_and_int8_too(pipeline: Pipeline, brief: Path) -> None:
    import re

    text = brief.read_text("utf-8")
    brief.write_text(re.sub(r"ctranslate2 [0-9.]+", "ctranslate2 1.0", text), "utf-8")
    done = pipeline("verify", brief)
    assert done.returncode == 3
    assert "another backend of the model of stage translate: “ctranslate2 1.0" in done.stderr
    assert "int8, which gives the same on the same kind of processor" in done.stderr


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


def test_lines_of_json_are_verified_one_by_one(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_text("Der Bau beginnt im Mai. Er kostet 40 Millionen Euro.", "utf-8")
    (folder / "b.txt").write_text("Das sagte der Bürgermeister am Montag.", "utf-8")
    for command in ("run", "translate"):
        lines = pipeline(command, "a.txt", "b.txt", "missing.txt", "--json", "-q").stdout
        (folder / "made.jsonl").write_text(lines, "utf-8")
        done = pipeline("verify", "made.jsonl")
        assert done.returncode == 4
        assert [line.split(": ")[:2] for line in done.stdout.splitlines()] == [
            ["made.jsonl:1", "the same again"], ["made.jsonl:2", "the same again"]
        ]  # fmt: skip
        assert done.stderr.count("\n") == 1
        assert "made.jsonl:3" in done.stderr
        first, second, _ = lines.splitlines()
        (folder / "made.jsonl").write_text(first.replace("40 million", "50 million") + "\n" + second + "\n", "utf-8")
        done = pipeline("verify", "made.jsonl")
        assert done.returncode == 3
        assert "made.jsonl:1: sentence 2 of the text, English, text: the file has" in done.stdout
        assert "made.jsonl:2: the same again" in done.stdout
        (folder / "made.json").write_text(first, "utf-8")
        assert pipeline("verify", "made.json").returncode == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain.pop("provenance"),
        lambda plain: plain.pop("sentences"),
        lambda plain: plain["english"].pop(),
        lambda plain: plain["english"].__setitem__(0, 5),
    ],
)
def test_a_line_that_is_no_translation_is_one_line(pipeline: Pipeline, folder: Path, change) -> None:
    (folder / "a.txt").write_text("Der Bau beginnt im Mai.", "utf-8")
    plain = json.loads(pipeline("translate", "a.txt", "--json", "-q").stdout)
    change(plain)
    (folder / "made.json").write_text(json.dumps(plain), "utf-8")
    done = pipeline("verify", "made.json")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
