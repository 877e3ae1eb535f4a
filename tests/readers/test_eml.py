"""Mails: their text, who wrote it and when; what is attached is told and not read."""

from __future__ import annotations

import logging
import subprocess
import sys
import textwrap
from email.message import EmailMessage

import pytest

from pipeline.errors import InputError
from pipeline.readers.eml import read
from pipeline.values import Article, Kind

TEXT = "Die Brücke ist gesperrt. Das teilte die Stadt am Montag mit.\n"


def mail(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in (
        {"From": "Eva Müller <eva@x.at>", "Subject": "WG: Brücke zu", "Date": "Mon, 4 Mar 2024 10:00:00 +0100"}
        | headers
    ).items():
        made[name] = value
    return made


def one(data: bytes, **asked: str) -> Article:
    (article,) = read(data, "a.eml", **asked)
    assert isinstance(article, Article)
    return article


def test_plain_text_comes_before_html_and_headers_say_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    made = mail()
    made.set_content(TEXT)
    made.add_alternative("<p>Anderes</p>", subtype="html")
    made.add_attachment(b"x", maintype="application", subtype="pdf", filename="../../etc/a.pdf")
    with caplog.at_level(logging.WARNING):
        article = one(bytes(made).replace(b"etc/a", b"etc/=0Aa"))
    assert article.text.strip() == f"Brücke zu\n\n{TEXT}".strip()
    assert (article.title, article.author, str(article.date)) == ("Brücke zu", "Eva Müller", "2024-03-04")
    (line,) = caplog.messages
    assert "what is attached is not read" in line
    assert "\n" not in line


def test_html_alone_is_read_as_pages_are() -> None:
    made = mail()
    made.set_content(
        "<html><head><title>x</title><style>p {}</style></head><body><p>Die Br&uuml;cke<br>ist zu.</p>"
        "<script>var x = '<p>'"
        "</script><!-- <p>no</p> --><ul><li>Eins</li></ul>1 &lt; 2 < 3</body></html>",
        subtype="html",
    )
    assert one(bytes(made)).text == "Brücke zu\n\nDie Brücke ist zu.\n\nEins\n\n1 < 2 < 3"


PARAGRAPH = (
    "Der Gemeinderat von Musterhausen hat am Montag den Bau eines neuen Hallenbads beschlossen. Das Projekt kostet "
    "zwölf Millionen Euro und soll 2026 fertig sein."
)


def kinds(article: Article) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in article.blocks]


def test_a_newsletter_laid_out_by_tables_is_read_in_order() -> None:
    made = mail(Subject="Am Morgen")
    made.set_content("Ihr E-Mail-Programm zeigt kein HTML. Im Browser: https://x.example/1")
    made.add_alternative(
        "<body><div style='display:none'>Vorschau</div><table><tr><td><a href=x>Im Browser ansehen</a></td></tr>"
        "</table><table><tr><td><table><tr><td><p>Liebe Leserinnen und Leser,</p><p>heute geht es um ein Bad.</p>"
        "</td></tr></table>"
        f"</td></tr><tr><td><img src=a></td><td style='font-size:0px'><h2>Neues Hallenbad</h2><p>{PARAGRAPH}</p>"
        "<a href=y>Weiterlesen</a></td></tr><tr><td>Herzliche Gr&uuml;&szlig;e<br>Ihre Redaktion</td></tr><tr><td>Sie "
        "erhalten diesen Newsletter, weil Sie sich angemeldet haben.</td></tr></table></body>",
        subtype="html",
    )
    assert kinds(one(bytes(made))) == [
        (Kind.HEADLINE, "Am Morgen"),
        (Kind.CONTACT, "Im Browser ansehen"),
        (Kind.GREETING, "Liebe Leserinnen und Leser,"),
        (Kind.PARAGRAPH, "heute geht es um ein Bad."),
        (Kind.SUBHEADING, "Neues Hallenbad"),
        (Kind.PARAGRAPH, PARAGRAPH),
        (Kind.TEASER, "Weiterlesen"),
        (Kind.GREETING, "Herzliche Grüße Ihre Redaktion"),
        (Kind.CONTACT, "Sie erhalten diesen Newsletter, weil Sie sich angemeldet haben."),
    ]


HEADS = {
    "outlook": "<div><p><b>Von:</b> Max Muster &lt;max@z.example&gt;<br><b>Gesendet:</b> Freitag, 1. März 2024 09:12"
    "<br><b>An:</b> Eva Müller &lt;eva@x.at&gt;<br><b>Betreff:</b> Hallenbad</p></div>",
    "gmail": "<div>---------- Forwarded message ---------<br>Von: <b>Max Muster</b> &lt;max@z.example&gt;<br>"
    "Date: Fr., 1. März 2024 um 09:00 Uhr<br>Subject: Hallenbad<br>To: Eva &lt;eva@x.at&gt;<br></div><br><br>",
    "thunderbird": "<div>-------- Weitergeleitete Nachricht --------<table><tr><th>Betreff: </th><td>Hallenbad</td>"
    "</tr><tr><th>Datum: </th><td>Fri, 1 Mar 2024 09:00:00 +0100</td></tr><tr><th>Von: </th><td>Max Muster "
    "&lt;max@z.example&gt;</td></tr></table></div>",
}
FIGURES = (
    "<table><tr><td><p>Jahr</p></td><td><p>Euro</p></td></tr><tr><td><p>2024</p></td><td><p>vier</p></td></tr></table>"
)


@pytest.mark.parametrize("program", HEADS)
def test_what_a_colleague_passes_on_is_by_who_sent_it_first(program: str) -> None:
    made = mail(Subject="WG: Hallenbad")
    note = "<p>Schau dir das bitte an.</p>"
    body = f"<blockquote type=cite><p>{PARAGRAPH}</p>{FIGURES}</blockquote>"
    made.set_content(f"{note}{HEADS[program]}{body}", subtype="html")
    article = one(bytes(made))
    assert (article.author, str(article.date)) == ("Max Muster", "2024-03-01")
    assert kinds(article)[:2] == [(Kind.HEADLINE, "Hallenbad"), (Kind.GREETING, "Schau dir das bitte an.")]
    assert kinds(article)[-3:] == [
        (Kind.PARAGRAPH, PARAGRAPH), (Kind.TABLE, "Jahr | Euro"), (Kind.TABLE, "2024 | vier"),
    ]  # fmt: skip
    assert {kind for kind, _ in kinds(article)[2:-3]} <= {Kind.CONTACT, Kind.TABLE}


def test_what_is_passed_on_in_plain_text_is_read_without_its_marks() -> None:
    made = mail(Subject="Fwd: Hallenbad")
    quoted = [
        "Von: Max Muster <max@z.example>", "Betreff: Hallenbad", "Datum: 1. März 2024 um 09:00:00 MEZ", "",
        *textwrap.wrap(PARAGRAPH, 60),
    ]  # fmt: skip
    lines = ["Zur Info.", "", "Anfang der weitergeleiteten Nachricht:", "", *[f"> {line}" for line in quoted]]
    made.set_content("\n".join(lines))
    article = one(bytes(made))
    assert (article.author, str(article.date)) == ("Max Muster", "2024-03-01")
    assert kinds(article)[1] == (Kind.GREETING, "Zur Info.")
    assert kinds(article)[-1] == (Kind.PARAGRAPH, PARAGRAPH)


def test_headers_and_a_signature_are_no_measure_for_the_lines_of_the_text() -> None:
    made = mail(Subject="WG: Hallenbad")
    lines = [
        "Hallo Eva,", "kannst du das machen? Danke!", "LG Max", "", "-----Ursprüngliche Nachricht-----",
        "Von: Max Muster [mailto:max@z.example]", "Gesendet: Freitag, 1. März 2024 09:00", "An: Redaktion",
        "Betreff: Hallenbad", "", *textwrap.wrap(PARAGRAPH, 70), "", "Mit freundlichen Grüßen", "Max Muster",
        "Redaktion Lokales", "Tel. +43 732 123456", "Diese E-Mail ist vertraulich. " * 7,
    ]  # fmt: skip
    made.set_content("\n".join(lines), cte="8bit")
    article = one(bytes(made))
    assert [text for kind, text in kinds(article) if kind is Kind.PARAGRAPH] == [PARAGRAPH]
    assert (article.author, str(article.date)) == ("Max Muster", "2024-03-01")


def test_a_long_line_under_a_wrapped_mail_does_not_break_its_paragraphs() -> None:
    made = mail()
    lines = [*textwrap.wrap(f"{PARAGRAPH} {PARAGRAPH} {PARAGRAPH}", 60), "", "Diese E-Mail ist vertraulich. " * 10]
    made.set_content("\n".join(lines), cte="8bit")
    assert kinds(one(bytes(made)))[1] == (Kind.PARAGRAPH, f"{PARAGRAPH} {PARAGRAPH} {PARAGRAPH}")


def test_the_mark_of_a_signature_parts_it_from_the_text() -> None:
    made = mail()
    made.set_content(f"{TEXT}\n-- \nStadt Musterhausen\nDie Stadt zum Leben.\n")
    assert kinds(one(bytes(made)))[1:] == [
        (Kind.PARAGRAPH, TEXT.strip()),
        (Kind.CONTACT, "--"),
        (Kind.CONTACT, "Stadt Musterhausen Die Stadt zum Leben."),
    ]


def test_without_the_library_for_pages_html_is_read_by_its_words() -> None:
    made = mail()
    made.set_content("<p>Die Br&uuml;cke ist zu.</p><p>Das war neu.</p>", subtype="html")
    hide = (
        "import sys\nsys.modules['lxml'] = None\nfrom pipeline.readers.eml import read\n"
        "(article,) = read(sys.stdin.buffer.read(), 'a.eml')\nprint(ascii(article.text))"
    )
    done = subprocess.run([sys.executable, "-c", hide], input=bytes(made), capture_output=True, check=True)
    assert done.stdout.decode().strip() == ascii("Brücke zu\n\nDie Brücke ist zu.\n\nDas war neu.")


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "nonsense", "us-ascii", ""])
def test_encodings_named_rightly_wrongly_or_not_at_all(charset: str) -> None:
    body = "Größere Städte wachsen, und das überall. „Schön“ ist es nicht.".replace("„", '"').replace("“", '"')
    said = f"; charset={charset}" if charset else ""
    as_is = charset if charset in ("iso-8859-1", "windows-1252", "utf-16") else "utf-8"
    data = f"From: a@b.c\nSubject: S t\nContent-Type: text/plain{said}\n\n".encode() + body.encode(as_is)
    if charset == "utf-16":
        import base64

        data = (
            data.partition(b"\n\n")[0]
            + b"\nContent-Transfer-Encoding: base64\n\n"
            + base64.b64encode(body.encode(as_is))
        )
    assert body in one(data).text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Das ist kein Brief.\n", "is no mail"),
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"From: a@b.c\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nxx", "encrypted .S/MIME."),
        (b"From: a@b.c\nContent-Type: image/png\n\nxx", "mail with no text"),
        (b"From: a@b.c\n\n\n", "mail with no text"),
        (
            b"From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 600 + b"--b--",
            "more than 500 parts",
        ),
    ],
)
def test_what_has_no_text_in_it_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        one(data)


def test_mails_in_mails_are_attachments_however_deep() -> None:
    inner = "From: a@b.c\nContent-Type: message/rfc822\n\n" * 300 + "From: a@b.c\n\nInnen"
    head = "From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n"
    made = f"{head}--b\n\n{TEXT}\n--b\nContent-Type: message/rfc822\n\n{inner}"
    try:
        assert TEXT.strip() in one(made.encode()).text
    except InputError as error:
        assert "nested too deeply" in str(error)  # noqa: PT017  # either is well
