"""Numbers that stand beside something else than in the German, although the sentence has all of them.

"Covid-900" and "19 cases", "April 2006" for "April 2016", "from 14 to 4", "2014 countries as of 30": what is beside a
number ties it down, in whatever order a translator says things.
"""
from __future__ import annotations

import functools
import re
from collections.abc import Iterator

_MONTHS = (
    "Januar Jänner Jan", "Februar Feber", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
    "November", "Dezember",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_YEAR = r"(?:1[0-9]|20)\d\d"
_FUNCTION = frozenset(
    "and or to the a an when for with in at on by as he she it they we was were after before until but that which who "
    "from had has have is are be of than its his her their there this if while because so will would could can".split()
)
_DATING = r"(?:in|of|since|by|until|till|during|after|before|from|early|late|mid|year|spring|summer|autumn|fall|winter)"
_GERMAN_DATING = (
    r"(?:[Ii]n|[Ss]eit|[Bb]is|[Aa]b|[Vv]on|[Jj]ahre?s?|Ende|Anfang|Mitte|Sommer|Winter|Herbst|Frühjahr|Frühling)"
)


def misplaced(german: str, english: str) -> Iterator[str]:
    """What the English has beside a number and the German beside another, as sentences for people."""
    here, there = frozenset(re.findall(r"\d+", english)), frozenset(re.findall(r"\d+", german))
    if len(here) < 2 or len(there) < 2:
        return
    yield from _named(german, english, there, here)
    yield from _dated(german, english, there, here)
    yield from _aged(german, english, there, here)
    yield from _turned(german, english)
    yield from _parts(german, english)
    yield from _impossible(english)
    yield from _counted(german, english)


def _named(german: str, english: str, there: frozenset[str], here: frozenset[str]) -> Iterator[str]:
    """Names with a number of their own: "Covid-19", "F35", "Boeing 727"."""
    mine, theirs = _labels(english), _labels(german)
    for label in mine.keys() & theirs.keys():
        said, meant = mine[label], theirs[label]
        if len(said) == len(meant) == 1 and said != meant and said < there and meant < here:
            (number,), (other,) = meant, said
            yield f"The German has {label} with {number}; the English has it with {other}."


def _labels(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number in re.findall(r"(?:\b(?:Nummer|Nr\.|[Nn]umber|No\.) ?|#)(\d+)(?![\d.,:])", text):
        found.setdefault("number", set()).add(number)
    for number in re.findall(rf"\b({_YEAR})(?:er[- ]Jahre|ern?\b|s\b)", text):
        found.setdefault("decade", set()).add(number)
    for match in _label().finditer(text):
        if match[1] not in _ENGLISH_MONTHS:
            found.setdefault(match[1], set()).add(match[2])
    return found


def _dated(german: str, english: str, there: frozenset[str], here: frozenset[str]) -> Iterator[str]:
    """Years and days of months."""
    for names, month in zip(_MONTHS, _ENGLISH_MONTHS, strict=True):
        if month not in english:
            continue
        name = f"(?:{names.replace(' ', '|')})"
        meant = set(re.findall(rf"\b{name} ({_YEAR})\b", german))
        if not meant:
            continue
        said = set(re.findall(rf"\b{month},? (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?:of )?({_YEAR})\b", english))
        if said and not said & meant and said <= there and meant <= here:
            yield f"The German has {min(meant)} beside {month}; the English has {min(said)} there."
        if any(re.search(rf"\b{year}(?:st|nd|rd|th)\b", english) for year in meant):
            yield f"The English has the year {min(meant)} as a day of {month}."
        days = set(re.findall(rf"(\d{{1,2}})\. ?{name}\b", german))
        if re.search(rf"\b{_YEAR} {month} \d{{1,2}}\b(?![.,:]?\d)", english) and days:
            yield f"The day and the year beside {month} have changed places."
        day = re.search(rf"\b{month} (\d{{1,2}})\b(?!,? {_YEAR}|[.,:]?\d| [a-z]*s\b)", english)
        if day and not days and not said and day[1] in there and meant <= here:
            yield f"The German has {min(meant)} beside {month}; the English has {day[1]} there."


def _aged(german: str, english: str, there: frozenset[str], here: frozenset[str]) -> Iterator[str]:
    """Ages of people."""
    meant = set(re.findall(r"\b(\d+)[- ]?[Jj]ährige", german))
    said = set(re.findall(r"\b(\d+)[- ]year[- ]old", english))
    if len(meant) == len(said) == 1 and meant != said and meant < here and said < there:
        yield f"The German has {min(meant)} as an age; the English has {min(said)}."


def _parts(german: str, english: str) -> Iterator[str]:
    """A part that is more than the whole: "691 of 38 guests", "11 people, including 40 children"."""
    for whole, part in re.findall(r"\b(\d{1,4}) [a-z][^,.;:\d]{1,40}, (?:including|among them) (\d{1,4})\b", english):
        if int(part) > int(whole) and re.search(rf"\b{part}\b.*\bdarunter\b.*\b{whole}\b", german):
            yield f"The English has {part} of {whole}; the German has them the other way round."
    for part, whole in re.findall(r"\b(\d{1,4}) (?:out )?of (?:the )?(\d{1,4})\b", english):
        if int(part) > int(whole) and re.search(rf"\b[Vv]on (?:den )?{part}\b.*\b{whole}\b", german):
            yield f"The English has {part} of {whole}; the German has them the other way round."


def _impossible(english: str) -> Iterator[str]:
    """What no clock and no calendar has: "34pm", "the 1982s", "the 65st minute"."""
    for found in _nonsense().findall(english):
        yield f"The English has {found}, which cannot be: a number stands in the place of another."


@functools.cache
def _nonsense() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w.,:/-])(?:(?:2[5-9]|[3-9]\d|\d{3}|\d+,\d{3}) ?(?:[ap]m\b|[ap]\.m\.)|(?:1[5-9]|20)\d[1-9]s\b"
        r"|\d*(?:(?<!1)[1](?:nd|rd|th)|(?<!1)2(?:st|rd|th)|(?<!1)3(?:st|nd|th)|[04-9](?:st|nd|rd))\b)"
    )


def _turned(german: str, english: str) -> Iterator[str]:
    """Spans that end before they begin: "from 14 to 4" for "vom 4. bis 14."."""
    spans = {(first, last) for first, last in _german_span().findall(german) if int(first) < int(last)}
    for first, last in _english_span().findall(english):
        if (last, first) in spans and (first, last) not in spans:
            yield f"The German has {last} to {first}; the English has them the other way round."
    if len(moved := set(_german_move().findall(german))) == 1:
        for last, first in _english_move().findall(english):
            if (last.replace(".", ","), first.replace(".", ",")) in moved:
                yield f"The German goes from {last} to {first}; the English the other way round."
    for last, first in re.findall(rf"(?<![\d.,/-])(\d\d)[-–/]({_YEAR})\b", english):
        if re.search(rf"{first} ?[-–/] ?(?:{first[:2]})?{last}\b", german):
            yield f"The German has {first}-{last}; the English has it the other way round."


def _counted(german: str, english: str) -> Iterator[str]:
    """A year that counts something, and a count that is said as a year: "2014 countries as of 30"."""
    for year in sorted(set(_german_year().findall(german))):
        if english.count(year) != 1 or not re.search(rf"\b{year}\b", english) or _is_dated(year, english):
            continue
        for number in _said_as_year().findall(english):
            own = rf"(?<![\d.,])\b{number.replace(',', '.')}\b"
            dated = rf"\b{_GERMAN_DATING} {own}(?! [a-zA-ZÄÖÜäöü])"
            if english.count(number) == 1 and re.search(own, german) and not re.search(dated, german):
                said = f"The German has the year {year} and {number} of something"
                yield f"{said}; the English has them the other way round."


def _is_dated(year: str, english: str) -> bool:
    """Whether a word before a year says that it is one, or it begins a clause or names a thing ("the 2014 cup")."""
    before = rf"(?:{_DATING}|[Tt]he|[Ii]ts|[Hh]is|[Tt]heir|and|to|a|between|[A-Z]\w+|[\w’']+[’']s)"
    if re.search(rf"(?:(?:^|[(\"“–/-]) ?|\b{before},? ){year}\b(?! (?!was|is|has|as|its)[a-z]+s\b)", english):
        return True
    return bool(re.search(rf"\b(?:{'|'.join(_ENGLISH_MONTHS)}),? {year}\b", english))


@functools.cache
def _german_year() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_GERMAN_DATING} |(?<=[a-zäöüß] ))((?:19|20)\d\d)\b(?![.,:–/-]?\d| [A-ZÄÖÜ%$€]| Prozent)")


@functools.cache
def _said_as_year() -> re.Pattern[str]:
    words, months = "|".join(sorted(_FUNCTION)), "|".join(_ENGLISH_MONTHS)
    number = rf"\b{_DATING} (\d{{1,3}}(?:,\d{{3}})*)"
    return re.compile(rf"{number}(?:\W*$|[.;)](?!\d| (?:{months}))|,(?! ?\d)| (?:{words})\b)")


@functools.cache
def _label() -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])([A-ZÄÖÜ][^\W\d_]*)(?:-?|(?<=[^\W\d_]{3}) |(?<=\b[A-Z]) )(\d{1,5})(?!\d|[.,:-]\d|%)")


@functools.cache
def _german_move() -> re.Pattern[str]:
    return re.compile(r"\bvon (\d+(?:,\d+)?)\b[^.;\d]{0,40}?\bauf (\d+(?:,\d+)?)\b")


@functools.cache
def _english_move() -> re.Pattern[str]:
    """"fell to 4.1 billion from 4.2": where it went, and where from."""
    return re.compile(r"\bto [$€£]?(\d+(?:\.\d+)?)(?!,\d)\b[^.;\d]{0,40}?\bfrom [$€£]?(\d+(?:\.\d+)?)(?!,\d)\b")


@functools.cache
def _german_span() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?:[Vv]on|[Vv]om|[Zz]wischen)(?: dem)? )?(\d{1,4})\b\.?(?: [A-Z]\w+)?"
        r"(?: bis(?: zum)?|(?: und(?: dem)?)) (\d{1,4})\b"
    )


@functools.cache
def _english_span() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?:[Ff]rom|[Bb]etween|EUR|around|about|of)(?: the)?(?: [A-Z]\w+)? )?(?<![\d.,:])(\d{1,4})"
        r"(?:st|nd|rd|th)? (?:to|and|until|through|till)(?: the)?"
        r"(?: [A-Z]\w+)? (\d{1,4})(?:st|nd|rd|th)?\b"
    )
