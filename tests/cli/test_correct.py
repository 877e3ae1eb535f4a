"""An editor's own words, taken from a draft by ``pipeline correct``, hold from then on, and can be taken back."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Pipeline

FAKE = ("--engine", "fake", "--translator", ".", "-q")
RUN = (*FAKE, "--summarizer", ".")
GERMAN, OTHER = "Die Kassa ist leer.", "Der Ofen bleibt."
MODEL, HERS = "It is empty.", "The cash desk is empty."

Edit = Callable[[str], None]


@pytest.fixture
def article(folder: Path) -> Path:
    (folder / "kassa.txt").write_text(f"{GERMAN} {OTHER}", "utf-8")
    (folder / "answers.json").write_text(json.dumps({GERMAN: MODEL, OTHER: "The oven stays."}), "utf-8")
    return folder / "kassa.txt"


@pytest.fixture
def edit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    """Make $EDITOR a program that does this to ``text``, the draft, and writes down where that is."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("TMPDIR", str(folder))

    def does(code: str) -> None:
        script = folder / "editor.py"
        head = "import re, sys, pathlib\npath = pathlib.Path(sys.argv[1])\n"
        head += f"pathlib.Path({str(folder / 'opened')!r}).write_text(str(path))\ntext = path.read_text('utf-8')\n"
        script.write_text(f"{head}{code}\npath.write_text(text, 'utf-8')\n", "utf-8")
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")

    return does


def opened(folder: Path) -> Path:
    return Path((folder / "opened").read_text())


def stored(pipeline: Pipeline, *flags: str) -> list[dict[str, Any]]:
    done = pipeline("correct", "--list", "--json", *flags)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def brief(pipeline: Pipeline, *flags: str) -> dict[str, Any]:
    done = pipeline("run", "kassa.txt", *RUN, "--json", *flags)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def corrected(pipeline: Pipeline, folder: Path, english: str = HERS, by: str = "Anna") -> None:
    """Correct the first sentence by a draft in a file."""
    draft = folder / "draft.md"
    draft.unlink(missing_ok=True)
    assert pipeline("correct", "kassa.txt", *FAKE, "--draft", "draft.md").returncode == 0
    text = draft.read_text("utf-8")
    now = re.sub(r"(> \[1\][^\n]*\n(?:<!--[^\n]*\n)*\n)[^\n]*", lambda found: found[1] + english, text)
    assert now != text
    draft.write_text(now, "utf-8")
    done = pipeline("correct", "kassa.txt", *FAKE, "--take", "draft.md", "--by", by)
    assert done.returncode == 0, done.stderr


def test_what_is_changed_in_the_editor_holds_in_every_output(
    pipeline: Pipeline, folder: Path, article: Path, edit: Edit
) -> None:
    brief(pipeline)
    edit(f"text = text.replace({MODEL!r}, {HERS!r})")
    done = pipeline("correct", "kassa.txt", *FAKE, "--by", "Anna")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"1  {stored(pipeline)[0]['at'][:10]}  Anna  “{GERMAN}”  → “{HERS}”\n"
    assert not opened(folder).exists()
    (row,) = stored(pipeline)
    assert (row["german"], row["english"], row["model"], row["by"]) == (GERMAN, HERS, MODEL, "Anna")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["at"])

    said = brief(pipeline)
    first, second = said["translation"]["english"]
    assert (first["text"], first["outcome"], first["score"]) == (HERS, "corrected", None)
    assert first["corrected"] == {"model": MODEL, "by": "Anna", "at": row["at"]}
    assert (second["outcome"], second["corrected"]) == ("translated", None)
    assert (said["run"]["translate"]["misses"], said["run"]["translate"]["hits"]) == (0, 1)
    assert said["summary"]["sentences"][0]["text"] == HERS
    assert said["provenance"]["corrected"] == 1
    assert "Sentence 1 was corrected by a person." in said["notes"]
    page = (folder / "outputs" / "kassa.md").read_text("utf-8")
    assert f"*corrected by a person; the model had written:* {MODEL}" in page
    assert "Anna" not in page

    assert pipeline("translate", "kassa.txt", *FAKE, "--no-cache").stdout.strip() == f"{HERS} The oven stays."
    for form in ("html", "tmx", "markdown"):
        assert HERS in pipeline("translate", "kassa.txt", *RUN, "--format", form).stdout
    plain = json.loads(pipeline("translate", "kassa.txt", *FAKE, "--json").stdout)
    assert plain["provenance"]["corrected"] == 1


def test_a_brief_with_corrections_is_verified_from_its_file_alone(
    pipeline: Pipeline, folder: Path, article: Path
) -> None:
    corrected(pipeline, folder)
    brief(pipeline)
    for name in ("cache.sqlite", "cache.corrections.sqlite"):
        (folder / "outputs" / name).unlink()
    done = pipeline("verify", "outputs/kassa.json", "--translator", ".", "--summarizer", ".")
    assert (done.returncode, done.stderr) == (0, "")
    # A correction on this machine is no part of a brief that was made without.
    assert brief(pipeline)["provenance"]["corrected"] == 0
    corrected(pipeline, folder)
    assert pipeline("verify", "outputs/kassa.json", "--translator", ".", "--summarizer", ".").returncode == 0


def test_a_brief_can_be_corrected_without_its_models(
    pipeline: Pipeline, folder: Path, article: Path, edit: Edit
) -> None:
    brief(pipeline)
    (folder / "answers.json").unlink()
    edit(f"text = text.replace({MODEL!r}, {HERS!r})")
    done = pipeline("correct", "outputs/kassa.json", "--by", "Anna")
    assert done.returncode == 0, done.stderr
    assert [(row["english"], row["model"]) for row in stored(pipeline)] == [(HERS, MODEL)]
    edit(f"assert {HERS!r} in text and 'corrected by Anna' in text")
    again = pipeline("correct", "outputs/kassa.json", "-q")
    assert (again.returncode, again.stdout) == (0, "")


@pytest.mark.parametrize(
    ("german", "english", "now", "said"),
    [
        ("Er wurde freigesprochen.", "He was acquitted.", "He was convicted.", "The German has “freigesprochen”"),
        ("Sie ließen ihn gehen.", "They released him.", "They arrested him.", "“released” became “arrested”"),
        ("Er wurde freigesprochen.", "He was convicted.", "He was acquitted.", ""),
    ],
)
def test_a_sense_turned_round_is_stored_as_asked_and_said(
    pipeline: Pipeline, folder: Path, german: str, english: str, now: str, said: str
) -> None:
    (folder / "kassa.txt").write_text(f"{german} {OTHER}", "utf-8")
    (folder / "answers.json").write_text(json.dumps({german: english, OTHER: "The oven stays."}), "utf-8")
    assert pipeline("correct", "kassa.txt", *FAKE, "--draft", "draft.md").returncode == 0
    draft = folder / "draft.md"
    draft.write_text(draft.read_text("utf-8").replace(english, now), "utf-8")
    done = pipeline("correct", "kassa.txt", *FAKE, "--take", "draft.md")
    assert [each["english"] for each in stored(pipeline)] == [now]
    assert (said in done.stderr and "it is stored as asked" in done.stderr) if said else done.stderr == ""


def test_nothing_changed_stores_nothing(pipeline: Pipeline, folder: Path, article: Path, edit: Edit) -> None:
    edit("")
    done = pipeline("correct", "kassa.txt", *FAKE[:-1])
    assert (done.returncode, done.stdout) == (0, "")
    assert "no English line was changed" in done.stderr
    assert not (folder / "outputs" / "cache.corrections.sqlite").exists()


def test_a_spoiled_draft_is_kept_and_can_be_mended(pipeline: Pipeline, folder: Path, article: Path, edit: Edit) -> None:
    edit(f"text = text.replace({MODEL!r}, {HERS!r}).replace('> [2] {OTHER}\\n', '')")
    done = pipeline("correct", "kassa.txt", *FAKE)
    assert (done.returncode, done.stdout) == (1, "")
    draft = opened(folder)
    assert f"{draft}, line " in done.stderr
    assert f"[2] is missing: “> [2] {OTHER}”" in done.stderr
    assert done.stderr.count("\n") == 2
    assert f"pipeline correct kassa.txt --take {draft}" in done.stderr
    assert stored(pipeline) == []
    draft.write_text(draft.read_text("utf-8").replace("The oven stays.", f"> [2] {OTHER}\n\nThe oven stays."), "utf-8")
    assert pipeline("correct", "kassa.txt", *FAKE, "--take", draft).returncode == 0
    assert [row["english"] for row in stored(pipeline)] == [HERS]
    assert draft.exists()
    again = pipeline("correct", "kassa.txt", *FAKE, "--take", draft)
    assert (again.returncode, again.stdout) == (0, "")


@pytest.mark.parametrize("code", ["sys.exit(3)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"])
def test_a_draft_is_kept_where_the_editor_fails(
    pipeline: Pipeline, folder: Path, article: Path, edit: Edit, code: str
) -> None:
    edit(f"path.write_text(text.replace({MODEL!r}, {HERS!r}), 'utf-8'); {code}")
    done = pipeline("correct", "kassa.txt", *FAKE)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert f"the draft is kept: {opened(folder)}" in done.stderr
    assert HERS in opened(folder).read_text("utf-8")
    assert stored(pipeline) == []


def test_a_draft_is_kept_where_it_cannot_be_stored(pipeline: Pipeline, folder: Path, article: Path, edit: Edit) -> None:
    brief(pipeline)
    edit(f"text = text.replace({MODEL!r}, {HERS!r})\npathlib.Path('outputs/cache.corrections.sqlite').mkdir()")
    done = pipeline("correct", "kassa.txt", *FAKE)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert f"the draft is kept: {opened(folder)}" in done.stderr
    assert HERS in opened(folder).read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal to a group")
def test_ctrl_c_is_the_editor_s(folder: Path, article: Path, edit: Edit) -> None:
    edit(
        "import os, signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nos.killpg(0, signal.SIGINT)\n"
        f"text = text.replace({MODEL!r}, {HERS!r})"
    )
    command = [sys.executable, "-m", "pipeline", "correct", "kassa.txt", *FAKE]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert HERS in done.stdout


@pytest.mark.parametrize(
    ("editor", "said"),
    [("vim", "no terminal for vim"), ("", "no terminal for vi"), ("'", "no command"), ("no-such", "Editing failed")],
)
def test_without_an_editor_or_a_terminal_it_says_what_to_do(
    pipeline: Pipeline, folder: Path, article: Path, monkeypatch: pytest.MonkeyPatch, editor: str, said: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.setenv("TMPDIR", str(folder))
    if not editor:
        (folder / "bin").mkdir()
        (folder / "bin" / "vi").symlink_to(sys.executable)
        monkeypatch.setenv("PATH", str(folder / "bin"))
    done = pipeline("correct", "kassa.txt", *FAKE)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert said in done.stderr
    if editor != "no-such":
        assert "--draft" in done.stderr or "EDITOR" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_in_a_terminal_an_editor_that_needs_one_is_opened(
    folder: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nano = folder / "bin" / "nano"
    nano.parent.mkdir()
    nano.write_text(f'#!/bin/sh\n[ -t 0 ] && [ -t 1 ] && sed -i "s/{MODEL}/{HERS}/" "$1"\n', "utf-8")
    nano.chmod(0o755)
    monkeypatch.setenv("VISUAL", "nano")
    monkeypatch.setenv("PATH", f"{nano.parent}:{os.environ['PATH']}")
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "pipeline", "correct", "kassa.txt", *FAKE, "--by", "Anna"]
    done = subprocess.run(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert (done.returncode, done.stderr) == (0, b"")
    assert HERS in shown


def test_where_there_is_no_editor_at_all(pipeline: Pipeline, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    done = pipeline("correct", "kassa.txt", *FAKE)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "there is no editor here: set EDITOR" in done.stderr
    assert "--draft DRAFT.md" in done.stderr


def test_a_draft_can_be_printed_and_an_edited_one_is_not_replaced(
    pipeline: Pipeline, folder: Path, article: Path
) -> None:
    printed = pipeline("correct", "kassa.txt", *FAKE, "--draft", "-").stdout
    assert f"> [1] {GERMAN}\n\n{MODEL}\n" in printed
    draft = folder / "draft.md"
    for _ in range(2):
        assert pipeline("correct", "kassa.txt", *FAKE, "--draft", "draft.md").returncode == 0
    assert draft.read_text("utf-8") == printed
    draft.write_text(printed.replace(MODEL, HERS), "utf-8")
    done = pipeline("correct", "kassa.txt", *FAKE, "--draft", "draft.md")
    assert "draft.new.md" in done.stderr
    assert HERS in draft.read_text("utf-8")
    assert (folder / "draft.new.md").read_text("utf-8") == printed


def test_undoing_brings_back_what_stood_before(pipeline: Pipeline, folder: Path, article: Path) -> None:
    corrected(pipeline, folder)
    corrected(pipeline, folder, "The till is empty.", "Ben")
    assert [row["model"] for row in stored(pipeline, "--all")] == [MODEL, MODEL]
    assert [row["number"] for row in stored(pipeline)] == [2]
    done = pipeline("correct", "--undo", "2")
    assert done.returncode == 0
    assert "correction 1 holds for its sentence" in done.stderr
    assert brief(pipeline)["translation"]["english"][0]["text"] == HERS
    assert "the model's again" in pipeline("correct", "--undo", "1").stderr
    assert brief(pipeline)["translation"]["english"][0]["text"] == MODEL
    assert stored(pipeline) == []
    assert [bool(row["undone"]) for row in stored(pipeline, "--all")] == [True, True]
    assert "(undone 2" in pipeline("correct", "--list", "--all").stdout
    for number in ("1", "7"):
        again = pipeline("correct", "--undo", number)
        assert (again.returncode, again.stdout, again.stderr.count("\n")) == (1, "", 1)


def test_corrections_are_exported_and_imported_and_the_newer_holds(
    pipeline: Pipeline, folder: Path, article: Path
) -> None:
    corrected(pipeline, folder)
    assert pipeline("correct", "--export", "ours.jsonl").returncode == 0
    ours = json.loads((folder / "ours.jsonl").read_text("utf-8"))
    assert (ours["german"], ours["english"], ours["model"], ours["by"], ours["undone"]) == (
        GERMAN, HERS, MODEL, "Anna", "",
    )  # fmt: skip
    assert pipeline("correct", "--export", "-").stdout == (folder / "ours.jsonl").read_text("utf-8")
    older = ours | {"english": "An old one.", "by": "Ben", "at": "2020-01-01T00:00:00Z"}
    other = {"german": OTHER, "english": "The oven remains.", "at": "2020-01-01T00:00:00Z"}
    theirs = folder / "theirs.jsonl"
    theirs.write_text("".join(json.dumps(row) + "\n" for row in (ours, older, other)), "utf-8")
    done = pipeline("correct", "--import", "theirs.jsonl")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        f"“{GERMAN}”: “{HERS}” (Anna, {ours['at']}) holds, being newer than “An old one.” (Ben, 2020-01-01T00:00:00Z)\n"
    )
    assert done.stderr == "pipeline: 3 read: 1 added, 1 older than the one that stands, 1 known already\n"
    assert {row["english"] for row in stored(pipeline)} == {HERS, "The oven remains."}
    # All that stands in our export is stored, so a new one may take its place; theirs has other things in it.
    assert pipeline("correct", "--export", "ours.jsonl").returncode == 0
    assert len((folder / "ours.jsonl").read_text("utf-8").splitlines()) == 3
    theirs.write_text('{"german": "x", "english": "y", "at": "2020-01-01T00:00:00Z"}\n', "utf-8")
    assert "theirs.new.jsonl" in pipeline("correct", "--export", "theirs.jsonl").stderr
    assert '"x"' in theirs.read_text("utf-8")


def test_an_import_with_a_bad_line_takes_nothing(pipeline: Pipeline, folder: Path) -> None:
    good = {"german": GERMAN, "english": HERS, "at": "2020-01-01T00:00:00Z"}
    for bad in ("no json", "[1]", json.dumps(good | {"english": ""})):
        (folder / "in.jsonl").write_text(f"{json.dumps(good)}\n{bad}\n", "utf-8")
        done = pipeline("correct", "--import", "in.jsonl")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert "in.jsonl: line 2 is no correction" in done.stderr
    assert stored(pipeline) == []
    assert json.loads(pipeline("correct", "--import", "-", "--json", stdin=json.dumps(good)).stdout)["fate"] == "added"


def test_whose_they_are_is_asked_of_git_and_then_of_the_login(
    pipeline: Pipeline, folder: Path, article: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(folder / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("LOGNAME", "ben")
    edit(f"text = text.replace({MODEL!r}, {HERS!r})")
    assert pipeline("correct", "kassa.txt", *FAKE).returncode == 0
    (folder / "gitconfig").write_text("[user]\n\tname = Anna Berg\n", "utf-8")
    edit(f"text = text.replace({HERS!r}, 'The till is empty.')")
    assert pipeline("correct", "kassa.txt", *FAKE).returncode == 0
    assert [row["by"] for row in stored(pipeline, "--all")] == ["ben", "Anna Berg"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "name the FILE"),
        (("--list", "--undo", "1"), 2, "different things"),
        (("kassa.txt", "--list"), 2, "leave kassa.txt out"),
        (("kassa.txt", "--export", "a.jsonl"), 2, "leave kassa.txt out"),
        (("--draft", "a.md"), 2, "name the FILE"),
        (("--all",), 2, "--list"),
        (("--undo", "eins"), 2, "integer"),
        (("nothing.txt", "--draft", "a.md", *FAKE), 1, "nothing.txt"),
        (("kassa.txt", "--take", "nothing.md", *FAKE), 1, "nothing.md: it cannot be read"),
        (("kassa.txt", "--take", "kassa.txt", *FAKE), 1, "no sentence is left in the draft"),
        (("kassa.txt", "--take", "latin.md", *FAKE), 1, "not UTF-8"),
        (("no.json", "--draft", "a.md"), 1, "no.json: this is no brief"),
        (("--import", "nothing.jsonl"), 1, "nothing.jsonl: it cannot be read"),
        (("--import", "latin.md"), 1, "not UTF-8"),
    ],
)
def test_what_cannot_be_done_is_said(
    pipeline: Pipeline, folder: Path, article: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    (folder / "latin.md").write_bytes("> [1] Öl".encode("latin-1"))
    (folder / "no.json").write_text("{}", "utf-8")
    done = pipeline("correct", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "outputs" / "cache.corrections.sqlite").exists()


def test_a_broken_file_of_corrections_ends_a_run_in_one_line(pipeline: Pipeline, folder: Path, article: Path) -> None:
    (folder / "outputs").mkdir()
    (folder / "outputs" / "cache.corrections.sqlite").write_text("no database, but long enough to be one", "utf-8")
    for command in (("run", "kassa.txt", *RUN), ("correct", "--list"), ("correct", "kassa.txt", *FAKE, "--draft", "-")):
        done = pipeline(*command)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert "file of corrections is damaged" in done.stderr


def test_clearing_the_cache_leaves_corrections(pipeline: Pipeline, folder: Path, article: Path) -> None:
    corrected(pipeline, folder)
    assert pipeline("cache", "clear", "--yes").returncode == 0
    assert brief(pipeline)["translation"]["english"][0]["text"] == HERS


def test_an_edited_brief_is_told(pipeline: Pipeline, folder: Path, article: Path) -> None:
    brief(pipeline)
    file = folder / "outputs" / "kassa.json"
    file.write_text(file.read_text("utf-8").replace(MODEL, "It was empty."), "utf-8")
    done = pipeline("correct", file, "--draft", "-")
    assert done.returncode == 0
    assert "was edited" in done.stderr
