import datetime

import pytest

from pipeline.errors import InputError
from pipeline.pages.paragraphs import fragment
from pipeline.readers import html
from pipeline.values import Article, Kind
from tests.pages.outlets import FURNITURE, OUTLETS, Story
from tests.pages.stories import BUNDLED, SHARED, stories

STORIES = [*BUNDLED, *(list(stories(SHARED / "wikinews.jsonl", 12))[8:] if SHARED is not None else [])]


def read(page: str) -> Article:
    (article,) = html.read(page.encode(), "page.html")
    assert isinstance(article, Article), article.message
    for block in article.blocks:
        assert article.text[block.start : block.end].strip()
    return article


def said_of(data: bytes) -> str:
    """The title of what is read, or what is said in its place."""
    try:
        (found,) = html.read(data, "page.html")
    except InputError as error:
        return str(error)
    return (found.title or "") if isinstance(found, Article) else found.message


@pytest.mark.parametrize("outlet", OUTLETS)
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title[:20])
def test_every_paragraph_is_kept_in_order_and_no_furniture(outlet: str, story: Story):
    article = read(OUTLETS[outlet](story))
    bare = [text.removeprefix("## ").removeprefix("> ").removeprefix("- ") for text in story.paragraphs]
    assert article.text.split("\n\n") == [story.title, story.lead, *bare]
    for text in FURNITURE.values():
        assert text not in article.text


@pytest.mark.parametrize("outlet", [name for name in OUTLETS if name != "breaks"])
def test_blocks_are_of_the_kind_that_the_page_says(outlet: str):
    article = read(OUTLETS[outlet](BUNDLED[0]))
    kinds = {block.text: block.kind for block in article.blocks}
    assert kinds["Gemeinderat beschließt neues Hallenbad"] is Kind.HEADLINE
    assert kinds[BUNDLED[0].lead] is Kind.STANDFIRST
    assert kinds["Kritik am Standort"] is Kind.SUBHEADING
    assert kinds["„Wir sind nicht gegen das Bad, wir sind gegen diesen Platz.“"] is Kind.QUOTATION
    assert kinds["Rohbau mit Dach"] is Kind.ITEM


def test_rows_footnotes_and_a_byline_set_as_a_heading_are_no_prose():
    page = OUTLETS["orf"](BUNDLED[0])
    paragraph = BUNDLED[0].paragraphs[0]
    assert f"<p>{paragraph}</p>" in page
    more = (
        f"<h3>Von unserem Korrespondenten Max Muster</h3><p>{paragraph}</p>"
        "<table><tr><th>Jahr</th><th>Kosten</th></tr><tr><td>2023</td><td>zwölf Millionen</td></tr></table>"
        '<section class="footnotes"><ol><li>Ohne die Kosten des Grundstücks.</li></ol></section>'
    )
    kinds = {block.text: block.kind for block in read(page.replace(f"<p>{paragraph}</p>", more)).blocks}
    assert kinds["Jahr | Kosten"] is kinds["2023 | zwölf Millionen"] is Kind.TABLE
    assert kinds["Ohne die Kosten des Grundstücks."] is Kind.FOOTNOTE
    assert kinds["Von unserem Korrespondenten Max Muster"] is Kind.SIGNOFF


@pytest.mark.parametrize("outlet", OUTLETS)
def test_what_a_page_tells_of_its_article_is_kept(outlet: str):
    page = OUTLETS[outlet](BUNDLED[0])
    article = read(page)
    assert (article.title, article.title_origin) == (BUNDLED[0].title, "headline")
    assert article.date == datetime.date(2023, 4, 20)
    assert article.author == ("Maria Muster" if "Maria Muster" in page else None)
    named = "og:site_name" in page or f"{BUNDLED[0].title} - Lokalblatt</title>" in page
    assert (article.outlet is not None) == named
    assert (article.address is not None) == ("canonical" in page)
    assert article.language == "de"


def test_a_kicker_in_the_headline_s_element_is_no_part_of_it():
    assert read(OUTLETS["zeit"](BUNDLED[1])).blocks[0].text == BUNDLED[1].title


def test_a_fragment_of_a_feed_has_its_paragraphs_and_kinds():
    parts = fragment(
        "<p>Eins <b>zwei</b> <a href=x>drei</a>.</p>Nackt<br>weiter<br><br>neu<h3>Kopf</h3>"
        "<ul><li>a</li><li>b</li></ul>"
        "<figure><img><figcaption>weg</figcaption></figure><blockquote><p>Zitat</p></blockquote><script>x()</script>Ende"
        "<table><tr><td>A</td><td>B</td></tr></table>"
    )
    assert [(part.text, part.kind) for part in parts] == [
        ("Eins zwei drei.", None), ("Nackt weiter", None), ("neu", None), ("Kopf", Kind.SUBHEADING), ("a", Kind.ITEM),
        ("b", Kind.ITEM), ("Zitat", Kind.QUOTATION), ("Ende", None), ("A | B", Kind.TABLE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page",
    ["<html>", "<p>", "<html><body>" + "<div>" * 5000, "<" * 20_000, "<p>a</p>" * 20_000, "<ul><li>" * 3000 + "a",
     "\0<html>\0<p>a\0b", "<table>" * 400 + "<tr><td>a", "<html><script type='application/ld+json'>" + "[" * 100_000,
     "<!DOCTYPE html [<!ENTITY a 'b'>]><html><p>&a;&a;", "<html lang='\ud800'>".encode("utf-8", "replace").decode(),
     "<html><p>\u202e\u200b\ufeff\u2028", "<svg><title>a</title></svg>", "<html><meta charset='utf-16'><p>Grüße"],
)  # fmt: skip
def test_what_is_hardly_a_page_ends_in_one_line(page: str):
    assert "\n" not in said_of(page.encode())
