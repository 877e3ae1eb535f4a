"""Nothing that an article says becomes markup, a header or an address that misleads, in any output."""

from __future__ import annotations

import email
import email.policy
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from pipeline.newsletter import feed, gate, links, mail, markdown, page, plain, view
from pipeline.newsletter.past import Past
from pipeline.writers.text import visible
from tests.newsletter.attacks import EVERY, TABLE
from tests.newsletter.made import AT, DAY, hostile


class Parsed(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def kinds(html: str) -> set[tuple[str, ...]]:
    return {(tag, *sorted(attributes)) for tag, attributes in Parsed(html).elements}


PLAIN = page.write(hostile("Gut", "https://example.org/"))


@pytest.mark.parametrize(("text", "address"), EVERY)
def test_no_element_attribute_or_address_comes_from_an_article(text: str, address: str) -> None:
    html = page.write(hostile(text, address))
    gate.check(html, "page")
    assert kinds(html) <= kinds(PLAIN) | {("em",)}
    styles = [attributes["style"] for _, attributes in Parsed(html).elements if "style" in attributes]
    assert set(styles) <= {attributes.get("style") for _, attributes in Parsed(PLAIN).elements}
    assert html.count("<style") == PLAIN.count("<style") == 1
    assert "{{ 7 * 7 }}" not in text or "{{ 7 * 7 }}" in html
    assert visible(text) in "".join(Parsed(html).text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", html)


@pytest.mark.parametrize(("text", "address"), EVERY)
def test_a_mail_is_read_back_whole_and_has_no_other_headers(text: str, address: str) -> None:
    issue = hostile(text, address)
    html, words = page.write(issue), page.plain(issue)
    data = mail.write(issue, html, words, "Desk <desk@example.org>").encode("ascii")
    read = email.message_from_bytes(data, policy=email.policy.default)
    assert sorted(read.keys()) == ["Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject"]
    assert read["Subject"] == f"{visible(text)}, {view.day(DAY)}" if visible(text).isprintable() else True
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    assert read.get_body(("plain",)).get_content() == words
    assert read.get_body(("html",)).get_content() == html
    assert not read.defects
    assert not [part.defects for part in read.walk() if part.defects]


@pytest.mark.parametrize(("text", "address"), EVERY)
def test_markdown_has_no_html_and_no_link_but_the_safe_one(text: str, address: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown.write(hostile(text, address)))
    inside = [child for token in tokens for child in token.children or ()]
    link = links.safe(address)
    assert {child.attrs["href"] for child in inside if child.type == "link_open"} <= {link.href if link else ""}
    assert not [child for child in inside if child.type in ("image", "html_inline")]
    assert {token.content for token in tokens if token.type == "html_block"} <= {tokens[-1].content}


@pytest.mark.parametrize(("text", "address"), EVERY)
def test_the_feed_is_one_document_with_the_same_elements(text: str, address: str) -> None:
    past = Past(visible(text) or "x", 1, "a" * 64, DAY, AT, False, (text,))
    root = ElementTree.fromstring(feed.write(past.title, [past], "x"))
    assert [each.tag for each in root.iter()].count("item") == 1
    assert [each.tag for each in root.find("channel/item")] == ["title", "link", "guid", "pubDate", "description"]


@pytest.mark.parametrize(("text", "address"), EVERY)
def test_json_gives_the_issue_back(text: str, address: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return
    assert plain.read(plain.write(hostile(text, address))) == hostile(text, address)


@pytest.mark.parametrize(
    ("address", "href", "host"),
    [
        ("https://example.org/a?b=1&c=ä#d", "https://example.org/a?b=1&c=%C3%A4#d", "example.org"),
        ("http://example.org:8080/ü", "http://example.org:8080/%C3%BC", "example.org:8080"),
        ("https://d\u0435rstandard.at/x", "https://xn--drstandard-ksi.at/x", "xn--drstandard-ksi.at"),
    ],
)
def test_a_link_is_ascii_and_shows_where_it_leads(address: str, href: str, host: str) -> None:
    assert links.safe(address) == links.Link(href, host)


@pytest.mark.parametrize(
    "address",
    ["", "javascript:1", "JavaScript:1", "data:text/html,x", "ftp://x.org", "//x.org", "https://", "https://a@b.example/",
     "https://a b.example", "https:\\\\x.org", "https://x.org/\u202eb", "https://x.org:99999/", "https://[::1", "file:///x",
     "https://x.org/\n"],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_no_link(address: str) -> None:
    assert links.safe(address) is None


def test_a_title_that_looks_like_an_address_is_no_link_and_the_host_stands_beside() -> None:
    html = page.write(hostile("https://derstandard.at", "https://evil.example/"))
    outside = [attributes["href"] for tag, attributes in Parsed(html).elements if tag == "a"]
    assert {address for address in outside if not address.startswith("#")} == {"https://evil.example/"}
    assert ">original at evil.example</a>" in html


def test_every_attack_stands_in_the_documentation() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "newsletter.md").read_text("utf-8")
    assert [kind for kind, _, _ in TABLE if f"| {kind} |" not in documented] == []


@pytest.mark.parametrize(
    "template",
    ["<script>1</script>", "<p onclick=1>", "<img src='https://x.org/a.png'>", "<img src='//x.org/a.png'>",
     "<link rel=stylesheet href='https://x.org/a.css'>", "<a href='java\nscript:1'>", "<style>@import 'x'</style>",
     "<p style='background: url(https://x.org)'>", "<form>", "<iframe>", "<meta http-equiv=refresh content='0;url=x'>"],
)  # fmt: skip
def test_a_template_of_ones_own_cannot_load_or_run_anything(tmp_path: Path, template: str) -> None:
    (tmp_path / "issue.html").write_text(template, "utf-8")
    with pytest.raises(Exception, match=r"^issue\.html: a newsletter loads and runs nothing, and the template has "):
        page.write(hostile("x", ""), tmp_path)
