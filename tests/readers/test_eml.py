"""Mails: their text, who wrote it and when; what is attached is told and not read."""

from __future__ import annotations

import logging
from email.message import EmailMessage

import pytest

from pipeline.errors import InputError
from pipeline.readers.eml import read
from pipeline.values import Article

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


def test_html_alone_is_read_by_its_words() -> None:
    made = mail()
    made.set_content(
        "<html><head><title>x</title><style>p {}</style></head><body><p>Die Br&uuml;cke<br>ist zu.</p>"
        "<script>var x = '<p>'"
        "</script><!-- <p>no</p> --><ul><li>Eins</li></ul>1 &lt; 2 < 3</body></html>",
        subtype="html",
    )
    assert one(bytes(made)).text == "Brücke zu\n\nDie Brücke\nist zu.\n\nEins\n\n1 < 2 < 3"


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
        (b"", "is no mail"),
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
