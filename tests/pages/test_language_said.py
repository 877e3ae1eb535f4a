"""A page that says another language than asked for: its text decides, and one line tells."""

from __future__ import annotations

import logging

import pytest

from pipeline.readers import html
from pipeline.values import Article
from tests.cli.conftest import Pipeline, folder, pipeline  # noqa: F401

GERMAN = (
    "Die Stadt teilte am Montag mit, dass die Brücke über den Fluss erst 2027 fertig wird und dass die Kosten steigen. "
    "Der Bund soll einen Teil davon zahlen, sagte die Bürgermeisterin nach der Sitzung des Gemeinderats."
)
FRENCH = (
    "Le président a annoncé mardi une réforme du système de retraite, qui doit entrer en vigueur l'an prochain. "
    "Les syndicats ont appelé à une journée de grève dans toute la France, selon leurs responsables."
)


def page(code: str, text: str) -> bytes:
    head = '<title>A</title><meta property="og:type" content="article">'
    body = "".join(f"<p>{each}.</p>" for each in text.rstrip(".").split(". "))
    return (
        f'<!doctype html><html lang="{code}"><head>{head}</head><body><article>{body}</article></body></html>'.encode()
    )


@pytest.mark.parametrize(
    ("code", "text", "lines"),
    [
        ("fr", GERMAN, 1),
        ("fr-FR", GERMAN, 1),
        ("de-AT", GERMAN, 0),
        ("", GERMAN, 0),
        ("xx-what", GERMAN, 0),
        # Who asked for it tells what is certain.
        ("fr", FRENCH, 0),
        ("de", FRENCH, 0),
    ],
)
def test_the_reader_tells_only_what_the_text_does_not(
    code: str, text: str, lines: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        (article,) = html.read(page(code, text), "a.html")
    assert isinstance(article, Article)
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == lines
    assert all(line.startswith("a.html says that it is in French and is read as German") for line in said)


@pytest.mark.parametrize(
    ("code", "text", "well", "told"),
    [
        ("fr", FRENCH, False, "a.html is in French, not German; --from fr reads it as that"),
        ("de", FRENCH, False, "a.html is in French, not German; --from fr reads it as that"),
        ("fr", GERMAN, True, "a.html says that it is in French and is read as German; if the page is right"),
    ],
)
def test_one_line_tells_of_it(
    pipeline: Pipeline, folder, code: str, text: str, well: bool, told: str  # noqa: F811
) -> None:
    (folder / "a.html").write_bytes(page(code, text))
    done = pipeline("run", "a.html")
    said = [line for line in done.stderr.splitlines() if "French" in line]
    assert len(said) == 1, done.stderr
    assert said[0].startswith(f"pipeline: {told}")
    assert (done.returncode == 0) == well, done.stderr
