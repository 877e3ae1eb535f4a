"""The day of an issue: what may be one, and the moment that mails and feeds give for it."""
from __future__ import annotations

import datetime

YEARS = range(1970, 2101)
"""What a year of an issue may be: a slip of the hand is mostly outside."""
SHAPE = "must be a day such as 2026-11-25"


def day(given: str) -> str:
    """``given`` as ISO 8601. Raises ValueError, saying what is wrong, for no day of a newsletter."""
    try:
        read = datetime.date.fromisoformat(given)
    except ValueError:
        raise ValueError(f"is {given!r} and {SHAPE}") from None
    if read.year not in YEARS:
        raise ValueError(f"is {given!r}, and no newsletter is of the year {read.year}; it {SHAPE}")
    return read.isoformat()


def moment(day: str, at: str) -> datetime.datetime:
    """When an issue is dated, UTC: on its own day, at the hour at which it was first made."""
    made = datetime.datetime.strptime(at, "%Y-%m-%dT%H:%M:%S%z")
    return datetime.datetime.combine(datetime.date.fromisoformat(day), made.timetz())


def near(one: str, other: str) -> bool:
    """Whether two days are at most a year apart."""
    apart = datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)
    return abs(apart.days) <= 366
