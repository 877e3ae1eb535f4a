"""What programs write into a document's properties where nobody said anything: no author, title or date of it."""
from __future__ import annotations

import datetime
import re

LONGEST = 200
"""Characters of what is looked at."""

_NOBODY = re.compile(
    r"\W*(?:anonymous|anonym|unknown|unbekannt|unspecified|none|null|n/?a|author|autor(?:in)?|verfasser(?:in)?|user|"
    r"nutzer|benutzer|admin(?:istrator)?|root|guest|gast|owner|besitzer|default|test|"
    r"(?:microsoft|ms)?\s?office[\s-](?:user|benutzer|anwender)|microsoft|windows(?:[\s-](?:user|benutzer))?|"
    r"openoffice(?:\.org)?|libreoffice|python-docx|docx4j|apache poi|pandoc|reportlab|google docs)\W*",
    re.IGNORECASE,
)
_UNTITLED = re.compile(
    r"\W*(?:untitled|unbenannt|ohne titel|unspecified|anonymous|none|null|(?:word[\s-])?dokument\s?\d*|"
    r"(?:word[\s-])?document\s?\d*|powerpoint-präsentation|(?:microsoft word|word) - .*|"
    r"[\w .-]+\.(?:docx?|odt|rtf|pdf|indd|qxd|tex|pages))\W*",
    re.IGNORECASE,
)
_DAYS = frozenset(
    datetime.date(*day)
    for day in (
        (1601, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1904, 1, 1), (1970, 1, 1), (1980, 1, 1),
        (2000, 1, 1), (2001, 1, 1), (2013, 12, 23),
    )
)  # fmt: skip
"""On which the clocks of file formats begin, and that of python-docx's template."""


def author(said: str | None) -> str | None:
    """``said``, unless it names nobody."""
    return said if said and said.strip() and _NOBODY.fullmatch(said[:LONGEST]) is None else None


def title(said: str | None) -> str | None:
    """``said``, unless it is what a program calls a document without a title, or the name of a file."""
    return said if said and said.strip() and _UNTITLED.fullmatch(said[:LONGEST]) is None else None


def day(said: datetime.date | None) -> datetime.date | None:
    """``said``, unless it is a day that a template or a clock that was never set gives."""
    return said if said is not None and said not in _DAYS else None
