"""Puts the marks of a sentence (links, emphasis, code) around the words of its translation, where these are found."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.markdown_source import Mark

_TOKEN = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
_FINAL = re.compile(r"[.!?…:;]*[\"'“”»«‘’)\]]*\Z")
_UNLETTERED = re.compile(r"[\W_]*")
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)

Phrases = Callable[[str], str | None]
"""The words of a mark, translated alone; None where they are not."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark's place in the translation; ``how`` is ``whole``, ``same``, ``names``, ``phrase`` or ``behind``."""

    mark: Mark
    start: int
    end: int
    how: str


def place(text: str, start: int, marks: Sequence[Mark], english: str, phrases: Phrases) -> list[Placed]:
    """Where each of the ``marks`` of a sentence goes in ``english``.

    ``text`` is the sentence as it is in the source, from its place ``start`` on. A mark around all of it goes around
    all of the English; else it goes around the same words, or the names and numbers in it, or its words translated
    alone. What is found nowhere goes ``behind``, and its place is then the end.
    """
    done: list[Placed] = []
    behind: list[Placed] = []
    for mark in marks:
        words = text[max(mark.start - start, 0) : max(mark.end - start, 0)]
        if mark.kind == "break":
            continue
        if mark.kind == "thing":
            before = not text[: max(mark.start - start, 0)].strip()
            (done if before else behind).append(
                Placed(mark, 0, 0, "before") if before else Placed(mark, len(english), len(english), "behind")
            )
            continue
        found = _find(text, words, mark.start - start, english, mark.kind, phrases)
        place = next((each for each in found if _fits(each, mark, done)), None)
        if place is None:
            behind.append(Placed(mark, len(english), len(english), "behind"))
        else:
            done.append(Placed(mark, place[0], place[1], place[2]))
    return [*done, *behind]


def within(mark: Mark, start: int, end: int) -> Mark | None:
    """The part of ``mark`` that is in a sentence from ``start`` to ``end``; None if none is."""
    if mark.kind in ("thing", "break"):
        return mark if start <= mark.start < end or mark.start == end else None
    if mark.end <= start or mark.start >= end:
        return None
    return replace(mark, start=max(mark.start, start), end=min(mark.end, end)) if mark.kind != "code" else mark


def _find(
    text: str, words: str, at: int, english: str, kind: str, phrases: Phrases
) -> Iterator[tuple[int, int, str]]:
    """Places in ``english`` for ``words``, which stand ``at`` some place of the sentence ``text``; best first."""
    bare = " ".join(words.split())
    outside = text[: max(at, 0)] + text[max(at, 0) + len(words) :]
    if kind != "code" and _UNLETTERED.fullmatch(outside):
        end = len(english) - (0 if words[-1:] in ".!?…:;" else len((_FINAL.search(english) or [""])[0]))
        begin = len(english) - len(english.lstrip("\"'“„»«‚‘(")) if text[:1] not in words[:1] else 0
        if begin < end:
            yield begin, end, "whole"
    before = len(re.findall(_bounded(bare), text[: max(at, 0)]))
    same = [match.span() for match in re.finditer(_bounded(bare), english)] if bare else []
    for begin, end in [*same[before:], *same[:before]]:
        yield begin, end, "same"
    if kind == "code":
        return
    if names := _names(bare, english):
        yield *names, "names"
    for phrase in _phrases(phrases(bare)):
        for match in re.finditer(_bounded(phrase), english, re.IGNORECASE):
            yield *match.span(), "phrase"


def _phrases(translated: str | None) -> Iterator[str]:
    if translated:
        whole = translated.strip().rstrip(".!?")
        yield whole
        if (bare := _ARTICLE.sub("", whole, count=1)) != whole and len(bare) > 2:
            yield bare


def _bounded(words: str) -> str:
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    return before + re.escape(words) + (r"(?!\w)" if words[-1:].isalnum() else "")


def _names(words: str, english: str) -> tuple[int, int] | None:
    """Where the names and numbers among ``words`` stand together in ``english``; None if they do not."""
    wanted = [t for t in _TOKEN.findall(words) if (t[0].isupper() and len(t) > 2) or any(c.isdigit() for c in t)]
    spans = []
    for token in wanted:
        places = [match.span() for match in re.finditer(_bounded(token), english)]
        if len(places) == 1:
            spans.append(places[0])
    if not spans:
        return None
    begin, end = min(a for a, _ in spans), max(b for _, b in spans)
    # Names far from each other are not one link.
    return (begin, end) if len(english[begin:end].split()) <= len(words.split()) + 2 else None


def _fits(place: tuple[int, int, str], mark: Mark, done: Sequence[Placed]) -> bool:
    """Whether a mark can stand there: beside, around or in the others as it was in the source."""
    start, end, _ = place
    for other in done:
        if other.how == "before" or end <= other.start or other.end <= start:
            continue
        inside = other.mark.start <= mark.start and mark.end <= other.mark.end
        if other.mark.kind == "code" or not inside or not (other.start <= start and end <= other.end):
            return False
        if other.mark.kind == mark.kind == "link":
            return False
    return True
