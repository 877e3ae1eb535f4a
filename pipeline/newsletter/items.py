"""A brief in the short form of a newsletter: its headline and each printed sentence with what it rests on."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.brief import headline_sentences, said_of
from pipeline.corrections import of_the_model
from pipeline.english_dates import with_brackets
from pipeline.newsletter import identity
from pipeline.newsletter.grouping import sentences
from pipeline.newsletter.values import Difference, Evidence, Item, Line, Origin
from pipeline.text import clean
from pipeline.values import Article, Brief, Flag, Outcome, Translation
from pipeline.wholes import joined
from pipeline.writers.text import visible

LONGEST_BEGINNING = 12
"""Words of a first sentence that stand in for a headline that an article has not."""
_IN_DOUBT = Flag("doubt", "The translation is in doubt.")


def item(brief: Brief, number: int, origins: Sequence[Origin], differences: Sequence[Difference] = ()) -> Item:
    """The item of a brief whose article a draft calls ``number``."""
    lines = tuple(_sentences(brief, number))
    return Item(_headline(brief, number, lines), lines, tuple(origins), tuple(differences))


def origin(article: Article, number: int, updated: int = 0, before: Sequence[str] = ()) -> Origin:
    """Where an item comes from; ``updated`` is the earlier issue that had the article in other words, ``before``."""
    now = list(dict.fromkeys(sentences(article))) if before else []
    return Origin(
        number,
        visible(article.outlet or ""),
        visible(article.author or ""),
        article.date.isoformat() if article.date is not None else "",
        article.address or "",
        article.source,
        article.language,
        identity.key(article),
        identity.digest(article),
        updated,
        tuple(sentence for sentence in now if sentence not in before),
        len(now),
    )


def _headline(brief: Brief, number: int, lines: Sequence[Line]) -> Line:
    """The brief's; where it has none, the beginning of its first sentence."""
    places = headline_sentences(brief.translation)
    if brief.headline:
        evidence = tuple(evidence_at(brief.translation, place) for place in places)
        flags = tuple(flag for place in places for flag in _flags(brief.translation, place))
        notes = tuple(note for place in places for note in said_of("The headline", brief.translation.english[place]))
        return Line(_begun(visible(brief.headline)), str(number), evidence, flags, exact=len(places) == 1, notes=notes)
    words = lines[0].text.split() if lines else ["No", "headline"]
    beginning = " ".join(words[:LONGEST_BEGINNING]) + ("…" if len(words) > LONGEST_BEGINNING else "")
    return Line(_begun(beginning.removesuffix(".")), str(number), lines[0].evidence if lines else ())


def _begun(headline: str) -> str:
    """A headline with a capital at its beginning, unless its first word has one elsewhere: iPhone."""
    first = headline.partition(" ")[0]
    return headline[:1].upper() + headline[1:] if first == first.lower() else headline


def _sentences(brief: Brief, number: int) -> Iterator[Line]:
    """The printed sentences; one that is several of the article's is cut into those, so that each has its evidence."""
    count = 0
    for sentence in brief.summary.sentences:
        places = sentence.evidence
        together = len(places) > 1 and joined(brief.translation, range(places[0], places[-1] + 1)) == sentence.text
        for group in [(place,) for place in places] if together else [places]:
            text = brief.translation.english[group[0]].text if together else sentence.text
            if not visible(text):
                continue
            count += 1
            exact = len(group) == 1 and clean(brief.translation.english[group[0]].text).text == clean(text).text
            flags = [flag for place in group for flag in _flags(brief.translation, place)]
            if sentence.replaced is None:
                flags += sentence.flags
            notes = [note for place in group for note in said_of("This sentence", brief.translation.english[place])]
            shown = [dated.shown for dated in brief.dates if dated.sentence in group]
            pieces = with_brackets(visible(text), shown)
            yield Line(
                "".join(piece for piece, _ in pieces),
                f"{number}.{count}",
                tuple(evidence_at(brief.translation, place) for place in group),
                tuple(dict.fromkeys(flags)),
                tuple(piece for piece, added in pieces if added),
                exact,
                notes=tuple(dict.fromkeys(notes)),
            )


def evidence_at(translation: Translation, place: int) -> Evidence:
    """The sentence of the article at ``place``."""
    english = translation.english[place]
    german = translation.sentences[place].text
    return Evidence(german, clean(english.text).text, clean(of_the_model(english)).text, translation.article.language)


def _flags(translation: Translation, place: int) -> tuple[Flag, ...]:
    english = translation.english[place]
    doubtful = english.outcome is Outcome.FLAGGED and not english.flags
    return (_IN_DOUBT,) if doubtful else english.flags
