"""The page of an article in a browser: what it shows when, to whom, and that it loads nothing."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pipeline.writers import html
from tests.browser.conftest import DESKTOP, PHONE, Opener
from tests.walked import brief
from tests.writers.attacked import attacked
from tests.writers.attacks import ATTACKS
from tests.writers.shown import shown

GERMAN = "Die Bäckerei schließt nächste Woche."
ENGLISH = "The bakery closes next week."
RULES = {"rules": {"target-size": {"enabled": True}}}
"""Besides axe's own choice: what is tapped is large enough."""

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")]
SCHEMES = ["light", "dark"]


def told(page: Page, number: int) -> Any:
    return page.locator(".brief summary").nth(number - 1)


def evidence(page: Page, number: int) -> Any:
    return page.locator(".brief details").nth(number - 1).locator(".evidence")


def lit(page: Page) -> list[str]:
    return page.locator("tr.lit").evaluate_all("rows => rows.map(row => row.id)")


def violations(page: Page) -> str:
    found = Axe().run(page, options=RULES)
    assert len(found.response["passes"]) > 20
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("which", ["seed", "everything"])
def test_axe_finds_nothing_whether_the_evidence_is_open_or_not(
    opened: Opener, seed: str, size: dict[str, Any], scheme: str, which: str
) -> None:
    page = opened(seed if which == "seed" else html.write(shown()), **size, color_scheme=scheme)
    assert violations(page) == ""
    for tries in page.locator(".tries summary").all():
        tries.click()
    told(page, 2).click()
    evidence(page, 2).get_by_role("link").first.click()
    assert violations(page) == ""


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_on_a_page_of_several_articles(opened: Opener, size: dict[str, Any]) -> None:
    page = opened(html.write_all([brief(), shown()]), **size)
    assert violations(page) == ""
    page.get_by_role("navigation").get_by_role("link", name="Bakery closes after 100 years").click()
    expect(page.locator("#a2")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_page_is_dark_where_the_reader_wants_that(opened: Opener, scheme: str) -> None:
    page = opened(html.write(shown()), color_scheme=scheme)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(int(part) for part in re.findall(r"\d+", background)[:3]) > 3 * 128
    assert light is (scheme == "light")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_screen(opened: Opener, width: int) -> None:
    long = html.write(shown()).replace("Bakery", "Bakery" * 40)
    page = opened(long, viewport={"width": width, "height": 740})
    told(page, 2).click()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_pointing_at_a_sentence_shows_its_german_and_english_and_leaving_hides_them(opened: Opener) -> None:
    page = opened(html.write(shown()), **DESKTOP)
    assert lit(page) == []
    told(page, 1).hover()
    expect(evidence(page, 1).get_by_text(GERMAN)).to_be_visible()
    expect(evidence(page, 1).get_by_text(ENGLISH)).to_be_visible()
    assert lit(page) == ["a1-s3"]
    told(page, 2).hover()
    expect(evidence(page, 1)).to_be_hidden()
    expect(evidence(page, 2)).to_be_visible()
    assert lit(page) == ["a1-s4", "a1-s5"]
    page.get_by_role("heading", name="Made by").hover()
    expect(evidence(page, 2)).to_be_hidden()
    assert lit(page) == []


def test_the_mouse_can_go_to_what_is_shown_and_nothing_moves_on_the_way(opened: Opener) -> None:
    page = opened(html.write(shown()), **DESKTOP)
    before = [row.bounding_box() for row in page.locator(".brief summary, section.check").all()]
    told(page, 1).hover()
    assert [row.bounding_box() for row in page.locator(".brief summary, section.check").all()] == before
    evidence(page, 1).get_by_role("link").hover()
    page.wait_for_timeout(400)
    expect(evidence(page, 1)).to_be_visible()


def test_tab_shows_a_sentence_and_leads_to_its_place_in_the_text(opened: Opener) -> None:
    page = opened(html.write(shown()), **DESKTOP)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the whole text")).to_be_in_viewport()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(told(page, 1)).to_be_focused()
    outline = told(page, 1).evaluate("it => getComputedStyle(it).outline")
    assert "solid 3px" in outline
    expect(evidence(page, 1).get_by_text(GERMAN)).to_be_visible()
    assert lit(page) == ["a1-s3"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#a1-s3")).to_be_in_viewport()
    assert page.locator("tr:target").get_attribute("id") == "a1-s3"


def test_escape_hides_what_enter_holds_open(opened: Opener) -> None:
    page = opened(html.write(shown()), **DESKTOP)
    told(page, 1).focus()
    page.keyboard.press("Enter")
    told(page, 1).evaluate("it => it.blur()")
    expect(evidence(page, 1)).to_be_visible()
    page.keyboard.press("Escape")
    expect(evidence(page, 1)).to_be_hidden()
    assert lit(page) == []


def test_shift_tab_and_tab_leave_no_sentence_open(opened: Opener) -> None:
    page = opened(html.write(shown()), **DESKTOP)
    told(page, 1).focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(evidence(page, 1)).to_be_hidden()
    expect(evidence(page, 2)).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Shift+Tab")
    assert page.locator(".brief details[open]").count() == 0


def test_a_tap_opens_a_sentence_and_another_closes_it(opened: Opener) -> None:
    page = opened(html.write(shown()), **PHONE)
    told(page, 1).tap()
    expect(evidence(page, 1).get_by_text(GERMAN)).to_be_visible()
    assert lit(page) == ["a1-s3"]
    told(page, 2).tap()
    expect(evidence(page, 1)).to_be_hidden()
    expect(evidence(page, 2)).to_be_visible()
    told(page, 2).tap()
    expect(evidence(page, 2)).to_be_hidden()
    assert lit(page) == []


def test_what_is_tapped_stays_under_the_finger_while_another_closes(opened: Opener) -> None:
    page = opened(html.write(shown()), **PHONE)
    told(page, 2).tap()
    page.evaluate("scrollTo(0, 400)")
    before = told(page, 3).bounding_box()
    told(page, 3).tap()
    expect(evidence(page, 2)).to_be_hidden()
    assert abs(told(page, 3).bounding_box()["y"] - before["y"]) < 2


def test_a_sentence_of_the_text_leads_back_to_the_brief(opened: Opener) -> None:
    page = opened(html.write(shown()), **PHONE)
    page.locator("#a1-s3").get_by_role("link", name="sentence 1").tap()
    expect(told(page, 1)).to_be_in_viewport()
    expect(evidence(page, 1)).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_without_scripts_everything_can_be_reached(opened: Opener, size: dict[str, Any]) -> None:
    page = opened(html.write(shown()), **size, java_script_enabled=False)
    expect(evidence(page, 1)).to_be_hidden()
    told(page, 1).click()
    expect(evidence(page, 1).get_by_text(GERMAN)).to_be_visible()
    told(page, 2).click()
    expect(evidence(page, 1)).to_be_hidden()
    evidence(page, 2).get_by_role("link", name="Sentence 5 in the text").click()
    expect(page.locator("#a1-s4")).to_be_in_viewport()


@pytest.mark.parametrize("size", SIZES)
def test_a_screen_reader_finds_a_table_with_heads_on_a_phone_too(opened: Opener, size: dict[str, Any]) -> None:
    page = opened(html.write(shown()), **size)
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    named = [(node["role"]["value"], node.get("name", {}).get("value")) for node in nodes if not node["ignored"]]
    assert ("table", "Each sentence in German and in English") in named
    assert [name for role, name in named if role == "columnheader"] == ["Kind", "German", "English"]
    assert [name for role, name in named if role == "rowheader"][:3] == ["headline", "credit", "dateline"]
    assert sum(role == "row" for role, _ in named) == 11
    assert sum(role in ("cell", "gridcell") for role, _ in named) == 20
    assert ("heading", "Bakery closes after 100 years") in named


def test_each_language_is_named_so_that_it_is_read_out_as_such(opened: Opener) -> None:
    page = opened(html.write(shown()))
    spoken = "it => it.closest('[lang]').lang"
    assert {row.evaluate(spoken) for row in page.get_by_text(GERMAN).all()} == {"de"}
    assert {row.evaluate(spoken) for row in page.get_by_text(ENGLISH).all()} == {"en"}


def test_doubts_are_told_apart_by_a_word_not_by_colour_alone(opened: Opener) -> None:
    page = opened(html.write(shown()), **PHONE)
    row = page.locator("#a1-s4")
    expect(row.locator(".remark.check")).to_have_text(re.compile(r"^Check: The German says 4\.200"))
    expect(row.locator(".remark.hint")).to_have_text(re.compile(r"^Hint: The German reports"))
    expect(row.locator(".remark.another-way")).to_have_text("Another way: The rent is 4,200 euros, says Ott.")
    for remark in row.locator(".remark").all():
        expect(remark).to_be_visible()


def test_on_paper_the_evidence_of_every_sentence_is_there(opened: Opener) -> None:
    page = opened(html.write(shown()), **DESKTOP)
    page.emulate_media(media="print")
    for number in range(1, 5):
        expect(evidence(page, number)).to_be_visible()
    boxes = [evidence(page, number).bounding_box() for number in range(1, 5)]
    assert all(above["y"] + above["height"] <= below["y"] for above, below in itertools.pairwise(boxes))


def test_nothing_in_an_article_runs_or_is_loaded(opened: Opener) -> None:
    page = opened(html.write_all([attacked(attack) for attack in ATTACKS]))
    for summary in page.locator("summary").all():
        summary.click()
    page.mouse.move(300, 300)
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.scripts.length") == 1
    assert page.evaluate("location.protocol") == "file:"
