"""Names whose English form differs, or that have several: states, cities, peoples, institutions, people.

The table says for each which beginnings of English words will do: any word about Germany for "Deutschland", since
human translators say "German" for it as often. Places that it lacks are in a list of the world's (``place_names``).
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.checks import place_names
from pipeline.checks.name_spelling import plain

_ENDINGS = frozenset(("", "n", "r", "s", "m", "e", "en", "er", "es", "em", "in", "innen", "ern", "ns", "ers"))


class Form(NamedTuple):
    """A row of the table."""

    german: tuple[str, ...]
    english: tuple[str, ...]
    kind: str
    """``place``, ``people`` (of a nation), ``organisation``, ``person``, or ``name`` for letters that name none."""
    listed: bool = False
    """Whether it is of the list of places, which has whole names and no beginnings."""

    @property
    def shown(self) -> str:
        """The English form to show to people: the first, which is a whole word."""
        return self.english[0]


class Known(NamedTuple):
    """A name of the table, as it stands in a German sentence."""

    text: str
    first: int
    last: int
    form: Form


def known(words: Sequence[str]) -> list[Known]:
    """The names of the table among a sentence's words, the longest first where several begin with one word."""
    found = []
    at = 0
    while at < len(words):
        form = _written(words, at) or _listed(words, at) if words[at][0].isupper() else None
        if form:
            size = len(form.german)
            lives = words[at].removesuffix("s") == form.german[0] + "er"
            meant = form._replace(kind="people") if lives else form
            found.append(Known(" ".join(words[at : at + size]), at, at + size - 1, meant))
            at += size - 1
        at += 1
    return found


def _written(words: Sequence[str], at: int) -> Form | None:
    """The longest name of the table that begins with a word."""
    for form in _by_beginning().get(words[at][:2], ()):
        size = len(form.german)
        if at + size <= len(words) and all(map(_matches, form.german, words[at : at + size])):
            return form
    return None


def _listed(words: Sequence[str], at: int) -> Form | None:
    """The longest place of the list that begins with a word."""
    place = place_names.place(words, at)
    return Form(place.german, place.english, "place", listed=True) if place else None


def stands_in(form: Form, english: str) -> bool:
    """Whether an English sentence has one of the forms."""
    return bool(_pattern(form).search(english))


@cache
def _pattern(form: Form) -> re.Pattern[str]:
    """Beginnings of words; those of up to three letters, and those with a full stop, only whole."""
    own = [] if form.german[0].endswith("*") else [" ".join(form.german)]
    parts = [
        re.escape(text) + (r"(?![a-z])" if len(text) <= 3 and text.upper() == text else "")
        for text in (*form.english, *own)
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})")


def _matches(pattern: str, word: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1]) and word[len(pattern) - 1 :] in _ENDINGS
    if word == pattern:
        return True
    return len(pattern) > 3 and word.startswith(pattern) and word[len(pattern) :] in ("s", "er", "ers", "n")


def explains(english: str, german: str) -> bool:
    """Whether an English word is a form of something the German speaks of, its adjectives included ("deutsche")."""
    small = german.lower()
    return any(
        english.startswith(text) and any(_root(word, form.kind) in small for word in form.german)
        for form in _by_english().get(english[:2], ())
        for text in form.english
        for text in text.split()
    ) or any(_stem(form.german[-1]) in small for form in _listed_as(english))


def _root(word: str, kind: str) -> str:
    """What all that is derived from a German word begins with: "pol" of "Polen", but more than "wie" of "Wien"."""
    word = word.strip("*").lower()
    return word if kind == "place" and len(word) == 4 else word[:3]


def _stem(word: str) -> str:
    return word.lower() if len(word) < 6 else word.lower()[:-1]


def _listed_as(english: str) -> Iterator[Form]:
    """Places of the list of whose English name a word is one, accents aside."""
    bare = plain(english)
    for form in _places_by_english().get(bare[:2], ()):
        if any(bare.startswith(plain(word)) for text in form.english for word in text.split() if len(word) > 1):
            yield form


def share_a_form(english: str, evidence: str) -> bool:
    """Whether an English text has a form of what an English word names: "German" for "Germany"."""
    named = (
        form
        for form in _by_english().get(english[:2], ())
        if any(english.startswith(word) for text in form.english for word in text.split() if len(word) > 1)
    )
    return any(stands_in(form, evidence) for form in (*named, *_listed_as(english)))


def is_listed(english: str) -> bool:
    """Whether an English word begins one of the table's English forms of places and peoples."""
    return any(
        english.startswith(text)
        for form in _by_english().get(english[:2], ())
        if form.kind in ("place", "people")
        for text in form.english
        if len(text) > 3
    )


@cache
def _by_beginning() -> dict[str, list[Form]]:
    table: dict[str, list[Form]] = {}
    for form in sorted(_forms(), key=lambda form: (-len(form.german), -len("".join(form.german)))):
        table.setdefault(form.german[0][:2], []).append(form)
    return table


@cache
def _by_english() -> dict[str, list[Form]]:
    table: dict[str, list[Form]] = {}
    for form in _forms():
        for start in {word[:2] for text in form.english for word in text.split()}:
            table.setdefault(start, []).append(form)
    return table


@cache
def _places_by_english() -> dict[str, list[Form]]:
    table: dict[str, list[Form]] = {}
    for place in place_names.differing():
        for start in {plain(word)[:2] for text in place.english for word in text.split()}:
            table.setdefault(start, []).append(Form(place.german, place.english, "place", listed=True))
    return table


@cache
def _forms() -> tuple[Form, ...]:
    from importlib.resources import files

    lines = (files("pipeline.checks") / "name_forms.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple(
        Form(tuple(re.sub(r"[-.]", " ", german).split()), tuple(english.split("|")), kind)
        for german, english, kind in rows
    )
