"""Which words of a human translation are names, said without the check's own tables; no way to spoil a pair itself.

A name is a capitalised word that stands in the English, not at its start, and in the German as well (a German
genitive's s aside); months and a few titles that both languages share are left out, and so are headlines in capitals.
Words beside each other in both are one name. What kind it is, the words around it say:

* a person has a title or a verb of speaking beside it, or begins with one of a few dozen common first names;
* a place has "in", "from" or "near" before it in English and one of "in", "aus", "nach", "bei" before it in German,
  or it is one of the pairs below, whose forms differ;
* an organisation is written in capitals, or has an article before it in German, or is one of its pairs.

Names of which the words around say nothing are left out. What this takes for a name was read on the half for tuning.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

CHECKS: tuple[str, ...] = ()

PEOPLE = (
    "Henry Walters", "Ulrike Brandner", "Marco Rossi", "Elena Petrova", "James Whitfield", "Anna Kowalska",
    "Thomas Keller",
    "Sarah Jennings", "Ahmed Mansour", "Pierre Lambert", "Walters", "Petrova", "Jennings", "Mansour", "Lambert",
    "Kowalska",
    "Merkel", "Macron", "Trump", "Obama", "Putin", "Kurz",
)
PLACES = (
    "Lisbon", "Oslo", "Chicago", "Hamburg", "Toronto", "Leeds", "Graz", "Kenya", "Portugal", "Vienna", "Cologne",
    "Peru",
    "Naples", "Dresden", "Seattle", "Canberra", "Belgium", "Warsaw",
)
ORGANISATIONS = (
    "Siemens", "Nestle", "Toyota", "Lufthansa", "NATO", "UNESCO", "Barclays", "Boeing", "FDP", "Oxfam", "BBC",
    "Reuters",
    "Juventus", "IBM", "Airbus", "WHO",
)

_PLACE_PAIRS = {
    "Deutschland": "Germany", "Österreich": "Austria", "Frankreich": "France", "Russland": "Russia", "Türkei": "Turkey",
    "Griechenland": "Greece", "Italien": "Italy", "Spanien": "Spain", "Großbritannien": "Britain",
    "Schweiz": "Switzerland",
    "Wien": "Vienna", "München": "Munich", "Köln": "Cologne", "Moskau": "Moscow", "Brüssel": "Brussels", "Rom": "Rome",
    "Peking": "Beijing", "Kalifornien": "California", "Bayern": "Bavaria", "Syrien": "Syria", "Ungarn": "Hungary",
    "Nordkorea": "North Korea", "Indien": "India", "Genf": "Geneva", "Irak": "Iraq", "Ukraine": "Ukraine",
    "Mexiko": "Mexico",
    "Kanada": "Canada", "Sachsen": "Saxony", "Schottland": "Scotland", "Australien": "Australia", "Brasilien": "Brazil",
}
_ORGANISATION_PAIRS = {
    "EZB": "ECB", "NATO": "NATO", "Nato": "NATO", "IWF": "IMF", "Bundestag": "Bundestag", "UNO": "UN",
    "Taliban": "Taliban",
    "Bundesverfassungsgericht": "Federal Constitutional Court", "Europäische Union": "European Union",
    "Unicef": "UNICEF",
}
_FIRST_NAMES = set(
    "Peter Thomas Michael John David James Robert Paul Mark Martin Andreas Stefan Christian Daniel Anna "
    "Maria Angela Donald Barack Hillary Theresa Boris Julia Sarah Laura Lisa Christine Susan Karen George "
    "William Richard Simon Andrew Chris Kevin Brett Tiger Joe Ben Tom Tim Jens Horst Frank Hans Karl Heinz "
    "Jean Pierre Jose Juan Carlos Luis Ahmed Mohammed Ali Vladimir Sebastian Heiko Markus Uwe Jürgen "
    "Wolfgang Klaus Bernd Ralf Oliver Alexander Nicole Sabine Petra Claudia Monika Jeremy Nicola Elizabeth".split()
)
_SHARED = set(
    "April August September November Minister General Sheriff Champion Captain Baron Euro Manager Team Sport "
    "Interview Trainer Internet Computer Christian Republican Senator Professor Bischof Mr Mrs Ms Dr Prof "
    "The Die Der Das Internet Christmas God".split()
)
_TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|President|Chancellor|Senator|Judge|Minister|Professor|Prof|Mayor|Coach|Captain|Secretary|Sir|"
    r"director)\.? $"
)
_SPOKE = r",? (?:said|says|told|added|explained|wrote|thinks|believes|announced|criticized|who)\b|,? \(?\d\d\)?,"
_SPEAKS = r"(?:said|says|explained|added|emphasized) $"
_WORD = re.compile(r"[^\W\d_][\w-]*")


class Name(NamedTuple):
    """A name in the English, and ``person``, ``place`` or ``organisation``."""

    text: str
    kind: str


def names(german: str, english: str) -> list[Name]:
    """The names of a pair whose kind can be told, each once."""
    words = [*_WORD.finditer(english)]
    if sum(word[0][0].isupper() for word in words) > 0.6 * len(words):
        return []
    found = [name for run in _runs(german, english, words) if (name := _named(german, english, *run))]
    for pairs, kind in ((_PLACE_PAIRS, "place"), (_ORGANISATION_PAIRS, "organisation")):
        found += [
            Name(to, kind)
            for of, to in pairs.items()
            if re.search(rf"\b{of}s?\b", german) and re.search(rf"(?<!\w){to}\b", english)
        ]
    return sorted(set(found))


def _runs(german: str, english: str, words: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Where words that stand in both languages in the same order begin and end in the English."""
    own = set(_WORD.findall(german)) | {word.removesuffix("s") for word in _WORD.findall(german)}
    begin = end = 0
    for word in words:
        if not (word[0][0].isupper() and len(word[0]) > 2 and word[0] in own - _SHARED and word.start()):
            continue
        if end and english[end : word.start()] == " " and english[begin : word.end()] in german:
            end = word.end()
            continue
        if end:
            yield begin, end
        begin, end = word.span()
    if end:
        yield begin, end


def _named(german: str, english: str, begin: int, end: int) -> Name | None:
    text, before, after = english[begin:end], english[max(0, begin - 14) : begin], english[end : end + 14]
    here = german.find(text)
    german_before = german[max(0, here - 6) : here] if here > 0 else ""
    first = text.split()[0]
    placed = re.search(r"\b(?:[Ii]n|[Aa]us|[Nn]ach|[Bb]ei) $", german_before)
    if placed and re.search(r"\b(?:in|from|near) $", before):
        return Name(text, "place")
    if first in _FIRST_NAMES or re.search(_TITLE, before) or re.match(_SPOKE, after) or re.search(_SPEAKS, before):
        return Name(text, "person")
    if text.isupper() or re.search(r"\b(?:der|die|das|den|dem|des|Der|Die|Das|beim|vom|zum|zur) $", german_before):
        return Name(text, "organisation")
    return None


def swapped(german: str, english: str, kind: str, pool: tuple[str, ...], chance: Random) -> str | None:
    """``english`` with one name of this kind changed into another wherever it stands, or None."""
    mine = [name.text for name in names(german, english) if name.kind == kind]
    if not mine:
        return None
    name = chance.choice(mine)
    others = [other for other in pool if other not in english and other not in german and other not in name]
    alike = [other for other in others if len(other.split()) == len(name.split())] or others
    return replaced(english, name, chance.choice(alike))


def replaced(english: str, name: str, other: str) -> str:
    """``english`` with ``other`` wherever ``name`` stands as a word."""
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", other, english)
