"""A flag that a person looked at is set aside by ``pipeline dismiss``, shown as that, and back when words change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Pipeline

FAKE = ("--engine", "fake", "--translator", ".", "--summarizer", ".", "--glossary", "terms.csv", "-q")
GERMAN = "Die Kassa ist leer."
NAME = "outputs/kassa.json"


@pytest.fixture
def flagged(pipeline: Pipeline, folder: Path) -> Path:
    """A brief whose only sentence has a severe flag: a term of the glossary is not there."""
    (folder / "terms.csv").write_text("Kassa,cash desk\n", "utf-8")
    (folder / "kassa.txt").write_text(GERMAN, "utf-8")
    (folder / "answers.json").write_text(json.dumps({GERMAN: "It is empty."}), "utf-8")
    assert pipeline("run", "kassa.txt", *FAKE, "--strict").returncode == 3
    return folder / NAME


def rerun(pipeline: Pipeline, code: int) -> dict[str, Any]:
    done = pipeline("run", "kassa.txt", *FAKE, "--strict", "--json")
    assert done.returncode == code
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_without_a_number_the_flags_of_a_brief_are_shown(pipeline: Pipeline, flagged: Path) -> None:
    done = pipeline("dismiss", flagged)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1  glossary  ")
    assert "cash desk" in done.stdout
    (said,) = map(json.loads, pipeline("dismiss", flagged, "--json").stdout.splitlines())
    assert (said["sentence"], said["check"], said["german"]) == ("1", "glossary", GERMAN)


def test_a_dismissed_flag_is_shown_as_that_and_not_counted(pipeline: Pipeline, flagged: Path) -> None:
    done = pipeline("dismiss", flagged, "1", "--reason", "“it” is the cash desk")
    assert done.returncode == 0
    assert done.stdout == pipeline("dismiss", flagged, "--list").stdout == "1  " + pipeline("dismiss", "--list").stdout
    said = rerun(pipeline, 0)
    (english,) = said["translation"]["english"]
    assert (english["outcome"], english["flags"]) == ("translated", [])
    assert english["dismissed"][0]["reason"] == "“it” is the cash desk"
    assert not any("cash desk" in note for note in said["notes"])
    assert "Sentence 1: a doubt was dismissed by a person (glossary): see the whole text." in said["notes"]
    assert "- *dismissed:* " in flagged.with_suffix(".md").read_text("utf-8")
    assert pipeline("dismiss", flagged).stdout == ""
    assert pipeline("translate", "kassa.txt", *FAKE[:4], *FAKE[6:], "--strict", "--no-cache").returncode == 0


def test_it_is_back_when_the_english_changes(pipeline: Pipeline, folder: Path, flagged: Path) -> None:
    assert pipeline("dismiss", flagged, "text:1").returncode == 0
    rerun(pipeline, 0)
    (folder / "answers.json").write_text(json.dumps({GERMAN: "It is quite empty."}), "utf-8")
    assert rerun(pipeline, 3)["translation"]["english"][0]["dismissed"] == []


def test_it_is_back_when_it_is_undone(pipeline: Pipeline, flagged: Path) -> None:
    pipeline("dismiss", flagged, "1", "--check", "glossary")
    rerun(pipeline, 0)
    assert pipeline("dismiss", flagged, "--undo").stdout.startswith("1  glossary")
    assert pipeline("dismiss", flagged, "1", "--undo").returncode == 0
    assert pipeline("dismiss", "--list").stdout == ""
    rerun(pipeline, 3)
    again = pipeline("dismiss", flagged, "1", "--undo")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)


def test_a_brief_with_dismissed_flags_is_verified_from_its_file_alone(pipeline: Pipeline, flagged: Path) -> None:
    pipeline("dismiss", flagged, "1")
    rerun(pipeline, 0)
    for file in (flagged.parent / "cache.sqlite", flagged.parent / "cache.dismissed.sqlite"):
        file.unlink()
    done = pipeline("verify", flagged, "--translator", ".", "--summarizer", ".")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((NAME, "2"), 1, "has 1 sentences, and no 2"),
        ((NAME, "text:2"), 1, "has 1 sentences, and no text:2"),
        ((NAME, "0"), 1, "is no sentence"),
        ((NAME, "eins"), 1, "is no sentence"),
        ((NAME, "headline"), 1, "headline has no flag"),
        ((NAME, "1", "--check", "names"), 1, "no flag 'names'; it has glossary"),
        ((NAME, "1", "--reason", "x" * 501), 1, "longer than 500"),
        ((NAME, "1", "--undo"), 1, "nothing was dismissed of 1"),
        (("outputs/kassa.md", "1"), 1, "this is no brief"),
        (("nothing.json", "1"), 1, "nothing.json: it cannot be read"),
        ((), 2, "--list"),
    ],
)
def test_what_cannot_be_dismissed_is_one_line(
    pipeline: Pipeline, flagged: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = pipeline("dismiss", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (flagged.parent / "cache.dismissed.sqlite").exists()


def test_a_broken_file_of_dismissals_ends_a_run_in_one_line(pipeline: Pipeline, flagged: Path) -> None:
    (flagged.parent / "cache.dismissed.sqlite").write_text("no database, but long enough to be taken for one", "utf-8")
    for command in (("run", "kassa.txt", *FAKE), ("dismiss", "--list"), ("dismiss", flagged, "1")):
        done = pipeline(*command)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert "damaged" in done.stderr


def test_an_edited_brief_is_told(pipeline: Pipeline, flagged: Path) -> None:
    flagged.write_text(flagged.read_text("utf-8").replace("It is empty.", "It was empty."), "utf-8")
    done = pipeline("dismiss", flagged, "1")
    assert done.returncode == 0
    assert "was edited" in done.stderr
    rerun(pipeline, 3)
