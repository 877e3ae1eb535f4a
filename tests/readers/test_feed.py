import datetime
import logging

import pytest

from pipeline import feeds
from pipeline.errors import InputError
from pipeline.readers import feed
from pipeline.readers.feed import Wanted
from pipeline.seen_file import Seen
from pipeline.values import Article, Failure, Kind
from tests.pages.stories import BUNDLED

WHOLE = "".join(f"<p>{text.lstrip('#>- ')}</p>" for text in BUNDLED[0].paragraphs) * 2


def rss(*items: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Die Zeitung</title><link>https://zeitung.example/</link><language>de-AT</language>{''.join(items)}"
        "</channel></rss>"
    ).encode()


def item(number: int, *, whole: bool = True, date: str = "Tue, 24 Nov 2026 10:00:00 +0100", more: str = "") -> str:
    text = f"<content:encoded><![CDATA[{WHOLE}]]></content:encoded>" if whole else ""
    return (
        f"<item><title>Meldung {number}</title><link>https://zeitung.example/{number}</link><guid>z-{number}</guid>"
        f"<pubDate>{date}</pubDate><dc:creator>Eva Beispiel</dc:creator><description>Ein Satz.</description>{text}"
        f"{more}</item>"
    )


ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Die Zeitung</title>
<entry><id>tag:a</id><title type="html">Meldung &lt;b&gt;1&lt;/b&gt;</title><link href="https://zeitung.example/1"/>
<updated>2026-11-24T09:00:00Z</updated><author><name>Eva Beispiel</name></author><content type="html">
<![CDATA[{WHOLE}]]>
</content></entry></feed>""".encode()

RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Die Zeitung</title></channel>
<item rdf:about="https://zeitung.example/1"><title>Meldung 1</title><link>https://zeitung.example/1</link>
<dc:date>2026-11-24T10:00:00+01:00</dc:date><dc:creator>Eva Beispiel</dc:creator><content:encoded><![CDATA[{WHOLE}]]>
</content:encoded></item></rdf:RDF>""".encode()


@pytest.mark.parametrize("data", [rss(item(1)), ATOM, RDF], ids=["rss", "atom", "rdf"])
def test_an_item_with_its_whole_text_is_an_article(data):
    assert feed.begins(data)
    (article,) = feed.read(data, "news.xml")
    assert isinstance(article, Article)
    assert article.source == article.address == "https://zeitung.example/1"
    assert (article.title, article.outlet, article.author) == ("Meldung 1", "Die Zeitung", "Eva Beispiel")
    assert article.date == datetime.date(2026, 11, 24)
    assert article.blocks[0].kind is Kind.HEADLINE
    assert BUNDLED[0].paragraphs[0] in article.text


def test_an_item_without_its_text_is_fetched_and_completed():
    asked = []

    def fetch(address):
        asked.append(address)
        yield Article("Text", (), address, date=datetime.date(2020, 1, 1))

    (article,) = feed.read(rss(item(1, whole=False)), "news.rss", wanted=Wanted(fetch=fetch))
    assert asked == ["https://zeitung.example/1"]
    assert (article.date, article.author) == (datetime.date(2020, 1, 1), "Eva Beispiel")


def test_an_item_that_cannot_be_had_is_a_failure_and_the_others_go_on():
    def fetch(address):
        if address.endswith("1"):
            raise InputError(f"{address}: the answer is 404")
        yield Failure(address, f"{address}: a teaser")

    items = [item(1, whole=False), item(2, whole=False), item(3), "<item><title>Ohne alles</title></item>"]
    found = list(feed.read(rss(*items), "news.rss", wanted=Wanted(fetch=fetch)))
    assert [isinstance(each, Article) for each in found] == [False, False, True, False]
    assert "no text and no address on the web" in found[3].message
    (alone,) = feed.read(rss(item(1, whole=False)), "news.rss")
    assert "name the address itself" in alone.message


def test_a_text_that_is_a_teaser_after_all_is_fetched():
    stub = item(1).replace(WHOLE, WHOLE[:900] + "<p>Jetzt weiterlesen mit Plus. Sie haben bereits ein Abo?</p>")
    wanted = Wanted(fetch=lambda address: iter([Failure(address, "fetched")]))
    (found,) = feed.read(rss(stub), "news.rss", wanted=wanted)
    assert found.message == "fetched"


def test_what_is_old_or_known_or_over_the_limit_is_passed_over_with_a_word(caplog):
    items = [item(n) for n in range(1, 5)] + [item(9, date="Mon, 02 Nov 2026 10:00:00 GMT")]
    versions = {each.key: each.version for each in feeds.parse(rss(*items), "a").items}
    read: list[Seen] = []
    wanted = Wanted(
        since=datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC), limit=2,
        seen=lambda name: {"z-1": versions["z-1"], "z-2": "as it was before it changed"}, read=read.append,
    )  # fmt: skip
    with caplog.at_level(logging.WARNING):
        found = list(feed.read(rss(*items), "news.rss", wanted=wanted))
    assert [article.title for article in found] == ["Meldung 2", "Meldung 3"]
    assert [(each.feed, each.item) for each in read] == [("news.rss", "z-2"), ("news.rss", "z-3")]
    said = "news.rss: passed over: 1 read before (--all reads them again), 1 too old, 1 over the limit"
    assert caplog.messages == [said]


def test_an_item_changes_its_version_with_its_text_title_and_date():
    def version(one: str) -> str:
        return feeds.parse(rss(one), "a").items[0].version

    same = version(item(1))
    assert version(item(1)) == same
    others = [item(1).replace("Gemeinderat", "Stadtrat"), item(1).replace("Meldung", "Neue Meldung"),
              item(1, date="Tue, 24 Nov 2026 11:00:00 +0100")]  # fmt: skip
    assert len({same, *map(version, others)}) == 4


BOMB = "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 20}'>" for n in range(12)
) + "]>"  # fmt: skip


def test_entity_bombs_and_outer_entities_are_harmless(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Geheim", "utf-8")
    outer = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    for head, entity in ((BOMB, "&m;"), (outer, "&x;")):
        told = item(1, more=f"<category>{entity}</category>").replace("Meldung 1", f"Meldung 1 {entity}")
        data = rss(told, head=head)
        for one in feed.read(data, "news.rss"):
            said = one.text if isinstance(one, Article) else one.message
            assert "Geheim" not in said
            assert "haha" not in said
            assert len(said) < 10_000


@pytest.mark.parametrize(
    "data",
    [b"", b"<rss>", b"<a><b/></a>", b"{}", b"\xff\xfe\x00", b"<?xml version='1.0'?>" + b"<a>" * 20_000, b"<rss" * 1000,
     b"<html><body>keins</body></html>", b"&" * 10_000],
)  # fmt: skip
def test_what_is_no_feed_is_told_in_one_line(data):
    with pytest.raises(InputError, match=r"\Anews\.xml is no (?:RSS|feed)[^\n]*\Z"):
        list(feed.read(data, "news.xml"))


def test_a_time_is_a_stretch_or_a_day():
    now = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
    assert feeds.since("24h", now) == now - datetime.timedelta(hours=24)
    assert feeds.since("7d", now) == now - datetime.timedelta(days=7)
    assert feeds.since("30m", now) == now - datetime.timedelta(minutes=30)
    assert feeds.since("2026-11-24T00:00:00+01:00", now).isoformat() == "2026-11-24T00:00:00+01:00"
    assert feeds.since("2026-11-24", now).tzinfo is not None
    for wrong in ("gestern", "", "h", "24", "999999w", "2026-13-01"):
        with pytest.raises(ValueError, match="time"):
            feeds.since(wrong, now)


RELATIVE = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Landbote</title>%s<item><title>Relativ</title>
<link>/1.html</link></item></channel></rss>"""


@pytest.mark.parametrize(("data", "base", "address"), [
    (RELATIVE % b"", "https://land.example/feeds/rss.xml", "https://land.example/1.html"),
    (RELATIVE % b"<link>https://bote.example/news/</link>", None, "https://bote.example/1.html"),
    (b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>L</title><link rel="self" href="https://bote.example/a/feed.xml"/>
<entry><id>x</id><title>R</title><link href="1.html"/></entry></feed>""", None, "https://bote.example/a/1.html"),
    (b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/a/"><title>L</title><entry><id>x</id>
<title>R</title><link href="1.html"/></entry></feed>""", "https://land.example/feed.xml", "https://base.example/a/1.html"),
    (RELATIVE % b"", None, None),
])  # fmt: skip
def test_a_link_without_a_host_is_completed_by_where_the_feed_is(data, base, address):
    (found,) = feeds.parse(data, "f.xml", address=base).items
    assert found.address == address


def test_the_reader_knows_where_a_feed_came_from():
    asked = []
    wanted = Wanted(fetch=lambda address: asked.append(address) or iter(()))
    list(feed.read(RELATIVE % b"", "f.xml", wanted=wanted, origin=feed.Origin("https://land.example/rss.xml")))
    assert asked == ["https://land.example/1.html"]


def test_a_feed_without_items_says_so(caplog):
    assert list(feed.read(rss(), "leer.xml")) == []
    assert "leer.xml: the feed has no items" in caplog.text
