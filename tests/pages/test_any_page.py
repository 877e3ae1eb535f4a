"""Whatever a page or a feed is built of, an article, a failure or one line comes of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.readers import feed, html
from pipeline.values import Article

SENTENCE = "Die Stadt teilte am Montag mit, dass die Brücke über den Fluss bald wieder offen sei. "
TAGS = "p div h1 h2 ul li table tr td blockquote article main section aside br a span nav script style svg".split()
TEXTS = ["", SENTENCE, SENTENCE * 4, "\u202e\u200b", "\0", "&#0;&#xD800;&bomb;", "<![CDATA[a]]>", "weiterlesen"]
MARKS = ["", ' class="paywall"', ' class="lead"', ' id="\'>', ' datetime="9999-99-99"', " a=" + "x" * 2000]
PIECES = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(MARKS)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.sampled_from(TEXTS),
    st.text(max_size=30),
)
ENTRIES = "item entry title link guid id pubDate updated description summary content author content:encoded".split()
ODD = st.one_of(
    st.builds("<{}>".format, st.sampled_from(ENTRIES)),
    st.builds("</{}>".format, st.sampled_from(ENTRIES)),
    st.sampled_from([*TEXTS, "]]>", f"<![CDATA[<p>{SENTENCE * 20}</p>]]>"]),
    st.sampled_from(["https://b.at/1", "Sat, 99 May 0000", "2024-05-04"]),
    st.text(max_size=30),
)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-7"])


def keeps_its_promise(read, data: bytes, source: str) -> int:  # type: ignore[no-untyped-def]
    """How many articles there are, each with its blocks inside its text, in order."""
    articles = 0
    try:
        for one in read(data, source):
            if not isinstance(one, Article):
                assert one.message
                assert "\n" not in one.message
                continue
            articles += 1
            at = 0
            for block in one.blocks:
                assert at <= block.start < block.end <= len(one.text)
                assert one.text[block.start : block.end].strip()
                at = block.end
            one.text.encode()
    except InputError as error:
        assert str(error)  # noqa: PT017
        assert "\n" not in str(error)  # noqa: PT017
    return articles


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, max_size=40), encoding=ENCODINGS)
@example(pieces=["<h1>", "\0", "<p>", SENTENCE * 4], encoding="utf-16")
@example(pieces=["\x1f", "<nav>", "</nav>", "0"], encoding="utf-8")
@example(pieces=["&#1;&#31;&#xFFFE;", "<nav>", "</nav>", "0&#2;"], encoding="utf-8")
def test_any_page(pieces: list[str], encoding: str) -> None:
    page = f"<!doctype html><html><body><article>{''.join(pieces)}"
    keeps_its_promise(html.read, page.encode(encoding, "replace"), "a.html")


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(ODD, max_size=40), encoding=ENCODINGS, root=st.sampled_from(["rss", "feed", "rdf:RDF"]))
def test_any_feed(pieces: list[str], encoding: str, root: str) -> None:
    data = f"<{root}><channel><item>{''.join(pieces)}</item></channel></{root}>"
    keeps_its_promise(feed.read, data.encode(encoding, "replace"), "a.rss")


@pytest.mark.parametrize("many", [1, 3])
def test_what_the_properties_are_checked_on_can_be_an_article(many: int) -> None:
    page = f"<!doctype html><html><body><article><h1>Wien wächst</h1>{f'<p>{SENTENCE * 4}</p>' * many}"
    assert keeps_its_promise(html.read, page.encode(), "a.html") == 1
    item = f"<item><title>A</title><description><![CDATA[<p>{SENTENCE * 20}</p>]]></description></item>"
    data = f'<rss version="2.0"><channel>{item * many}</channel></rss>'
    assert keeps_its_promise(feed.read, data.encode(), "a.rss") == many
