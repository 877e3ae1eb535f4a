"""Word documents, and archives that pretend to be one."""

from __future__ import annotations

import datetime
import io
import zipfile

import docx
import pytest

from pipeline.errors import InputError
from pipeline.readers.docx import read
from pipeline.values import Article, Kind


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """``data`` with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other:
        for info in archive.infolist():
            part = archive.read(info)
            if info.filename == name:
                assert old in part
                part = part.replace(old, new)
            other.writestr(info.filename, part)
    return out.getvalue()


def plain() -> bytes:
    document = docx.Document()
    document.add_paragraph("Die Stadt wächst. Das war neu.")
    return saved(document)


def one(data: bytes) -> Article:
    (article,) = read(data, "a.docx")
    assert isinstance(article, Article)
    return article


def test_structure_and_properties_are_read() -> None:
    document = docx.Document()
    document.add_heading("Brücke gesperrt", 0)
    document.add_paragraph("Das teilte die Stadt mit. Die Kosten steigen.")
    document.add_heading("Die Kosten", 2)
    document.add_paragraph("Erstens", style="List Bullet")
    document.add_paragraph("Das ist viel.", style="Quote")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Wien", "zwei"
    document.core_properties.author = "Eva M"
    document.core_properties.modified = datetime.datetime(2024, 5, 4, 10)
    article = one(saved(document))
    assert [(block.kind, block.text) for block in article.blocks] == [
        (Kind.HEADLINE, "Brücke gesperrt"),
        (Kind.PARAGRAPH, "Das teilte die Stadt mit. Die Kosten steigen."),
        (Kind.SUBHEADING, "Die Kosten"),
        (Kind.ITEM, "Erstens"),
        (Kind.QUOTATION, "Das ist viel."),
        (Kind.TABLE, "Wien | zwei"),
    ]
    assert (article.title, article.author, str(article.date)) == ("Brücke gesperrt", "Eva M", "2024-05-04")


def test_a_title_of_the_properties_opens_a_text_without_one() -> None:
    document = docx.Document()
    document.add_paragraph("Die Stadt wächst. Das war neu.")
    document.core_properties.title = "Wien wächst"
    assert one(saved(document)).text == "Wien wächst\n\nDie Stadt wächst. Das war neu."


def test_a_frame_of_one_cell_and_columns_of_text_are_no_tables() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "Die Stadt wächst. Das war neu."
    columns = document.add_table(1, 2)
    columns.cell(0, 0).text, columns.cell(0, 1).text = "Er kam am Montag. " * 15, "Sie ging am Dienstag. " * 15
    assert [block.kind for block in one(saved(document)).blocks] == [Kind.PARAGRAPH] * 3


def test_the_headline_may_stand_under_a_letterhead() -> None:
    document = docx.Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "Stadt Linz", "Presse"
    document.add_paragraph("Aus dem Rathaus")
    document.add_heading("Brücke gesperrt", 0)
    document.add_paragraph("Das teilte die Stadt mit. Die Kosten steigen.")
    assert [block.kind for block in one(saved(document)).blocks] == [
        Kind.TABLE, Kind.SUBHEADING, Kind.HEADLINE, Kind.PARAGRAPH,
    ]  # fmt: skip


NOTES = (
    b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    b'<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Ohne die Bezirke am Rand.</w:t></w:r></w:p>'
    b"</w:footnote></w:footnotes>"
)


def test_footnotes_stand_behind_the_text() -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    document.add_paragraph("Die Stadt wächst. Das war neu.")
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), media, NOTES, document.part.package)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    document.part.relate_to(part, kind)
    assert [(block.kind, block.text) for block in one(saved(document)).blocks] == [
        (Kind.PARAGRAPH, "Die Stadt wächst. Das war neu."),
        (Kind.FOOTNOTE, "Ohne die Bezirke am Rand."),
    ]


@pytest.mark.parametrize("author", ["python-docx", "Microsoft Office User", "unknown", "(anonymous)", "", "Eva Müller"])
def test_what_programs_put_into_properties_is_not_shown(author: str) -> None:
    document = docx.Document()
    document.add_paragraph("Die Stadt wächst. Das war neu.")
    document.core_properties.title = "Dokument1"
    document.core_properties.author = author
    article = one(saved(document))
    assert (article.author, article.date) == ("Eva Müller" if "Eva" in author else None, None)
    assert article.title != "Dokument1"


def test_what_was_inserted_is_read_and_what_was_deleted_is_not() -> None:
    old = b"<w:r><w:t>Die Stadt w\xc3\xa4chst. Das war neu.</w:t></w:r>"
    new = (
        b'<w:ins w:id="1" w:author="a"><w:r><w:t>Die Stadt</w:t></w:r></w:ins>'
        b'<w:del w:id="2" w:author="a"><w:r><w:delText>'
        b"weg</w:delText></w:r></w:del><w:r><w:tab/><w:t>w\xc3\xa4chst.</w:t><w:br/><w:t>Ja.</w:t></w:r>"
    )
    assert one(changed(plain(), "word/document.xml", old, new)).text == "Die Stadt wächst.\nJa."


def bomb() -> bytes:
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", b"\0" * 400_000_000)
    return out.getvalue()


def xml_bomb() -> bytes:
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/extra.xml", b"<a>" + b" " * 70_000_000 + b"</a>")
    return out.getvalue()


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
MAIN = "word/document.xml"


def with_entities() -> bytes:
    return changed(plain(), MAIN, b"<w:document", ENTITIES + b"<w:document")


def deep() -> bytes:
    return changed(plain(), MAIN, b"<w:body>", b"<w:body>" + b"<w:sdt>" * 100_000)


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../a.txt", "x")
    return out.getvalue()


def many() -> bytes:
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a") as archive:
        for n in range(5_001):
            archive.writestr(f"x/{n}", b"")
    return out.getvalue()


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (bomb, "unpacks to 40. MB"),
        (xml_bomb, "unpacks to 7. MB"),
        (with_entities, "declares XML entities"),
        (deep, "is damaged"),
        (a_zip, "is a zip archive and no Word document"),
        (many, "parts, and no document"),
        (lambda: plain()[:-200], "is damaged"),
        (lambda: b"PK\x03\x04" + b"x" * 100, "is damaged"),
        (lambda: b"", "is damaged"),
        (lambda: changed(plain(), MAIN, b"Die Stadt w\xc3\xa4chst. Das war neu.", b""), "has no text"),
        (lambda: changed(plain(), MAIN, b"</w:body>", b""), "is damaged"),
    ],
)
def test_what_is_damaged_or_made_to_harm_is_refused_in_one_line(made: object, said: str) -> None:
    with pytest.raises(InputError, match=rf"^a\.docx .*{said}") as refused:
        one(made())  # type: ignore[operator]
    assert "\n" not in str(refused.value)


def test_a_large_bold_line_is_the_headline_whatever_its_style() -> None:
    document = docx.Document()
    document.add_paragraph("Medieninformation des Amts")
    run = document.add_paragraph().add_run("Mehr Gäste im Oktober")
    run.bold, run.font.size = True, docx.shared.Pt(18)
    document.add_paragraph("Die Zahl der Gäste ist gestiegen. Das teilte das Amt mit.")
    assert one(saved(document)).title == "Mehr Gäste im Oktober"


def test_a_table_of_two_columns_of_text_is_text_and_one_of_figures_a_table() -> None:
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = ("Bahn streicht Züge nach Prag\nDie Bahn streicht ab Dezember vier Züge nach Prag. Das teilte das "
                     "Unternehmen am Dienstag mit.")  # fmt: skip
    cells[1].text = "Betroffen sind Verbindungen am Abend. Ein Ersatzverkehr mit Bussen wird vom Amt eingerichtet."
    rows = document.add_table(1, 2).rows[0].cells
    rows[0].text, rows[1].text = "Wien", "1.720.000"
    article = one(saved(document))
    assert article.title == "Bahn streicht Züge nach Prag"
    assert [block.kind for block in article.blocks] == [Kind.HEADLINE, Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.TABLE]


def test_what_is_hidden_struck_or_moved_away_is_left_out() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Die Stadt wächst. ")
    hidden, struck = paragraph.add_run("Das ist verborgen. "), paragraph.add_run("500 ")
    hidden.font.hidden, struck.font.strike = True, True
    paragraph.add_run("600 Menschen kamen. ").font.strike = False
    paragraph.add_run("WEG")
    moved = changed(
        saved(document),
        "word/document.xml",
        b"<w:r><w:t>WEG</w:t></w:r>",
        b'<w:moveFrom w:id="9" w:author="x"><w:r><w:t>WEG</w:t></w:r></w:moveFrom>',
    )
    assert [block.text for block in one(moved).blocks] == ["Die Stadt wächst. 600 Menschen kamen."]


def test_a_caption_by_its_style_is_no_paragraph() -> None:
    document = docx.Document()
    document.add_paragraph("Die Stadt wächst. Das war neu.")
    document.add_paragraph("Das neue Rathaus der Stadt.", style="Caption")
    assert one(saved(document)).blocks[-1].kind is Kind.TABLE
