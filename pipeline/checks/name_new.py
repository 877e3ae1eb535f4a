"""Names of an English sentence that its German has not.

English capitals say more than German ones: within a sentence they stand for a name, but for words of a list.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.checks import name_forms
from pipeline.checks.name_pair import Pair, Word, after, before, has, transcribed
from pipeline.checks.name_spelling import akin, misspelt, same, sound
from pipeline.checks.name_words import (
    is_first_name,
    is_known_name,
    is_no_name,
    is_organisation,
    looks_foreign,
    may_be_english,
)
from pipeline.checks.place_names import is_english, is_place

_LETTERS = frozenset(
    "CEO CFO COO TV AP AFP DPA FIFA UEFA GDP UK US USA UN EU PM MP MPs MEP MEPs NGO NGOs IT DNA HIV AIDS PhD "
    "WWII WWI II III IV NASA BBC CIA FBI NATO IOC IMF ID AI PC PR CO CD DVD SUV SUVs RTL GP NHS VAT CCTV ECB "
    "AM DJ TIME MOT LED GPS OK ISIS EUR USD".split()
)
"""Abbreviations by which English says what German says in words."""


_HIDDEN = frozenset("channel house nice east west turkey china chile jordan danish swiss czech greek dutch".split())
"""Forms of the table that are other words as well, or adjectives."""
_VERBS = frozenset("said says told was has had is will would wants also could did does can added wrote".split())
_ARTICLES = frozenset("the a an this that his her its their our my your each every any no some new old".split())


class Run(NamedTuple):
    """New words that stand beside each other as one name."""

    text: str
    alone: bool
    """Whether no name that the German has too is beside them (translators add first names), and no common letters."""
    sure: bool
    """Whether they are surely a name."""
    nation: bool
    """Whether they are a place or a people of the table, which translators add for "here" and "federal"."""


def runs(pair: Pair, german: str) -> list[Run]:
    """The names only the English has, but for headlines in capitals, of which nothing can be said."""
    long = [word for word in pair.english if len(word.text) > 3]
    if sum(word.capital for word in long) > 0.6 * len(long):
        return []
    joined = "".join(word.plain for word in pair.german)
    plains = {word.plain for word in pair.german}
    names = (at for at, word in enumerate(pair.english) if may_be_name(word))
    new = [at for at in names if _is_new(pair.english[at], pair, german, joined, plains)]
    return [_run(pair, start, end) for start, end in beside(pair.english, new)]


def may_be_name(word: Word) -> bool:
    """Whether an English word is written as a name: a sentence may begin with any word, but for known names."""
    sure = is_known_name(word.text) or is_organisation(word.text) or is_english(word.text)
    if not word.capital or (word.first and not sure):
        return False
    return not may_be_english(word.text) or is_organisation(word.text) or _is_nation(word.text) or (
        is_first_name(word.text) and not word.first and not is_no_name(word.text)
    )


def beside(words: Sequence[Word], chosen: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of the chosen words that stand beside each other."""
    start = -1
    for at in chosen:
        if start < 0:
            start = at
        if at + 1 not in chosen or not words[at + 1].close:
            yield start, at
            start = -1


def _is_new(word: Word, pair: Pair, german: str, joined: str, plains: set[str]) -> bool:
    if word.plain in plains or (len(word.plain) > 3 and word.plain in joined) or name_forms.explains(word.text, german):
        return False
    tests: tuple[Callable[[Word], bool], ...] = (
        lambda other: len(word.plain) > 4 and other.plain[:4] == word.plain[:4],
        lambda other: same(other.plain, word.plain),
        lambda other: misspelt(other.plain, word.plain),
        lambda other: transcribed(other, word),
        lambda other: len(word.plain) > 6 and sound(other.text).startswith(sound(word.text)[:6]),
        lambda other: other.capital and akin(other.text, word.text),
    )
    return not any(test(other) for test in tests for other in pair.german)


def _run(pair: Pair, start: int, end: int) -> Run:
    words = [word.text for word in pair.english[start : end + 1]]
    last, following = before(pair.english, start), after(pair.english, end)
    shared = any(word is not None and has(pair, word) for word in (last, following))
    alone = not shared and all(word[1:].islower() or (word.isupper() and word not in _LETTERS) for word in words)
    if last is not None and is_first_name(last.text) and not shared:
        words.insert(0, last.text)
    sure = len(words) > 1 or _is_name(words[0]) or (words[0][1:].islower() and _acts(pair.english, start))
    nation = len(words) == 1 and name_forms.is_listed(words[0]) and not is_organisation(words[0])
    return Run(" ".join(words), alone, alone and sure and not nation, alone and sure and nation)


def _acts(words: Sequence[Word], at: int) -> bool:
    """Whether a word without an article is the subject of a verb of speaking or of an auxiliary, as a person is."""
    following = after(words, at)
    if following is None or following.text not in _VERBS or at == 0:
        return False
    return words[at - 1].text.lower() not in _ARTICLES


def _is_nation(word: str) -> bool:
    """Whether an English word is a place of the table or a people in the plural, and no adjective."""
    adjective = word.endswith(("n", "ish", "ese", "ch", "i")) or word.lower() in _HIDDEN
    return not adjective and name_forms.is_listed(word)


def _is_name(word: str) -> bool:
    """Whether a new English word by itself is surely a name, neither letters nor an adjective of a nation."""
    if is_organisation(word):
        return True
    if not word[1:].islower():
        return False
    if name_forms.is_listed(word):
        return _is_nation(word)
    return is_known_name(word) or is_first_name(word) or looks_foreign(word) or is_place(word) or is_english(word)
