"""Rules of sections: what brings an article into one."""

from __future__ import annotations

import pytest

from pipeline.newsletter.arranging import OTHER, section_of
from pipeline.section_rules import read
from pipeline.values import Article, Block, Kind


@pytest.mark.parametrize(
    ("keyword", "text", "fits"),
    [
        ("Wien", "Es regnet in Wien.", True),
        ("wien", "Die Wiener Polizei kam.", True),
        ("Bank", "Die Banken schweigen.", True),
        ("Wien", "Der Wienerwald ist grün.", False),
        ("Bank", "Ein Banküberfall in Graz.", False),
        ("Bank*", "Ein Banküberfall in Graz.", True),
        ("Bank", "Die Nationalbank zahlt.", False),
    ],
)
def test_a_keyword_is_a_word_with_any_ending_or_with_a_star_its_beginning(keyword: str, text: str, fits: bool) -> None:
    (rule,) = read(f"Here: keyword {keyword}")
    assert rule.takes("", "", text) is fits


def test_where_a_report_was_written_is_not_what_it_is_about() -> None:
    text = "Wien - Die Mieten in Graz steigen."
    place = Block(Kind.DATELINE, 0, 6, "Wien -")
    rest = Block(Kind.PARAGRAPH, 7, len(text), "Die Mieten in Graz steigen.")
    article = Article(text, (place, rest), "a.txt")
    assert section_of(article, read("Vienna: keyword Wien")) == OTHER
    assert section_of(article, read("Styria: keyword Graz")) == "Styria"
