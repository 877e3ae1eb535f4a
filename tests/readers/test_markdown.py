"""Markdown is read by its structure."""

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.readers.markdown import read
from pipeline.values import Article, Kind


def one(text: str) -> Article:
    (article,) = read(text.encode(), "a.md")
    assert isinstance(article, Article)
    return article


def blocks(text: str) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in one(text).blocks]


def test_kinds_come_from_the_structure() -> None:
    assert blocks(
        "Brücke gesperrt\n===\n\nDas teilte die Stadt mit. Mehr\nfolgt.\n\n## Die Kosten\n\n> Das ist viel.\n\n"
        "- Erstens\n- Zweitens\n\n"
        "| Stadt | Zahl |\n|---|---|\n| Wien | zwei |\n\nFoto: APA\n\n(APA, 18.8.2015)\n"
    ) == [
        (Kind.HEADLINE, "Brücke gesperrt"),
        (Kind.PARAGRAPH, "Das teilte die Stadt mit. Mehr folgt."),
        (Kind.SUBHEADING, "Die Kosten"),
        (Kind.QUOTATION, "Das ist viel."),
        (Kind.ITEM, "Erstens"),
        (Kind.ITEM, "Zweitens"),
        (Kind.TABLE, "Stadt"),
        (Kind.TABLE, "Zahl"),
        (Kind.TABLE, "Wien"),
        (Kind.TABLE, "zwei"),
        (Kind.CREDIT, "Foto: APA"),
        (Kind.SIGNOFF, "(APA, 18.8.2015)"),
    ]


def test_footnotes_are_told_by_their_marks() -> None:
    assert blocks("Die Stadt wächst.[^1] Das war neu.\n\n[^1]: Ohne die Bezirke am Rand. Das ist viel.\n") == [
        (Kind.PARAGRAPH, "Die Stadt wächst. Das war neu."),
        (Kind.FOOTNOTE, "Ohne die Bezirke am Rand. Das ist viel."),
    ]


def test_marks_addresses_and_code_blocks_are_no_text() -> None:
    text = one(
        "Das *ist* **gut** [hier](https://x.org) &amp; `da`.\n\n```\ncode\n```\n\n<div>html</div>\n\n![b](c.png)\n"
    ).text
    assert text == "Das ist gut hier & da."


def test_front_matter_in_yaml_and_toml_says_who_and_when() -> None:
    for front in (
        "---\nTitle: A b\ndate: 2024-05-04T10:00:00+02:00\nauthors: [Eva M]\nurl: https://x.org/a\n---\n",
        '+++\ntitle = "A b"\ndate = 4.5.2024\nauthor = "Eva M"\ncanonical = "https://x.org/a"\n+++\n',
    ):
        article = one(f"{front}Es regnet heute sehr. Das war neu.\n")
        assert (article.title, str(article.date), article.author) == ("A b", "2024-05-04", "Eva M")
        assert article.address == "https://x.org/a"


def test_a_rule_at_the_beginning_is_no_front_matter() -> None:
    assert one("---\n\nEs regnet heute sehr.\n\n---\n").text == "Es regnet heute sehr."


def test_a_title_that_is_the_heading_too_stands_once() -> None:
    assert (
        one("---\ntitle: Es regnet\n---\n# Es regnet\n\nEs hört nicht auf.\n").text == "Es regnet\n\nEs hört nicht auf."
    )


@pytest.mark.parametrize("text", ["```\ncode\n```\n", "![a](b.png)\n", "---\n", "`x`\n"])
def test_what_has_no_prose_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"a\.md has no prose"):
        one(text)


def test_a_footnote_goes_on_in_indented_paragraphs_and_ends_with_the_next_at_the_margin() -> None:
    note = "[^1]: Ohne Rand.\n\n    Zweiter Absatz\n    davon.\n\n"
    source = f"Die Stadt wächst.[^1] Das war neu.\n\n{note}Sie wächst weiter.\n\n    code()\n"
    assert [each for each in blocks(source) if each[0] is Kind.FOOTNOTE] == [
        (Kind.FOOTNOTE, "Ohne Rand."), (Kind.FOOTNOTE, "Zweiter Absatz davon."),
    ]  # fmt: skip
    assert all("code" not in text for _, text in blocks(source))


def test_what_is_struck_and_the_raised_numbers_of_notes_are_no_text() -> None:
    struck = "Eltern sparen ~~500 *oder mehr*~~ 600 Euro."
    text = one(f"# Wien\n\n{struck} Das gilt bis 2028.<sup>1</sup> Auf 5 m<sup>2</sup> wächst es.\n").blocks[-1].text
    assert text == "Eltern sparen 600 Euro. Das gilt bis 2028. Auf 5 m² wächst es."
    (left,) = one("Das ist ~~[ein Fehler](https://x.example)~~ gut.\n").blocks
    assert left.text == "Das ist ein Fehler gut."


def test_struck_text_inside_struck_text_is_left_out_whole() -> None:
    # Tildes that touch are one delimiter with another inside.
    (block,) = one("Das ist ~~ein ~~großer~~ Fehler~~ gut.\n").blocks
    assert block.text == "Das ist gut."
    assert one("Das a~~~~b~~~~c ist gut.\n").blocks
