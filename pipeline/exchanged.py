"""What a correction exchanges: words of the English that stood there for other words, and whether they are opposites.

A person without German sees so what they store; who puts "convicted" for "acquitted" is asked whether that is meant.
"""
from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.opposites import PAIRS, Side

MOST = 8
"""Exchanges of one sentence that are told."""
_NICHT = re.compile(r"(?i)\b(?:nicht|kein\w*|nie|niemals|niemand|ohne)\W+(?:\w+\W+){0,3}$")
_LONGEST = 3000
"""Characters of a sentence that is compared."""
_NOT = re.compile(r"(?i)\bnot\b|n[’']t\b|\bcannot\b|\bnever\b|\bno\b")
_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Exchange:
    """Words that went and words that came in their place; either may be ""."""

    gone: str
    came: str

    def __str__(self) -> str:
        if not self.gone or not self.came:
            return f"“{self.came}” added" if self.came else f"“{self.gone}” left out"
        return f"“{self.gone}” → “{self.came}”"


def exchanges(old: str, new: str) -> tuple[Exchange, ...]:
    """Where two sentences differ, word by word, in the order of the second."""
    if max(len(old), len(new)) > _LONGEST:
        return (Exchange(old, new),)
    one, other = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    matcher = difflib.SequenceMatcher(None, [each[0] for each in one], [each[0] for each in other], autojunk=False)
    return tuple(
        Exchange(_stretch(one[a:b]), _stretch(other[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    )  # fmt: skip


def listed(found: Sequence[Exchange]) -> str:
    """Exchanges of words in one line, of many the first; "" where only marks were changed."""
    words = [each for each in found if re.search(r"\w", each.gone + each.came)]
    more = f"; and {len(words) - MOST} more" if len(words) > MOST else ""
    return "; ".join(map(str, words[:MOST])) + more


def marks_alone(old: str, new: str) -> bool:
    """Whether two sentences differ in marks and spaces alone, as a word processor changes them: “ for ", – for -."""
    return old != new and _bare(old) == _bare(new)


def _bare(text: str) -> str:
    text = re.sub("[\"'‘’‚‛“”„‟«»‹›`´]", "'", text).replace("''", "'")
    return " ".join(re.sub("[-‐‑‒–—]+", "-", text.replace("…", "...")).split())


def _stretch(words: Sequence[re.Match[str]]) -> str:
    """The text from the first of some words to the last."""
    return words[0].string[words[0].start() : words[-1].end()] if words else ""


def against(german: str, old: str, new: str) -> str:
    """Why ``new`` surely says the opposite of the German in a word that it does not share with ``old``; "" if not.

    The German must have a word of one side alone, and the new English words of the other side alone.
    """
    if max(len(german), len(old), len(new)) > _LONGEST:
        return ""
    changed = exchanges(old, new)
    for one, other in _both_ways():
        if not one.german or not one.german.search(german) or (other.german and other.german.search(german)):
            continue
        if one.english.search(new) or not (found := other.english.search(new)):
            continue
        if one.english.search(old) or any(other.english.search(each.came) for each in changed):
            # What is not allowed is banned.
            words = [word for word in one.german.finditer(german) if not _NICHT.search(german[: word.start()])]
            if words:
                return (
                    f"The German has “{words[0][0]}” ({one.called}), the English “{found[0]}”: it may say the opposite."
                )
    return ""


def turned(german: str, old: str, new: str) -> str:
    """That a word went and its opposite came, and no word of the German says that this is right; "" if none did."""
    if max(len(old), len(new)) > _LONGEST:
        return ""
    changed = exchanges(old, new)
    # "not allowed" is "banned": of what was denied and is no longer, or the other way, the words tell nothing.
    if any(_NOT.search(each.gone) or _NOT.search(each.came) for each in changed):
        return ""
    for one, other in _both_ways():
        for gone, came in _found(one, other, changed):
            told = other.german and other.german.search(german) and not (one.german and one.german.search(german))
            if not told and not other.english.search(old) and not one.english.search(new):
                return f"“{gone}” became “{came}”, so it may say the opposite now"
    return ""


@dataclass(frozen=True, slots=True)
class _Compiled:
    called: str
    english: re.Pattern[str]
    german: re.Pattern[str] | None


def _found(one: _Compiled, other: _Compiled, changed: Sequence[Exchange]) -> Iterator[tuple[str, str]]:
    gone = next((found[0] for each in changed if (found := one.english.search(each.gone))), None)
    came = next((found[0] for each in changed if (found := other.english.search(each.came))), None)
    if gone is not None and came is not None:
        yield gone, came


@functools.cache
def _both_ways() -> tuple[tuple[_Compiled, _Compiled], ...]:
    pairs = [(_compiled(one), _compiled(other)) for one, other in PAIRS]
    return tuple(pair for one, other in pairs for pair in ((one, other), (other, one)))


def _compiled(side: Side) -> _Compiled:
    german = re.compile(rf"\b(?:{side.german})\b", re.IGNORECASE) if side.german else None
    return _Compiled(side.called, re.compile(rf"\b(?:{side.english})\b", re.IGNORECASE), german)
