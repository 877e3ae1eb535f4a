"""A brief as a page to read: the brief on top, then what each sentence rests on, then the whole text."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline import sections
from pipeline.brief import alternatives
from pipeline.english_dates import with_brackets
from pipeline.seal import seal_markdown
from pipeline.values import Brief, Dismissed, English, Kind, Outcome, Severity, SummarySentence
from pipeline.writers.text import visible

SUFFIX = ".md"


def write(brief: Brief) -> str:
    """The page, sealed. Nothing in the article can become a heading, a link, an image or HTML."""
    return write_all([brief])


def write_all(briefs: Sequence[Brief]) -> str:
    """The pages of several briefs as one, sealed."""
    parts: list[str] = []
    for brief in briefs:
        parts += [*(["---"] if parts else []), top(brief), *_evidence(brief), *_whole_text(brief)]
        if run := sections.run(brief):
            parts.append(f"*{run}*")
    return seal_markdown("\n\n".join(parts) + "\n\n")


def top(brief: Brief) -> str:
    """What a reader needs: from the headline to the models that made the brief. Ends without a newline."""
    article = brief.translation.article
    lines = [f"# {escape(brief.headline or 'No headline')}"]
    if brief.headline_origin not in (None, "headline"):
        lines.append(f"*from the {escape(str(brief.headline_origin))}*")
    lines.append(" · ".join(escape(part) for part in sections.credit(brief)) + _original(article.address))
    if brief.summary.sentences:
        lines.append(" ".join(_printed(brief, sentence) for sentence in brief.summary.sentences))
    lines += _section("Dates", (f"{shown}: {escape(where)}" for shown, where in sections.dates(brief)))
    lines += _section("Quotations", (f"{escape(said)}: {escape(where)}" for said, where in sections.quotations(brief)))
    lines += _section("Check", (escape(note) for note in brief.notes))
    lines += _section("Made by", (escape(line) for line in sections.makers(brief)))
    return "\n\n".join(lines)


def shown(brief: Brief) -> str:
    """``top`` for a terminal, where nothing is rendered and escapes would only be in the way."""
    return re.sub(r"\\([^\w\s])", r"\1", top(brief))


def escape(text: str) -> str:
    """``text`` on one line, so that Markdown shows exactly its characters wherever in a line it stands."""
    return _escape_start(_escape_inside(visible(text)))


def _escape_inside(text: str) -> str:
    """Only what would be read as markup is escaped, because the page is read as plain text too."""
    text = re.sub(r"([\\`*_\[\]<~]|\$(?!\d)|&(?=#?\w+;))", r"\\\1", text)
    # Addresses of which many renderers make links by themselves.
    return re.sub(r":(?=//)|(?i:(?<=www)\.|(?<=mailto):|(?<=xmpp):)|@", lambda match: "\\" + match[0], text)


def _escape_start(text: str) -> str:
    """What begins a heading, a quotation, a list or a rule at the start of a line."""
    return re.sub(r"^(\d{1,9})(?=[.)](?:\s|$))|^(?=[#>=]|[-+](?:[\s-]|$))", r"\1\\", text)


def _original(address: str | None) -> str:
    safe = safe_address(address)
    return f" · [original](<{safe}>)" if safe else ""


def safe_address(address: str | None) -> str:
    """A web address in which nothing can end a link early; "" for what is none."""
    if address is None or not re.match(r"https?://[^\s]+$", address):
        return ""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-._~:/?#@!$&*+,;=%") else _percent(c) for c in address)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode(errors="replace"))


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    listed = "\n".join(f"- {item}" for item in items)
    if listed:
        yield f"**{title}**"
        yield listed


def _printed(brief: Brief, sentence: SummarySentence) -> str:
    """A sentence of the summary with its dates resolved; what was added is in italics and brackets."""
    shown = [dated.shown for dated in brief.dates if dated.sentence in sentence.evidence]
    pieces = with_brackets(visible(sentence.text), shown)
    return _escape_start(
        "".join(f" *{text.strip()}*" if added else _escape_inside(text) for text, added in pieces)
    )


def _evidence(brief: Brief) -> Iterator[str]:
    """Each printed sentence by its number, and the German it rests on."""
    if not brief.summary.sentences:
        return
    yield "## Evidence"
    lines = []
    for number, sentence in enumerate(brief.summary.sentences, 1):
        indent = " " * (len(str(number)) + 2)
        lines.append(f"{number}. {_printed(brief, sentence)}")
        own = brief.summary.mode == "free" and sentence.replaced is None
        if sentence.replaced is not None:
            lines.append(f"{indent}- *taken from the article; the model had written:* {escape(sentence.replaced)}")
        for place in sentence.evidence:
            lines.append(f"{indent}- {escape(brief.translation.sentences[place].text)}")
            if own:
                lines.append(f"{indent}  - {escape(brief.translation.english[place].text)}")
        if not sentence.evidence:
            lines.append(f"{indent}- *no sentence of the article found*")
    yield "\n".join(lines)


def _whole_text(brief: Brief) -> Iterator[str]:
    """Every sentence of the source with its English and its doubts, by block; nothing is left out."""
    translation = brief.translation
    yield "## Whole text"
    of_block: dict[int, list[int]] = {}
    for place, sentence in enumerate(translation.sentences):
        of_block.setdefault(sentence.block, []).append(place)
    for index, block in enumerate(translation.article.blocks):
        yield f"*{block.kind.value}*"
        lines = []
        for place in of_block.get(index, []):
            german, english = translation.sentences[place].text, translation.english[place]
            lines.append(f"- {escape(german)}")
            lines += [f"  - {line}" for line in _became(german, english.text, english.outcome, block.kind)]
            lines += [f"  - {line}" for line in _said_of(english)]
            lines += [f"  - *dismissed:* {_dismissed(each)}" for each in english.dismissed]
        yield "\n".join(lines or [f"- {escape(block.text)}"])


def _said_of(english: English) -> Iterator[str]:
    """The flags, the severe ones in bold, what was tried instead, who wrote it, and where the model was unsure."""
    for flag in english.flags:
        label = "**check:**" if flag.severity is Severity.SEVERE else "*hint:*"
        yield f"{label} {escape(flag.message)}"
    for other in alternatives(english):
        yield f"*another way:* {escape(other)}"
    if said := sections.corrected(english):
        yield f"*corrected {said[0]}* {escape(said[1])}".rstrip()
    if english.confidence == "low":
        yield "*the translator was unsure of its words*"


def _dismissed(dismissed: Dismissed) -> str:
    reason = f" ({dismissed.reason})" if dismissed.reason else ""
    return escape(dismissed.flag.message + reason)


def _became(german: str, english: str, outcome: Outcome, kind: Kind) -> Iterator[str]:
    if german != english or outcome in (Outcome.TRANSLATED, Outcome.CORRECTED):
        yield escape(english) or "*nothing*"
    elif kind is not Kind.SIGNOFF:
        yield "*left as it is*"
