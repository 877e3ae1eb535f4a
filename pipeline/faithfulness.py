"""What a sentence that a model wrote says beyond the sentences of the article that it rests on.

The article is not asked, only the evidence: a number from elsewhere in it is as wrong as an invented one. For names,
the sentences before the evidence count too, since a summary rightly writes "Musk" where the article has "he".
Severe is what hardly ever stands in a true summary (docs/quality.md, ``python -m benchmarks.support``).
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline import sanity
from pipeline.values import Flag, Severity

BEFORE = 1
"""Sentences before each one of the evidence in which a name may stand; with 2, fewer wrong names are noticed."""
MOST = 4000
"""Characters of a written sentence that are looked at; one of more is a loop or no sentence."""

_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
"""A word that a sentence does not begin with; only those are looked at whose first four letters are new."""

_WORD = re.compile(r"[^\W_]+(?:'\w+)?")
_NOT = re.compile(r"not|never|cannot|\w+n't")
_LIKE_NOT = re.compile(
    r"(?:not|no|never|nothing|nobody|none|neither|nor|without|cannot|\w+n't)$|(?:un|refus|deny|denie|fail|lack)\w"
)
_FAINT = frozenset("been have that this with than they them then were will would could should think".split())
"""Words behind "not" that a sentence has for other reasons as well."""
_BEGINNING = 5
_REACH = 4

ADVICE = "Leave the sentence out, or correct it by the sentences of the article that stand beside it."


def doubts(text: str, places: Sequence[int], article: Sequence[str]) -> tuple[Flag, ...]:
    """Flags for what ``text`` says and its evidence, ``article`` at ``places``, does not; severe ones first."""
    if len(text) > MOST:
        return (_flag("repetition", "The sentence that the model wrote is too long to be one."),)
    evidence = " ".join(article[place] for place in sorted(places))
    nearby = {k for place in places for k in range(max(0, place - BEFORE), place + 1)}
    around = " ".join(article[place] for place in sorted(nearby))
    found = [*_beyond(text, evidence), *_names(text, around, article), *_softer(text, evidence, len(places))]
    return tuple(sorted(found, key=lambda flag: flag.severity is not Severity.SEVERE))


def _beyond(text: str, evidence: str) -> Iterator[Flag]:
    from pipeline.checks import negation, numbers

    if sanity.repeats(text) and not sanity.repeats(evidence):
        yield _flag("repetition", "The sentence repeats itself.")
    if wrong := numbers.unsupported(text, evidence):
        yield _flag("numbers", f"The sentence has {_listed(wrong)}, which what it rests on does not have.")
    if wrong := negation.unsupported(text, evidence):
        yield _flag("negation", f"The sentence says {_listed(wrong)}, which what it rests on does not say.")
    elif lost := _without_not(text, evidence):
        yield _flag("negation", f"What the sentence rests on says {_listed([lost])}, which the sentence does not deny.")


def _without_not(text: str, evidence: str) -> str:
    """ "not" and the words behind it in ``evidence``, where ``text`` has the first long one of these and no negation
    near it; "" if there is none.

    Words are one where they begin with the same five letters; one that the evidence has twice is not looked at.
    """
    there, here = _words(evidence), _words(text)
    begun = Counter(word[:_BEGINNING] for word in there)
    for place, word in enumerate(there):
        behind = there[place + 1 : place + 1 + _REACH]
        if not _NOT.fullmatch(word) or behind[:1] == ["only"]:
            continue
        denied = next((k for k, other in enumerate(behind) if len(other) > 3), None)
        if denied is None or begun[behind[denied][:_BEGINNING]] > 1 or behind[denied] in _FAINT:
            continue
        at = next((k for k, other in enumerate(here) if other[:_BEGINNING] == behind[denied][:_BEGINNING]), None)
        if at is not None and not any(_LIKE_NOT.match(other) for other in here[max(0, at - 6) : at + 3]):
            return " ".join(there[place : place + 2 + denied])
    return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))


def _names(text: str, around: str, article: Sequence[str]) -> Iterator[Flag]:
    """Names that the evidence and what stands before it have not, and words with a capital that nothing has."""
    from pipeline.checks import names

    wrong = names.unsupported(text, around)
    known = " ".join(wrong)
    new = [word for word in dict.fromkeys(_CAPITAL.findall(text)) if word not in known]
    if new:
        whole = " ".join(article).casefold()
        wrong += tuple(word for word in new if word[:4].casefold() not in whole)
    if wrong:
        yield _flag("names", f"The sentence names {_listed(wrong)}, which what it rests on does not name.")


def _softer(text: str, evidence: str, places: int) -> Iterator[Flag]:
    """What is often rightly left out: a hint."""
    from pipeline.checks import modality, negation

    if places == 1 and (lost := negation.unsupported(evidence, text)):
        yield _flag("negation", f"What the sentence rests on says {_listed(lost)}; the sentence does not.", hint=True)
    if lost := modality.unsupported(text, evidence):
        message = f"What the sentence rests on says {_listed(lost)}; the sentence says it as a fact."
        yield _flag("modality", message, hint=True)


def _listed(things: Sequence[str]) -> str:
    shown = [f"“{thing}”" for thing in things[:5]]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _flag(name: str, message: str, *, hint: bool = False) -> Flag:
    return Flag(name, message, Severity.HINT if hint else Severity.SEVERE, ADVICE)
