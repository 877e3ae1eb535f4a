"""The bilingual page in a real browser: nothing loaded, no errors, no barriers, and evidence within reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(params=[(1280, 900, "light"), (1280, 900, "dark"), (360, 740, "light"), (360, 740, "dark")], ids=str)
def page(request: pytest.FixtureRequest, browser: Any, seed_page: Path) -> Iterator[Any]:
    """The page at desktop and phone width, by day and by night; what it loads and says is in ``page.noise``."""
    width, height, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.noise = []
    page.on("console", lambda message: page.noise.append(message.text))
    page.on("pageerror", lambda error: page.noise.append(str(error)))
    page.on("request", lambda asked: page.noise.append(asked.url) if not asked.url.endswith("seed.html") else None)
    page.goto(seed_page.as_uri())
    yield page
    assert page.noise == []
    context.close()


def test_axe_finds_no_barrier_with_everything_closed_and_open(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for _ in range(2):
        found = Axe().run(page)
        assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
        for claim in page.locator(".claim > summary").all():
            claim.click()


def test_nothing_is_wider_than_the_screen(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_hovering_a_sentence_lights_where_it_comes_from(page: Any) -> None:
    claim = page.locator(".claim").first
    (row,) = claim.get_attribute("data-evidence").split()
    assert "lit" not in page.locator(f"#{row}").get_attribute("class")
    claim.hover()
    assert "lit" in page.locator(f"#{row}").get_attribute("class")
    page.mouse.move(0, 0)
    assert "lit" not in page.locator(f"#{row}").get_attribute("class")


def test_tab_reaches_a_sentence_and_enter_opens_its_german(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the whole text"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    row = page.locator(".claim").first.get_attribute("data-evidence").split()[0]
    assert "lit" in page.locator(f"#{row}").get_attribute("class")
    page.keyboard.press("Enter")
    german = page.locator(".claim").first.locator("p[lang=de]").first
    assert german.is_visible()
    assert german.text_content() == page.locator(f"#{row} p[lang=de]").text_content()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{row}")


def test_tapping_opens_the_evidence(browser: Any, seed_page: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(seed_page.as_uri())
    page.locator(".claim > summary").first.tap()
    assert page.locator(".evidence").first.is_visible()
    context.close()


def test_without_javascript_the_evidence_is_there_too(browser: Any, seed_page: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(seed_page.as_uri())
    page.locator(".claim > summary").first.click()
    assert page.locator(".evidence").first.is_visible()
    context.close()


def test_an_attack_in_an_article_does_nothing(browser: Any, tmp_path: Path) -> None:
    from pipeline.brief import assemble
    from pipeline.writers import html
    from tests.walked import replace_article, summary, translation
    from tests.writers.attacks import ATTACKS

    rows = [["paragraph", f"Deutsch {attack}", f"English {attack}", attack] for attack in ATTACKS]
    value = replace_article(translation(rows), title=ATTACKS[0], outlet=ATTACKS[1], address="javascript:alert(1)")
    (tmp_path / "attack.html").write_text(html.write(assemble(value, summary(value, 0, 1), ())), "utf-8")
    page = browser.new_page()
    noise: list[str] = []
    page.on("dialog", lambda dialog: (noise.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: noise.append(message.text))
    page.on("request", lambda asked: noise.append(asked.url) if not asked.url.endswith("attack.html") else None)
    page.goto((tmp_path / "attack.html").as_uri())
    assert noise == []
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, object, svg, a[href^=javascript]").count() == 0
    page.close()
