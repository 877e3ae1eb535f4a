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
     "text": "Der Hafen von Triest wächst. Die Schiffe fahren. Die Arbeiter freuen sich."},
    {"id": "ofen", "title": "Ofen bleibt in Graz", "date": "2024-05-04", "outlet": "Kurier",
     "url": "https://kurier.example/ofen", "text": "Der Ofen bleibt. Graz freut sich sehr. Die Stadt zahlt."},
)  # fmt: skip
ANSWERS = {
    "Der Hafen von Triest wächst.": "The port of Triest grows.",
    "Die Schiffe fahren.": "The ships sail.",
    "Die Arbeiter freuen sich.": "The workers are glad.",
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


def issue(folder: Path) -> Any:
    return json.loads((folder / "issues/morning-1.json").read_text("utf-8"))


def told(folder: Path) -> list[tuple[str, str, list[str]]]:
    """Section, headline and sentences of each story."""
    return [
        (section["title"], item["headline"]["text"], [line["text"] for line in item["lines"]])
        for section in issue(folder)["sections"] for item in section["items"]
    ]  # fmt: skip


def turned(folder: Path) -> None:
    """Edit the first draft in every way there is: the stories change places, and of the harbour a sentence goes."""
    text = (folder / FIRST).read_text("utf-8")
    start, middle, end = (text.index(part) for part in ("## Port", "## Oven", "<!-- evidence"))
    port, oven = text[start:middle], text[middle:end]
    port = port.replace("## Port of Triest grows [^1]", "## My port")
    port = port.replace("The port of Triest grows. [^1.1]", "The port of Trieste grows. [^1.1]\n\nMy own sentence.")
    port = port.replace("The ships sail. [^1.2]", "")
    text = f"{text[:start]}# Styria\n\n{oven}# Sea\n\n{port}{text[end:]}"
    (folder / FIRST).write_text(text.replace("intro:", "intro: Hello."), "utf-8")


WHOLE = [
    ("Styria", "Oven stays in Graz", ["The oven stays.", "Graz is glad.", "The city pays."]),
    ("Sea", "My port", ["The port of Trieste grows.", "My own sentence.", "The workers are glad."]),
]


def test_a_second_draft_begins_from_what_was_published(desk: Path, pipeline: Pipeline) -> None:
    pipeline(*MAKE, "--draft", "--sentences", "3")
    turned(desk)
    done = publish(pipeline, FIRST)
    assert done.returncode == 0, done.stderr
    assert told(desk) == WHOLE
    published = (desk / "issues/morning-1.html").read_bytes()
    done = pipeline(*MAKE, "--draft", "--sentences", "1")
    assert done.returncode == 0, done.stderr
    assert "so this one is that issue" in done.stderr
    assert f"what was changed in {FIRST} since it was published is not in {NEXT}" in done.stderr
    assert f"pipeline newsletter --publish {NEXT}" in done.stderr
    text = (desk / NEXT).read_text("utf-8")
    assert "intro: Hello." in text
    assert "\nMy own sentence.\n" in text
    # Unchanged it is the same issue, to the byte.
    done = publish(pipeline, NEXT)
    assert done.returncode == 0, done.stderr
    assert (desk / "issues/morning-1.html").read_bytes() == published
    assert standing(pipeline) == ["The port of Trieste grows."]
    # One small edit changes that alone.
    edit(desk / NEXT, ("Graz is glad.", "Graz is happy."))
    done = publish(pipeline, NEXT)
    assert done.returncode == 0, done.stderr
    assert told(desk) == [(WHOLE[0][0], WHOLE[0][1], ["The oven stays.", "Graz is happy.", "The city pays."]), WHOLE[1]]
    assert issue(desk)["intro"] == "Hello."
    assert standing(pipeline) == ["The port of Trieste grows.", "Graz is happy."]
    # What was left out stands in a comment and can be taken in again.
    edit(desk / NEXT, ("The ships sail. [^1.2]", ""), ("My own sentence.", "The ships sail. [^1.2]"))
    done = publish(pipeline, NEXT)
    assert "the editor's own sentence is gone: “My own sentence.”" in done.stderr
    assert told(desk)[1][2] == ["The port of Trieste grows.", "The ships sail.", "The workers are glad."]


def test_a_draft_from_before_that_would_undo_what_was_published_is_refused_with_a_list(
    desk: Path, pipeline: Pipeline
) -> None:
    pipeline(*MAKE, "--draft", "--sentences", "3")
    other = desk / "issues/other.md"
    other.write_text((desk / FIRST).read_text("utf-8").replace("Graz is glad.", "Graz is happy."), "utf-8")
    turned(desk)
    assert publish(pipeline, FIRST).returncode == 0
    for more in ((), ("-q",)):
        done = publish(pipeline, "issues/other.md", *more)
        assert done.returncode == 1
        undone = [line.partition("would undo ")[2] for line in done.stderr.splitlines()[:-1]]
        assert undone == [
            "the words above everything: “Hello.”",
            "the sentence “The port of Trieste grows.”: here “The port of Triest grows.”",
            "the editor's own words “My port”",
            "the editor's own words “My own sentence.”",
            "that the headline “Port of Triest grows” was left out",
            "that the sentence “The ships sail.” was left out",
            "that the story “Oven stays in Graz” stands under “Styria”: here no section",
            "that the story “The port of Trieste grows.” stands under “Sea”: here no section",
            "the order of the stories",
        ]
        assert "give --force if it is meant" in done.stderr
    assert told(desk) == WHOLE
    assert standing(pipeline) == ["The port of Trieste grows."]
    assert publish(pipeline, "issues/other.md", "--force").returncode == 0
    assert issue(desk)["intro"] == ""
    # Two drafts in which nothing of the other's is undone go together.
    edit(desk / FIRST, ("intro: Hello.", "intro: Good day."))
    assert "would undo the sentence “Graz is happy.”" in publish(pipeline, FIRST).stderr


def test_a_draft_made_anew_is_asked_for(desk: Path, pipeline: Pipeline) -> None:
    pipeline(*MAKE, "--draft")
    edit(desk / FIRST, ("intro:", "intro: Mine."))
    publish(pipeline, FIRST)
    done = pipeline(*MAKE, "--draft", "--force")
    assert done.returncode == 0, done.stderr
    assert "Mine." not in (desk / FIRST).read_text("utf-8")
    edit(desk / FIRST, ("Graz is glad.", "Graz is happy."))
    assert "it would undo the words above everything: “Mine.”" in publish(pipeline, FIRST).stderr


def test_a_draft_that_was_edited_and_not_published_is_the_one_that_is_recommended(
    desk: Path, pipeline: Pipeline
) -> None:
    pipeline(*MAKE, "--draft")
    edit(desk / FIRST, ("intro:", "intro: Mine."))
    done = pipeline(*MAKE, "--draft")
    assert f"{FIRST} has an editor's changes and {NEXT} has none of them, so go on with the first" in done.stderr
    assert f"--publish {FIRST} --cache c.sqlite\n" in done.stderr
    assert f"--publish {NEXT}" not in done.stderr


def test_a_story_dropped_in_a_first_round_stays_dropped_in_the_second_and_can_come_back(
    desk: Path, pipeline: Pipeline
) -> None:
    pipeline(*MAKE, "--draft")
    text = (desk / FIRST).read_text("utf-8")
    (desk / FIRST).write_text(text[: text.index("## Oven")] + text[text.index("<!-- evidence") :], "utf-8")
    publish(pipeline, FIRST)
    pipeline(*MAKE, "--draft")
    edit(desk / NEXT, ("intro:", "intro: Mine."))
    done = publish(pipeline, NEXT)
    assert "1 story dropped: left out of later issues too" in done.stderr
    assert [headline for _, headline, _ in told(desk)] == ["Port of Triest grows"]
    text = (desk / NEXT).read_text("utf-8")
    left = text[text.index("## Oven") : text.index("-->\n\n<!-- evidence")]
    start, middle, end = text.partition("<!-- Left out")
    (desk / NEXT).write_text(f"{start}{left}\n\n{middle}{end.replace(left, '')}", "utf-8")
    done = publish(pipeline, NEXT)
    assert done.returncode == 0, done.stderr
    assert [headline for _, headline, _ in told(desk)] == ["Port of Triest grows", "Oven stays in Graz"]


def test_a_draft_is_published_where_it_lies_by_the_command_that_it_names(desk: Path, pipeline: Pipeline) -> None:
    (desk / "measured.json").write_text('{"trusted": false}', "utf-8")
    (desk / "my drafts").mkdir()
    pipeline(*MAKE[:4], "-o", "my drafts", *MAKE[6:], "--draft")
    draft = "my drafts/morning-1.draft.md"
    text = (desk / draft).read_text("utf-8")
    assert "save, then: pipeline newsletter --publish THIS-FILE --allow-bundled --cache c.sqlite\n" in text
    done = pipeline("newsletter", "--publish", draft, "--cache", "c.sqlite")
    assert done.returncode == 1
    assert "give the same command with --allow-bundled" in done.stderr
    assert "--draft" not in done.stderr
    assert pipeline("newsletter", "--publish", draft, "--cache", "c.sqlite", "--allow-bundled").returncode == 0
    assert (desk / "my drafts/morning-1.html").exists()
    assert not (desk / "outputs/morning-1.html").exists()
    done = pipeline("newsletter", "--publish", draft, "--cache", "c.sqlite", "--allow-bundled", "-o", "elsewhere")
    assert (desk / "elsewhere/morning-1.html").exists()


def test_what_changed_in_an_article_since_an_issue_had_it_is_said(desk: Path, pipeline: Pipeline) -> None:
    assert pipeline(*MAKE).returncode == 0
    changed = ARTICLES[1] | {"text": f"{ARTICLES[1]['text']} Der Rat berät weiter."}
    (desk / "news.jsonl").write_text(json.dumps(changed) + "\n", "utf-8")
    done = pipeline(*MAKE, "--draft")
    assert done.returncode == 0, done.stderr
    text = (desk / "issues/morning-2.draft.md").read_text("utf-8")
    assert "changed since issue 1: 1 of 5 sentences new" in text
    assert "<!-- new since issue 1: “Der Rat berät weiter.” -->" in text
    edit(desk / "issues/morning-2.draft.md", ("intro:", "intro: Mine."))
    assert publish(pipeline, "issues/morning-2.draft.md").returncode == 0
    assert "changed since issue 1: 1 of 5 sentences new" in (desk / "issues/morning-2.html").read_text("utf-8")
    # What the second issue had is known in the third, published from a draft or not.
    (desk / "news.jsonl").write_text(json.dumps(changed | {"text": "Der Ofen bleibt. Graz freut sich sehr."}), "utf-8")
    assert pipeline(*MAKE).returncode == 0
    assert "changed since issue 2: none of 3 sentences new" in (desk / "issues/morning-3.html").read_text("utf-8")
