"""Places of the world by their German names: those whose English differs, with it, and those that both languages share.

The list is made by ``training/place_names.py``; what people wrote and reviewed in ``name_forms`` goes before it.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

_ENDINGS = ("", "s", "er", "ers", "ern")
"""What a German name of a place may end in; with "er" it is whoever lives there, or an adjective."""


class Place(NamedTuple):
    """A place whose English name differs."""

    german: tuple[str, ...]
    english: tuple[str, ...]


def place(words: Sequence[str], at: int) -> Place | None:
    """The longest place that begins with a German sentence's word ``at`` and is named otherwise in English."""
    pairs = _pairs()
    for size in (3, 2, 1):
        run = words[at : at + size]
        if len(run) < size:
            continue
        for ending in _ENDINGS:
            found = pairs.get((*run[:-1], run[-1].removesuffix(ending))) if run[-1].endswith(ending) else None
            if found:
                return found
    return None


def is_place(word: str) -> bool:
    """Whether German and English both call a place so; a genitive's s aside."""
    shared = _list()[1]
    return word in shared or (word.endswith("s") and word[:-1] in shared)


def is_english(word: str) -> bool:
    """Whether English, and not German, calls a place so."""
    return word in _english()


@cache
def _english() -> frozenset[str]:
    return frozenset(form for known in differing() for form in known.english if " " not in form)


def differing() -> Sequence[Place]:
    """The places whose English name differs."""
    return tuple(_pairs().values())


def _pairs() -> Mapping[tuple[str, ...], Place]:
    return _list()[0]


@cache
def _list() -> tuple[Mapping[tuple[str, ...], Place], frozenset[str]]:
    from importlib.resources import files

    pairs: dict[tuple[str, ...], Place] = {}
    shared: list[str] = []
    for line in (files("pipeline.checks") / "places.tsv").read_text("utf-8").splitlines():
        german, tab, english = line.partition("\t")
        if tab:
            words = tuple(german.replace("-", " ").replace(".", " ").split())
            pairs[words] = Place(words, tuple(english.split("|")))
        elif not line.startswith("#"):
            shared.append(german)
    return pairs, frozenset(shared)
