"""Flags that a person dismissed: they stay so until the German or the English of their sentence changes."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.coverage import UNTRANSLATED
from pipeline.values import Dismissed, English, Flag, Outcome, Severity, Translation


@dataclass(frozen=True, slots=True)
class Dismissal:
    """One check set aside for one sentence as it stands in both languages."""

    check: str
    german: str
    english: str
    severity: Severity = Severity.SEVERE
    """Of the flag that was seen. A hint that was dismissed is no answer to a severe flag that comes later."""
    message: str = ""
    reason: str = ""
    at: str = ""
    """The time in UTC, ISO 8601, to the second."""

    @property
    def about(self) -> tuple[str, str, str]:
        """What makes it the same dismissal."""
        return self.check, self.german, self.english


Dismissals = Mapping[tuple[str, str, str], Dismissal]
"""By ``Dismissal.about``."""


def by_sentence(dismissals: Iterable[Dismissal]) -> Dismissals:
    """``dismissals`` as ``without_dismissed`` looks them up; of two about the same the last holds."""
    return {each.about: each for each in dismissals}


def without_dismissed(translation: Translation, dismissals: Dismissals) -> Translation:
    """``translation`` with dismissed flags apart from the others, in ``English.dismissed``.

    A sentence that has no other severe flag counts as translated from then on. One whose German was left standing keeps
    its flags, whatever is dismissed. A translation that nothing is dismissed of comes back as it is.
    """
    if not dismissals:
        return translation
    english = tuple(
        _apart(sentence.text, each, dismissals)
        for sentence, each in zip(translation.sentences, translation.english, strict=True)
    )
    return replace(translation, english=english)


def recorded(translation: Translation) -> Dismissals:
    """The dismissals that were heeded in ``translation``, read from what it says itself."""
    return by_sentence(
        Dismissal(d.flag.name, sentence.text, english.text, d.flag.severity, d.flag.message, d.reason)
        for sentence, english in zip(translation.sentences, translation.english, strict=True)
        for d in english.dismissed
    )


def can_be_dismissed(english: English) -> bool:
    """Whether flags of this sentence can be set aside: not where the German stands unchanged because of them."""
    return all(flag.name != UNTRANSLATED for flag in english.flags)


def _apart(german: str, english: English, dismissals: Dismissals) -> English:
    if not english.flags or not can_be_dismissed(english):
        return english
    gone: list[Dismissed] = []
    kept: list[Flag] = []
    for flag in english.flags:
        known = dismissals.get((flag.name, german, english.text))
        if known is None or (known.severity is Severity.HINT and flag.severity is Severity.SEVERE):
            kept.append(flag)
        else:
            gone.append(Dismissed(flag, known.reason))
    if not gone:
        return english
    outcome = english.outcome
    if outcome is Outcome.FLAGGED and not any(flag.severity is Severity.SEVERE for flag in kept):
        outcome = Outcome.TRANSLATED
    return replace(english, outcome=outcome, flags=tuple(kept), dismissed=(*english.dismissed, *gone))
