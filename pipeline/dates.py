"""Dates in a German sentence: where they stand, which days they mean, and how they read in English.

Own rules, because a search with dateparser or formatting with Babel costs more to import than the rest
of this package, and a general search takes "42.000" or a clock time for a date. What is
not looked for: clock times, winters, holidays, bare years such as "2015 wurde ...", and what is relative to
another day ("am Vortag").
"""
from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.date_words import COUNT_WORDS, COUNTS, LENGTHS, MONTH_NUMBERS, PARTS_OF_DAY, WEEKDAY_NUMBERS
from pipeline.english_dates import MONTHS, WEEKDAYS, english_day, english_range
from pipeline.tense import ANNOUNCED, Tense, day_tense


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a German sentence.

    ``text[start:end]`` is what names it. ``first`` and ``last`` are the days it can mean, both included
    and both ``None`` where they are not known. ``precision`` is ``day``, ``days``, ``week``, ``month``
    or ``year``; ``part`` is a stretch of a month or year ("Anfang Mai"), whose ``first`` and ``last``
    are those of the whole month or year. ``shown`` is English, with what was added in square brackets.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    shown: str


def find_dates(text: str, published: date | None) -> tuple[Found, ...]:
    """Every date named in one German sentence, in order and not overlapping.

    A day without its year gets the year that puts it nearest to ``published``. It gets none where the
    sentence names another year further than a year away, for then it may belong to that one. A bare weekday is the
    one nearest to ``published``, or that before it where its clause is told in the past, and none where that is past
    and the sentence speaks of what is to come. Without ``published`` nothing is resolved and there are no brackets.
    """
    context = _Context(text, published)
    found: list[Found] = []
    taken = [False] * len(text)
    for pattern, make in _rules():
        for match in pattern.finditer(text):
            if any(taken[match.start():match.end()]):
                continue
            made = make(match, context)
            if made is not None:
                found.append(made)
                taken[made.start:made.end] = [True] * (made.end - made.start)
    return tuple(sorted(found, key=lambda item: item.start))


_MONTH_NAME = (
    r"(?:(?:Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
    r"|(?:Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept|Sep|Okt|Nov|Dez)\.)"
)
_MONTH = rf"(?P<month>{_MONTH_NAME})"
_DAY = r"(?<![\d.,:])(?P<day>0?[1-9]|[12]\d|3[01])\."
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d|[.,]\d|-Jähr|er\b)"
_WEEKDAY = r"(?P<weekday>Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"
_BEFORE = r"(?P<turn>[Vv]ergangen|[Ll]etzt|[Vv]orig|[Nn]ächst|[Kk]ommend|[Dd]ies|[Hh]eurig)e[nmrs]?"
_PART = r"(?P<part>Anfang|Mitte|Ende)"
_PART_WORDS = {"Anfang": "early ", "Mitte": "mid-", "Ende": "end of "}

class _Context:
    """What a rule may ask of the sentence and of the day it was published."""

    def __init__(self, text: str, published: date | None) -> None:
        self.text = text
        self.published = published
        self._years = {int(m["year"]) for m in re.finditer(rf"(?<![\d.,]){_YEAR}", text)}

    @property
    def another_time(self) -> bool:
        """Whether the sentence names a year more than one year away from publication."""
        return self.published is not None and any(abs(y - self.published.year) > 1 for y in self._years)

    def year_of(self, month: int, day: int, weekday: int | None = None) -> int | None:
        """The year that puts a day nearest to publication; of two that fit, one with the weekday named."""
        if self.published is None or self.another_time:
            return None
        days = [d for y in (-1, 0, 1) if (d := _day(self.published.year + y, month, day)) is not None]
        fitting = [d for d in days if d.weekday() == weekday] or days
        return min(fitting, key=self._distance).year if fitting else None

    def year_of_month(self, month: int) -> int | None:
        """The year that puts the middle of a month nearest to publication."""
        return self.year_of(month, 15)

    def _distance(self, day: date) -> int:
        published = self.published
        return abs((day - published).days) if published is not None else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return MONTH_NUMBERS[name.rstrip(".").lower()]


def _month_end(year: int, month: int) -> date:
    return datetime.date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _number_or_name(match: re.Match[str]) -> int:
    number = match.groupdict().get("number")
    return int(number) if number else _month_number(match["month"])


def _one_day(match: re.Match[str], context: _Context) -> Found | None:
    """29. April, Montag, 24. April, 25. April 2023, 20.4.2023, am 20.4."""
    month, day = _number_or_name(match), int(match["day"])
    groups = match.groupdict()
    if _day(2000, month, day) is None:
        return None
    name = groups.get("weekday")
    before = f"{WEEKDAYS[WEEKDAY_NUMBERS[name.lower()]]}, " if name else ""
    words = f"{before}{day} {MONTHS[month - 1]}"
    if groups.get("year") or groups.get("short"):
        year = int(groups["year"]) if groups.get("year") else _long_year(int(match["short"]), context.published)
        known = _day(year, month, day)
        if known is None:
            return None
        return Found(match.start(), match.end(), known, known, "day", f"{words} {year}")
    guessed = context.year_of(month, day, WEEKDAY_NUMBERS[name.lower()] if name else None)
    if guessed is None:
        return Found(match.start(), match.end(), None, None, "day", words)
    known = _day(guessed, month, day)
    return Found(match.start(), match.end(), known, known, "day", f"{words} [{guessed}]")


def _long_year(short: int, published: date | None) -> int:
    """The century of a year of two digits: at most ten years after publication."""
    latest = (published.year if published is not None else 2030) + 10
    return max(year for year in (1900 + short, 2000 + short, 2100 + short) if year <= latest or year < 2000)


def _several_days(match: re.Match[str], context: _Context) -> Found | None:
    """24. bis 30. April, 28. April bis 4. Mai 2023."""
    month = _month_number(match["month"])
    begins = _month_number(match["from_month"]) if match["from_month"] else month
    day, until = int(match["day"]), int(match["until"])
    named = int(match["year"]) if match["year"] else None
    year = named or context.year_of(month, until)
    link = " and " if match["link"] == "und" else " – " if begins != month else "–"
    start = f"{day} {MONTHS[begins - 1]}{link}" if begins != month else f"{day}{link}"
    words = f"{start}{until} {MONTHS[month - 1]}"
    if year is None:
        return Found(match.start(), match.end(), None, None, "days", words)
    first, last = _day(year - (begins > month), begins, day), _day(year, month, until)
    if first is None or last is None or first >= last:
        return None
    return Found(match.start(), match.end(), first, last, "days", f"{words} {year}" if named else f"{words} [{year}]")


def _month(match: re.Match[str], context: _Context) -> Found | None:
    """im Mai 2019, im Mai, Anfang Mai, im vergangenen Mai."""
    month = _month_number(match["month"])
    groups = match.groupdict()
    part = _PART_WORDS.get(groups.get("part") or "", "")
    turn = _TURNS.get((groups.get("turn") or "").lower(), "")
    words = f"{turn}{' ' if turn else ''}{part}{MONTHS[month - 1]}"
    named = int(groups["year"]) if groups.get("year") else None
    year = named or (_turned_month_year(turn, month, context) if turn else context.year_of_month(month))
    precision = "part" if part else "month"
    if year is None:
        return Found(match.start(), match.end(), None, None, precision, words)
    first, last = datetime.date(year, month, 1), _month_end(year, month)
    shown = f"{words} {year}" if named else f"{words} [{year}]"
    return Found(match.start(), match.end(), first, last, precision, shown)


def _turned_month_year(turn: str, month: int, context: _Context) -> int | None:
    if context.published is None or turn == "this":
        return context.published.year if context.published else None
    year, now = context.published.year, context.published.month
    if turn == "last":
        return year if month < now else year - 1
    return year if month > now else year + 1


def _year(match: re.Match[str], context: _Context) -> Found | None:
    """im Jahr 2019, seit 2015, Anfang 2020."""
    year = int(match["year"])
    part = _PART_WORDS.get(match.groupdict().get("part") or "", "")
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return Found(match.start(), match.end(), first, last, "part" if part else "year", f"{part}{year}")


_TURNS = {
    "vergangen": "last", "letzt": "last", "vorig": "last", "nächst": "next", "kommend": "next", "dies": "this",
    "heurig": "this",
}
_STEPS = {"last": -1, "this": 0, "next": 1}


def _relative_span(match: re.Match[str], context: _Context) -> Found | None:
    """nächste Woche, im vergangenen Jahr, kommenden Monat, am kommenden Wochenende."""
    turn = _TURNS[match["turn"].lower()]
    unit = match["unit"]
    words = f"{turn} {_UNITS[unit]}"
    precision = {"Woche": "week", "Monat": "month", "Jahr": "year", "Wochenende": "days"}[unit]
    if context.published is None:
        return Found(match.start(), match.end(), None, None, precision, words)
    first, last = _span(unit, _STEPS[turn], context.published)
    return Found(match.start(), match.end(), first, last, precision, f"{words} [{_span_words(unit, first, last)}]")


_UNITS = {"Woche": "week", "Monat": "month", "Jahr": "year", "Wochenende": "weekend"}


def _span(unit: str, step: int, published: date) -> tuple[date, date]:
    monday = published - timedelta(days=published.weekday())
    if unit == "Woche":
        first = monday + timedelta(weeks=step)
        return first, first + timedelta(days=6)
    if unit == "Wochenende":
        # On a weekday the next weekend is the one of this week; on a weekend, of the week after.
        week = step - 1 if step == 1 and published.weekday() < 5 else step
        saturday = monday + timedelta(weeks=week, days=5)
        return saturday, saturday + timedelta(days=1)
    if unit == "Monat":
        months = published.year * 12 + published.month - 1 + step
        year, month = months // 12, months % 12 + 1
        return datetime.date(year, month, 1), _month_end(year, month)
    return datetime.date(published.year + step, 1, 1), datetime.date(published.year + step, 12, 31)


def _span_words(unit: str, first: date, last: date) -> str:
    if unit == "Jahr":
        return str(first.year)
    if unit == "Monat":
        return f"{MONTHS[first.month - 1]} {first.year}"
    return english_range(first, last)


def _this_year(match: re.Match[str], context: _Context) -> Found | None:
    """heuer, im Vorjahr."""
    step, words = (-1, "the year before") if "orjahr" in match[0] else (0, "this year")
    if context.published is None:
        return Found(match.start(), match.end(), None, None, "year", words)
    first, last = _span("Jahr", step, context.published)
    return Found(match.start(), match.end(), first, last, "year", f"{words} [{first.year}]")


_DAYS = {
    "vorgestern": (-2, "the day before yesterday"), "gestern": (-1, "yesterday"), "heute": (0, "today"),
    "morgen": (1, "tomorrow"), "übermorgen": (2, "the day after tomorrow"),
}


def _relative_day(match: re.Match[str], context: _Context) -> Found | None:
    """gestern, heute, übermorgen; the greeting and the part of day "Morgen" are kept out by the pattern."""
    step, words = _DAYS[match[0].lstrip("\"„»").lower()]
    if context.published is None:
        return Found(match.start(), match.end(), None, None, "day", words)
    day = context.published + timedelta(days=step)
    return Found(match.start(), match.end(), day, day, "day", f"{words} [{english_day(day)}]")


_DAY_FOLLOWS = re.compile(r",?\s(?:de[mn]\s|\(|dieser Woche \()\d{1,2}\.")
_PAPER = re.compile(r"\b(?:Bild|BILD|Welt|WELT|Rundschau|NZZ|Presse|Blick|Kurier|Krone)\sam\s\Z")


def _weekday(match: re.Match[str], context: _Context) -> Found | None:
    """am Montag, vergangenen Freitag, kommenden Mittwoch."""
    if match["weekday"] == "Sonntag" and _PAPER.search(context.text, 0, match.start()):
        return None
    number = WEEKDAY_NUMBERS[match["weekday"].lower()]
    turn = _TURNS.get((match.groupdict().get("turn") or "").lower(), "")
    words = f"{turn} {WEEKDAYS[number]}" if turn else WEEKDAYS[number]
    words += PARTS_OF_DAY.get((match.groupdict().get("time") or "").lower(), "")
    published = context.published
    if published is None or context.another_time or _DAY_FOLLOWS.match(context.text, match.end()):
        return Found(match.start(), match.end(), None, None, "day", words)
    ahead = (number - published.weekday()) % 7
    if turn == "last":
        step = ahead - 7
    elif turn == "next":
        step = ahead or 7
    elif not ahead:
        step = 0
    elif (told := day_tense(context.text, match.start(), match.end())) is Tense.PAST:
        step = ahead - 7
    elif told is Tense.OPEN or (told is Tense.LIKELY and ahead <= 3) or (ahead > 3 and ANNOUNCED.search(context.text)):
        return Found(match.start(), match.end(), None, None, "day", words)
    else:
        step = ahead if ahead <= 3 else ahead - 7
    day = published + timedelta(days=step)
    return Found(match.start(), match.end(), day, day, "day", f"{words} [{english_day(day)}]")


_TIME = rf"(?:-?(?P<time>(?i:{'|'.join(PARTS_OF_DAY)})))?"


def _ago(match: re.Match[str], context: _Context) -> Found | None:
    """vor drei Tagen, vor zwei Wochen, seit einem Jahr: days are counted, and what is longer is about that long.

    Round numbers of years ("vor 30 Jahren") are too rough for a year.
    """
    said = match["count"].lower()
    count = int(said) if said.isdigit() else COUNTS[said]
    unit = next(name for name in ("Tag", "Woche", "Monat", "Jahr") if match["unit"].startswith(name))
    if count > 200 or (unit == "Jahr" and count >= 10 and count % 5 == 0):
        return None
    since = match["since"].lower() == "seit"
    span = f"{said if said.isdigit() else COUNT_WORDS[count - 1]} {LENGTHS[unit]}{'s' if count > 1 else ''}"
    words = span if since else f"{span} ago"
    precision = {"Tag": "day", "Woche": "week", "Monat": "month", "Jahr": "year"}[unit]
    if context.published is None or context.another_time or context.published.year <= count:
        return Found(match.start(), match.end(), None, None, precision, words)
    if unit == "Tag":
        first = last = context.published - timedelta(days=count)
        when = english_day(first)
    else:
        first, last = _span(unit, -count, context.published)
        when = f"about {_span_words(unit, first, last)}"
    return Found(match.start(), match.end(), first, last, precision, f"{words} [{'since ' if since else ''}{when}]")


def _season(match: re.Match[str], context: _Context) -> Found | None:
    """im vergangenen Sommer, kommenden Herbst; a winter has two years and is left alone."""
    season = match["season"].lower()
    begins = {"frühjahr": 3, "frühling": 3, "sommer": 6, "herbst": 9}[season]
    turn = _TURNS[match["turn"].lower()]
    words = f"{turn} {({3: 'spring', 6: 'summer', 9: 'autumn'})[begins]}"
    if context.published is None or context.another_time:
        return Found(match.start(), match.end(), None, None, "part", words)
    year, month = context.published.year, context.published.month
    if turn == "last":
        year -= month < begins + 3
    elif turn == "next":
        year += month >= begins
    first, last = datetime.date(year, begins, 1), _month_end(year, begins + 2)
    return Found(match.start(), match.end(), first, last, "part", f"{words} [{year}]")


_Rule = Callable[[re.Match[str], _Context], Found | None]
_PREPOSITION = "|".join(
    rf"(?<=\b{word} )" for word in ("[Aa]m", "[Vv]om", "[Bb]is", "[Aa]b", "[Ss]eit", "[Zz]um", "dem", "den")
) + r"|(?<=\()"
_AT = "|".join(
    rf"(?<=\b{word} )"
    for word in ("[Aa]m", "[Aa]b", "[Bb]is", "[Ss]eit", "[Vv]om", "[Bb]is zum", "Nacht auf", "Nacht zum", "Nacht zu")
)
_UNIT = r"(?P<unit>Tag(?:en?)?|Wochen?|Monat(?:en?)?|Jahr(?:en?)?)"
_NOT_AN_IDIOM = r"(?<!\bvon )(?<!\b[Bb]is )(?<!\bauf )(?<![-\w])"
_RELATIVE = r"(?:heute|gestern|vorgestern|morgen|übermorgen|^[\"„»]?(?:Heute|Gestern|Vorgestern|Übermorgen))"


@functools.cache
def _rules() -> tuple[tuple[re.Pattern[str], _Rule], ...]:
    """Patterns and what reads them; the first to match a stretch has it."""
    return tuple(
        (re.compile(pattern), rule)
        for pattern, rule in (
            (
                rf"{_DAY}(?: ?(?P<from_month>{_MONTH_NAME}))? ?(?P<link>bis(?: zum)?|und|[-–/]) ?"
                rf"(?P<until>0?[1-9]|[12]\d|3[01])\. ?{_MONTH}(?: {_YEAR})?",
                _several_days,
            ),
            (rf"(?:{_WEEKDAY},?(?: de[mn])? )?{_DAY} ?{_MONTH}(?: {_YEAR})?", _one_day),
            (rf"{_DAY} ?(?P<number>0?[1-9]|1[0-2])\. ?{_YEAR}(?![.]\d)", _one_day),
            (rf"(?:{_PREPOSITION}){_DAY}(?P<number>0?[1-9]|1[0-2])\.(?P<short>\d\d)(?![\d.,]|\s?Uhr)", _one_day),
            (rf"(?:{_PREPOSITION}){_DAY}(?P<number>0?[1-9]|1[0-2])\.(?!\d)", _one_day),
            (rf"{_PART} {_MONTH}(?: {_YEAR})?", _month),
            (rf"{_MONTH} {_YEAR}", _month),
            (rf"\b{_BEFORE} {_MONTH}", _month),
            (rf"(?:(?<=\b[Ii]m )|(?<=\b[Ss]eit )|(?<=\b[Bb]is )|(?<=\b[Aa]b )){_MONTH}(?! \d)", _month),
            (rf"(?:\b[Ii]m Jahre? |(?<=\b[Ss]eit )|\b{_PART} (?:des Jahres )?){_YEAR}(?! [A-ZÄÖÜ]\w+en\b)", _year),
            (rf"\b{_BEFORE} (?P<unit>Wochenende|Woche|Monat|Jahr)(?:e?s)?\b", _relative_span),
            (r"\b(?:[Hh]euer|[Ii]m Vorjahr)\b", _this_year),
            (rf"{_NOT_AN_IDIOM}{_RELATIVE}\b(?!-| noch\b)", _relative_day),
            (rf"\b{_BEFORE} {_WEEKDAY}{_TIME}\b", _weekday),
            (rf"(?:{_AT}){_WEEKDAY}{_TIME}\b", _weekday),
            (rf"\b(?P<since>[Vv]or|[Ss]eit) (?P<count>{'|'.join(COUNTS)}|[1-9]\d{{0,2}}) {_UNIT}\b", _ago),
            (rf"\b{_BEFORE} (?P<season>Frühjahr|Frühling|Sommer|Herbst)s?\b(?!-)", _season),
        )
    )
