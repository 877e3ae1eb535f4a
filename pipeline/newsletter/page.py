"""The page of an issue: for a browser and for a mail program, so its styles stand in each element."""
from __future__ import annotations

from pathlib import Path

from pipeline.newsletter import gate, rendering, view
from pipeline.newsletter.needs import needed
from pipeline.newsletter.values import Issue

CLIPPED = 102_000
"""Bytes of HTML from which on Gmail shows a mail in part."""
LARGEST = 100_000
"""Bytes that a page should stay under."""


def write(issue: Issue, templates: Path | None = None) -> str:
    """HTML with inlined styles; what depends on the screen or on dark mode stays in a ``<style>``.

    Raises InputError where a template fails, or would load or run anything.
    """
    html = rendering.render(rendering.HTML, view.context(issue), templates)
    gate.check(html, rendering.HTML)
    with needed():
        from css_inline import CSSInliner, InlineError
    inliner = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False, minify_css=True)
    try:
        inlined = str(inliner.inline(html))
    except InlineError as error:
        from pipeline.errors import InputError

        raise InputError(f"{rendering.HTML}: its styles cannot be inlined: {error}") from error
    return inlined if inlined.endswith("\n") else inlined + "\n"


def plain(issue: Issue, templates: Path | None = None) -> str:
    """The same as plain text, for the other part of a mail."""
    return rendering.render(rendering.TEXT, view.context(issue), templates)


def too_large(html: str) -> str:
    """What to say of a page that mail programs would clip; "" where it is small enough."""
    size = len(html.encode())
    if size < LARGEST:
        return ""
    clipped = "Gmail clips what is over 102 kB" if size >= CLIPPED else "close to the 102 kB from which on Gmail clips"
    return f"the mail has {size / 1000:.0f} kB, and {clipped}; --stories or --sentences makes it shorter"
