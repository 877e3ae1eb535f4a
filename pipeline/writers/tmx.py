"""A translation memory: German and English sentence by sentence, as TMX 1.4 for translators' programs.

https://www.gala-global.org/tmx-14b: one ``tu`` a sentence, with its kind, its place in the source and its flags.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from pipeline import sections
from pipeline.english_dates import with_brackets
from pipeline.languages import tag
from pipeline.provenance import package_version
from pipeline.seal import seal_markdown
from pipeline.values import Brief, Severity
from pipeline.writers.text import visible

SUFFIX = ".tmx"

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for."""


def write(brief: Brief) -> str:
    """The memory of one article, sealed."""
    return write_all([brief])


def write_all(briefs: Sequence[Brief]) -> str:
    """One memory of several articles, sealed."""
    sources = list(dict.fromkeys(tag(brief.translation.article.language) for brief in briefs))
    source = sources[0] if len(sources) == 1 else "*all*"
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        f'<header creationtool="german-briefs" creationtoolversion={quoteattr(package_version())} segtype="sentence"'
        f' o-tmf="german-briefs" adminlang="en" srclang="{source}" datatype="plaintext">',
        *(f"<note>{_text(line)}</note>" for brief in briefs for line in _on_top(brief)),
        *(f"<note>{_text(line)}</note>" for line in dict.fromkeys(line for b in briefs for line in sections.makers(b))),
        *(f"<note>{_text(run)}</note>" for brief in briefs if (run := sections.run(brief))),
        "</header>",
        "<body>",
        *(line for number, brief in enumerate(briefs, 1) for line in _units(brief, number)),
        "</body>",
        "</tmx>",
    ]
    return seal_markdown("\n".join(parts) + "\n")


def _on_top(brief: Brief) -> Iterator[str]:
    """The brief, a line for each sentence and for each thing to check."""
    yield f"{brief.translation.article.source}: {brief.headline or 'No headline'}"
    for number, sentence in enumerate(brief.summary.sentences, 1):
        shown = [dated.shown for dated in brief.dates if dated.sentence in sentence.evidence]
        yield f"Sentence {number}: {''.join(text for text, _ in with_brackets(visible(sentence.text), shown))}"
    yield from (f"Check: {note}" for note in brief.notes)


def _units(brief: Brief, number: int) -> Iterator[str]:
    translation = brief.translation
    languages = [tag(translation.article.language), tag(translation.language)]
    for place, (sentence, english) in enumerate(zip(translation.sentences, translation.english, strict=True)):
        yield f'<tu tuid="{number}-{place}">'
        for flag in english.flags:
            word = "Check" if flag.severity is Severity.SEVERE else "Hint"
            yield f"<note>{word}: {_text(f'{flag.message} {flag.advice}')}</note>"
        if said := sections.corrected(english):
            yield f"<note>Corrected {_text(' '.join(said))}</note>"
        props = {
            "source": translation.article.source,
            "kind": translation.kind(place).value,
            "start": str(sentence.start),
            "end": str(sentence.end),
            "outcome": english.outcome.value,
            "confidence": english.confidence or "",
        }
        several = [("flag", f"{flag.name} {flag.severity.value}") for flag in english.flags]
        several += [("brief", str(n)) for n, told in enumerate(brief.summary.sentences, 1) if place in told.evidence]
        for name, value in (*props.items(), *several):
            if value:
                yield f'<prop type="x-{name}">{_text(value)}</prop>'
        for language, text in zip(languages, (sentence.text, english.text), strict=True):
            yield f'<tuv xml:lang="{language}"><seg>{_text(text)}</seg></tuv>'
        yield "</tu>"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", visible(text)))
