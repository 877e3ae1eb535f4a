"""A brief as a page to read: the brief on top, then what each sentence rests on, then the whole text."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline import languages
from pipeline.brief import alternatives
from pipeline.english_dates import english_day, with_brackets
from pipeline.quotations import ENGLISH_IN_SOURCE, find_quotations
from pipeline.seal import seal_markdown
from pipeline.values import Brief, Dismissed, English, Kind, Outcome, Severity, SummarySentence
from pipeline.wholes import joined, wholes
from pipeline.writers.text import visible

SUFFIX = ".md"


def write(brief: Brief) -> str:
    """The page, sealed. Nothing in the article can become a heading, a link, an image or HTML."""
    parts = [top(brief), *_evidence(brief), *_whole_text(brief), *_run(brief)]
    return seal_markdown("\n\n".join(parts) + "\n\n")


def top(brief: Brief) -> str:
    """What a reader needs: from the headline to the models that made the brief. Ends without a newline."""
    article = brief.translation.article
    lines = [f"# {escape(brief.headline or 'No headline')}"]
    if brief.headline_origin not in (None, "headline"):
        lines.append(f"*from the {escape(str(brief.headline_origin))}*")
    dated = english_day(article.date) if article.date is not None else "no date"
    english = article.language == languages.ENGLISH
    translated = None if english else f"machine-translated from {languages.name(article.language)}"
    known = [article.outlet, article.author, dated, translated]
    credit = " · ".join(escape(part) for part in known if part)
    lines.append(credit + _original(article.address))
    if brief.summary.sentences:
        lines.append(" ".join(_printed(brief, sentence) for sentence in brief.summary.sentences))
    lines += _section("Dates", _dates(brief))
    lines += _section("Quotations", _quotations(brief))
    lines += _section("Check", (escape(note) for note in brief.notes))
    lines += _section("Made by", [*_makers(brief), *_options(brief)])
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
    """A link to the original, for web addresses alone."""
    if address is None or not re.match(r"https?://[^\s]+$", address):
        return ""
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-._~:/?#@!$&*+,;=%") else _percent(c) for c in address)
    return f" · [original](<{safe}>)"


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


def _dates(brief: Brief) -> Iterator[str]:
    together = _together(brief)
    for shown, places in _grouped((dated.shown, dated.sentence) for dated in brief.dates):
        yield f"{shown}: " + " / ".join(_at(brief, together[place]) for place in places)


def _quotations(brief: Brief) -> Iterator[str]:
    """The German words, the English ones beside them where they can be told, and where they stand."""
    together = _together(brief)
    for quotation in brief.quotations:
        places = together[quotation.sentence]
        # Words that the article has in English are printed from it: what a translator made of them is no rendering.
        back = quotation.note != ENGLISH_IN_SOURCE
        english = _in_english(brief, places, quotation.german) if back else ""
        beside = f" = “{escape(english)}”" if english else ""
        yield f"“{escape(quotation.german)}”{beside} ({escape(quotation.note)}): {_at(brief, places)}"


def _in_english(brief: Brief, places: range, german: str) -> str:
    """What stands for quoted words in the English of ``places``; "" where quotations of the two do not pair off."""
    source = " ".join(brief.translation.sentences[place].text for place in places)
    there = [quoted.words for quoted in find_quotations(source)]
    here = [quoted.words for quoted in find_quotations(joined(brief.translation, places)) if quoted.closed]
    if len(here) != len(there) or german not in there:
        return ""
    english = here[there.index(german)].rstrip(",")  # English puts marks of the sentence inside those of the quotation
    return english if german.endswith(".") else english.removesuffix(".")


def _together(brief: Brief) -> dict[int, range]:
    """For each sentence those that it is shown with."""
    return {place: places for places in wholes(brief.translation) for place in places}


def _at(brief: Brief, places: range) -> str:
    """The English of sentences that are shown together, or their number where they are printed above."""
    for number, sentence in enumerate(brief.summary.sentences, 1):
        if any(place in sentence.evidence for place in places):
            return f"sentence {number}"
    return escape(joined(brief.translation, places))


def _grouped(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, list[int]]]:
    groups: dict[str, list[int]] = {}
    for name, place in pairs:
        groups.setdefault(name, []).append(place)
    return list(groups.items())


def _makers(brief: Brief) -> Iterator[str]:
    for maker in brief.makers:
        how = f"{escape(maker.backend)}, weights {escape(maker.weights[:12])}"
        how += f", commit {escape(maker.revision[:12])}" if maker.revision else ""
        yield f"{escape(maker.task)}: {escape(maker.model)} ({how}); {escape(maker.measured)}"


def _run(brief: Brief) -> Iterator[str]:
    """One line on the run that made it; ``seal.gist`` knows it by its beginning."""
    if brief.made is not None:
        at = brief.made.at.replace("T", ", ").replace("Z", " UTC")
        found, computed = sum(brief.made.found.values()), sum(brief.made.computed.values())
        yield f"*Made on {at}, in {brief.made.seconds:.1f} s: {computed} results computed, {found} found in the cache.*"


def _options(brief: Brief) -> Iterator[str]:
    """Versions, and what was asked for, a line."""
    known = brief.provenance
    if known is None:
        return
    stages = {stage.name: stage for stage in known.stages}
    asked = []
    if "translate" in stages:
        asked.append(f"beams {stages['translate'].options['decoding']['beams']}")
    if "retry" in stages:
        asked.append(f"tried again by {', '.join(stages['retry'].options['ladder']) or 'no other way'}")
    if "summarize" in stages:
        options = stages["summarize"].options
        asked += [f"{name} {options[name]}" for name in ("sentences", "words") if options[name]]
        asked.append("chosen" if options["faithful"] else "written freely")
    if known.terms:
        asked.append(f"{len(known.terms)} terms of a glossary")
    versions = ", ".join(f"{stage.name} {stage.version}" for stage in known.stages)
    yield f"by: german-briefs {known.package} ({versions}), Python {known.python}; {', '.join(asked)}"


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
    """The flags, the severe ones in bold, what was tried instead, and where the model was unsure of its words."""
    for flag in english.flags:
        label = "**check:**" if flag.severity is Severity.SEVERE else "*hint:*"
        yield f"{label} {escape(flag.message)}"
    for other in alternatives(english):
        yield f"*another way:* {escape(other)}"
    if english.confidence == "low":
        yield "*the translator was unsure of its words*"


def _dismissed(dismissed: Dismissed) -> str:
    reason = f" ({dismissed.reason})" if dismissed.reason else ""
    return escape(dismissed.flag.message + reason)


def _became(german: str, english: str, outcome: Outcome, kind: Kind) -> Iterator[str]:
    if german != english or outcome is Outcome.TRANSLATED:
        yield escape(english) or "*nothing*"
    elif kind is not Kind.SIGNOFF:
        yield "*left as it is*"
