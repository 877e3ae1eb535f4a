"""True sentences of a summary, and the same with a number, a name or a negation changed."""
from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from benchmarks.corruptions import numbers_digit
from benchmarks.support.cases import LINES, fused, shortened

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?:-[A-Z][a-z]+)?\b")
_NOT = re.compile(r"\b(?P<verb>\w+)(?: not|n['’]t)\b")
_NEGATION = re.compile(r"\b(?:not|no|never|nothing|without|nobody|none|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|was|were|will|can|could|should|would|has|have|had|must)\b(?! not|n't)")


def true_sentences(texts: Sequence[str], chance: random.Random) -> Iterator[tuple[str, list[str]]]:
    """``(written, article)``: sentences of an article shortened, and two in one, from human English."""
    for start in range(0, len(texts) - LINES + 1, LINES):
        article = list(texts[start : start + LINES])
        for text in article[::2]:
            if len(text.split()) >= 8 and _same(written := f"{shortened(text, chance)}.", text):
                yield written, article
        for (first, second), written in fused(article, chance):
            if _same(written, f"{article[first]} {article[second]}"):
                yield written, article


def _same(written: str, text: str) -> bool:
    """Whether ``written`` has kept every negation; one that has not is not true."""
    return len(_NEGATION.findall(written)) == len(_NEGATION.findall(text))


def spoiled(
    written: str, article: Sequence[str], names: Sequence[str], chance: random.Random
) -> Iterator[tuple[str, str]]:
    """``(way, spoiled)`` for every way in which ``written`` can be; ``names`` stand elsewhere."""
    digit = numbers_digit.corrupt("", written, chance)
    if digit:
        yield "a digit changed", digit
    whole = " ".join(article)
    found = list(_NUMBER.finditer(written))
    others = [number for number in _NUMBER.findall(whole) if number not in written]
    if found and others:
        yield "a number from elsewhere in the article", _put(written, chance.choice(found), chance.choice(others))
    found = [match for match in _NAME.finditer(written) if match[0] in names]
    strangers = [name for name in names if name not in whole]
    if found and strangers:
        yield "a name from another article", _put(written, chance.choice(found), chance.choice(strangers))
    here = [name for name in _NAME.findall(whole) if name in names and name not in written]
    if found and here:
        yield "a name from elsewhere in the article", _put(written, chance.choice(found), chance.choice(here))
    negated = list(_NOT.finditer(written))
    if negated:
        match = chance.choice(negated)
        yield "a negation left out", _put(written, match, match["verb"])
    verbs = list(_VERB.finditer(written))
    if verbs and not _NEGATION.search(written):
        match = chance.choice(verbs)
        yield "a negation added", _put(written, match, f"{match[0]} not")


def names_in(texts: Sequence[str]) -> list[str]:
    """Words that stand with a capital inside sentences and nowhere without one, in order, each once."""
    small = {word for text in texts for word in re.findall(r"[a-z]+", text)}
    return list(dict.fromkeys(name for text in texts for name in _NAME.findall(text) if name.lower() not in small))


def _put(text: str, match: re.Match[str], instead: str) -> str:
    return text[: match.start()] + instead + text[match.end() :]
