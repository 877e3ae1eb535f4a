"""What stands under a brief's sentences, as plain text that each writer escapes in its own way."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline import languages
from pipeline.english_dates import english_day
from pipeline.quotations import ENGLISH_IN_SOURCE, find_quotations
from pipeline.values import Brief, English
from pipeline.wholes import joined, wholes


def credit(brief: Brief) -> list[str]:
    """Outlet, author, date, and from which language it was translated: what is known of them."""
    article = brief.translation.article
    dated = english_day(article.date) if article.date is not None else "no date"
    english = article.language == languages.ENGLISH
    translated = None if english else f"machine-translated from {languages.name(article.language)}"
    return [part for part in (article.outlet, article.author, dated, translated) if part]


def dates(brief: Brief) -> Iterator[tuple[str, str]]:
    """Each date as it is printed, and where it stands."""
    together = _together(brief)
    for shown, places in _grouped((dated.shown, dated.sentence) for dated in brief.dates):
        yield shown, " / ".join(_at(brief, together[place]) for place in places)


def quotations(brief: Brief) -> Iterator[tuple[str, str]]:
    """The German words, with the English ones beside them where they can be told and a note; and where they stand."""
    together = _together(brief)
    for quotation in brief.quotations:
        places = together[quotation.sentence]
        # Words that the article has in English are printed from it: what a translator made of them is no rendering.
        back = quotation.note != ENGLISH_IN_SOURCE
        english = _in_english(brief, places, quotation.german) if back else ""
        beside = f" = “{english}”" if english else ""
        yield f"“{quotation.german}”{beside} ({quotation.note})", _at(brief, places)


def makers(brief: Brief) -> Iterator[str]:
    """The models, a line each, and how they were used and with which versions."""
    for maker in brief.makers:
        how = f"{maker.backend}, weights {maker.weights[:12]}"
        how += f", commit {maker.revision[:12]}" if maker.revision else ""
        yield f"{maker.task}: {maker.model} ({how}); {maker.measured}"
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
    if known.corrected:
        asked.append(f"{known.corrected} sentence{'' if known.corrected == 1 else 's'} corrected by a person")
    versions = ", ".join(f"{stage.name} {stage.version}" for stage in known.stages)
    yield f"by: german-briefs {known.package} ({versions}), Python {known.python}; {', '.join(asked)}"


def corrected(english: English) -> tuple[str, str] | None:
    """What to say of a sentence that a person corrected, and the model's words, "" if there are none; else None."""
    if english.corrected is None:
        return None
    wrote = english.corrected.model
    return ("by a person; the model had written:" if wrote else "by a person"), wrote


def run(brief: Brief) -> str:
    """One line on the run that made it, which ``seal.gist`` knows by its beginning; "" if nothing is known of it."""
    if brief.made is None:
        return ""
    at = brief.made.at.replace("T", ", ").replace("Z", " UTC")
    found, computed = sum(brief.made.found.values()), sum(brief.made.computed.values())
    return f"Made on {at}, in {brief.made.seconds:.1f} s: {computed} results computed, {found} found in the cache."


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
    return joined(brief.translation, places)


def _grouped(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, list[int]]]:
    groups: dict[str, list[int]] = {}
    for name, place in pairs:
        groups.setdefault(name, []).append(place)
    return list(groups.items())
