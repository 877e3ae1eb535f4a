"""Cuts text of any language into sentences: German by rules of our own, every other by the library sentencex."""
from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from pipeline import splitter
from pipeline.abbreviations import words
from pipeline.languages import GERMAN, base

Cut = Callable[[str], list[tuple[int, int]]]
"""Gives the offsets of a text's sentences."""

_TITLE = re.compile(r"(?:^|(?<=[\s(\"'«“„‘’]))([^\W\d_]+)\.\s*\Z")
_TITLES = words("MM Mme Mmes Mlle Dr Dra Drs Prof Profa Sr Sra Srta Dott Mr Mrs Ms Mgr St Hr Fr Cf")
"""Words before a name: a full stop after one ends no sentence, in any language that has them."""


def cutter(language: str) -> Cut:
    """``split`` for one language."""
    return splitter.split if language == GERMAN else partial(split, language=language)


def split(text: str, language: str, *, halves: bool = False) -> list[tuple[int, int]]:
    """Offsets ``(start, end)`` of the sentences of ``text``, in order.

    Every character that is not white space is in exactly one sentence; a sentence neither begins nor ends
    with white space. The library knows some 300 languages and cuts others as their nearest kin; after an initial
    or a title, where it often cuts, the sentence goes on. ``halves`` is for German: see ``splitter.split``.
    """
    if language == GERMAN:
        return splitter.split(text, halves=halves)
    from sentencex import get_sentence_boundaries

    cuts: list[tuple[int, int]] = []
    open_ = False
    start = 0
    for boundary in get_sentence_boundaries(base(language), text):
        end = boundary["end_index"]
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            begin = start + len(piece) - len(piece.lstrip())
            cuts.append((cuts.pop()[0] if open_ else begin, begin + len(bare)))
            open_ = _goes_on(bare)
        start = end
    return cuts


def _goes_on(sentence: str) -> bool:
    """Whether what looks like a sentence ends in an initial ("M. Macron") or a title ("la Dra. López")."""
    last = _TITLE.search(sentence)
    if last is None:
        return False
    word = last[1]
    return (len(word) == 1 and word.isupper() and word != "I") or word in _TITLES
