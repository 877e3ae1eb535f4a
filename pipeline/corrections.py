"""Sentences that an editor put into other English: they win over every model, wherever the same German stands."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.coverage import UNTRANSLATED
from pipeline.values import Corrected, English, Outcome, Translation

About = tuple[str, str, str]
"""The language translated from, the one translated to, and the sentence."""
TIME = "%Y-%m-%dT%H:%M:%SZ"
"""How a correction is dated, in UTC."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person wants a sentence to be in English; the languages may be others, and are called as these two."""

    german: str
    """The sentence as ``segment`` cuts and cleans it."""
    english: str
    """One line (``text.clean``), not empty."""
    model: str = ""
    """What the model had written; "" where no model had translated it."""
    by: str = ""
    at: str = ""
    """The time in UTC, ISO 8601, to the second."""
    source: str = "de"
    target: str = "en"

    @property
    def about(self) -> About:
        """What makes it one of the same sentence."""
        return self.source, self.target, self.german

    def words(self) -> English:
        """The sentence in these words: no score and no band, and nothing is tried again."""
        return English(self.english, Outcome.CORRECTED, corrected=Corrected(self.model, self.by, self.at))


@dataclass(frozen=True, slots=True)
class Kept:
    """A correction as it is stored."""

    number: int
    """By which a person names it; never given twice."""
    correction: Correction
    undone: str = ""
    """When it was taken back, as ``Correction.at``; "" if it was not."""


def now() -> str:
    """This moment, as corrections are dated."""
    return datetime.datetime.now(datetime.UTC).strftime(TIME)


Corrections = Mapping[About, Correction]
"""By ``Correction.about``."""


def by_sentence(corrections: Iterable[Correction]) -> Corrections:
    """``corrections`` as ``with_corrections`` looks them up; of two about the same the last holds."""
    return {each.about: each for each in corrections}


def standing(kept: Iterable[Kept]) -> list[Kept]:
    """Those that hold, in the order of their numbers: of each sentence the newest that was not taken back.

    So taking one back brings that before it into force again. It does not matter in which order they were stored, and
    two of the same second are told apart by their words: who exchanges corrections ends with the same.
    """
    newest: dict[About, Kept] = {}
    for each in kept:
        if not each.undone:
            other = newest.get(each.correction.about)
            if other is None or _age(each) > _age(other):
                newest[each.correction.about] = each
    return sorted(newest.values(), key=lambda each: each.number)


def _age(kept: Kept) -> tuple[str, str, int]:
    return kept.correction.at, kept.correction.english, kept.number


def with_corrections(translation: Translation, corrections: Corrections) -> Translation:
    """``translation`` with each corrected sentence in the person's words, whatever a model had made of it.

    The stages do so themselves (``flow.How.corrections``), and no model is asked; this is for what is made already.
    """
    source, target = translation.article.language, translation.language
    known = (corrections.get((source, target, sentence.text)) for sentence in translation.sentences)
    english = (one.words() if one is not None else was for one, was in zip(known, translation.english, strict=True))
    return replace(translation, english=tuple(english)) if corrections else translation


def recorded(translation: Translation) -> Corrections:
    """The corrections that were heeded in ``translation``, read from what it says itself."""
    source, target = translation.article.language, translation.language
    return by_sentence(
        Correction(sentence.text, one.text, one.corrected.model, one.corrected.by, one.corrected.at, source, target)
        for sentence, one in zip(translation.sentences, translation.english, strict=True)
        if one.corrected is not None
    )


def of_the_model(english: English) -> str:
    """What a model wrote for a sentence, whether or not that stands there; "" if none translated it."""
    if english.corrected is not None:
        return english.corrected.model
    if english.outcome is Outcome.PASSED:
        return ""
    if any(flag.name == UNTRANSLATED for flag in english.flags):
        return english.tries[0].text if english.tries else ""
    return english.text
