"""Cookies as sites need them to show a page at all: in memory, for one host and one run, and sent nowhere else."""
from __future__ import annotations

import datetime
import email.utils
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from httpx2 import URL

MOST = 50
"""Of one host; the first are kept."""
LONGEST = 4_096
"""Bytes of one."""

_PAIR = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([\x21-\x7e ]*)")


@dataclass
class Cookies:
    """By host and port; what came encrypted, or is to stay so, is sent encrypted alone."""

    _kept: dict[str, dict[str, tuple[str, bool]]] = field(default_factory=dict)

    def take(self, url: URL, lines: Iterable[str]) -> None:
        """Keep what the ``Set-Cookie`` lines of an answer from ``url`` say, or drop what they end."""
        kept = self._kept.setdefault(_place(url), {})
        encrypted = url.scheme == "https"
        for line in lines:
            said, *more = (part.strip() for part in line.split(";"))
            pair = _PAIR.fullmatch(said) if len(line) <= LONGEST else None
            about = {name.strip().lower(): value.strip() for name, _, value in (part.partition("=") for part in more)}
            if pair is None or ("secure" in about and not encrypted):
                continue
            if _is_over(about):
                kept.pop(pair[1], None)
            elif pair[1] in kept or len(kept) < MOST:
                kept[pair[1]] = (pair[2], encrypted)

    def header(self, url: URL) -> str:
        """What is sent to ``url``; "" for nothing."""
        kept = self._kept.get(_place(url), {})
        return "; ".join(
            f"{name}={value}" for name, (value, encrypted) in kept.items() if url.scheme == "https" or not encrypted
        )


def _place(url: URL) -> str:
    return url.netloc.decode("ascii").lower()


def _is_over(about: dict[str, str]) -> bool:
    if re.fullmatch(r"-?\d{1,12}", age := about.get("max-age", "")):
        return int(age) <= 0
    try:
        until = email.utils.parsedate_to_datetime(about["expires"].replace("-", " "))
    except (KeyError, ValueError, TypeError, IndexError, OverflowError):
        return False
    return until.replace(tzinfo=until.tzinfo or datetime.UTC) <= datetime.datetime.now(datetime.UTC)
