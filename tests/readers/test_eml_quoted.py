"""Mails that answer, quote or carry other mails, and what their programs do to lines."""
from __future__ import annotations

import logging
from datetime import date

import pytest

from pipeline.readers.eml import read
from pipeline.values import Article, Kind

PROSE = "Die Donau ist in Krems auf 7,80 Meter gestiegen. Die Stadt hat den Hochwasserschutz aufgebaut. "
HEAD = "From: Max <m@z.example>\nSubject: {}\nDate: Wed, 18 Nov 2026 13:15:00 +0100\n"


def one(text: str | bytes) -> Article:
    (article,) = read(text if isinstance(text, bytes) else text.encode(), "a.eml")
    assert isinstance(article, Article)
    return article


def kinds(article: Article) -> dict[str, Kind]:
    return {block.text: block.kind for block in article.blocks}


def test_lines_quoted_under_an_article_are_none_of_it() -> None:
    quoted = "> Hallo Max,\n> wann kommt der Text? Wir warten.\n> LG Eva\n"
    said = f"{PROSE * 4}\n\nAm 19.11.2026 um 10:42 schrieb Eva:\n{quoted}"
    article = one(HEAD.format("AW: Hochwasser") + "\n" + said)
    assert article.author == "Max"
    assert [text for text, kind in kinds(article).items() if kind is Kind.PARAGRAPH] == [(PROSE * 4).strip()]
    assert not any(text.startswith(">") for text in kinds(article))


def test_a_quoted_article_under_a_note_is_the_article() -> None:
    quoted = (
        "> Liebe Kollegen,\n>\n> Die Donau ist in Krems auf 7,80 Meter gestiegen. Die Stadt\n> hat ihn aufgebaut.\n"
        ">\n> -- \n> Eva Huber, Chronik"
    )
    wrote = "Am 18. November 2026 schrieb Eva:"
    article = one(HEAD.format("Re: Hochwasser") + f"\n{wrote}\n{quoted}\n\nPasst, danke!\nMax\n")
    said = kinds(article)
    assert article.author == "Eva"
    assert said["Die Donau ist in Krems auf 7,80 Meter gestiegen. Die Stadt hat ihn aufgebaut."] is Kind.PARAGRAPH
    assert said["Eva Huber, Chronik"] is Kind.CONTACT
    assert {kind for text, kind in said.items() if "Passt" in text} == {Kind.GREETING}


def test_a_line_behind_an_angle_in_a_mail_that_answers_nothing_is_a_quotation() -> None:
    article = one(HEAD.format("Hochwasser") + f"\n{PROSE}\n\n> Wir haben Glück gehabt.\n\n{PROSE}\n")
    assert kinds(article)["> Wir haben Glück gehabt."] is Kind.QUOTATION


def test_soft_line_ends_are_undone() -> None:
    flow = "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n"
    text = "Das Museum zeigt Bilder von Egon Schie \nle. Die Schau umfasst New  \nYork.\n"
    article = one(f"{HEAD.format('Museum')}{flow}\n{text}")
    assert article.blocks[-1].text == "Das Museum zeigt Bilder von Egon Schiele. Die Schau umfasst New York."
    kept = one(f"{HEAD.format('Museum')}{flow.replace('; delsp=yes', '')}\nDas Museum zeigt \nBilder von Schiele.\n")
    assert kept.blocks[-1].text == "Das Museum zeigt Bilder von Schiele."


def test_a_subject_in_the_bytes_of_windows_is_read() -> None:
    data = f"From: Presse <p@x.example>\nSubject: Brücke in Krems gesperrt\n\nDie Brücke ist gesperrt. {PROSE}\n"
    article = one(data.encode("windows-1252"))
    assert article.title == "Brücke in Krems gesperrt"


def test_a_mail_of_a_mailbox_is_read() -> None:
    box = "From p@x.example Fri Nov 20 09:00:00 2026\n"
    article = one(box + HEAD.format("Brücke") + f"\n{PROSE}\n\n>From hier an geht es.\n")
    assert article.date == date(2026, 11, 18)
    assert article.blocks[-1].text == "From hier an geht es."


@pytest.mark.parametrize("note", ["siehe unten, lg anna\n", ""])
def test_a_mail_that_is_attached_is_the_article_of_its_sender(note: str, caplog: pytest.LogCaptureFixture) -> None:
    head = "From: Polizei <p@y.example>\nSubject: Schlag gegen Bande\nDate: Mon, 16 Nov 2026 18:00:00 +0100\n"
    inner = f"{head}\n{PROSE * 2}\n"
    made = (
        HEAD.format("Fwd: Schlag") + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\n{note}\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
    )
    with caplog.at_level(logging.WARNING):
        article = one(made)
    assert (article.title, article.author, article.date) == ("Schlag gegen Bande", "Polizei", date(2026, 11, 16))
    assert kinds(article).get("siehe unten, lg anna", Kind.GREETING) is Kind.GREETING
    assert "not read" not in caplog.text
