"""The words of a German sentence and of its English, and whether a name of the one stands in the other."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.checks.name_spelling import alike, plain, same

_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"[.!?:;|•„“\"»«”–—(/]")
_APART = re.compile(r"\(|–| - ")
_SHORTENED = frozenset(
    "aug sept oct nov dec jan feb calif wash conn mass tex fla ariz colo penn mich minn sen sens rep gov gen pa ill "
    "tenn okla nev ore".split()
)


class Word(NamedTuple):
    """A word as it stands, and in plain letters."""

    text: str
    plain: str
    first: bool
    """Whether a sentence, a heading, a bracket or a quotation may begin with it."""
    close: bool
    """Whether only a space is between it and the word before."""
    head: bool
    """Whether a hyphen follows it."""
    tail: bool
    """Whether a hyphen is before it: what follows one in German is hardly ever a name."""
    bracket: bool
    """Whether a bracket opens before it, or a dash."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital and is longer than a letter."""
        return self.text[0].isupper() and len(self.text) > 1


class Pair(NamedTuple):
    """The words of both languages."""

    german: Sequence[Word]
    english: Sequence[Word]
    whole: str
    """The English as it is."""
    joined: str
    """The English in plain letters, without spaces."""
    plains: frozenset[str]
    """The English words in plain letters."""


def pair_of(german: str, english: str) -> Pair:
    """Both sentences cut into words."""
    there = [*words(english)]
    return Pair([*words(german)], there, english, "".join(w.plain for w in there), frozenset(w.plain for w in there))


def words(text: str) -> Iterator[Word]:
    """The words of a text; a hyphen parts two."""
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        yield Word(
            match[0],
            plain(match[0]),
            not end or bool(_OPENS.search(between)),
            bool(end) and between == " ",
            text[match.end() : match.end() + 1] == "-",
            between == "-",
            bool(_APART.search(between)),
        )
        end = match.end()


def stands(german: str, pair: Pair) -> bool:
    """Whether the English has a German word, in plain letters, be it inflected, in a compound or short ("Calif.")."""
    within = len(german) > 4 and (german in pair.joined or german.removesuffix("s") in pair.joined)
    if within or german in pair.plains:
        return True
    return any(
        same(german, word.plain) or (word.plain in _SHORTENED and german.startswith(word.plain))
        for word in pair.english
        if word.plain[0] == german[0]
    )


def has(pair: Pair, word: Word) -> bool:
    """Whether a capitalised English word has its like in the German."""
    return word.capital and any(same(other.plain, word.plain) for other in pair.german)


def transcribed(german: Word, english: Word) -> bool:
    """Whether two words are spellings of one name, a German genitive aside."""
    return alike(german.text, english.text) or (german.text.endswith("s") and alike(german.text[:-1], english.text))


def before(sentence: Sequence[Word], at: int) -> Word | None:
    """The word before, if only a space is between."""
    return sentence[at - 1] if at and sentence[at].close else None


def after(sentence: Sequence[Word], at: int) -> Word | None:
    """The word after, if only a space is between."""
    return sentence[at + 1] if at + 1 < len(sentence) and sentence[at + 1].close else None
