"""A brief over its article, German and English sentence by sentence, as an HTML page that loads nothing from elsewhere.

Everything that comes from an article is escaped; a Content-Security-Policy forbids whatever would be loaded.
"""
from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from html import escape as escaped
from importlib.resources import files

from pipeline import sections
from pipeline.brief import alternatives
from pipeline.english_dates import with_brackets
from pipeline.languages import tag
from pipeline.seal import seal_markdown
from pipeline.stages.retry import CALLED
from pipeline.values import Brief, English, Kind, Outcome, Severity, SummarySentence
from pipeline.writers.markdown import safe_address
from pipeline.writers.text import visible

SUFFIX = ".html"

QUIET = frozenset({Kind.CREDIT, Kind.TEASER, Kind.OUTLET, Kind.DATELINE, Kind.SIGNOFF})
"""Kinds that are no part of the text, and grey."""
TITLES = frozenset({Kind.HEADLINE, Kind.STANDFIRST, Kind.SUBHEADING})

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)


def write(brief: Brief) -> str:
    """The page of one brief, sealed."""
    return write_all([brief])


def write_all(briefs: Sequence[Brief]) -> str:
    """One page of several briefs, with a table of contents where there is more than one; sealed."""
    title = briefs[0].headline if len(briefs) == 1 else f"{len(briefs)} articles"
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{_text(title or 'No headline')}</title>",
        f"<style>\n{_resource('page.css')}</style></head>",
        "<body>",
        '<a class="skip" href="#text-1">Skip to the whole text</a>',
        *_contents(briefs),
        "<main>",
        *(line for number, brief in enumerate(briefs, 1) for line in _article(brief, number)),
        "</main>",
        f"<script>\n{_resource('page.js')}</script>",
        "</body>",
        "</html>",
    ]
    return seal_markdown("\n".join(parts) + "\n")


def _contents(briefs: Sequence[Brief]) -> Iterator[str]:
    if len(briefs) < 2:
        return
    yield '<nav aria-label="Articles"><ol>'
    for number, brief in enumerate(briefs, 1):
        yield f'<li><a href="#article-{number}">{_text(brief.headline or "No headline")}</a></li>'
    yield "</ol></nav>"


def _article(brief: Brief, number: int) -> Iterator[str]:
    article = brief.translation.article
    yield f'<article id="article-{number}">'
    language = f' lang="{tag(article.language)}"' if (brief.headline_origin or "").startswith("metadata,") else ""
    yield f"<header><h1{language}>{_text(brief.headline or 'No headline')}</h1>"
    if brief.headline_origin not in (None, "headline"):
        yield f'<p class="origin">from the {_text(str(brief.headline_origin))}</p>'
    address = safe_address(article.address)
    original = f' · <a href="{escaped(address)}" rel="noopener noreferrer">original</a>' if address else ""
    yield f'<p class="credit">{" · ".join(map(_text, sections.credit(brief)))}{original}</p></header>'
    yield from _brief(brief, number)
    yield from _text_of(brief, number)
    yield f'<section aria-labelledby="made-{number}"><h2 id="made-{number}">Made by</h2><ul class="made">'
    yield from (f"<li>{_text(line)}</li>" for line in sections.makers(brief))
    yield "</ul>"
    if run := sections.run(brief):
        yield f'<p class="run">{_text(run)}</p>'
    yield "</section></article>"


def _brief(brief: Brief, number: int) -> Iterator[str]:
    yield f'<section aria-labelledby="brief-{number}"><h2 id="brief-{number}">Brief</h2>'
    if brief.summary.sentences:
        yield '<ol class="brief">'
        for sentence in brief.summary.sentences:
            yield from _claim(brief, sentence, number)
        yield "</ol>"
    lists = (
        ("Dates", [f"{_text(shown)}: {_text(where)}" for shown, where in sections.dates(brief)]),
        ("Quotations", [f"{_text(said)}: {_text(where)}" for said, where in sections.quotations(brief)]),
        ("Check", [_text(note) for note in brief.notes]),
    )
    for title, items in lists:
        if items:
            yield f"<h2>{title}</h2><ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    yield "</section>"


def _claim(brief: Brief, sentence: SummarySentence, number: int) -> Iterator[str]:
    """A sentence of the brief that opens on what it rests on."""
    places = " ".join(f"s-{number}-{place}" for place in sentence.evidence)
    yield f'<li><details class="claim" data-evidence="{places}"><summary>{_printed(brief, sentence)}</summary>'
    yield '<div class="evidence">'
    for place in sentence.evidence:
        german, english = brief.translation.sentences[place].text, brief.translation.english[place].text
        yield f'<p lang="{tag(brief.translation.article.language)}">{_text(german)}</p>'
        yield f'<p>{_text(english)} <a href="#s-{number}-{place}">in the text</a></p>'
    if not sentence.evidence:
        yield "<p>No sentence of the article was found that it rests on.</p>"
    if sentence.replaced:
        yield f'<p class="note">Taken from the article in place of what the model wrote: {_text(sentence.replaced)}</p>'
    yield "</div></details></li>"


def _printed(brief: Brief, sentence: SummarySentence) -> str:
    shown = [dated.shown for dated in brief.dates if dated.sentence in sentence.evidence]
    pieces = with_brackets(visible(sentence.text), shown)
    return "".join(f' <span class="added">{_text(t)}</span>' if added else escaped(t) for t, added in pieces)


def _text_of(brief: Brief, number: int) -> Iterator[str]:
    """Every block with its kind, every sentence with its English and what is said of it."""
    translation = brief.translation
    yield f'<section aria-labelledby="text-{number}"><h2 id="text-{number}" tabindex="-1">Whole text</h2>'
    of_block: dict[int, list[int]] = {}
    for place, sentence in enumerate(translation.sentences):
        of_block.setdefault(sentence.block, []).append(place)
    for index, block in enumerate(translation.article.blocks):
        look = " quiet" if block.kind in QUIET else " heading" if block.kind in TITLES else ""
        yield f'<div class="block{look}"><p class="kind">{block.kind.value}</p>'
        for place in of_block.get(index, []):
            yield from _row(brief, number, place, block.kind)
        yield "</div>"
    yield "</section>"


def _row(brief: Brief, number: int, place: int, kind: Kind) -> Iterator[str]:
    sentence, english = brief.translation.sentences[place], brief.translation.english[place]
    source = tag(brief.translation.article.language)
    offsets = f'data-start="{sentence.start}" data-end="{sentence.end}"'
    yield f'<div class="row" id="s-{number}-{place}" {offsets}><p lang="{source}">{_text(sentence.text)}</p>'
    if sentence.text != english.text or english.outcome is Outcome.TRANSLATED:
        yield f"<p>{_text(english.text) or '<em>nothing</em>'}</p>"
    else:
        yield "<p><em>left as it is</em></p>" if kind is not Kind.SIGNOFF else "<p></p>"
    said = list(_said_of(english))
    if said:
        yield '<ul class="said">' + "".join(said) + "</ul>"
    yield "</div>"


def _said_of(english: English) -> Iterator[str]:
    for flag in english.flags:
        word = "Check" if flag.severity is Severity.SEVERE else "Hint"
        said = _text(f"{flag.message} {flag.advice}".strip())
        yield f'<li class="{flag.severity.value}"><strong>{word}:</strong> {said}</li>'
    for other in alternatives(english):
        yield f"<li>Another way: {_text(other)}</li>"
    if english.confidence == "low":
        yield "<li>The translator was unsure of its words.</li>"
    ways = [one.how for one in english.tries if one.text == english.text]
    if ways and english.tries[0].text != english.text:
        how, first = CALLED.get(ways[0], ways[0]), english.tries[0].text
        yield f"<li>Translated again, {_text(how)}; at first it was: {_text(first)}</li>"
    elif len(english.tries) > 1:
        yield f"<li>Translated in {len(english.tries) - 1} other ways, none of them better.</li>"
    for each in english.dismissed:
        reason = f" ({each.reason})" if each.reason else ""
        yield f"<li>Dismissed: {_text(each.flag.message + reason)}</li>"


def _text(text: str) -> str:
    """``text`` on one line with nothing in it that HTML would read."""
    return escaped(visible(text))


@functools.cache
def _resource(name: str) -> str:
    return files("pipeline.writers").joinpath(name).read_text("utf-8")
