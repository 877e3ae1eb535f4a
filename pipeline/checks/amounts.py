"""Shares, multiples and days of the week that became others: "ein Drittel" a quarter, "Donnerstag" Tuesday.

Only what is there in both languages is compared: a share that the English leaves out is nothing here.
"""
from __future__ import annotations

import functools
import re

from pipeline.values import Flag, Severity

_GERMAN = {
    "half": r"Hälfte|halbier\w*|(?:ein|eine|einen|einem|einer|dem|das) halbe[nrs]?",
    "a third": r"Drittel",
    "a quarter": r"(?:ein|eines|einem|drei|das|dem|im|letzten|ersten|zweiten|dritten|vierten) Viertel",
    "a fifth": r"Fünftel",
    "a tenth": r"Zehntel",
    "double": r"[Dd]oppelt\w*|[Vv]erdoppel\w*|[Zz]weifach\w*|Doppelte[ns]?",
    "triple": r"[Dd]reifach\w*|[Vv]erdreifach\w*|Dreifache[ns]?",
    "fourfold": r"[Vv]ierfach\w*|[Vv]ervierfach\w*",
    "Monday": r"(?:Mon)tag\w*", "Tuesday": r"Dienstag\w*", "Wednesday": r"Mittwoch\w*", "Thursday": r"Donnerstag\w*",
    "Friday": r"Freitag\w*", "Saturday": r"(?:Samstag|Sonnabend)\w*", "Sunday": r"Sonntag\w*",
}  # fmt: skip
_ENGLISH = {
    "half": r"hal(?:f|ves|ve|ved|ving)",
    "a third": r"(?:an?|one|two)[ -]thirds?",
    "a quarter": r"quarters?",
    "a fifth": r"(?:an?|one|two|three|four)[ -]fifths?",
    "a tenth": r"(?:an?|one)[ -]tenths?",
    "double": r"doubl\w*|twice|two-?fold|twofold",
    "triple": r"tripl\w*|three-?fold|three times|thrice|treble\w*",
    "fourfold": r"quadrupl\w*|four-?fold|four times",
    "Monday": "Mondays?", "Tuesday": "Tuesdays?", "Wednesday": "Wednesdays?", "Thursday": "Thursdays?",
    "Friday": "Fridays?", "Saturday": "Saturdays?", "Sunday": "Sundays?",
}  # fmt: skip
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_LONGEST = 5000


def check(german: str, english: str) -> tuple[Flag, ...]:
    """A severe flag for each share, multiple or day that stands in both languages and is not the same."""
    if max(len(german), len(english)) > _LONGEST:
        return ()
    german = re.sub(r"\b(?:Nacht|Nächte) (?:auf|zu[mr]?) \w+", "", german)  # English names the day before
    there, here = _found(german, _patterns()[0]), _found(english, _patterns()[1])
    return tuple(
        Flag(
            "numbers",
            f"The German has “{there[lost]}” ({lost}) where the English has “{here[new]}”.",
            Severity.SEVERE,
            "Put that of the German in, or leave the sentence out.",
        )
        for of_day in (False, True)
        for lost, new in _changed([name for name in there if (name in _DAYS) == of_day],
                                  [name for name in here if (name in _DAYS) == of_day])
    )  # fmt: skip


def _changed(there: list[str], here: list[str]) -> list[tuple[str, str]]:
    """The one that was lost and the one that came, where it is one each."""
    lost, new = [name for name in there if name not in here], [name for name in here if name not in there]
    return [(lost[0], new[0])] if len(lost) == len(new) == 1 else []


def _found(text: str, patterns: dict[str, re.Pattern[str]]) -> dict[str, str]:
    return {name: match[0] for name, pattern in patterns.items() if (match := pattern.search(text))}


@functools.cache
def _patterns() -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    return (
        {name: re.compile(rf"\b(?:{words})\b") for name, words in _GERMAN.items()},
        {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _ENGLISH.items()},
    )
