"""Both genders of one noun, "Leserinnen und Leser": one word in English, which a model may write twice."""
from __future__ import annotations

import re
import unicodedata
from itertools import islice

_LINK = r"(?:und|oder|sowie|beziehungsweise|bzw\.|als auch|/)"
_ARTICLE = r"(?:(?:der|die|das|den|dem|des|einem?|einer?n?|eines)\s)?"
_PAIR = re.compile(rf"\b([A-ZÄÖÜ]\w{{1,60}})\s?{_LINK}\s?{_ARTICLE}([A-ZÄÖÜ]\w{{1,60}})")
_FEMININE = re.compile(r"(\w+)in(?:nen)?")

_DOUBLED = re.compile(
    r"\b(?:(?P<many>(?:[a-z][\w'’-]{1,30} )?(?:[a-z][\w'’-]{0,30}s|people|men|women|children|staff))"
    r"(?:,? (?:and|or|as well as) (?:(?:the|of|of the|to|for|by|from|with) )?(?P=many))+"
    r"|(?P<one>(?:a|an|the) [a-z][\w'’-]{1,30})(?:,? (?:and|or) (?P=one))+)\b",
    re.IGNORECASE,
)
"""A plural or a noun with its article, twice or more often."""
_NO_NOUN = frozenset("less is was his hers its this as us yes years".split())


def collapsed(german: str, english: str) -> str:
    """``english`` with nouns that stand there twice ("users and users") once, as often as ``german`` has such a pair.

    A pair that became something else is left alone, and so is what is doubled without a pair ("years and years").
    """
    pairs = sum(_is_pair(match[1], match[2]) for match in _PAIR.finditer(german))
    if not pairs:
        return english
    doubled = (match for match in _DOUBLED.finditer(english) if _is_noun(match["many"] or match["one"]))
    for match in reversed(list(islice(doubled, pairs))):
        english = english[: match.start()] + (match["many"] or match["one"]) + english[match.end() :]
    return english


def _is_pair(one: str, other: str) -> bool:
    """Whether one of the nouns is the other's feminine: "Ärztinnen" and "Ärzte"."""
    for feminine, masculine in ((one, other), (other, one)):
        stem = _FEMININE.fullmatch(feminine)
        if stem is not None and _plain(masculine).startswith(_plain(stem[1])):
            return True
    return False


def _plain(word: str) -> str:
    """``word`` in small letters without umlauts, which come and go between the genders."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def _is_noun(words: str) -> bool:
    return words.lower().split()[-1] not in _NO_NOUN
