import json

import pytest

from pipeline import walls
from pipeline.news import recognise
from pipeline.readers import html, text
from pipeline.values import Article, Failure
from tests.pages.stories import BUNDLED, SHARED
from tests.pages.walls import BOXES, CLEAN, GATES, OFFER, PLAN, WITHDRAWN, begun, page


@pytest.mark.parametrize("name", PLAN)
def test_what_stands_in_an_article_s_place_is_named_with_a_way_out(name):
    shown, says = PLAN[name]
    (found,) = html.read(shown.encode(), "page.html")
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
    shown = PLAN["paywall, spiegel"][0].encode()
    (saved,) = html.read(shown, "page.html")
    (fetched,) = html.read(shown, "https://x.example/1", origin=html.Origin("https://x.example/1"))
    assert "save the page again" in saved.message
    assert "pass the file" not in saved.message
    assert "pass the file" in fetched.message


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<title>Index of /news</title><h1>Index of /news</h1><pre><a href=a>a.html</a> 2024</pre>", "folder of a web"),
        ("<title>Directory listing for /</title><h1>Directory listing for /</h1><ul><li>a</ul>", "folder of a web"),
        ("<title>Leer</title><p>Nichts.</p>", "no article was found"),
        ("<title>App</title><div id=root></div><script src=a.js></script>", "by scripts alone"),
    ],
)
def test_scripts_are_blamed_only_where_there_are_some(body, says):
    (found,) = html.read(f"<html><head></head><body>{body}</body></html>".encode(), "page.html")
    assert says in found.message


def test_an_offer_is_what_it_is_taken_for():
    """The offer of the pages above would be none if the rules did not see it."""
    assert len(walls._offers(OFFER)) >= 4


@pytest.mark.parametrize("box", GATES)
def test_one_line_in_the_place_of_the_rest_makes_a_teaser_of_a_short_text(box):
    (found,) = html.read(begun(box).encode(), "page.html")
    assert isinstance(found, Failure), found.title
    assert "for subscribers" in found.message


@pytest.mark.parametrize("box", ["", *BOXES])
def test_what_stands_behind_whole_articles_refuses_none(box):
    (found,) = html.read(begun(box).encode(), "page.html")
    assert isinstance(found, Article), found.message


@pytest.mark.parametrize("box", GATES)
def test_a_long_text_is_no_teaser_whatever_stands_behind_it(box):
    text = "".join(f"<p>{each}</p>" for each in BUNDLED[0].paragraphs * 6)
    (found,) = html.read(page("Ein Bad", f"<article><h1>Ein Bad</h1>{text}{box}</article>").encode(), "a.html")
    assert isinstance(found, Article), found.message


@pytest.mark.parametrize("line", ["Dieser Artikel ist nur für Abonnenten.", "Mit PLUS lesen"])
def test_a_pasted_teaser_is_told_by_its_last_line(line):
    (found,) = text.read(f"{BUNDLED[0].title}\n\n{BUNDLED[0].paragraphs[0]}\n\n{line}".encode(), "a.txt")
    assert isinstance(found, Failure)
    assert "subscribers" in found.message


def test_consent_is_asked_in_few_words_too():
    shown = page("DER STANDARD - Zustimmung", (
        "<h1>Willkommen bei DER STANDARD</h1><p>Sie entscheiden darüber, wie Sie unsere Inhalte nutzen wollen. Mit "
        "Ihrer Zustimmung erlauben Sie uns und unseren 214 Partnern, Cookies zu setzen und personenbezogene Daten zu "
        "verarbeiten.</p><button>Einverstanden</button><button>Pur-Abo abschließen</button><p>Derzeit ist Ihre "
        "Zustimmung erforderlich, um derStandard.at kostenlos zu nutzen.</p>"))  # fmt: skip
    (found,) = html.read(shown.encode(), "page.html")
    assert isinstance(found, Failure)
    assert "consent to cookies" in found.message


@pytest.mark.parametrize("entry", [
    "<p><strong>14.{n}2 Uhr:</strong> Die Polizei hat begonnen, den Platz vor dem Parlament zu räumen.</p>",
    "<div class=entry><time>14:{n}2 Uhr</time><h3>Frei</h3><p>Die Polizei hat den Platz {n} nun geräumt.</p></div>",
    "<div class=tick><span>{n}8.</span><p>Tor! Fitz trifft aus 20 Metern zum {n}:1 für seine Austria.</p></div>",
])  # fmt: skip
def test_a_headline_that_says_ticker_and_three_times_are_enough(entry):
    entries = "".join(entry.format(n=n) for n in (5, 4, 3))
    for title, kind in ("Großdemo in Wien – Liveblog", Failure), ("Großdemo in Wien", Article):
        (found,) = html.read(page(title, f"<main><article><h1>{title}</h1>{entries}</article></main>",
                                  '<meta property="og:type" content="article">').encode(), "page.html")  # fmt: skip
        assert isinstance(found, kind)
