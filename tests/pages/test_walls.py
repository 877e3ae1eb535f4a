import json

import pytest

from pipeline import walls
from pipeline.news import recognise
from pipeline.readers import html, text
from pipeline.values import Article, Failure
from tests.pages.stories import BUNDLED, SHARED
from tests.pages.walls import CLEAN, OFFER, PLAN, WITHDRAWN


@pytest.mark.parametrize("name", PLAN)
def test_what_stands_in_an_article_s_place_is_named_with_a_way_out(name):
    page, says = PLAN[name]
    (found,) = html.read(page.encode(), "page.html")
    assert isinstance(found, Failure), found.title
    assert says in found.message
    assert "\n" not in found.message
    assert any(way in found.message for way in ("pipeline run -", "another newspaper", "address of an article"))


@pytest.mark.parametrize("name", CLEAN)
def test_an_article_is_an_article(name):
    (found,) = html.read(CLEAN[name].encode(), "page.html")
    assert isinstance(found, Article), found.message


def test_no_real_article_is_taken_for_a_wall():
    if SHARED is None:
        pytest.skip("the real articles are not here")
    taken = []
    for file in sorted(SHARED.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            blocks = [block.text for block in recognise(json.loads(line)["text"], "a").blocks]
            if (wall := walls.of_text(blocks)) is not None:
                taken.append((wall.name, "steht aus rechtlichen Gründen nicht mehr zur Verfügung" in " ".join(blocks)))
    assert taken == [("withdrawn text", True)] * 4


def test_a_text_file_with_the_note_alone_is_told():
    (found,) = text.read(f"Sturm über Wien. {WITHDRAWN}".encode(), "a.txt")
    assert isinstance(found, Failure)
    assert "withdrawn" in found.message


def test_a_pasted_stub_is_told_and_a_pasted_article_is_not():
    offer = "Jetzt weiterlesen mit Plus.\n\nSie haben bereits ein Abo? Diesen Artikel freischalten."
    (stub,) = text.read(f"{BUNDLED[0].lead}\n\n{offer}".encode(), "a.txt")
    assert isinstance(stub, Failure)
    assert "subscribers" in stub.message
    (whole,) = text.read("\n\n".join(BUNDLED[0].paragraphs).encode(), "a.txt")
    assert isinstance(whole, Article)


def test_a_page_that_was_saved_already_has_another_way_out_than_to_save_it():
    page = PLAN["paywall, spiegel"][0].encode()
    (saved,) = html.read(page, "page.html")
    (fetched,) = html.read(page, "https://x.example/1", origin=html.Origin("https://x.example/1"))
    assert "save the page again" in saved.message
    assert "pass the file" not in saved.message
    assert "pass the file" in fetched.message


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<title>Index of /news</title><h1>Index of /news</h1><pre><a href=a>a.html</a> 2024</pre>", "folder of a web"),
        ("<title>Directory listing for /</title><h1>Directory listing for /</h1><ul><li>a</ul>", "folder of a web"),
        ("<title>Leer</title><p>Nichts.</p>", "no article was found"),
        ("<title>App</title><div id=root></div><script src=a.js></script>", "by scripts alone"),
    ],
)
def test_scripts_are_blamed_only_where_there_are_some(page, says):
    (found,) = html.read(f"<html><head></head><body>{page}</body></html>".encode(), "page.html")
    assert says in found.message


def test_an_offer_is_what_it_is_taken_for():
    """The offer of the pages above would be none if the rules did not see it."""
    assert len(walls._offers(OFFER)) >= 4
