from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from pipeline.seal import gist, is_sealed
from pipeline.values import Brief, Made
from pipeline.writers import html
from pipeline.writers.html.elements import Markup, tag
from pipeline.writers.text import visible
from tests.walked import brief, replace_article, translation
from tests.writers.attacked import attacked
from tests.writers.attacks import ATTACKS
from tests.writers.shown import RENT, WROTE, everything, shown

LOADS = {"src", "srcset", "action", "formaction", "data", "poster", "background", "ping", "style"}


class Parsed(HTMLParser):
    """What a page consists of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]


def kinds(page: str) -> set[tuple[str, ...]]:
    return {(name, *attributes) for name, attributes in Parsed(page).elements}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_an_article_becomes_an_element_or_an_attribute(attack: str) -> None:
    attacked_page, plain = html.write(attacked(attack)), html.write(attacked("„Gut“, sagt Ott [heute]."))
    assert kinds(attacked_page) <= kinds(plain)
    for single in ("script", "style", "meta", "link"):
        assert len(Parsed(attacked_page).of(single)) == len(Parsed(plain).of(single))
    assert visible(attack) in Parsed(attacked_page).text


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x1b", "\x00", "\x9b"])
def test_no_character_that_turns_the_direction_or_steers_reaches_the_page(character: str) -> None:
    assert character not in html.write(attacked(f"a{character} b"))


def test_no_element_loads_anything_or_has_a_handler() -> None:
    for name, attributes in Parsed(html.write(shown())).elements:
        assert not LOADS & attributes.keys()
        assert not [key for key in attributes if key.startswith("on")]
        assert name not in ("img", "iframe", "object", "embed", "form", "base", "audio", "video", "source")
        if name == "link":
            assert attributes["href"] == "data:,"
    style = html.write(shown()).partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_lets_in_the_style_and_the_script_of_this_page_and_nothing_else() -> None:
    page = html.write(shown())
    policy = next(meta["content"] for meta in Parsed(page).of("meta") if "http-equiv" in meta)
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == "'none'"
    assert rules.pop("img-src") == "data:"
    for name, element in (("style-src", "style"), ("script-src", "script")):
        inside = page.partition(f"<{element}>")[2].partition(f"</{element}>")[0]
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert rules.pop(name) == f"'sha256-{digest}'"
    assert set(rules.values()) == {"'none'"}


def links(made: Brief) -> list[str | None]:
    return [link["href"] for link in Parsed(html.write(made)).of("a")]


@pytest.mark.parametrize("address", [*ATTACKS, "javascript:alert(1)", "JavaScript://x%0aalert(1)", "data:text/html,x"])
def test_only_web_addresses_become_a_link_to_the_original(address: str) -> None:
    made = shown()
    assert "https://example.org/a?b=1" in links(made)
    made = replace(made, translation=replace_article(made.translation, address=address))
    assert all(link is not None and link.startswith("#") for link in links(made))


def test_every_link_inside_the_page_leads_somewhere_and_no_id_is_there_twice() -> None:
    for page in (html.write(brief()), html.write_all([brief(), shown(), shown()])):
        ids = [attributes["id"] for _, attributes in Parsed(page).elements if "id" in attributes]
        assert len(set(ids)) == len(ids)
        for link in Parsed(page).of("a"):
            href = link["href"] or ""
            assert href == "https://example.org/a?b=1" or href.removeprefix("#") in ids
        for details in Parsed(page).of("details"):
            assert set((details.get("data-evidence") or "").split()) <= set(ids)


def test_every_sentence_stands_there_in_german_with_its_place_in_the_source_and_in_english() -> None:
    page = html.write(shown())
    value = everything()
    for sentence, english in zip(value.sentences, value.english, strict=True):
        offsets = f'data-start="{sentence.start}" data-end="{sentence.end}"'
        assert f'<p lang="de" dir="auto" {offsets}>{sentence.text}</p>' in page
        assert f'<p lang="en" dir="auto">{english.text}</p>' in page or english.text == sentence.text
    for block in value.article.blocks:
        assert re.search(rf"<th [^>]*>{block.kind.value}</th>", page)


def test_all_that_is_known_of_a_sentence_is_said() -> None:
    text = "".join(Parsed(html.write(shown())).text)
    for said in (
        "Check: The German says 4.200 (4,200); the English does not. Leave the sentence out.",
        "Hint: The German reports what somebody says",
        "Another way: The rent is 4,200 euros, says Ott.",
        "3 translations were tried",
        "with no three words in a row twice: The rent is 4,200 euros, says Ott. (passed)",
        "as every sentence is translated: The rent is 42,000 euros, says Ott. (failed: numbers)",
        "Unsure: the translator was unsure of its words.",
        "Dismissed: The German has Beruf, the English has not. (it is no name)",
        "Corrected by a person; the model had written: The recipe",
        "Check: The evidence does not have the number 100.",
        "because what the model wrote failed a check: " + WROTE,
        "No sentence of the article was found that bears this out.",
    ):
        assert said in text, said
    assert RENT in shown().summary.sentences[1].evidence


def test_what_was_left_on_purpose_is_said_but_for_a_sign_off() -> None:
    page = html.write(brief())
    assert page.count("left as it is") == 1
    assert page.count(">(pez, 20.4.2023)</p>") == 2


def test_a_brief_of_almost_nothing_makes_a_page() -> None:
    value = translation([["paragraph", "Es regnet.", ""]])
    made = replace(brief(), translation=value, headline=None, headline_origin=None, summary=replace(
        brief().summary, sentences=()), dates=(), quotations=(), notes=(), makers=())  # fmt: skip
    page = html.write(made)
    assert "No headline" in page
    assert "<i>nothing</i>" in page
    assert "<h2>Brief</h2>" not in page


def test_a_language_is_named_as_browsers_know_it() -> None:
    made = shown()
    value = replace_article(replace(made.translation, language="pt_BR"), language="de_AT")
    page = html.write(replace(made, translation=value))
    assert 'lang="pt-BR"' in page
    assert 'lang="de-AT"' in page


def test_the_page_carries_a_seal_that_an_edit_breaks_and_the_run_alone_makes_no_other_page() -> None:
    first = replace(shown(), made=Made("2026-11-25T08:00:00Z", 1.0, {}, {"translate": 3}))
    later = replace(shown(), made=Made("2026-11-26T09:00:00Z", 0.1, {"translate": 3}, {}))
    page = html.write(first)
    assert is_sealed(page)
    assert not is_sealed(page.replace("Bakery", "Bakerei", 1))
    assert page != html.write(later)
    assert gist(page) == gist(html.write(later))
    assert gist(page) != gist(html.write(replace(later, headline="Another")))


def test_several_articles_have_a_table_of_contents_and_one_has_none() -> None:
    assert "<nav" not in html.write(shown())
    page = html.write_all([brief(), shown()])
    assert re.search(r'<nav aria-label="Articles"><ol><li><a href="#a1">Elon Musk wants', page)
    assert page.count("<h1>") == 1


def test_text_is_escaped_and_markup_is_not_twice() -> None:
    inner = tag("b", "1 < 2 & 3")
    assert inner == "<b>1 &lt; 2 &amp; 3</b>"
    assert tag("p", inner, " x ", title='a "b"', hidden=True, lang=None, data_start=0) == (
        '<p title="a &quot;b&quot;" hidden data-start="0"><b>1 &lt; 2 &amp; 3</b> x </p>'
    )
    assert Markup.joined([inner, inner], " < ") == f"{inner} &lt; {inner}"
