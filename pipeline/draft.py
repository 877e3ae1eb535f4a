"""A draft in Markdown for an editor to change: each German sentence, where to look, and its English under it."""
from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.brief import alternatives
from pipeline.corrections import Correction, of_the_model
from pipeline.seal import seal_markdown
from pipeline.text import clean
from pipeline.values import English, Outcome, Severity, Translation
from pipeline.writers.text import visible

TOP = """\
<!-- {sources}: {languages}, to be corrected.

Change the {target} where it is wrong, save, and close the editor. One sentence stays one sentence; it may run over
several lines. Leave the lines that begin with > as they are: they say which sentence it is. What stands in marks like
those around these lines is for you and is not taken.{first} -->
"""
FIRST = 20
"""Sentences that the top of a draft names at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a draft."""

    number: int
    """Its number in the draft, from 1."""
    german: str
    english: str
    """As it stands now, a person's words or a model's."""
    model: str
    """What the model wrote, as ``Correction.model``."""
    source: str = "de"
    target: str = "en"

    def correction(self, english: str, by: str, at: str) -> Correction:
        """That the sentence is to be ``english``, which is one line."""
        return Correction(self.german, english, self.model, by, at, self.source, self.target)


def lines(translations: Iterable[Translation]) -> list[Line]:
    """The sentences of some articles, numbered through."""
    found: list[Line] = []
    for value in translations:
        for sentence, english in zip(value.sentences, value.english, strict=True):
            model, languages = clean(of_the_model(english)).text, (value.article.language, value.language)
            found.append(Line(len(found) + 1, sentence.text, clean(english.text).text, model, *languages))
    return found


def write(translations: Sequence[Translation], languages: tuple[str, str]) -> str:
    """The draft, sealed; ``languages`` are those of the articles and of their translations, as people call them."""
    sources = ", ".join(visible(value.article.source) for value in translations)
    first = _where_to_look(translations, languages[0])
    top = TOP.format(sources=_inside(sources), languages=" to ".join(languages), target=languages[1], first=first)
    parts, rows = [top], iter(lines(translations))
    stood = []
    for value in translations:
        if len(translations) > 1:
            parts.append(f"<!-- {_inside(value.article.source)} -->\n")
        block = -1
        for place, sentence in enumerate(value.sentences):
            if sentence.block != block:
                block = sentence.block
                parts.append(f"<!-- {value.kind(place).value} -->\n")
            line = next(rows)
            said = [f"<!-- {_inside(remark)} -->" for remark in _remarks(value.english[place])]
            german = escaped(visible(line.german))
            parts.append("\n".join([f"> [{line.number}] {german}", *said, "", escaped(line.english), ""]))
            stood.append(digest(line.english))
    codes = f"{translations[0].article.language} to {translations[0].language}" if translations else "de to en"
    digests = [" ".join(stood[at : at + 12]) for at in range(0, len(stood), 12)]
    parts.append("\n".join(["<!-- Leave these lines too: they say what stood in the draft. -->",
                            f"<!-- german-briefs draft {codes}:", *digests, "-->"]))  # fmt: skip
    return seal_markdown("\n".join(parts) + "\n")


def _where_to_look(translations: Iterable[Translation], source: str) -> str:
    """The sentences with a severe flag, for the top of the draft; "" if there is none."""
    rows = [english for value in translations for english in value.english]
    numbers = [f"[{number}]" for number, english in enumerate(rows, 1) if english.outcome is Outcome.FLAGGED]
    more = f" and {len(numbers) - FIRST} more" if len(numbers) > FIRST else ""
    listed = f"{' '.join(numbers[:FIRST])}{more}"
    return f"\n\nLook first at {listed}: what is doubtful stands under the {source}." if numbers else ""


def _remarks(english: English) -> Iterator[str]:
    """Where to look, for a person without German."""
    if english.corrected is not None:
        who = f" by {english.corrected.by}" if english.corrected.by else ""
        wrote = f"; the model had written: {english.corrected.model}" if english.corrected.model else ""
        yield f"corrected{who}, {english.corrected.at[:10]}{wrote}"
    for flag in english.flags:
        label = "CHECK" if flag.severity is Severity.SEVERE else "hint"
        yield f"{label}: {flag.message} {flag.advice}".rstrip()
    if english.outcome is Outcome.FLAGGED:
        for other in alternatives(english):
            yield f"another way: {other}"
    if english.confidence == "low":
        yield "the translator was unsure of its words"


def _inside(text: str) -> str:
    """``text`` so that it cannot end the comment it stands in."""
    return re.sub(r"-{2,}", "–", visible(text))


def escaped(text: str) -> str:
    """``text`` so that it is no comment, and not taken for German."""
    return re.sub(r"^(?=\\*>)|(?=<!--)", lambda _: "\\", text)


def unescaped(text: str) -> str:
    """What ``escaped`` was given."""
    return re.sub(r"^\\(?=\\*>)|\\(?=<!--)", "", text)


def digest(english: str) -> str:
    """By which the end of a draft says how an English line was."""
    return hashlib.sha256(english.encode(errors="surrogatepass")).hexdigest()[:8]
