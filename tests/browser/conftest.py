"""A real headless Chromium, driven by playwright; axe-core looks at each page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run"
).split()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; where there is none the tests are skipped, except where CI promises one."""
    place = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if place is None:
        if os.environ.get("PIPELINE_BROWSER_TESTS"):
            pytest.fail("there is no Chromium: sh tests/browser/install.sh")
        pytest.skip("there is no Chromium: sh tests/browser/install.sh")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=place, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def seed_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bilingual page of the sample article, as the bundled models make it."""
    from pipeline import find_model
    from pipeline.flow import make_briefs
    from pipeline.reading import read_file
    from pipeline.stages.summarize import Summarize
    from pipeline.stages.translate import Translate
    from pipeline.writers import html
    from tests.cli.conftest import SEED

    translate = Translate(find_model("auto", task="translation"))
    (brief,) = make_briefs(read_file(SEED), translate, Summarize(find_model("auto", task="summarization")))
    place = tmp_path_factory.mktemp("page") / "seed.html"
    place.write_text(html.write(brief), "utf-8")  # type: ignore[arg-type]
    return place
