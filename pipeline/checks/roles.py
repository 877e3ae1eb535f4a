"""Two names that changed sides of a verb: "Musk verklagt Microsoft" became "Microsoft sues Musk".

Who does it to whom is told from the order alone, and only where the two names stand right before and after a verb in
the English, in the other order in the German, and nothing there speaks for a passive or an object in front. That is
seldom wrong, and half of all swaps are not seen (docs/checks.md).
"""
from __future__ import annotations

import functools
import re

from pipeline.values import Flag, Severity

_LONGEST = 2000


def check(german: str, english: str) -> tuple[Flag, ...]:
    """A severe flag where two names stand the other way round about a verb."""
    if max(len(german), len(english)) > _LONGEST:
        return ()
    for match in _sides().finditer(english):
        first, verb, second = match.group(1), match.group(2), match.group(3)
        before, after = _place(german, first), _place(german, second)
        if before < 0 or after < 0 or first in second or second in first or before < after:
            continue
        if match.start() == 0 and re.match(r"\w+ [A-ZÄÖÜ]", german[before:]):
            continue  # a part of a longer name, "New" of "New Horizons"
        if _turned(german, before, after) or re.search(r"\bby\b", verb):
            continue
        message = f"In the English “{first}” does something to “{second}”; the German names them the other way round."
        advice = "Ask who does it to whom; German can turn the order without changing that."
        return (Flag("roles", message, Severity.SEVERE, advice),)
    return ()


def _place(german: str, name: str) -> int:
    """Where the last word of ``name`` begins in the German, -1 if it does not stand there exactly once."""
    last = re.escape(name.rsplit(maxsplit=1)[-1].removesuffix("’s").removesuffix("'s"))
    found = [match.start() for match in re.finditer(rf"(?<!\w){last}s?(?!\w)", german)]
    return found[0] if len(found) == 1 else -1


def _turned(german: str, first: int, second: int) -> bool:
    """Whether German says it in the passive, or puts what is no subject in front: "Von X wurde Y", "Mit X sprach Y"."""
    low, high = sorted((first, second))
    around = german[:low].split()[-2:]
    if any(word.lower() in _BEFORE_OBJECTS for word in around):
        return True
    return bool(_passive().search(german) or re.search(r"[,;:.–]|\bund\b|\bals\b", german[low:high]))


_BEFORE_OBJECTS = frozenset(
    "von mit gegen für über bei nach durch an auf zu vom zum zur aus um in im am beim dem den des seit vor laut".split()
)


@functools.cache
def _passive() -> re.Pattern[str]:
    return re.compile(r"\b(?:wurden?|wird|werden|worden)\b")


@functools.cache
def _sides() -> re.Pattern[str]:
    """Name, a verb of at most four words, name."""
    name = r"([A-Z][\w’'.-]*\w(?: [A-Z][\w’'.-]*\w){0,2})"
    verb = r"((?:(?:has|have|had|will|would|wants? to|may|could|is|was|were|are) )?(?:[a-z]+ ){1,3}?)"
    return re.compile(rf"(?<!\w){name} {verb}{name}(?!\w)")
