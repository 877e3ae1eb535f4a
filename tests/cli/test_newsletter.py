"""``pipeline newsletter`` as a desk uses it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.newsletter.lock import alone
from pipeline.newsletter.past import FILE
from pipeline.seal import is_sealed
from tests.cli.conftest import Pipeline

FAKE = ("--engine", "fake", "--translator", ".", "--summarizer", ".", "--cache", "c.sqlite", "--allow-bundled")
TITLE = ("--title", "Austria this morning", "-o", "issues", "--date", "2026-11-25")
ARTICLES = (
    {"id": "bank", "title": "Bank zahlt 400 Euro", "date": "2024-05-03", "outlet": "Bote", "author": "ott",
     "url": "https://bote.example/bank",
     "text": "Die Bank zahlt nächste Woche 400 Euro. Sie sitzt in Wien. Das sagt Ott."},
    {"id": "ofen", "title": "Ofen bleibt in Graz", "date": "2024-05-04", "outlet": "Kurier",
     "url": "https://kurier.example/ofen", "text": "Der Ofen bleibt. Graz freut sich sehr. Die Stadt zahlt."},
)  # fmt: skip


def write(folder: Path, *articles: dict[str, Any], name: str = "news.jsonl") -> None:
    (folder / name).write_text("".join(json.dumps(each) + "\n" for each in articles), "utf-8")


@pytest.fixture
def news(folder: Path) -> Path:
    write(folder, *ARTICLES)
    (folder / "answers.json").write_text(
        json.dumps({"Die Bank zahlt nächste Woche 400 Euro.": "The bank pays 400 euros next week."}), "utf-8"
    )
    return folder


def issue(folder: Path, number: int = 1) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / f"issues/austria-this-morning-{number}.json").read_text("utf-8"))
    return read


def headlines(read: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(s["title"], [i["origins"][0]["outlet"] for i in s["items"]]) for s in read["sections"]]


def test_an_issue_has_each_article_in_short_form_in_all_outputs(news: Path, pipeline: Pipeline) -> None:
    done = pipeline("newsletter", "news.jsonl", *TITLE, *FAKE)
    assert done.returncode == 0, done.stderr
    files = sorted(path.name for path in (news / "issues").iterdir() if path.suffix != ".lock")
    assert files == [*(f"austria-this-morning-1.{suffix}" for suffix in ("eml", "html", "json", "md")), "feed.xml"]
    page = (news / "issues/austria-this-morning-1.html").read_text("utf-8")
    assert "The bank pays 400 euros next week <em>[6–12 May 2024]</em>." in page
    assert "Bote · ott · 3 May 2024 · machine-translated from German" in page
    assert 'href="https://bote.example/bank"' in page
    assert headlines(issue(news)) == [("", ["Bote", "Kurier"])]


def test_order_limit_and_sections(news: Path, pipeline: Pipeline) -> None:
    rules = "Money: keyword bank; Styria: outlet kurier"
    pipeline("newsletter", "news.jsonl", *TITLE, *FAKE, "--sections", rules, "--order", "date")
    assert headlines(issue(news)) == [("Money", ["Bote"]), ("Styria", ["Kurier"])]
    done = pipeline("newsletter", "news.jsonl", *TITLE, *FAKE, "--order", "date", "--stories", 1)
    assert headlines(issue(news)) == [("", ["Kurier"])]
    assert "1 over 1" in done.stderr


def test_the_same_command_twice_makes_the_same_bytes_and_computes_nothing(news: Path, pipeline: Pipeline) -> None:
    pipeline("newsletter", "news.jsonl", "--title", "Austria this morning", "-o", "issues", *FAKE)
    before = {path.name: path.read_bytes() for path in (news / "issues").iterdir()}
    done = pipeline("newsletter", "news.jsonl", "--title", "Austria this morning", "-o", "issues", *FAKE)
    assert {path.name: path.read_bytes() for path in (news / "issues").iterdir()} == before
    assert " 0 computed" in done.stderr
    assert "wrote " not in done.stderr


def test_what_an_earlier_issue_had_is_left_out_unless_it_changed(news: Path, pipeline: Pipeline) -> None:
    pipeline("newsletter", "news.jsonl", *TITLE, *FAKE)
    changed = ARTICLES[0] | {"text": f"{ARTICLES[0]['text']} Die Bank schweigt."}
    write(news, changed, ARTICLES[1])
    done = pipeline("newsletter", "news.jsonl", *TITLE, *FAKE)
    assert done.returncode == 0, done.stderr
    assert headlines(issue(news, 2)) == [("", ["Bote"])]
    assert issue(news, 2)["sections"][0]["items"][0]["origins"][0]["updated"] == 1
    assert "1 article is left out, as issue 1 had the same words" in done.stderr
    feed = (news / "issues/feed.xml").read_text("utf-8")
    assert feed.index("issue 2<") < feed.index("issue 1<")
    write(news, ARTICLES[1], changed, name="other.jsonl")
    done = pipeline("newsletter", "other.jsonl", "--stories", 5, *TITLE, *FAKE)
    assert done.returncode == 0, "the same articles in another order are the same issue"
    write(news, changed)
    done = pipeline("newsletter", "news.jsonl", *TITLE, *FAKE)
    assert (done.returncode, done.stderr) == (
        1, "pipeline: no article is left for an issue: 1 was in issue 2; nothing was written\n",
    )  # fmt: skip


def test_a_file_that_somebody_edited_is_kept(news: Path, pipeline: Pipeline) -> None:
    pipeline("newsletter", "news.jsonl", *TITLE, *FAKE)
    page = news / "issues/austria-this-morning-1.html"
    page.write_text(page.read_text("utf-8").replace("bank", "BANK"), "utf-8")
    done = pipeline("newsletter", "news.jsonl", *TITLE, *FAKE, "--order", "date")
    assert "BANK" in page.read_text("utf-8")
    assert "austria-this-morning-1.new.html" in done.stderr


def test_publishing_with_a_bundled_translator_has_to_be_allowed(news: Path, pipeline: Pipeline) -> None:
    done = pipeline("newsletter", "news.jsonl", *TITLE)
    assert done.returncode == 1
    assert "--allow-bundled" in done.stderr.splitlines()[-1]
    assert not (news / "issues/austria-this-morning-1.md").exists()
    done = pipeline("newsletter", "news.jsonl", *TITLE, "--allow-bundled")
    assert done.returncode == 0, done.stderr
    for suffix in ("md", "html"):
        text = (news / f"issues/austria-this-morning-1.{suffix}").read_text("utf-8")
        assert "small model that gets much wrong" in text


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "name the FILEs"),
        (("news.jsonl",), 2, "--title TEXT"),
        (("news.jsonl", "--title", "\u202e \n"), 2, "--title TEXT"),
        (("none.txt", *TITLE, *FAKE), 1, "no article is left for an issue: none was read"),
        (("news.jsonl", *TITLE, *FAKE, "--sender", "a\nBcc: b@c"), 1, "must be an address"),
        (("news.jsonl", *TITLE, *FAKE, "--sections", "Money"), 2, "must be a list of rules"),
        (("news.jsonl", *TITLE, *FAKE, "--date", "yesterday"), 2, "2026-11-25"),
        (("news.jsonl", *TITLE, *FAKE, "--templates", "none"), 1, "no such folder"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    news: Path, pipeline: Pipeline, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = pipeline("newsletter", *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(news.glob("issues/*.md"))


def test_a_rule_that_is_none_is_named_with_its_line(news: Path, pipeline: Pipeline) -> None:
    (news / "pipeline.toml").write_text('[newsletter]\nsections = ["Money: colour red"]\n', "utf-8")
    done = pipeline("newsletter", "news.jsonl", *TITLE, *FAKE)
    assert done.returncode == 1
    assert "pipeline.toml, line 2: 'sections' in [newsletter]" in done.stderr


def test_an_article_that_fails_leaves_the_others(news: Path, pipeline: Pipeline) -> None:
    done = pipeline("newsletter", "news.jsonl", "none.txt", *TITLE, *FAKE)
    assert done.returncode == 4
    assert headlines(issue(news)) == [("", ["Bote", "Kurier"])]


def test_another_databases_file_is_not_taken_for_that_of_past_issues(news: Path, pipeline: Pipeline) -> None:
    (news / "c.issues.sqlite").write_bytes(b"no database, but long enough to be looked at " * 50)
    done = pipeline("newsletter", "news.jsonl", *TITLE, *FAKE)
    assert done.returncode == 1
    assert FILE.called in done.stderr


OLD = "The bank pays 400 euros next week [6–12 May 2024]."
DRAFT = "issues/austria-this-morning-1.draft.md"


@pytest.fixture
def trusted(news: Path) -> Path:
    (news / "measured.json").write_text('{"trusted": true}', "utf-8")
    return news


def edit(folder: Path, *changes: tuple[str, str]) -> None:
    text = (folder / DRAFT).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / DRAFT).write_text(text, "utf-8")


def test_a_draft_is_edited_published_and_right_next_time(trusted: Path, pipeline: Pipeline) -> None:
    done = pipeline("newsletter", "news.jsonl", *TITLE, *FAKE[:-1], "--draft", "--sections", "Money: keyword bank")
    assert done.returncode == 0, done.stderr
    assert not (trusted / "issues/austria-this-morning-1.md").exists()
    assert "--publish" in done.stderr
    new = "Next week [6–12 May 2024] the bank pays 400 euros."
    edit(trusted, (OLD, new), ("# Other news", "# Styria"), ("intro:", "intro: Good morning."))
    publish = ("newsletter", "--publish", DRAFT, "-o", "issues", "--cache", "c.sqlite", "--by", "Anna")
    done = pipeline(*publish)
    assert done.returncode == 0, done.stderr
    assert f"changed: “{OLD}” is now “{new}”" in done.stderr
    assert "moved from “Other news” to “Styria”" in done.stderr
    assert headlines(issue(trusted)) == [("Money", ["Bote"]), ("Styria", ["Kurier"])]
    page = (trusted / "issues/austria-this-morning-1.html").read_text("utf-8")
    assert "Next week <em>[6–12 May 2024]</em> the bank pays 400 euros." in page
    assert "an editor went over them" in page
    assert 'href="https://bote.example/bank"' in page
    listed = pipeline("correct", "--list", "--json", "--cache", "c.sqlite").stdout
    (kept,) = [json.loads(each) for each in listed.splitlines()]
    assert kept["english"] == "Next week the bank pays 400 euros."
    assert kept["by"] == "Anna"
    before = {path.name: path.read_bytes() for path in (trusted / "issues").iterdir()}
    assert pipeline(*publish).returncode == 0
    assert {path.name: path.read_bytes() for path in (trusted / "issues").iterdir()} == before
    done = pipeline("newsletter", "news.jsonl", "--title", "Another", "-o", "issues", *FAKE[:-1])
    assert "Next week" in (trusted / "issues/another-1.md").read_text("utf-8")


def test_an_edited_draft_is_never_overwritten_and_its_issue_not_undone(trusted: Path, pipeline: Pipeline) -> None:
    make = ("newsletter", "news.jsonl", *TITLE, *FAKE[:-1])
    pipeline(*make, "--draft")
    fresh = trusted / "fresh.md"
    fresh.write_bytes((trusted / DRAFT).read_bytes())
    edit(trusted, ("intro:", "intro: Mine."))
    edited = (trusted / DRAFT).read_bytes()
    done = pipeline(*make, "--draft", "--stories", 1)
    assert (trusted / DRAFT).read_bytes() == edited
    assert "austria-this-morning-1.draft.new.md" in done.stderr
    assert pipeline("newsletter", "--publish", DRAFT, "-o", "issues", "--cache", "c.sqlite").returncode == 0
    done = pipeline(*make)
    assert done.returncode == 1
    assert "published from an editor's draft" in done.stderr
    assert issue(trusted)["intro"] == "Mine."
    done = pipeline("newsletter", "--publish", fresh, "-o", "issues", "--cache", "c.sqlite")
    assert (done.returncode, issue(trusted)["intro"]) == (1, "Mine.")
    assert "would undo" in done.stderr
    forced = pipeline("newsletter", "--publish", fresh, "-o", "issues", "--cache", "c.sqlite", "--force")
    assert (forced.returncode, issue(trusted)["intro"]) == (0, "")


def test_a_draft_with_line_ends_of_another_system_alone_is_not_edited(trusted: Path, pipeline: Pipeline) -> None:
    pipeline("newsletter", "news.jsonl", *TITLE, *FAKE[:-1], "--draft")
    text = (trusted / DRAFT).read_bytes()
    (trusted / DRAFT).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert pipeline("newsletter", "--publish", DRAFT, "-o", "issues", "--cache", "c.sqlite").returncode == 0
    assert issue(trusted)["edited"] is False


def test_a_number_that_an_editor_changed_is_flagged_in_the_issue(trusted: Path, pipeline: Pipeline) -> None:
    pipeline("newsletter", "news.jsonl", *TITLE, *FAKE[:-1], "--draft")
    edit(trusted, (OLD, OLD.replace("400", "500")))
    done = pipeline("newsletter", "--publish", DRAFT, "-o", "issues", "--cache", "c.sqlite")
    assert "not stored as a correction" in done.stderr
    flags = [flag["message"] for section in issue(trusted)["sections"] for story in section["items"]
             for line in story["lines"] for flag in line["flags"]]  # fmt: skip
    assert any("400" in message for message in flags)
    assert "400" in (trusted / "issues/austria-this-morning-1.html").read_text("utf-8").partition("500 euros")[2]


def test_a_draft_needs_no_leave_but_publishing_what_a_bundled_model_wrote_does(news: Path, pipeline: Pipeline) -> None:
    assert pipeline("newsletter", "news.jsonl", *TITLE, *FAKE[:-1], "--draft").returncode == 0
    publish = ("newsletter", "--publish", DRAFT, "-o", "issues", "--cache", "c.sqlite")
    done = pipeline(*publish)
    assert done.returncode == 1
    assert "--allow-bundled" in done.stderr
    assert pipeline(*publish, "--allow-bundled").returncode == 0
    assert issue(news)["weak"] is True
    assert "small model" in (news / "issues/austria-this-morning-1.html").read_text("utf-8")


def test_a_broken_draft_is_not_published_and_each_fault_has_its_line(trusted: Path, pipeline: Pipeline) -> None:
    pipeline("newsletter", "news.jsonl", *TITLE, *FAKE[:-1], "--draft")
    edit(trusted, ("date: 2026-11-25", "date: 25.11.2026"))
    done = pipeline("newsletter", "--publish", DRAFT, "-o", "issues", "--cache", "c.sqlite")
    assert done.returncode == 1
    first, last = done.stderr.splitlines()
    assert first == f"pipeline: {DRAFT}, line 3: date is '25.11.2026' and must be a day such as 2026-11-25"
    assert last.startswith("pipeline: nothing was published; mend")
    assert not list(trusted.glob("issues/*.html"))


@pytest.mark.parametrize(
    ("content", "said"), [(None, "it cannot be read"), (b"\xff\xfe", "it is not UTF-8"), (b"", "put them back")]
)
def test_what_is_no_draft_is_one_line(news: Path, pipeline: Pipeline, content: bytes | None, said: str) -> None:
    if content is not None:
        (news / "x.md").write_bytes(content)
    done = pipeline("newsletter", "--publish", "x.md", "-o", "issues")
    assert done.returncode == 1
    assert said in done.stderr


def test_two_at_once_in_one_folder_the_second_is_refused(news: Path, pipeline: Pipeline) -> None:
    with alone(news / "issues"):
        done = pipeline("newsletter", "news.jsonl", *TITLE, *FAKE)
    assert (done.returncode, done.stderr) == (
        1, "pipeline: issues: another newsletter is being made there; wait until it is done\n",
    )  # fmt: skip
    assert pipeline("newsletter", "news.jsonl", *TITLE, *FAKE).returncode == 0


def test_the_same_story_of_two_outlets_is_one_item_with_both_sources_and_their_numbers(
    news: Path, pipeline: Pipeline
) -> None:
    said = " ".join(f"Das sagte Sprecher {word} dazu ganz ausdrücklich." for word in ("Alt", "Bert", "Carl", "Dora"))
    story = f"Die Bank zahlt nächste Woche 400 Euro an die Stadt. {said} Niemand war überrascht von der Meldung."
    other = story.replace("400", "450").replace("Niemand war", "Kaum jemand war")
    first = ARTICLES[0] | {"text": story}
    write(news, ARTICLES[1], first, first | {"text": other, "outlet": "Presse", "id": "p"})
    done = pipeline("newsletter", "news.jsonl", *TITLE, *FAKE)
    assert done.returncode == 0, done.stderr
    _, grouped = issue(news)["sections"][0]["items"]
    assert [origin["outlet"] for origin in grouped["origins"]] == ["Bote", "Presse"]
    assert grouped["differences"][0]["figures"] == [["Bote", "€400"], ["Presse", "€450"]]
    page = (news / "issues/austria-this-morning-1.html").read_text("utf-8")
    assert "Bote €400; Presse €450" in page


def test_a_run_that_was_killed_leaves_no_lock_and_no_half_issue(news: Path, pipeline: Pipeline) -> None:
    command = [sys.executable, "-m", "pipeline", "newsletter", "news.jsonl", *TITLE, *FAKE]
    for wait in (0.0, 0.02, 0.05, 0.1, 0.2):
        process = subprocess.Popen(command, cwd=news, stderr=subprocess.DEVNULL)
        while not list(news.glob("issues/.newsletter.lock")) and process.poll() is None:
            time.sleep(0.005)
        time.sleep(wait)
        process.kill()
        process.wait()
        for path in news.glob("issues/austria*"):
            assert is_sealed(path.read_text("utf-8"))
    done = pipeline("newsletter", "news.jsonl", *TITLE, *FAKE)
    assert done.returncode == 0, done.stderr
    assert headlines(issue(news)) == [("", ["Bote", "Kurier"])]
    assert "item" in (news / "issues/feed.xml").read_text("utf-8")


def test_without_its_libraries_it_is_one_line(news: Path) -> None:
    code = "import sys; sys.modules['nh3'] = None; from pipeline.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "newsletter", "news.jsonl", *TITLE, *FAKE],
        cwd=news, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        1, 'pipeline: a newsletter needs nh3, which is not installed: pip install "german-briefs[newsletter]"\n',
    )  # fmt: skip


PUBLISH = ("newsletter", "--publish", DRAFT, "-o", "issues", "--cache", "c.sqlite", "--by", "Anna")


def without_the_oven(folder: Path) -> None:
    """Take the second story out of the draft."""
    text = (folder / DRAFT).read_text("utf-8")
    (folder / DRAFT).write_text(text[: text.index("## Ofen")] + text[text.index("<!-- evidence") :], "utf-8")


def test_a_story_that_was_dropped_stays_dropped_until_most_of_it_is_new_or_it_is_asked_for(
    trusted: Path, pipeline: Pipeline
) -> None:
    make = ("newsletter", "news.jsonl", *TITLE, *FAKE[:-1])
    bank, oven = ARTICLES
    twin = oven | {"id": "zwei", "outlet": "Presse", "url": "https://presse.example/ofen"}
    oven, twin = (each | {"text": f"{each['text']} Das sagte die Stadt am Montag. Wir sind froh darüber, so Ott."}
                  for each in (oven, twin))  # fmt: skip
    write(trusted, bank, oven, twin)
    pipeline(*make, "--draft")
    without_the_oven(trusted)
    done = pipeline(*PUBLISH)
    assert "1 story dropped: left out of later issues too" in done.stderr
    assert headlines(issue(trusted)) == [("", ["Bote"])]
    # Another article of the group changed a little, and another story came.
    train = "Der Zug kommt heute wieder. Alle freuen sich."
    other = {"id": "neu", "title": "Zug kommt", "outlet": "Bote", "text": train}
    changed = twin | {"text": f"{twin['text']} Das ist so."}
    write(trusted, bank, oven, changed, other)
    done = pipeline(*make)
    assert done.returncode == 0, done.stderr
    assert headlines(issue(trusted, 2)) == [("", ["Bote"])]
    assert "Presse (Ofen bleibt in Graz): changed, and left out all the same, as an editor dropped" in done.stderr
    assert "Kurier (" not in done.stderr
    assert "2 articles are left out, as an editor dropped the story before" in done.stderr
    write(trusted, oven, changed)
    done = pipeline(*make)
    assert done.returncode == 1
    assert "2 were dropped by an editor from issue 1 (--with-dropped takes them in)" in done.stderr
    # It changed in substance.
    news = "Der Ofen brannte in der Nacht ab. Zwei Menschen starben bei dem Brand. Die Polizei ermittelt seit gestern."
    write(trusted, oven | {"text": news})
    done = pipeline(*make)
    assert done.returncode == 0, done.stderr
    assert headlines(issue(trusted, 3)) == [("", ["Kurier"])]
    # It is asked for, and after that it is a story like others.
    write(trusted, changed)
    assert pipeline(*make, "--with-dropped").returncode == 0
    assert headlines(issue(trusted, 4)) == [("", ["Presse"])]
    write(trusted, changed | {"text": f"{changed['text']} Und wie."})
    done = pipeline(*make)
    assert done.returncode == 0, done.stderr
    assert issue(trusted, 5)["sections"][0]["items"][0]["origins"][0]["updated"] == 4


def test_a_dropped_story_that_is_put_back_into_its_draft_is_not_dropped_any_more(
    trusted: Path, pipeline: Pipeline
) -> None:
    make = ("newsletter", "news.jsonl", *TITLE, *FAKE[:-1])
    pipeline(*make, "--draft")
    whole = (trusted / DRAFT).read_text("utf-8").replace("intro:", "intro: Hello.")
    without_the_oven(trusted)
    pipeline(*PUBLISH)
    (trusted / DRAFT).write_text(whole, "utf-8")
    done = pipeline(*PUBLISH)
    assert "left out of later issues" not in done.stderr
    write(trusted, ARTICLES[1])
    done = pipeline(*make)
    assert "1 was in issue 1" in done.stderr


def standing(pipeline: Pipeline) -> list[str]:
    listed = pipeline("correct", "--list", "--json", "--cache", "c.sqlite").stdout
    return [json.loads(each)["english"] for each in listed.splitlines()]


def test_putting_a_sentence_back_takes_back_the_correction_that_its_draft_stored(
    trusted: Path, pipeline: Pipeline
) -> None:
    pipeline("newsletter", "news.jsonl", *TITLE, *FAKE[:-1], "--draft")
    first, second = OLD.replace("next week", "in the week"), OLD.replace("The bank", "A bank")
    edit(trusted, (OLD, first))
    assert pipeline(*PUBLISH).returncode == 0
    assert standing(pipeline) == ["The bank pays 400 euros in the week."]
    edit(trusted, (first, second))
    assert pipeline(*PUBLISH).returncode == 0
    assert standing(pipeline) == ["A bank pays 400 euros next week."]
    edit(trusted, (second, OLD))
    assert "give --force if it is meant" in pipeline(*PUBLISH).stderr
    done = pipeline(*PUBLISH, "--force")
    assert "correction retired, since the sentence was put back as it was: 2 " in done.stderr
    assert standing(pipeline) == []
    assert "retired" not in pipeline(*PUBLISH, "--force").stderr
    text = OLD.replace(" [6–12 May 2024]", "")
    edit(trusted, (OLD, second))
    pipeline(*PUBLISH)
    assert standing(pipeline) == [text.replace("The bank", "A bank")]


def test_putting_the_programs_own_sentence_into_a_later_draft_takes_back_all_corrections_of_it(
    trusted: Path, pipeline: Pipeline
) -> None:
    make = ("newsletter", "news.jsonl", *FAKE[:-1], "-o", "issues", "--date", "2026-11-25", "--draft", "--title")
    for title, old, new in (("One", "The bank", "A bank"), ("Two", "A bank", "Some bank")):
        pipeline(*make, title)
        path = trusted / f"issues/{title.lower()}-1.draft.md"
        path.write_text(path.read_text("utf-8").replace(f"{old} pays", f"{new} pays", 1), "utf-8")
        assert pipeline(*PUBLISH[:2], path, *PUBLISH[3:]).returncode == 0
    assert standing(pipeline) == ["Some bank pays 400 euros next week."]
    pipeline(*make, "Three")
    path = trusted / "issues/three-1.draft.md"
    text = path.read_text("utf-8")
    assert "Some bank pays" in text
    assert "<!-- note: This sentence was corrected by a person. -->" in text
    path.write_text(text.replace("Some bank pays", "The bank pays", 1), "utf-8")
    done = pipeline(*PUBLISH[:2], path, *PUBLISH[3:])
    assert "correction retired, since the sentence was put back as it was: 2 " in done.stderr
    assert standing(pipeline) == []
    pipeline(*make, "Four")
    assert "The bank pays" in (trusted / "issues/four-1.draft.md").read_text("utf-8")


def test_a_turned_sense_is_never_stored_silently(trusted: Path, pipeline: Pipeline) -> None:
    pipeline("newsletter", "news.jsonl", *TITLE, *FAKE[:-1], "--draft")
    edit(trusted, (OLD, OLD.replace("pays", "pays up to").replace("The bank", "The bank without luck")))
    pipeline(*PUBLISH)
    edit(trusted, ("without luck", "with luck"))
    done = pipeline(*PUBLISH, "--quiet")
    assert "words exchanged: “with luck” added; “up to” added" in done.stderr


def test_a_day_that_an_editor_changed_is_that_of_mail_feed_and_json(trusted: Path, pipeline: Pipeline) -> None:
    pipeline("newsletter", "news.jsonl", *TITLE, *FAKE[:-1], "--draft")
    edit(trusted, ("date: 2026-11-25", "date: 2026-11-28"))
    done = pipeline(*PUBLISH)
    assert "date changed: 2026-11-25 is now 2026-11-28" in done.stderr
    assert issue(trusted)["day"] == "2026-11-28"
    assert "\nDate: Sat, 28 Nov 2026 " in (trusted / "issues/austria-this-morning-1.eml").read_text("ascii")
    assert "<pubDate>Sat, 28 Nov 2026 " in (trusted / "issues/feed.xml").read_text("utf-8")
    edit(trusted, ("date: 2026-11-28", "date: 2206-11-28"))
    done = pipeline(*PUBLISH)
    assert done.returncode == 1
    assert f"{DRAFT}, line 3: date is '2206-11-28'" in done.stderr
