"""Holidays that are a day of the calendar, which the other language may write as one: "1. Jänner", "New Year's Day"."""
from __future__ import annotations

import functools
import re

from pipeline.checks.quantities.quantity import Quantity

_DAYS = {
    r"New Year['’]?s Day|Neujahr(?:stag\w*)?": (1, 1),
    r"New Year['’]?s Eve|Silvester\w*": (12, 31),
    r"Epiphany|(?:Heilige )?Drei(?:kön| Kön)\w+": (1, 6),
    r"Valentine['’]?s Day|Valentinstag\w*": (2, 14),
    r"(?:International )?Women['’]?s Day|(?:Weltfrauen|Frauen)tag\w*": (3, 8),
    r"May Day|Labou?r Day|Tag der Arbeit|Maifeiertag\w*": (5, 1),
    r"Bastille Day": (7, 14), r"Independence Day": (7, 4),
    r"(?:Day of )?German Unity(?: Day)?|(?:Tages? )?der Deutschen Einheit": (10, 3),
    r"Austria['’]?n?s? National (?:Day|Holiday)|Nationalfeiertag\w*": (10, 26),
    r"Hallowe['’]?en|Reformation Day|Reformationstag\w*": (10, 31),
    r"All Saints['’]?(?: Day)?|Allerheiligen": (11, 1), r"All Souls['’]?(?: Day)?|Allerseelen": (11, 2),
    r"St\.? Nicholas(?:['’]s?)? Day|Nikolaus(?:tag|abend)\w*": (12, 6),
    r"Christmas Eve|Heiligabend\w*|Heilige[nrm]? Abends?|Weihnachtsabend\w*": (12, 24),
    r"Christmas Day|(?:erste[nrm]? )?(?:Christtag\w*|Weihnachtstag\w*)": (12, 25),
    r"Boxing Day|St\.? Stephen['’]?s Day|Stefanitag\w*|Stephanstag\w*": (12, 26),
}  # fmt: skip


def read_holidays(text: str) -> list[Quantity]:
    """The days of the calendar that a text's holidays may be: none has to be in the other language."""
    found = []
    for match in _pattern().finditer(text):
        month, day = list(_DAYS.values())[(match.lastindex or 1) - 1]
        where = Quantity(match.start(), match.end(), match[0], frozenset((100.0 * month + day,)), "date", figures=False)
        found.append(where)
        for kind, value in (("month", month), ("number", day)):
            found.append(
                Quantity(match.start(), match.end(), match[0], frozenset((float(value),)), kind, figures=False)
            )
    return found


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(f'({names})' for names in _DAYS)})\b")
