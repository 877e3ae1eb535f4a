"""Halves of a sentence, cut at a colon or semicolon: translated apart, shown together."""
from __future__ import annotations

import re

from pipeline.centrality import FUNCTION_WORDS
from pipeline.splitter import stands_with_next
from pipeline.values import Translation

_FIRST_WORD = re.compile(r"[A-Z][a-z]+(?=[\s,])")


def wholes(translation: Translation) -> list[range]:
    """The sentences that are shown together, as places in the translation; every sentence is in exactly one range."""
    sentences = translation.sentences
    found = []
    start = 0
    for place, sentence in enumerate(sentences):
        last = place + 1 == len(sentences) or sentences[place + 1].block != sentence.block
        if last or not stands_with_next(sentence.text):
            found.append(range(start, place + 1))
            start = place + 1
    return found


def whole(translation: Translation, place: int) -> range:
    """The sentences that are shown together with the one at ``place``, itself included."""
    sentences = translation.sentences
    block = sentences[place].block
    start, end = place, place + 1
    while start > 0 and sentences[start - 1].block == block and stands_with_next(sentences[start - 1].text):
        start -= 1
    while end < len(sentences) and sentences[end].block == block and stands_with_next(sentences[end - 1].text):
        end += 1
    return range(start, end)


def joined(translation: Translation, places: range) -> str:
    """What the sentences at ``places`` are in English, as one line of text."""
    return " ".join(translation.english[place].text.strip() for place in places).strip()


def with_small_start(german: str, english: str) -> str:
    """``english`` beginning as small as the German half does ("...; außerdem"), where its first word is no name."""
    first = _FIRST_WORD.match(english)
    if german[:1].islower() and first is not None and first.group().lower() in FUNCTION_WORDS:
        return english[0].lower() + english[1:]
    return english
