"""Sizes and spans of time as people write them: "2 GB", "500 MB", "30 days", "12h"."""
from __future__ import annotations

import re

BYTES = {
    "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12,
    "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40,
}  # fmt: skip
SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
"""A month is no span of its own: "m" would be taken for minutes."""
_NAMES = {
    "byte": "b", "bytes": "b", "k": "kb", "m": "mb", "g": "gb", "t": "tb",
}  # fmt: skip
_SPANS = {
    "second": "s", "seconds": "s", "sec": "s", "minute": "min", "minutes": "min", "hour": "h", "hours": "h",
    "day": "d", "days": "d", "week": "w", "weeks": "w",
}  # fmt: skip


class Bytes(int):
    """A number of bytes that shows itself as people write it."""

    def __str__(self) -> str:
        """``2 GB``."""
        return size_shown(self)


def read_size(text: str) -> Bytes:
    """Bytes. Raises ValueError, saying what a size is."""
    number, unit = _parted(text)
    factor = BYTES.get(_NAMES.get(unit, unit)) if unit else 1
    if number is None or factor is None:
        raise ValueError("a size such as 500 MB or 2 GB")
    return Bytes(number * factor)


def read_span(text: str) -> int:
    """Seconds. Raises ValueError, saying what a span is."""
    number, unit = _parted(text)
    factor = SECONDS.get(_SPANS.get(unit, unit))
    if number is None or factor is None:
        raise ValueError("a span of time such as 12h, 30d or 4 weeks")
    return int(number * factor)


def size_shown(size: float) -> str:
    """``size`` bytes for people, in units of 1000."""
    for unit in ("B", "kB", "MB", "GB"):
        if abs(size) < 1000:
            return f"{size:.0f} {unit}" if size >= 100 else f"{round(size, 1):g} {unit}"
        size /= 1000
    return f"{round(size, 1):g} TB"


def span_shown(seconds: float) -> str:
    """``seconds`` for people: the two units that count."""
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} days {hours} h" if hours else f"{days} days"


def _parted(text: str) -> tuple[float | None, str]:
    found = re.fullmatch(r"\s*([0-9]{1,15}(?:\.[0-9]{1,9}|,[0-9]{1,2})?)\s*([A-Za-z]*)\s*", text)
    return (float(found[1].replace(",", ".")), found[2].lower()) if found else (None, "")
