"""The formats that newsrooms have, from the command line: a folder of them, other languages, Markdown kept."""

from __future__ import annotations

import json
from pathlib import Path

import docx

from benchmarks.pdf_pages import LAYOUTS, make
from tests.cli.conftest import Pipeline

TEXT = (
    "Die Stadt wächst weiter. Das teilte die Stadtverwaltung am Montag mit. Die Kosten steigen auf drei Millionen Euro."
)
ENGLISH = (
    "The city council announced on Monday that the bridge would be finished in 2027. The costs are rising, and the "
    "mayor said that they would have to be paid by the state."
)


def fill(folder: Path) -> None:
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.md").write_text(f"# Wien wächst\n\n{TEXT}\n", "utf-8")
    head = "From: Eva <e@x.at>\nSubject: Wien\nContent-Type: text/plain; charset=utf-8\n\n"
    (folder / "c.eml").write_text(f"{head}{TEXT}\n", "utf-8")
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(str(folder / "d.docx"))
    (folder / "e.pdf").write_bytes(make(LAYOUTS[0], "Wien wächst", [TEXT]).data)
    (folder / "f.txt").write_text(ENGLISH, "utf-8")
    (folder / "g.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "h.jpg").write_bytes(b"x")


def test_a_folder_of_mixed_files_with_bad_ones(pipeline: Pipeline, folder: Path) -> None:
    fill(folder / "news")
    done = pipeline("run", "news")
    assert done.returncode == 4
    assert sorted(path.name for path in (folder / "outputs").glob("*.json")) == [f"{n}.json" for n in "abcde"]
    said = done.stderr.splitlines()
    assert "pipeline: news: 7 to read; passed over: 1 that no reader knows (.jpg)" in said
    assert any("news/f.txt is in English, not German; pipeline summarize reads English" in line for line in said)
    assert any(line.startswith("pipeline: news/g.pdf is damaged") for line in said)
    assert "5 done" in done.stderr
    assert "2 failed" in done.stderr


def test_from_says_that_an_article_is_german_all_the_same(pipeline: Pipeline, folder: Path) -> None:
    (folder / "f.txt").write_text(ENGLISH, "utf-8")
    assert pipeline("translate", "f.txt").returncode == 1
    assert pipeline("translate", "--from", "de", "f.txt").returncode == 0


def test_summarize_says_that_a_german_article_is_german(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    done = pipeline("summarize", "a.txt")
    assert done.returncode == 1
    assert "a.txt is in German, not English; pipeline run makes an English brief of it" in done.stderr


def test_english_paragraphs_stay_and_are_counted(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_text(f"{TEXT}\n\n{ENGLISH}\n\n{TEXT}", "utf-8")
    done = pipeline("translate", "a.txt")
    assert ENGLISH in done.stdout
    assert "1 paragraph in English left as it is" in done.stderr


def test_markdown_is_markdown_again(pipeline: Pipeline, folder: Path) -> None:
    text = f"---\ntitle: Wien wächst\n---\n\n[Microsoft](https://x.org) klagt.\n\n```\ncode *x*\n```\n\n- {TEXT}\n"
    (folder / "a.md").write_text(text, "utf-8")
    done = pipeline("translate", "a.md")
    assert "[Microsoft](https://x.org)" in done.stdout
    assert "```\ncode *x*\n```" in done.stdout
    assert "\n- " in done.stdout
    pipeline("translate", "a.md", "-o", "a.en.md")
    assert (folder / "a.en.md").read_text("utf-8").strip() == done.stdout.strip()
    assert pipeline("translate", "a.md", "-o", "page.md", "--format", "markdown").returncode == 0
    assert "## Whole text" in (folder / "page.md").read_text("utf-8")


def test_doctor_names_the_readers(pipeline: Pipeline) -> None:
    said = json.loads(pipeline("doctor", "--json").stdout)
    for name in ("docx", "eml", "jsonl", "markdown", "parquet", "pdf", "text"):
        assert f"{name} (" in said["readers"]


def test_a_missing_library_is_one_line_with_the_command(pipeline: Pipeline, folder: Path) -> None:
    (folder / "pdfminer.py").write_text("raise ImportError", "utf-8")
    (folder / "a.pdf").write_bytes(b"%PDF-1.4")
    done = pipeline("run", "a.pdf")
    assert done.returncode == 1
    assert done.stderr.endswith("a.pdf needs a library that is not installed: pip install 'german-briefs[pdf]'\n")
