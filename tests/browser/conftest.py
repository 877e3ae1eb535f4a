"""A real Chromium, without a window, that opens pages as a reader would and hears of everything they ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from pipeline import Brief, Summarize, Translate, find_model, make_briefs, read_file
from pipeline.writers import html
from tests.cli.conftest import SEED

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # root may not use it
    "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser. Where there is none the test is skipped, or fails where one was promised."""
    with sync_playwright() as playwright:
        found = next((path for name in NAMES if (path := shutil.which(name))), None)
        if found is None and not Path(playwright.chromium.executable_path).exists():
            message = "there is no Chromium, so the page for browsers is NOT tested: sh tests/browser/install.sh"
            pytest.fail(message) if os.environ.get("PIPELINE_BROWSER_TESTS") else pytest.skip(message)
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Opener:
    """Opens pages; ``asked`` and ``said`` are what all of them requested and what they wrote to the console."""

    browser: Browser
    folder: Path
    contexts: list[BrowserContext] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __call__(self, text: str, **how: Any) -> Page:
        """The page, in a context of its own."""
        context = self.browser.new_context(**how)
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        file = self.folder / f"{len(self.contexts)}.html"
        file.write_text(text, "utf-8")
        page.goto(file.as_uri())
        return page


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens pages, and sees at the end that they loaded nothing but themselves and had nothing to complain of."""
    opener = Opener(chromium, tmp_path)
    yield opener
    pages = [page for context in opener.contexts for page in context.pages]
    own = {page.url.partition("#")[0] for page in pages}
    for context in opener.contexts:
        context.close()
    assert set(opener.asked) <= own
    assert len(opener.asked) == len(pages)
    assert opener.said == []


@pytest.fixture(scope="session")
def seed() -> str:
    """The page of the sample article as the bundled models make it."""
    translate = Translate(find_model("auto", task="translation"))
    (made,) = make_briefs(read_file(SEED), translate, Summarize(find_model("auto", task="summarization")))
    assert isinstance(made, Brief)
    return html.write(made)
