"""An issue in a browser, as page and as mail, on phone and desktop, light and dark: nothing is loaded."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from pipeline.newsletter import mail, page
from pipeline.newsletter.values import Issue, Line, Section
from tests.browser.conftest import DESKTOP, PHONE, Opener
from tests.browser.test_page import SCHEMES, SIZES, violations
from tests.newsletter.attacks import EVERY
from tests.newsletter.made import hostile, issue, of
from tests.walked import brief as seed


def several() -> Issue:
    """Two sections, and a sentence of an editor's own."""
    first, second = issue(), of(seed())
    (item,) = second.items
    item = replace(item, lines=(*item.lines, Line("The editor adds this.")))
    return replace(first, sections=(*first.sections, Section("Web", (item,))), edited=True)


def as_mail(made: Issue) -> str:
    """The page as a mail program takes it out of the mail."""
    data = mail.write(made, page.write(made), page.plain(made)).encode("ascii")
    body = email.message_from_bytes(data, policy=email.policy.default).get_body(("html",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("how", ["page", "mail"])
def test_axe_finds_nothing(opened: Opener, size: dict[str, Any], scheme: str, how: str) -> None:
    made = several()
    view = opened(page.write(made) if how == "page" else as_mail(made), **size, color_scheme=scheme)
    assert violations(view) == ""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_it_is_dark_where_the_reader_wants_that(opened: Opener, scheme: str) -> None:
    view = opened(page.write(several()), color_scheme=scheme)
    background = view.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(int(part) for part in re.findall(r"\d+", background)[:3]) > 3 * 128
    assert light is (scheme == "light")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_screen(opened: Opener, width: int) -> None:
    long = page.write(several()).replace("Bakery", "Bakery" * 40)
    view = opened(long, viewport={"width": width, "height": 740})
    assert view.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_the_table_of_contents_leads_to_each_story(opened: Opener, size: dict[str, Any]) -> None:
    view = opened(page.write(several()), **size)
    links = view.get_by_role("navigation").get_by_role("link")
    assert links.count() == 2
    links.nth(1).click()
    expect(view.locator("#story-2")).to_be_in_viewport()


def test_nothing_of_an_article_runs_or_is_loaded(opened: Opener) -> None:
    for text, address in EVERY:
        view = opened(page.write(hostile(text, address)))
        assert view.evaluate("window.hacked") is None
        assert view.evaluate("document.scripts.length") == 0
