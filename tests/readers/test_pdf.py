"""PDFs as newspapers lay them out: order, whole words, no furniture; and what no words can be had of."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from benchmarks.pdf_pages import LAYOUTS, Layout, make
from pipeline.errors import InputError
from pipeline.readers.pdf import read
from pipeline.values import Article, Kind

HEADLINE = "Brücke über den Fluss wird erst in drei Jahren fertig"
SENTENCES = (
    "Die Stadtverwaltung teilte am Montag mit, dass die Bauarbeiten an der Eisenbahnbrücke unterbrochen werden müssen.",
    "Grund dafür sind außergewöhnlich schwierige Bodenverhältnisse, mit denen niemand gerechnet hatte.",
    "Der Bürgermeister sprach von einer Herausforderung für die ganze Region und bat die Bevölkerung um Verständnis.",
    "Wirtschaftsvertreter fürchten lange Umwege für Lieferanten und höhere Kosten für Verbraucherinnen im Land.",
    "Im Frühjahr soll ein unabhängiges Gutachten klären, wie es mit der Baustelle weitergehen kann.",
)
PARAGRAPHS = [" ".join(SENTENCES[(n + k) % 5] for k in range(2 + n % 3)) + f" Das war Absatz {n}." for n in range(22)]


def one(data: bytes) -> Article:
    (article,) = read(data, "a.pdf")
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_paragraphs_come_whole_and_in_order(layout: Layout) -> None:
    made = make(layout, HEADLINE, PARAGRAPHS)
    article = one(made.data)
    assert article.title == HEADLINE
    texts = [block.text for block in article.blocks]
    found = [text for text in texts if text in PARAGRAPHS]
    assert len(found) >= 0.9 * len(PARAGRAPHS)
    assert found == [text for text in PARAGRAPHS if text in found]
    whole = " ".join(texts)
    assert sorted(re.findall(r"Absatz (\d+)\.", whole), key=int) == [str(n) for n in range(22)]
    words = set(re.findall(r"\w+", " ".join(PARAGRAPHS)))
    assert words <= set(re.findall(r"\w+", whole))
    for line in made.furniture:
        assert line not in whole
    for caption in made.captions:
        assert caption in texts


def canvas(**asked: Any) -> tuple[io.BytesIO, Canvas]:
    out = io.BytesIO()
    return out, Canvas(out, **asked)


def scanned() -> bytes:
    from PIL import Image

    out, page = canvas()
    picture = Image.new("RGB", (60, 80), "white")
    for _ in range(2):
        page.drawInlineImage(picture, 0, 0, 595, 842)
        page.showPage()
    page.save()
    return out.getvalue()


def locked() -> bytes:
    out, page = canvas(encrypt=pdfencrypt.StandardEncryption("geheim", ownerPassword="b"))
    page.drawString(50, 700, "Die Stadt wächst.")
    page.save()
    return out.getvalue()


def empty() -> bytes:
    out, page = canvas()
    page.showPage()
    page.save()
    return out.getvalue()


def looped() -> bytes:
    """A tree of pages that is its own branch."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]"
        b"/Count 2>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def stuffed() -> bytes:
    """A stream that unpacks to gigabytes."""
    import zlib

    press = zlib.compressobj(9)
    data = b"".join(press.compress(b" " * 10_000_000) for _ in range(400)) + press.flush()
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length "
        + str(len(data)).encode()
        + b">>stream\n"
        + data
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (scanned, r"only pictures of pages, as a scanner makes them.*ocrmypdf"),
        (locked, "is encrypted"),
        (empty, "has no text"),
        (looped, "has no pages|is damaged|nested"),
        (lambda: b"%PDF-1.4\nxxx", "is damaged"),
        (stuffed, "within 3 GB of memory|is damaged|has no text|in 120 s"),
        (lambda: b"", "is damaged"),
    ],
)
def test_what_no_words_can_be_had_of_is_named_in_one_line(made: Any, said: str) -> None:
    with pytest.raises(InputError, match=rf"^a\.pdf .*({said})") as refused:
        one(made())
    assert "\n" not in str(refused.value)


def test_small_letters_with_a_number_are_a_footnote_and_no_author_is_made_up() -> None:
    out, page = canvas()
    page.setFont("Helvetica", 11)
    for number in range(12):
        page.drawString(50, 700 - 14 * number, f"{SENTENCES[number % 5][:80]} {number}.")
    page.setFont("Helvetica", 8)
    page.drawString(50, 150, "1 Ohne die Bezirke am Rand, die nicht gezählt wurden.")
    page.save()
    article = one(out.getvalue())
    assert article.blocks[-1].kind is Kind.FOOTNOTE
    assert article.blocks[0].kind is not Kind.FOOTNOTE
    assert article.author is None


def test_a_heading_inside_is_told_by_its_letters() -> None:
    out, page = canvas()
    y = 780
    for size, font, text in [
        (18, "Helvetica-Bold", "Wien wächst"),
        (10, "Times-Roman", "Die Stadt wächst weiter an."),
        (10, "Times-Bold", "Die Kosten"),
        (10, "Times-Roman", "Sie steigen sehr."),
    ]:
        page.setFont(font, size)
        page.drawString(60, y, text)
        y -= 30
    page.save()
    assert [block.kind for block in one(out.getvalue()).blocks][::2] == [Kind.HEADLINE, Kind.SUBHEADING]
