"""``pipeline run`` on the sample article with the bundled models, and on input that is wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SEED, Pipeline


def stages(line: str) -> dict[str, tuple[int, int]]:
    return {name: (stage["hits"], stage["misses"]) for name, stage in json.loads(line)["run"].items()}


def test_the_sample_article_becomes_a_brief_and_then_costs_nothing(pipeline: Pipeline, folder: Path) -> None:
    first = pipeline("run", SEED, "--json")
    assert first.returncode == 0, first.stderr
    assert all(hits == 0 for hits, _ in stages(first.stdout).values())
    page = folder / "outputs" / "standard-musk-microsoft.md"
    written = page.read_text("utf-8")
    assert "DER STANDARD · pez · 20 April 2023 · machine-translated from German" in written
    second = pipeline("run", SEED, "--json")
    assert set(stages(second.stdout)) == {"segment", "translate", "retry", "summarize"}
    assert all(misses == 0 for _, misses in stages(second.stdout).values())
    assert page.read_text("utf-8") == written
    without_run = [json.loads(out.stdout) | {"run": None, "made": None, "seal": None} for out in (first, second)]
    assert without_run[0] == without_run[1]


def test_a_fully_cached_run_loads_no_model_library(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_text("Wien wächst. Graz wächst auch.", "utf-8")
    pipeline("run", "a.txt")
    code = (
        "import sys; sys.argv = ['pipeline', 'run', 'a.txt', '--json']\n"
        "from pipeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(sorted({m.split('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert all(misses == 0 for _, misses in stages(done.stdout).values())
    for heavy in ("torch", "transformers", "ctranslate2", "sentencepiece", "huggingface_hub"):
        assert f"'{heavy}'" not in done.stderr


def test_one_changed_sentence_is_one_miss(pipeline: Pipeline, folder: Path) -> None:
    text = SEED.read_text("utf-8")
    (folder / "a.txt").write_text(text, "utf-8")
    pipeline("run", "a.txt")
    (folder / "a.txt").write_text(text.replace("einer weiteren großen", "einer anderen großen"), "utf-8")
    again = stages(pipeline("run", "a.txt", "--json").stdout)
    assert again["segment"][1] == 1
    assert again["translate"][1] == 1


def test_a_moved_paragraph_costs_no_translation(pipeline: Pipeline, folder: Path) -> None:
    text = SEED.read_text("utf-8")
    (folder / "a.txt").write_text(text, "utf-8")
    pipeline("run", "a.txt")
    (folder / "b.txt").write_text(text.replace("\n\n", "\n\n\n"), "utf-8")
    assert stages(pipeline("run", "b.txt", "--json").stdout)["translate"][1] == 0


def test_what_was_stored_before_a_kill_is_not_computed_again(pipeline: Pipeline, folder: Path) -> None:
    numbers = range(900)
    sentences = [f"Die Stadt Nummer {n} hat im Jahr {1000 + n} einen neuen Bürgermeister gewählt." for n in numbers]
    (folder / "long.txt").write_text("\n\n".join(sentences), "utf-8")
    command = [sys.executable, "-m", "pipeline", "translate", "long.txt", "--json"]
    child = subprocess.Popen(
        command, cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 120
    stored = 0
    while stored == 0 and time.monotonic() < deadline:
        time.sleep(0.2)
        listed = pipeline("cache", "ls", "--stage", "translate", "--json", "--limit", "1000").stdout
        stored = len(listed.splitlines())
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    kept = {
        json.loads(row)["key"]
        for row in pipeline("cache", "ls", "--stage", "translate", "--json", "--limit", "1000").stdout.splitlines()
    }
    assert 0 < len(kept) < 900
    done = pipeline("translate", "long.txt", "--json")
    assert done.returncode == 0, done.stderr
    units = json.loads(done.stdout)["run"]["translate"]["units"]
    assert {unit["key"] for unit in units if unit["hit"]} == kept


def test_standard_input_is_read_as_text_or_as_json_lines(pipeline: Pipeline) -> None:
    plain = pipeline("run", "-", "--json", "-q", stdin="Wien wächst. Graz wächst auch.")
    lines = pipeline("run", "-", "--json", "-q", stdin='{"text": "Wien wächst."}\n{"text": "Graz wächst."}\n')
    assert plain.returncode == lines.returncode == 0
    assert len(plain.stdout.splitlines()) == 1
    assert len(lines.stdout.splitlines()) == 2


def test_a_guessed_encoding_is_told_and_can_be_overruled(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_bytes("Die größte Stadt wächst.".encode("mac-roman"))
    told = "pipeline: a.txt is not UTF-8; it is read as Mac Roman"
    guessed = pipeline("translate", "a.txt", "--json")
    assert json.loads(guessed.stdout)["article"]["text"] == "Die größte Stadt wächst."
    assert any(line.startswith(told) for line in guessed.stderr.splitlines())
    assert told not in pipeline("translate", "a.txt", "-q").stderr
    named = pipeline("translate", "a.txt", "--json", "--encoding", "cp1252")
    assert json.loads(named.stdout)["article"]["text"] == "Die gr\u0161§te Stadt w\u0160chst."
    assert told not in named.stderr
    wrong = pipeline("translate", "a.txt", "--encoding", "cp1525")
    assert (wrong.returncode, "did you mean 'cp1252'?" in wrong.stderr) == (2, True)


def test_one_bad_file_does_not_stop_the_others(pipeline: Pipeline, folder: Path) -> None:
    (folder / "good.txt").write_text("Wien wächst.", "utf-8")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    done = pipeline("run", "missing.txt", "binary.txt", "good.txt", "--json")
    assert done.returncode == 4
    assert ["error" in json.loads(line) for line in done.stdout.splitlines()] == [True, True, False]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"", "empty"),
        (b"   \n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (bytes(range(1, 256)), "UTF-8"),
        (b"a" * 50_000_000, "one article may have 10"),
    ],
)
def test_a_file_that_cannot_be_read_ends_in_one_line(
    pipeline: Pipeline, folder: Path, content: bytes, hint: str
) -> None:
    (folder / "bad.txt").write_bytes(content)
    done = pipeline("run", "bad.txt", "-q")
    assert (done.returncode, done.stdout) == (1, "")
    assert hint in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_input_that_cannot_be_read_fails_alone_and_is_named(pipeline: Pipeline, folder: Path) -> None:
    (folder / "good.txt").write_text("Wien wächst.", "utf-8")
    done = pipeline("run", "-", "/dev/zero", "good.txt", "-q", "--json")
    assert done.returncode == 4
    assert done.stderr.splitlines() == [
        "pipeline: standard input is empty; give a file with an article in it",
        "pipeline: /dev/zero has more than 10 MB and one article may have 10; split it, or give many articles as "
        ".jsonl, an object on each line",
    ]
    lines = pipeline("run", "-", "-q", stdin='{"text": "Wien."}\n{"t": 1}\n')
    assert lines.stderr.startswith("pipeline: standard input:2 has no field 'text'")


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs user ids")
def test_a_file_without_permission_fails_alone(pipeline: Pipeline, folder: Path) -> None:
    for name in ("good.txt", "closed.txt"):
        (folder / name).write_text("Wien wächst.", "utf-8")
    (folder / "closed.txt").chmod(0)
    (folder / "answers.json").write_text("{}", "utf-8")
    # For root every file is readable, so the child gives its rights away; it must still reach the folder.
    for parent in folder.parents:
        if parent.stat().st_uid == os.getuid() and parent.name.startswith("pytest"):
            parent.chmod(0o755)
    folder.chmod(0o755)
    code = (
        "import os, pkgutil, sys\nfrom importlib import import_module\nimport charset_normalizer, pipeline\n"
        "for module in pkgutil.walk_packages(pipeline.__path__, 'pipeline.'):\n"
        "    module.name == 'pipeline.__main__' or import_module(module.name)\n"
        "from pipeline.cli import main\nimport_module('pipeline.detection')._certain('which language is it in')\n"
        "from pipeline import checks\nchecks.found('Wien wächst.', 'Graz grows.')\n"
        "sys.argv = 'pipeline translate --no-cache --engine fake --translator . -q closed.txt good.txt'.split()\n"
        "os.getuid() or os.setuid(65534)\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (4, "Wien tshcäw.\n\n")
    assert done.stderr == "pipeline: closed.txt cannot be read: Permission denied\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "a.txt", "--beams", "0"],
        ["run", "a.txt", "--reader", "no-such"],
        ["run", "a.txt", "--engine", "no-such"],
        ["run", "a.txt", "--compute", "no-such"],
        ["run", "a.txt", "--sentences", "x"],
        ["frobnicate"],
        ["run", "--nope"],
    ],
)
def test_wrong_usage_is_exit_code_2(pipeline: Pipeline, arguments: list[str]) -> None:
    done = pipeline(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--translator", "no-such"],
        ["--summarizer", "de-en-news-tiny"],
    ],
)
def test_a_name_that_does_not_exist_is_one_line_that_helps(
    pipeline: Pipeline, folder: Path, arguments: list[str]
) -> None:
    (folder / "a.txt").write_text("Wien wächst.", "utf-8")
    done = pipeline("run", "a.txt", "-q", *arguments)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_an_edited_brief_is_kept(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_text("Wien wächst.", "utf-8")
    pipeline("run", "a.txt")
    page = folder / "outputs" / "a.md"
    page.write_text("My own words.\n", "utf-8")
    done = pipeline("run", "a.txt", "--refresh")
    assert page.read_text("utf-8") == "My own words.\n"
    assert (folder / "outputs" / "a.new.md").exists()
    assert "a.new.md" in done.stderr


def test_two_articles_from_standard_input_are_two_briefs(pipeline: Pipeline, folder: Path) -> None:
    pipeline("run", "-", stdin="Wien wächst.")
    pipeline("run", "-", stdin="Graz wächst.")
    assert len(list((folder / "outputs").glob("stdin-*.md"))) == 2


def test_the_settings_file_is_heard_and_flags_win(pipeline: Pipeline, folder: Path) -> None:
    (folder / "pipeline.toml").write_text("[summary]\nsentences = 1\n", "utf-8")

    def printed(*flags: str) -> Any:
        return json.loads(pipeline("run", SEED, "--json", "-q", *flags).stdout)

    assert len(printed()["summary"]["sentences"]) == 1
    assert len(printed("--sentences", "2")["summary"]["sentences"]) == 2
    words = sum(len(s["text"].split()) for s in printed("--sentences", "0", "--words", "40")["summary"]["sentences"])
    assert 0 < words <= 40


def test_strict_is_exit_code_3_when_what_is_printed_is_flagged(pipeline: Pipeline, folder: Path) -> None:
    (folder / "terms.csv").write_text("Kassa,cash desk\n", "utf-8")
    (folder / "kassa.txt").write_text("Die Kassa ist leer.", "utf-8")
    (folder / "answers.json").write_text(json.dumps({"Die Kassa ist leer.": "It is empty."}), "utf-8")
    fake = ("--engine", "fake", "--translator", ".", "--summarizer", ".", "--json", "-q", "--strict")
    calm = pipeline("run", "kassa.txt", *fake)
    flagged = pipeline("run", "kassa.txt", *fake, "--glossary", "terms.csv")
    assert (calm.returncode, flagged.returncode) == (0, 3)
    assert any("cash desk" in note and note.startswith("Sentence 1: ") for note in json.loads(flagged.stdout)["notes"])


def test_a_glossary_that_cannot_be_read_is_one_line(pipeline: Pipeline, folder: Path) -> None:
    (folder / "terms.csv").write_text("Kassa,till\nJänner\n", "utf-8")
    done = pipeline("translate", SEED, "--glossary", "terms.csv")
    assert (done.returncode, done.stdout) == (1, "")
    wanted = "terms.csv, line 2: two fields are needed, German and English (or keep), and a note may follow"
    assert done.stderr == f"pipeline: {wanted}\n"


def test_a_glossary_in_the_settings_file_changes_the_words(pipeline: Pipeline, folder: Path) -> None:
    (folder / "terms.csv").write_text("Kurznachrichtendienst;short-message service\n", "utf-8")
    (folder / "pipeline.toml").write_text("[paths]\nglossary = \"terms.csv\"\n", "utf-8")
    assert "short-message service" in pipeline("translate", SEED, "-q").stdout


def test_summaries_of_several_articles_stand_apart(pipeline: Pipeline, folder: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text(f"The council of {name[:3]} met. It voted.", "utf-8")
    done = pipeline("summarize", "one.txt", "two.txt", "-q")
    wanted = "The council of one met.\nIt voted.\n\n==> two.txt <==\nThe council of two met.\nIt voted.\n"
    assert done.stdout == wanted


@pytest.mark.parametrize(("name", "begins"), [("a.html", "<!DOCTYPE html>"), ("a.tmx", "<?xml"), ("a.md", "# ")])
def test_the_name_of_the_file_says_which_bilingual_page_it_is(
    pipeline: Pipeline, folder: Path, name: str, begins: str
) -> None:
    first = pipeline("translate", SEED, "-o", name)
    assert first.returncode == 0, first.stderr
    page = (folder / name).read_text("utf-8")
    assert page.startswith(begins)
    assert "Foto: JONATHAN ERNST, Reuters" in page
    assert "Photo: JONATHAN ERNST, Reuters" in page
    second = pipeline("translate", SEED, "-o", name)
    assert "wrote" in first.stderr
    assert "wrote" not in second.stderr
    assert (folder / name).read_text("utf-8") == page


def test_a_bilingual_page_goes_to_standard_output_as_markdown(pipeline: Pipeline, folder: Path) -> None:
    done = pipeline("translate", SEED, "--format", "bilingual", "-q")
    assert done.stdout.startswith("# ")
    assert "## Whole text" in done.stdout


def test_several_articles_are_one_page_and_a_bad_one_does_not_stop_it(pipeline: Pipeline, folder: Path) -> None:
    (folder / "one.txt").write_text("Wien wächst.", "utf-8")
    done = pipeline("translate", "one.txt", "none.txt", SEED, "-o", "all.html", "-q")
    assert done.returncode == 4
    page = (folder / "all.html").read_text("utf-8")
    assert page.count("<article ") == 2
    assert '<nav aria-label="Articles">' in page


def test_an_output_that_cannot_be_written_is_told_before_anything_is_computed(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_text("Wien wächst.", "utf-8")
    for command in (["translate", "a.txt", "-o", "a.txt/x.md"], ["run", "a.txt", "-o", "a.txt"]):
        done = pipeline(*command)
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1].endswith("cannot be written: Not a directory; choose another place with -o")
        assert pipeline("cache", "ls").stdout == ""


def test_two_formats_at_once_are_one_line(pipeline: Pipeline, folder: Path) -> None:
    done = pipeline("translate", SEED, "--format", "html", "--json")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    other = pipeline("translate", SEED, "--to", "fr", "-o", "a.html")
    assert (other.returncode, other.stderr.count("\n")) == (1, 1)


def test_translate_says_which_sentences_are_flagged(pipeline: Pipeline, folder: Path) -> None:
    (folder / "terms.csv").write_text("Kassa,cash desk\n", "utf-8")
    (folder / "kassa.txt").write_text("Die Kassa ist leer.", "utf-8")
    (folder / "answers.json").write_text(json.dumps({"Die Kassa ist leer.": "It is empty."}), "utf-8")
    done = pipeline("translate", "kassa.txt", "--engine", "fake", "--translator", ".", "--glossary", "terms.csv")
    assert "flagged: “It is empty.”: The glossary wants “cash desk”" in done.stderr


@pytest.mark.parametrize(("command", "stages"), [("translate", ["segment", "translate", "retry"]),
                                                 ("summarize", ["segment", "summarize"])])  # fmt: skip
def test_a_line_that_is_no_brief_says_how_it_was_made_too(
    pipeline: Pipeline, folder: Path, command: str, stages: list[str]
) -> None:
    (folder / "one.txt").write_text("Wien wächst. Graz auch. Linz nicht. Wels schon.", "utf-8")
    said = json.loads(pipeline(command, "one.txt", "--json", "-q").stdout)
    assert [stage["name"] for stage in said["provenance"]["stages"]] == stages
    assert said["made"]["computed"]["segment"] == 1
