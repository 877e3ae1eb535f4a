"""What of a freely written summary is printed: what the article does not bear out is replaced or left out."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.faithfulness import ADVICE, doubts
from pipeline.stages.choose import Candidate
from pipeline.support import Support, supports
from pipeline.values import Flag, Severity

UNSUPPORTED = Flag("support", "No sentence of the article says enough of it.", Severity.SEVERE, ADVICE)
"""What is wrong with a sentence that could be made up."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A sentence to print, and the places of the article's sentences that it rests on."""

    text: str
    places: tuple[int, ...]
    flags: tuple[Flag, ...] = ()
    """Hints on ``text``; where it is ``replaced``, why."""
    replaced: str | None = None
    """What the model wrote, where ``text`` is a sentence of the article instead."""


LEAST = 0.1
"""Covered so far, a written sentence is about something in the article, and the sentence nearest to it may stand in."""


def fall_back(written: Sequence[str], article: Sequence[Candidate]) -> tuple[list[Printed], int]:
    """The sentences to print, in the order written, and how many are left out.

    A written sentence without support, or with a severe flag, gives way to the sentence of the article nearest to it
    that leans on no other, whose translation is not in doubt, and that nothing printed rests on. If there is none,
    or the article has hardly a word of it, it is left out, as is one that was written before. So nothing is printed
    that the article does not bear out, as far as the checks see.
    """
    written = list(dict.fromkeys(written))
    texts = [candidate.text for candidate in article]
    found = supports(written, texts)
    flags = [_doubts(text, support, texts) for text, support in zip(written, found, strict=True)]
    used = {place for support, row in zip(found, flags, strict=True) if not _severe(row) for place in support.places}
    printed: list[Printed] = []
    for text, support, row in zip(written, found, flags, strict=True):
        if not _severe(row):
            printed.append(Printed(text, tuple(sorted(support.places)), row))
            continue
        nearest = support.nearest if support.share >= LEAST else ()
        best = next((place for place in nearest if place not in used and _stands_alone(article[place])), None)
        if best is not None:
            used.add(best)
            printed.append(Printed(texts[best], (best,), row, text))
    return printed, len(written) - len(printed)


def _doubts(text: str, support: Support, article: Sequence[str]) -> tuple[Flag, ...]:
    return doubts(text, support.places, article) if support.places else (UNSUPPORTED,)


def _stands_alone(candidate: Candidate) -> bool:
    return not candidate.leans and not candidate.doubtful


def _severe(flags: Sequence[Flag]) -> bool:
    return any(flag.severity is Severity.SEVERE for flag in flags)
