"""What of an article a translation model has to see, and what stands in the translation for all the rest."""
from __future__ import annotations

import re

from pipeline.languages import GERMAN, GERMAN_ENGLISH, Direction
from pipeline.marks import Cell, cells
from pipeline.sanity import needs_no_translation
from pipeline.spelling import Spelling
from pipeline.values import English, Kind, Outcome, Sentence, Sentences, Translation

PASSED_KINDS = frozenset({Kind.CREDIT, Kind.OUTLET, Kind.DATELINE, Kind.SIGNOFF})
"""Names, places and dates: there is nothing in them for a model to do."""

_CREDIT_LABEL = re.compile(r"^(?:Foto|Bild|Fotocredit|Bildquelle)(?=\s*:)")


def rows(value: Sentences | Translation, direction: Direction) -> list[list[Cell]]:
    """For each sentence its cells, spelled as people see them; none for a sentence that no model has to see."""
    found = []
    block = -1
    for sentence in value.sentences:
        opens = sentence.block != block and value.article.blocks[sentence.block].kind is Kind.ITEM
        block = sentence.block
        seen = unchanged(value, sentence, direction) is None
        found.append(cells(sentence.text, opens_item=opens) if seen else [])
    return found


def spelling(value: Sentences | Translation) -> Spelling | None:
    """How the article spells German; None if it is in another language."""
    german = value.article.language == GERMAN
    return Spelling(sentence.text for sentence in value.sentences) if german else None


def unchanged(value: Sentences | Translation, sentence: Sentence, direction: Direction) -> English | None:
    """What stands in the translation for a sentence that no model has to see; None if one has to."""
    block = value.article.blocks[sentence.block]
    if block.language is not None:
        return English(sentence.text, Outcome.PASSED)
    if block.kind in PASSED_KINDS:
        known = direction == GERMAN_ENGLISH
        return English(_CREDIT_LABEL.sub("Photo", sentence.text) if known else sentence.text, Outcome.PASSED)
    if needs_no_translation(sentence.text):
        return English(sentence.text, Outcome.PASSED)
    return None
