"""robots.txt, as RFC 9309 has it: the longest rule that matches decides.

Python's own ``urllib.robotparser`` takes the first rule instead and no wildcards, which newspapers' files are full of.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

LARGEST = 500_000
"""Bytes that are read; what stands behind is not obeyed, as the RFC allows."""
MOST_RULES = 5000
LONGEST_DELAY = 10.0
"""Seconds of ``Crawl-delay`` that are obeyed."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks of one program: rules (pattern, whether it allows), and seconds between requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether ``path``, with its query, may be asked for."""
        wanted = _normal(path)
        length, allowed = -1, True
        for pattern, allows in self.rules:
            if (len(pattern), allows) > (length, allowed) and _matches(pattern, wanted):
                length, allowed = len(pattern), allows
        return allowed


EVERYTHING = Robots()
NOTHING = Robots((("/", False),))


def read(text: str, agent: str) -> Robots:
    """The rules of ``text`` for the program called ``agent``: those of its own groups, else those for everybody."""
    found: dict[bool, list[tuple[str, bool]]] = {True: [], False: []}
    delays: dict[bool, float] = {}
    named = False
    groups: set[bool] = set()
    in_agents = False
    for line in re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")):
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            groups = groups if in_agents else set()
            in_agents = True
            if re.match(rf"{re.escape(agent)}(?![a-z_-])", value, re.IGNORECASE):
                groups.add(True)
                named = True
            elif value == "*":
                groups.add(False)
            continue
        if key in ("allow", "disallow"):
            in_agents = False
            for group in groups:
                if value and len(found[group]) < MOST_RULES:
                    found[group].append((_normal(value), key == "allow"))
        elif key == "crawl-delay":
            in_agents = False
            for group in groups:
                delays[group] = _seconds(value)
    return Robots(tuple(found[named]), delays.get(named, 0.0))


def _seconds(value: str) -> float:
    return min(LONGEST_DELAY, float(value)) if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", value) else 0.0


def _normal(path: str) -> str:
    """``path`` with every character escaped in one way, so that equal paths are written alike."""
    return quote(unquote(path, errors="surrogateescape"), safe="/*$?&=;:@!,+()'~", errors="surrogateescape")


def _matches(pattern: str, path: str) -> bool:
    """Whether ``pattern`` fits the beginning of ``path``; ``*`` is anything, ``$`` at its end is the end."""
    whole = pattern.endswith("$")
    first, *others = (pattern[:-1] if whole else pattern).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = others.pop() if whole and others else None
    for part in others:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= at
    return not whole or at == len(path)
