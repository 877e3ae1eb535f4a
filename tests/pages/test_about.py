import datetime
import json

import pytest

from pipeline.pages import about
from pipeline.pages.tree import parse


def read(head="", body="", ld=None):
    told = ld if isinstance(ld, str) else json.dumps(ld)
    script = f'<script type="application/ld+json">{told}</script>' if ld else ""
    return about.read(parse(f"<html><head>{head}{script}</head><body>{body}<p>a</p></body></html>"))


def test_json_ld_is_found_in_a_graph_behind_others():
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {"@type": ["NewsArticle"], "headline": "Kopf",
             "author": [{"name": "A"}, "B", {"@type": "Organization", "name": "C"}],
             "datePublished": "2024-02-29T23:59:00+01:00", "isAccessibleForFree": "http://schema.org/False",
             "wordCount": "812", "publisher": {"name": "Zeitung"}},
            {"@type": "NewsArticle", "headline": "Ein anderer"},
        ]
    }  # fmt: skip
    found = read(ld=graph)
    assert found.titles == ("Kopf",)
    assert found.author == "A, B"
    assert found.date == datetime.date(2024, 2, 29)
    assert (found.free, found.words, found.outlet) == (False, 812, "Zeitung")
    assert found.is_article


@pytest.mark.parametrize(
    "ld",
    ["{", "[" * 10_000, "null", "7", '"a"', '{"@type": 7}', '{"@type": "NewsArticle", "headline": [], "author": 7, '
     '"datePublished": {}, "publisher": [], "wordCount": true, "isAccessibleForFree": 1}',
     '{"@type": "NewsArticle", "datePublished": "2024-13-45"}', '{"a": ' * 50 + "1" + "}" * 50],
)  # fmt: skip
def test_broken_json_ld_says_nothing(ld):
    found = read(ld=ld)
    assert (found.titles, found.author, found.date, found.free, found.words) == ((), None, None, None, None)


def test_a_title_loses_the_newspaper_s_name_and_no_more():
    site = '<meta property="og:site_name" content="DER STANDARD">'
    assert read(f"<title>Streit – und kein Ende | DER STANDARD</title>{site}").titles == ("Streit – und kein Ende",)
    assert read("<title>Kopf - derStandard.at</title>").titles == ("Kopf",)
    assert read(f"<title>Streit - und kein Ende</title>{site}").titles == ("Streit - und kein Ende",)


def test_a_newspaper_or_an_address_is_no_author():
    assert read('<meta name="author" content="https://www.facebook.com/zeitung">').author is None
    site = '<meta property="og:site_name" content="DER STANDARD"><meta name="author" content="Der Standard">'
    assert read(site).author is None
    assert read('<meta name="author" content="Eva Beispiel">').author == "Eva Beispiel"


def test_only_addresses_of_the_web_are_addresses():
    assert read('<link rel="canonical" href="javascript:alert(1)">').address is None
    assert read('<link rel="canonical" href="/a"><meta property="og:url" content="https://a.example/b">').address == (
        "https://a.example/b"
    )


PROSE = "<p>" + "Die Stadt baut ein neues Hallenbad, das hat der Gemeinderat am Mittwoch beschlossen. " * 2 + "</p>"


def test_author_and_day_are_read_where_they_stand_for_people():
    line = "<p class=meta>Von Julia Braun | Stand: 25.11.2026, 18:05 Uhr | Lesedauer: 2 Minuten</p>"
    said = read(body=f"<h1>Villach baut</h1>{line}{PROSE}")
    assert (said.author, said.date) == ("Julia Braun", datetime.date(2026, 11, 25))
    assert not said.is_article
    elsewhere = read(body=f"{line}<h1>Villach baut</h1>{PROSE * 3}{line}")
    assert (elsewhere.author, elsewhere.date) == (None, None)


def test_a_day_in_words_is_one():
    assert read('<meta name="date" content="25. November 2026">').date == datetime.date(2026, 11, 25)


@pytest.mark.parametrize(("title", "outlet"), [
    ("Villach baut ein Hallenbad - Kleine Zeitung", "Kleine Zeitung"),
    ("Villach baut ein Hallenbad – Oberdrautaler Bote", "Oberdrautaler Bote"),
    ("Villach baut ein Hallenbad | Wirtschaft", None),
    ("Eine andere Seite – Oberdrautaler Bote", None),
    ("Villach baut ein Hallenbad – Was kostet das?", None),
])  # fmt: skip
def test_the_newspaper_may_be_named_behind_the_title_alone(title, outlet):
    assert read(f"<title>{title}</title>", "<h1>Villach baut ein Hallenbad</h1>").outlet == outlet
