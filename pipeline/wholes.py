"""Sentences that are translated apart and shown together.

Two halves of one that was cut at a colon or semicolon; and all sentences of one quotation, so that none is printed
without its marks or its speaker. Of the 91 quotations of several sentences in 700 articles of Wikinews 84 have two or
three, and one has more than five.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from pipeline.centrality import FUNCTION_WORDS
from pipeline.quotations import Quoted, Use, find_quotations
from pipeline.splitter import stands_with_next
from pipeline.values import Translation

LONGEST = 8
"""Sentences of the longest quotation that is kept together; a longer one may be a mark that was forgotten."""
LONG = 3
"""Sentences of the longest quotation that a brief prints by itself."""

_FIRST_WORD = re.compile(r"[A-Z][a-z]+(?=[\s,])")


def wholes(translation: Translation) -> list[range]:
    """The sentences that are shown together, as places in the translation; every sentence is in exactly one range."""
    sentences = translation.sentences
    found: list[range] = []
    start = 0
    for place, sentence in enumerate(sentences):
        if place + 1 == len(sentences) or sentences[place + 1].block != sentence.block:
            found += _of_block(translation, range(start, place + 1))
            start = place + 1
    return found


def whole(translation: Translation, place: int) -> range:
    """The sentences that are shown together with the one at ``place``, itself included.

    Reads the block that it stands in; for many places ``wholes`` is faster.
    """
    sentences = translation.sentences
    block = sentences[place].block
    start, end = place, place + 1
    while start > 0 and sentences[start - 1].block == block:
        start -= 1
    while end < len(sentences) and sentences[end].block == block:
        end += 1
    return next(places for places in _of_block(translation, range(start, end)) if place in places)


def quoted_at(sentences: Sequence[str]) -> list[tuple[Quoted, range]]:
    """Speech in the sentences of one block, with those of them over which it runs, counted from 0."""
    starts, length = [], 0
    for sentence in sentences:
        starts.append(length)
        length += len(sentence) + 1
    return [
        (quoted, range(bisect_right(starts, quoted.start) - 1, max(bisect_left(starts, quoted.end), 1)))
        for quoted in find_quotations(" ".join(sentences))
        if quoted.use is Use.SPEECH
    ]


def _of_block(translation: Translation, places: range) -> Iterator[range]:
    texts = [translation.sentences[place].text for place in places]
    tied = [stands_with_next(text) for text in texts]
    for quoted, run in quoted_at(texts):
        if quoted.closed and len(run) <= LONGEST:
            tied[run.start : run.stop - 1] = [True] * (len(run) - 1)
    start = places.start
    for place in places:
        if place + 1 == places.stop or not tied[place - places.start]:
            yield range(start, place + 1)
            start = place + 1


def said_first(translation: Translation, places: range) -> str:
    """The first of the sentences in the source language, as far as the end of a quotation that begins in it."""
    texts = [translation.sentences[place].text for place in places]
    runs = (run for _, run in quoted_at(texts) if run.start == 0)
    return " ".join(texts[: max((run.stop for run in runs), default=1)])


def joined(translation: Translation, places: range) -> str:
    """What the sentences at ``places`` are in English, as one line of text."""
    return " ".join(translation.english[place].text.strip() for place in places).strip()


def with_small_start(german: str, english: str) -> str:
    """``english`` beginning as small as the German half does ("...; außerdem"), where its first word is no name."""
    first = _FIRST_WORD.match(english)
    if german[:1].islower() and first is not None and first.group().lower() in FUNCTION_WORDS:
        return english[0].lower() + english[1:]
    return english
