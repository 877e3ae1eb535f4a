import pytest

from pipeline.fetching.robots import EVERYTHING, NOTHING, read

PAPER = """\
# Zeitung
User-agent: GPTBot
User-agent: CCBot
Disallow: /

User-agent: *
Disallow: /suche
Disallow: /*?druck=
Disallow: /*.pdf$
Allow: /suche/hilfe
Disallow: /%C3%BCber
Crawl-delay: 2
Sitemap: https://zeitung.example/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/", True), ("/politik/a.html", True), ("/suche", False), ("/suche?q=a", False), ("/suche/hilfe", True),
     ("/a?druck=1", False), ("/a?b=1", True), ("/a.pdf", False), ("/a.pdf?x", True), ("/%c3%bcber", False)],
)  # fmt: skip
def test_the_longest_rule_that_matches_decides(path, allowed):
    assert read(PAPER, "german-briefs").allows(path) is allowed


def test_a_group_of_one_s_own_goes_before_that_for_everybody():
    text = PAPER + "\nUser-Agent: German-Briefs/1.0\nDisallow: /archiv\n"
    rules = read(text, "german-briefs")
    assert rules.allows("/suche")
    assert not rules.allows("/archiv")
    assert rules.delay == 0.0
    assert read(PAPER, "german-briefs").delay == 2.0
    assert not read(PAPER, "GPTBot").allows("/")
    assert not read(PAPER, "ccbot").allows("/")


def test_an_empty_rule_allows_and_no_rules_allow():
    assert read("User-agent: *\nDisallow:\n", "german-briefs").allows("/a")
    assert read("", "german-briefs") == EVERYTHING
    assert not NOTHING.allows("/a")


def test_of_two_rules_as_long_the_one_that_allows_holds():
    assert read("User-agent: *\nDisallow: /a\nAllow: /a\n", "german-briefs").allows("/a")


def test_rules_made_to_be_slow_are_not():
    rules = read("User-agent: *\nDisallow: /" + "*a" * 2000 + "b$\n", "german-briefs")
    assert rules.allows("/" + "a" * 4000)  # tried one way after the other, it would not end
