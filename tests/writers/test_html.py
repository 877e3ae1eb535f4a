"""The page: each sentence stands by its German, flags are told in words, and nothing of an article is read as HTML."""

from __future__ import annotations

import html as stdlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from pipeline.brief import assemble
from pipeline.seal import gist, is_sealed
from pipeline.values import English, Flag, Made, Outcome, Severity, Summary, SummarySentence, Try
from pipeline.writers import html
from tests.walked import MAKERS, brief, replace_article, summary, translation
from tests.writers.attacks import ATTACKS


class Tags(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_sentence_stands_beside_its_german_with_its_offsets() -> None:
    made = brief()
    page = Tags(html.write(made))
    assert page.open == []
    rows = [attributes for tag, attributes in page.tags if attributes.get("class") == "row"]
    wanted = [(str(sentence.start), str(sentence.end)) for sentence in made.translation.sentences]
    assert [(row["data-start"], row["data-end"]) for row in rows] == wanted
    for sentence in made.translation.sentences:
        assert stdlib.escape(sentence.text) in html.write(made)


def test_a_sentence_of_the_brief_leads_to_what_it_rests_on() -> None:
    made = brief()
    page = Tags(html.write(made))
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    claims = [attributes for tag, attributes in page.tags if attributes.get("class") == "claim"]
    assert len(claims) == len(made.summary.sentences)
    assert all(set(str(claim["data-evidence"]).split()) <= ids for claim in claims)
    links = [str(a["href"]) for tag, a in page.tags if tag == "a" and str(a.get("href")).startswith("#")]
    assert {link[1:] for link in links} <= ids


def test_german_is_marked_as_german() -> None:
    made = brief()
    german = [attributes for tag, attributes in Tags(html.write(made)).tags if attributes.get("lang") == "de"]
    assert len(german) >= len(made.translation.sentences)


def test_flags_hints_tries_and_confidence_are_said_in_words() -> None:
    value = translation([["paragraph", "Eins.", "One."], ["+", "Zwei.", "Two."]])
    flags = (Flag("x", "It is wrong.", Severity.SEVERE, "Leave it out."), Flag("y", "It may be odd.", Severity.HINT))
    tries = (Try("first", "Uno.", ("z",)), Try("beams", "One.", ("z",)))
    english = English("One.", Outcome.FLAGGED, flags, confidence="low", tries=tries)
    page = html.write(assemble(replace(value, english=(english, value.english[1])), summary(value, 0), ()))
    for said in ("Check:</strong> It is wrong. Leave it out.", "Hint:</strong> It may be odd.", "unsure of its words",
                 "Another way: Uno.", "at first it was: Uno."):  # fmt: skip
        assert said in page


def test_what_a_model_wrote_and_the_article_replaced_is_told() -> None:
    value = translation([["paragraph", "Eins.", "One."]])
    free = Summary((SummarySentence("One.", (0,), replaced="Seven cyclones."), SummarySentence("Two.", ())), "free")
    page = html.write(assemble(value, free, MAKERS))
    assert "in place of what the model wrote: Seven cyclones." in page
    assert "No sentence of the article was found" in page


def test_nothing_of_an_article_is_read_as_html() -> None:
    rows = [["paragraph", f"D {attack}", f"E {attack}", attack] for attack in ATTACKS]
    value = replace_article(translation(rows), title=ATTACKS[0], outlet=ATTACKS[3], address="javascript:alert(1)")
    page = Tags(html.write(assemble(value, summary(value, 0, 2), MAKERS)))
    assert page.open == []
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not {tag for tag, _ in page.tags} & {"img", "svg", "iframe", "b"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert all(str(a["href"]).startswith("#") for tag, a in page.tags if tag == "a")
    assert not re.search("[\u202e\u2066\x00\x1b]", page.text)


def test_several_articles_have_a_table_of_contents() -> None:
    page = Tags(html.write_all([brief(), brief()]))
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert ("nav", {"aria-label": "Articles"}) in page.tags


def test_the_page_is_sealed_and_another_run_is_no_other_page() -> None:
    first, second = (html.write(replace(brief(), made=Made(at, 0.1, {}, {}))) for at in ("2026-01-01", "2026-01-02"))
    assert is_sealed(first)
    assert first != second
    assert gist(first) == gist(second)
