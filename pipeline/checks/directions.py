"""What goes up in German and down in English, or is won and lost: the opposite, in a sentence that reads well.

Only where the German has words of one side alone and the English words of the other alone.
"""
from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from pipeline.values import Flag, Severity

_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class _Side:
    called: str
    german: str
    english: str


_PAIRS = (
    (
        _Side(
            "goes up",
            r"(?:an|auf)?(?:ge)?stieg(?:en?)?|steig(?:t|en|ende[nrms]?|erte?n?|ern)|gesteigert|zu(?:nahm|nahmen"
            r"|genommen|nehmen)"
            r"|erhöh(?:t|te|ten|en)|wuchs(?:en)?|wächst|gewachsen|wachsen|Anstieg|Zuwachs|Zunahme|Erhöhung",
            r"ris(?:e|es|en|ing)|rose|increas\w*|grow\w*|grew|climb\w*|gain\w*|higher|more|up|upward\w*|surg(?:e"
            r"|es|ed|ing)|jump\w*|soar\w*"
            r"|rais\w*|boost\w*|add(?:ed|s|ing)?|hik\w*|mount\w*|great\w*|expan\w*|board\w*|get|got|enter\w*"
            r"|above|over|promot\w*",
        ),
        _Side(
            "goes down",
            r"sank(?:en)?|sink(?:t|en|ende[nrms]?)|gesunken|(?:zurück|ab)(?:ging|gingen|gegangen)|Rückgang"
            r"|schrumpf\w*|geschrumpft"
            r"|gesenkt|senk(?:t|te|ten|en)|verringer\w*|ab(?:nahm|nahmen|genommen)|Senkung|Abnahme|eingebrochen",
            r"fall\w*|fell|drop\w*|declin\w*|decreas\w*|sink\w*|sank|sunk|lower\w*|down|less\w*|shr[aiu]nk\w*"
            r"|reduc\w*|cut\w*|slump\w*"
            r"|plung\w*|diminish\w*|fewer|slid\w*|slip\w*|loss\w*|lost|off|below|under|drop|collaps\w*"
            r"|retreat\w*|shed\w*",
        ),
    ),
    (
        _Side(
            "wins",
            r"gewann(?:en)?|gewonnen|gewinn(?:t|en)|siegt(?:e|en)?|gesiegt|besiegt(?:e|en)?"
            r"|schlug(?:en)?(?! .{1,60}\bein\b)|bezwang(?:en)?|\w*[Ss]ieg(?:e|en|es|s)?",
            r"w[io]n\w*|beat|beats|beating|victor\w*|defeat(?:ed|s|ing)|gain\w*|success\w*|triumph\w*"
            r"|overc[ao]me|prevail\w*|earn\w*|hit|struck|top\w*",
        ),
        _Side(
            "loses",
            r"verlor(?:en)?|verlier(?:t|en)|unterlag(?:en)?|unterlegen|\w*[Nn]iederlagen?",
            r"los[est]\w*|loss\w*|defeat|defeats|beaten|miss(?:ed|es)?|without|drop\w*|forfeit\w*|shed\w*|died"
            r"|killed|down|sacrific\w*|gone|fell|fail\w*",
        ),
    ),
)


def check(german: str, english: str) -> tuple[Flag, ...]:
    """A severe flag where one of these became its opposite."""
    if max(len(german), len(english)) > _LONGEST:
        return ()
    ways = [(one, other) for pair in _patterns() for one, other in (pair, pair[::-1])]
    return tuple(flag for one, other in ways if (flag := _turned(german, english, one, other)))[:1]


_Compiled = tuple[str, re.Pattern[str], re.Pattern[str]]


def _turned(german: str, english: str, one: _Compiled, other: _Compiled) -> Flag | None:
    word = one[1].search(german)
    if word is None or other[1].search(german) or one[2].search(english):
        return None
    opposite = other[2].search(english)
    if opposite is None:
        return None
    message = f"The German has “{word[0]}” ({one[0]}), the English “{opposite[0]}”: it may say the opposite."
    return Flag("negation", message, Severity.SEVERE, "Have the German compared, or leave the sentence out.")


@functools.cache
def _patterns() -> tuple[tuple[_Compiled, _Compiled], ...]:
    return tuple((_compiled(one), _compiled(other)) for one, other in _PAIRS)


def _compiled(side: _Side) -> _Compiled:
    return (
        side.called,
        re.compile(rf"\b(?:{side.german})\b"),
        re.compile(rf"\b(?:{side.english})\b", re.IGNORECASE),
    )
