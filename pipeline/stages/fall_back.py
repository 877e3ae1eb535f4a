"""What of a freely written summary is printed: a sentence that the article does not bear out is replaced or left out."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.faithfulness import doubts
from pipeline.stages.choose import Candidate
from pipeline.support import supports
from pipeline.values import Flag, Severity


@dataclass(frozen=True, slots=True)
class Printed:
    """A sentence to print, and the places of the article's sentences that it rests on."""

    text: str
    places: tuple[int, ...]
    flags: tuple[Flag, ...] = ()
    """Hints on ``text``; where it is ``replaced``, why."""
    replaced: str | None = None
    """What the model wrote, where ``text`` is a sentence of the article instead."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that is not printed, since the article does not bear it out and has none to put in its place."""

    written: str
    why: str


def fall_back(written: Sequence[str], article: Sequence[Candidate]) -> tuple[list[Printed], list[Dropped]]:
    """The sentences to print, in the order written, and those that are not.

    One without support is left out. One with a severe flag gives way to the best sentence that supports it, of those
    that lean on no other, whose translation is not in doubt, and that nothing printed rests on; if there is none, it is
    left out. So nothing is printed that the article does not bear out, as far as the checks see.
    """
    texts = [candidate.text for candidate in article]
    found = supports(written, texts)
    flags = [doubts(text, support.places, texts) for text, support in zip(written, found, strict=True)]
    failed = [not support.places or _severe(row) for support, row in zip(found, flags, strict=True)]
    used = {place for support, bad in zip(found, failed, strict=True) if not bad for place in support.places}
    printed: list[Printed] = []
    dropped: list[Dropped] = []
    for text, support, row, bad in zip(written, found, flags, failed, strict=True):
        if not bad:
            printed.append(Printed(text, tuple(sorted(support.places)), row))
            continue
        best = next((place for place in _alone(article, support.places) if place not in used), None)
        if best is not None:
            used.add(best)
            printed.append(Printed(texts[best], (best,), row, text))
        elif not support.places:
            dropped.append(Dropped(text, "nothing in the article supports it"))
        else:
            dropped.append(Dropped(text, "it failed a check, and what supports it is printed already or cannot stand alone"))
    return printed, dropped


def note(dropped: Sequence[Dropped]) -> str:
    """What a reader should know of the sentences left out; "" if there are none."""
    lines = [f"Left out, as {one.why}: “{one.written}”" for one in dropped]
    return " ".join(lines)


def _alone(article: Sequence[Candidate], places: Sequence[int]) -> Iterator[int]:
    return (place for place in places if not article[place].leans and not article[place].doubtful)


def _severe(flags: Sequence[Flag]) -> bool:
    return any(flag.severity is Severity.SEVERE for flag in flags)
