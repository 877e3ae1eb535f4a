"""Which language a text is in, where that is certain; what is not certain counts as what was expected."""
from __future__ import annotations

import functools
import logging
import re
from dataclasses import replace
from typing import Any

from pipeline.languages import COMMON, ENGLISH, GERMAN, base
from pipeline.stages.segment import WHOLE_KINDS
from pipeline.values import Article, Block

log = logging.getLogger(__name__)

LEAST = 0.9
"""Probability that the library must give: measured (docs/quality.md) on German, which must never be taken for other."""
SAMPLE = 3_000
"""Characters of an article that are looked at."""
FEWEST = 60
"""Letters of an article; fewer tell nothing."""

_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_OF_GERMAN = frozenset(
    "und nicht für der das ist mit von auf ein eine einen dem im sich auch als wird dass zu wurde bei aus nach hat zum "
    "zur".split()
)
_ONLY_GERMAN = _OF_GERMAN - {"als", "dem", "das", "hat", "im", "ist", "zu", "bei"}
_OF_ENGLISH = frozenset(
    "the of and to is that it for was with as on be this are have from at by not they we you he she his her our your "
    "will would has had been their which who what how there if but or do does can should".split()
)
_ALIKE = (
    {"no", "nb", "nn", "da", "sv"}, {"hr", "sr", "bs", "sh", "sl"}, {"id", "ms"}, {"cs", "sk"},
    {"es", "gl", "ca", "pt"}, {"ru", "uk", "be", "bg", "mk"},
)  # fmt: skip
"""Languages that a library may confuse."""


def other_language(article: Article) -> str | None:
    """The code of the language that ``article`` is certainly in, where it is not in its own; else None."""
    expected = base(article.language)
    text = " ".join(block.text for block in article.blocks)[: 10 * SAMPLE]
    if len(_LETTER.findall(text)) < FEWEST or expected not in COMMON or (expected == GERMAN and _is_german(text)):
        return None
    beginning, middle = text[:SAMPLE], text[len(text) // 2 :][:SAMPLE]
    found = {_certain(part) for part in (beginning, middle)}
    code = found.pop()
    if found or code in (None, expected) or any({code, expected} <= alike for alike in _ALIKE):
        return None
    # One paragraph that certainly is in its own language is enough: the others are said in another.
    return None if any(_certain(block.text[:SAMPLE]) == expected for block in article.blocks[:50]) else code


def with_languages(article: Article) -> Article:
    """``article`` with those blocks marked that are English in a German one."""
    if article.language != GERMAN:
        return article
    english = [block.kind not in WHOLE_KINDS and is_english(block.text) for block in article.blocks]
    if not any(english) or all(english):
        return article
    return replace(
        article, blocks=tuple(_marked(b) if e else b for b, e in zip(article.blocks, english, strict=True))
    )


def is_english(text: str) -> bool:
    """Whether a paragraph is English, with no German in it."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < 5 or not _ONLY_GERMAN.isdisjoint(words) or sum(word in _OF_ENGLISH for word in words) < 2:
        return False
    return _certain(text[:SAMPLE]) == ENGLISH


def _marked(block: Block) -> Block:
    return replace(block, language=ENGLISH)


def _is_german(text: str) -> bool:
    """Whether that is seen without a library, which takes a while to load; a part of it is enough."""
    words = [word.lower() for word in _WORD.findall(text)]
    return 20 * sum(word in _OF_GERMAN for word in words) >= len(words) and len(_ONLY_GERMAN.intersection(words)) >= 3


def _certain(text: str) -> str | None:
    """The language of ``text`` if the library is sure of it and much news is written in it."""
    identifier = _identifier()
    if identifier is None:
        return None
    (code, probability), *_ = identifier.rank(text)
    return str(code) if probability >= LEAST and code in COMMON else None


@functools.cache
def _identifier() -> Any:
    # 0.2 s with numpy, for texts that are not German at sight.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:  # it unpacks its model to a temporary file, and the disk may be full
        log.info("languages are not told apart: %s", error.strerror)
        return None
