"""The day that a source names, in the ways that files and mails write it."""
from __future__ import annotations

import datetime
import email.utils
import re

_GERMAN_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")


def read_day(text: str | None) -> datetime.date | None:
    """The day of an ISO, German or mail date; None if it is none of them."""
    if text is None:
        return None
    try:
        if (german := _GERMAN_DATE.match(text)) is not None:
            day, month, year = map(int, german.groups())
            return datetime.date(year, month, day)
        if iso := re.match(r"\d{4}-?\d\d-?\d\d", text):
            try:
                return datetime.datetime.fromisoformat(text).date()
            except ValueError:
                return datetime.date.fromisoformat(iso.group())
        return email.utils.parsedate_to_datetime(text).date()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
