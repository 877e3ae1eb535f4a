"""The Brief of an article: headline, dates, quotations and what a reader must know, from what the stages made."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.coverage import coverage
from pipeline.dates import Found, find_dates
from pipeline.english_dates import english_day
from pipeline.languages import ENGLISH, GERMAN, called, name
from pipeline.quotations import TRANSLATED_BACK
from pipeline.values import (
    Brief,
    Dated,
    English,
    Kind,
    Maker,
    Outcome,
    Quotation,
    Severity,
    Summary,
    Translation,
)
from pipeline.wholes import quoted_at, whole

BODY = frozenset({Kind.PARAGRAPH, Kind.QUOTATION, Kind.ITEM, Kind.TABLE, Kind.FOOTNOTE})
"""Where dates and quotations are looked for; a sub-heading repeats words without their speaker."""

IN_GERMAN = "metadata, left in German"
"""The origin of a headline that is a title without a block, and so has no translation."""
IN_ANOTHER_LANGUAGE = "metadata, not translated"
"""The same in an article that is not German."""
UNSURE = "The translator was unsure of its words here: look here first."
"""What is said beside a sentence of the lowest band of ``confidence``."""


def assemble(translation: Translation, summary: Summary, makers: Sequence[Maker]) -> Brief:
    """Put a brief together; nothing is computed that a model would have to compute."""
    headline = _headline(translation)
    dates = tuple(_dates(translation))
    quoted = tuple(_quotations(translation))
    translated_back = frozenset(i for one, places in quoted if one.note == TRANSLATED_BACK for i in places)
    return Brief(
        translation=translation,
        headline=headline.text,
        headline_origin=headline.origin,
        summary=summary,
        dates=dates,
        quotations=tuple(one for one, _ in quoted),
        makers=tuple(makers),
        notes=tuple(dict.fromkeys(_notes(translation, summary, makers, headline, dates, translated_back))),
    )


@dataclass(frozen=True, slots=True)
class _Headline:
    text: str | None = None
    origin: str | None = None
    sentences: tuple[int, ...] = ()


def _headline(translation: Translation) -> _Headline:
    """The English of the headline, or of the first sentence of the standfirst, or the title as it is."""
    for kind in (Kind.HEADLINE, Kind.STANDFIRST):
        places = [i for i in range(len(translation.sentences)) if translation.kind(i) is kind]
        # One headline: not those of other blocks, nor the rest of a long standfirst.
        places = [i for i in places if translation.sentences[i].block == translation.sentences[places[0]].block]
        if kind is Kind.STANDFIRST and places:
            places = list(whole(translation, places[0]))
        text = " ".join(translation.english[i].text.strip() for i in places).strip()
        if text:
            return _Headline(without_full_stop(text), kind.value, tuple(places))
    title = translation.article.title
    if title:
        language = translation.article.language
        origin = {GERMAN: IN_GERMAN, ENGLISH: "metadata"}.get(language, IN_ANOTHER_LANGUAGE)
        return _Headline(without_full_stop(title), origin)
    return _Headline()


def made_for_german(language: str) -> str:
    """A sentence on what is missing for articles in ``language``."""
    return (
        f"Made for German: for {name(language)}, dates, quotations, datelines, sign-offs and unusual spelling are not "
        "looked after."
    )


def without_full_stop(text: str) -> str:
    """``text`` without its final full stop; those of "U.S." and of "..." stay."""
    return text if re.search(r"(?:\.\.|\b\w\.\w\.|…)$", text) else text.removesuffix(".")


def _body(translation: Translation) -> Iterator[int]:
    return (i for i in range(len(translation.sentences)) if translation.kind(i) in BODY)


def _dates(translation: Translation) -> Iterator[Dated]:
    if translation.article.language != GERMAN:
        return
    for i in _body(translation):
        for found in find_dates(translation.sentences[i].text, translation.article.date):
            yield _dated(found, i)


def _dated(found: Found, sentence: int) -> Dated:
    until = found.last if found.last != found.first else None
    return Dated(found.first, found.shown, sentence, until)


def _quotations(translation: Translation) -> Iterator[tuple[Quotation, range]]:
    """Speech in the body, with the sentences over which it runs; searched for block by block."""
    if translation.article.language != GERMAN:
        return
    blocks: dict[int, list[int]] = {}
    for i in _body(translation):
        blocks.setdefault(translation.sentences[i].block, []).append(i)
    for places in blocks.values():
        for quoted, run in quoted_at([translation.sentences[i].text for i in places]):
            first, last = places[run.start], places[run.stop - 1]
            same = len(quoted.words.split()) <= 3 and quoted.words in translation.english[first].text
            if same and quoted.note == TRANSLATED_BACK:
                continue  # "iPod nano" is the same in English: a name
            yield Quotation(quoted.words, first, quoted.note), range(first, last + 1)


def _notes(
    translation: Translation,
    summary: Summary,
    makers: Sequence[Maker],
    headline: _Headline,
    dates: Sequence[Dated],
    translated_back: frozenset[int],
) -> Iterator[str]:
    language = translation.article.language
    original = called(language)
    for maker in makers:
        if maker.task == "translation" and not maker.trusted:
            unknown = language != GERMAN and maker.measured == "not measured"
            why = "was not measured" if unknown else "is a small model that gets much wrong"
            yield f"The translator {why}: do not print this without a look at the {original}."
    if language not in (GERMAN, ENGLISH):
        yield made_for_german(language)
    for i in headline.sentences:
        yield from _doubts("Headline", translation.english[i])
        yield from _set_aside("Headline", translation.english[i])
        yield from _corrected("Headline", translation.english[i])
    if headline.origin == IN_GERMAN:
        yield "The headline is the title in German: it is no part of the text that was translated."
    if headline.origin == IN_ANOTHER_LANGUAGE:
        yield "The headline is the title as it was given: it is no part of the text that was translated."
    if headline.text is None:
        yield "The article has no headline."
    for number, sentence in enumerate(summary.sentences, 1):
        for i in sentence.evidence:
            yield from _doubts(f"Sentence {number}", translation.english[i])
            yield from _set_aside(f"Sentence {number}", translation.english[i])
            yield from _corrected(f"Sentence {number}", translation.english[i])
            if i in translated_back:
                yield f"Sentence {number}: quoted words are translated back from German, not the speaker's own wording."
        if not sentence.evidence:
            yield f"Sentence {number} could not be traced to a sentence of the article: compare it with the whole text."
    yield from _unsure(translation, summary, headline)
    published = translation.article.date
    if language in (GERMAN, ENGLISH):
        yield from _about_dates(english_day(published) if published is not None else None, dates)
    yield from _about_summary(summary)
    written = summary.mode == "free" and any(sentence.replaced is None for sentence in summary.sentences)
    if written and any(maker.task == "summary" and not maker.trusted for maker in makers):
        yield "The summarizer is too small to write by itself: do not use these sentences."
    flagged = {i for i, english in enumerate(translation.english) if english.outcome is Outcome.FLAGGED}
    others = len(flagged - printed(translation, summary))
    if others == 1:
        yield "One sentence that is not printed here is flagged: see the whole text."
    elif others:
        yield f"{others} sentences that are not printed here are flagged: see the whole text."
    if language != ENGLISH:
        yield coverage(translation).line()


def printed(translation: Translation, summary: Summary) -> frozenset[int]:
    """The sentences of the translation that a brief prints, or rests on: in its headline and its summary."""
    shown = {i for sentence in summary.sentences for i in sentence.evidence}
    return frozenset(shown.union(headline_sentences(translation)))


def headline_sentences(translation: Translation) -> tuple[int, ...]:
    """The sentences of the translation that the headline of its brief consists of."""
    return _headline(translation).sentences


def _unsure(translation: Translation, summary: Summary, headline: _Headline) -> Iterator[str]:
    """Where the model was least sure of its words, if its scores are known to mean anything."""
    places = {"the headline": headline.sentences}
    places |= {f"sentence {number}": sentence.evidence for number, sentence in enumerate(summary.sentences, 1)}
    low = [where for where, rows in places.items() if any(translation.english[i].confidence == "low" for i in rows)]
    if low:
        listed = " and ".join([", ".join(low[:-1]), low[-1]] if len(low) > 1 else low)
        yield f"The translator was unsure of its words in {listed}: look there first."


def said_of(where: str, english: English) -> Iterator[str]:
    """What is to be known of a sentence that is printed by itself, beside its flags."""
    if english.confidence == "low":
        yield UNSURE
    if english.outcome is Outcome.FLAGGED:
        for other in alternatives(english):
            yield f"{where}, translated another way: “{other}”"
    if names := _dismissed(english):
        yield f"{where}: a doubt was dismissed by a person ({names})."
    yield from _corrected(where, english)


def _doubts(where: str, english: English) -> Iterator[str]:
    """What a person without German should know of a printed sentence, and do about it."""
    for flag in english.flags:
        hint = " (a hint, often wrong)" if flag.severity is Severity.HINT else ""
        yield f"{where}{hint}: {flag.message} {flag.advice}".rstrip()
    if english.outcome is Outcome.FLAGGED:
        if not english.flags:
            yield f"{where}: the translation is in doubt."
        for other in alternatives(english):
            yield f"{where}, translated another way: “{other}”"


def _set_aside(where: str, english: English) -> Iterator[str]:
    """That somebody dismissed a doubt, which whoever prints the sentence answers for."""
    if names := _dismissed(english):
        yield f"{where}: a doubt was dismissed by a person ({names}): see the whole text."


def _dismissed(english: English) -> str:
    return ", ".join(dict.fromkeys(dismissed.flag.name for dismissed in english.dismissed))


def _corrected(where: str, english: English) -> Iterator[str]:
    """That these are somebody's words, which a colleague need not compare again."""
    if english.outcome is Outcome.CORRECTED:
        yield f"{where} was corrected by a person."


def alternatives(english: English) -> tuple[str, ...]:
    """Other translations of a flagged sentence that pass a severe check which it fails itself."""
    failed = {flag.name for flag in english.flags if flag.severity is Severity.SEVERE}
    others = (t.text for t in english.tries if t.text != english.text and failed - set(t.failed))
    return tuple(dict.fromkeys(others))


def _about_dates(published: str | None, dates: Sequence[Dated]) -> Iterator[str]:
    if published is None:
        yield "The publication date is not known, so dates are left as the article has them."
    elif any("[" in dated.shown for dated in dates):
        yield f"Dates in brackets are not in the article: they were worked out from its date, {published}."


def _about_summary(summary: Summary) -> Iterator[str]:
    if summary.note:
        yield summary.note
    elif not summary.sentences:
        yield "There is no summary: no sentence of the article could be used."
    if summary.sentences and summary.mode == "faithful":
        yield "The sentences were chosen from the translated article, not written."
    elif summary.sentences and summary.mode == "free":
        yield from _about_writing(summary)


def _about_writing(summary: Summary) -> Iterator[str]:
    """What was found in sentences that a model wrote, and which of them the article's own stand in for."""
    for number, sentence in enumerate(summary.sentences, 1):
        found = sentence.flags
        if sentence.replaced is not None:
            why = " ".join(flag.message for flag in found if flag.severity is Severity.SEVERE)
            yield f"Sentence {number} is taken from the article: what the model wrote there was refused. {why}".rstrip()
            continue
        for flag in found:
            hint = " (a hint, often wrong)" if flag.severity is Severity.HINT else ""
            yield f"Sentence {number}{hint}: {flag.message} {flag.advice}".rstrip()
    if any(sentence.replaced is None for sentence in summary.sentences):
        yield "The summary was written by a model and may say what the article does not."
