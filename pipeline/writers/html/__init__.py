"""Briefs as one page for a browser, with German and English side by side; it loads nothing from anywhere."""
from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from pipeline.seal import seal_markdown
from pipeline.values import Brief
from pipeline.writers.html.article import NO_HEADLINE, anchor, article
from pipeline.writers.html.elements import Markup, tag

SUFFIX = ".html"


def write(brief: Brief) -> str:
    """The page of one article, sealed. Nothing in the article can become an element, an attribute or a script."""
    return write_all([brief])


def write_all(briefs: Sequence[Brief]) -> str:
    """One page of several articles, with a table of contents where there is more than one, sealed."""
    many = len(briefs) > 1
    title = f"{len(briefs)} articles in English" if many else briefs[0].headline or NO_HEADLINE
    inside = [article(brief, number, top=2 if many else 1) for number, brief in enumerate(briefs, 1)]
    contents = [_contents(title, briefs)] if many else []
    body = tag(
        "body",
        tag("a", "Skip to the whole text", class_="skip", href=f"#{anchor(1, 'text')}"),
        *contents,
        tag("main", *inside),
        tag("script", Markup(_part("page.js"))),
        class_="several" if many else None,
    )
    page = f'<!DOCTYPE html>\n<html lang="en">\n{_head(title)}\n{body}\n</html>\n'
    return seal_markdown(page)


def _head(title: str) -> Markup:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy()),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        # A browser asks for favicon.ico by itself unless it is told of another.
        tag("link", rel="icon", href="data:,"),
        tag("title", title),
        tag("style", Markup(_part("page.css"))),
    )


def _contents(title: str, briefs: Sequence[Brief]) -> Markup:
    """A link to each article, by its headline, with where it came from."""
    rows = [
        tag(
            "li",
            tag("a", brief.headline or NO_HEADLINE, href=f"#{anchor(number)}"),
            tag("span", f" {brief.translation.article.source}", class_="source-name"),
        )
        for number, brief in enumerate(briefs, 1)
    ]
    return tag("header", tag("h1", title), tag("nav", tag("ol", *rows), aria_label="Articles"), class_="contents")


@functools.cache
def _part(name: str) -> str:
    return files("pipeline.writers.html").joinpath(name).read_text("utf-8")


@functools.cache
def _policy() -> str:
    """Only the style and the script of this page are let in, by their hashes, and nothing may be loaded or sent."""
    style, script = (_hash(_part(name)) for name in ("page.css", "page.js"))
    return (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _hash(inline: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
