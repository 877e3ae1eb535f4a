"""The second round of an editor: what was published from a draft stays as it was until somebody changes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Pipeline

MAKE = (
    "newsletter", "news.jsonl", "--title", "Morning", "-o", "issues", "--date", "2026-11-25",
    "--engine", "fake", "--translator", ".", "--summarizer", ".", "--cache", "c.sqlite",
)  # fmt: skip
ARTICLES = (
    {"id": "hafen", "title": "Hafen von Triest wächst", "date": "2024-05-03", "outlet": "Bote",
     "url": "https://bote.example/hafen",
     "text": "Der Hafen von Triest wächst. Er liegt am Meer. Das sagt Ott. Viele Schiffe kommen heute an."},
    {"id": "ofen", "title": "Ofen bleibt in Graz", "date": "2024-05-04", "outlet": "Kurier",
     "url": "https://kurier.example/ofen", "text": "Der Ofen bleibt. Graz freut sich sehr. Die Stadt zahlt."},
)  # fmt: skip
ANSWERS = {
    "Der Hafen von Triest wächst.": "The port of Triest grows.",
    "Er liegt am Meer.": "It lies by the sea.",
    "Das sagt Ott.": "Ott says so.",
    "Viele Schiffe kommen heute an.": "Many ships arrive.",
    "Der Ofen bleibt.": "The oven stays.",
    "Graz freut sich sehr.": "Graz is glad.",
    "Die Stadt zahlt.": "The city pays.",
    "Ofen bleibt in Graz.": "Oven stays in Graz.",
    "Ofen bleibt in Graz": "Oven stays in Graz",
    "Hafen von Triest wächst": "Port of Triest grows",
}
FIRST, NEXT = "issues/morning-1.draft.md", "issues/morning-1.draft.new.md"


@pytest.fixture
def desk(folder: Path) -> Path:
    """Two articles, a translator whose words may be published, and a first draft."""
    (folder / "news.jsonl").write_text("".join(json.dumps(each) + "\n" for each in ARTICLES), "utf-8")
    (folder / "answers.json").write_text(json.dumps(ANSWERS), "utf-8")
    (folder / "measured.json").write_text('{"trusted": true}', "utf-8")
    return folder


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def publish(pipeline: Pipeline, draft: str, *more: str) -> Any:
    return pipeline("newsletter", "--publish", draft, "--cache", "c.sqlite", "--by", "Anna", "-o", "issues", *more)


def standing(pipeline: Pipeline) -> list[str]:
    listed = pipeline("correct", "--list", "--json", "--cache", "c.sqlite").stdout
    return [json.loads(each)["english"] for each in listed.splitlines()]


def test_a_correction_that_a_later_draft_shows_and_nobody_touches_holds(desk: Path, pipeline: Pipeline) -> None:
    assert pipeline(*MAKE, "--draft").returncode == 0
    edit(desk / FIRST, ("The port of Triest grows.", "The port of Trieste grows."))
    assert publish(pipeline, FIRST).returncode == 0
    assert standing(pipeline) == ["The port of Trieste grows."]
    assert pipeline(*MAKE, "--draft").returncode == 0
    edit(desk / NEXT, ("Graz is glad.", "Graz is happy."))
    done = publish(pipeline, NEXT)
    assert done.returncode == 0, done.stderr
    assert "retired" not in done.stderr
    assert standing(pipeline) == ["The port of Trieste grows.", "Graz is happy."]
    assert "Trieste" in (desk / "issues/morning-1.html").read_text("utf-8")
    # Who puts the model's words in the place of the corrected ones takes the correction back.
    edit(desk / NEXT, ("The port of Trieste grows.", "The port of Triest grows."))
    done = publish(pipeline, NEXT)
    assert "correction retired" in done.stderr
    assert standing(pipeline) == ["Graz is happy."]
