"""What no translator writes: a phrase said again, an end before the end, or half of what the German says.

``sanity.doubts`` says when a translation is refused altogether; this finds what is smaller.
"""
from __future__ import annotations

import re
from collections import Counter

from pipeline.values import Flag, Severity

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_ENDS = re.compile(r"[.!?…:;]['\"”’»“›)\]]*\s*$")
_TWICE = frozenset(
    "had that very no yes so really bye ha is it in on do well now here there again more much far oh her you at".split()
)
"""Words that English does say twice in a row."""
_OPEN = frozenset(
    "the a an of to and or in on at by with from for as that than his her its their our my your who which whose into"
    " between about because although while whether if is are was were has have had will would can could".split()
)
"""Words that no sentence ends with."""
_SHORT = 0.42
_SHORTER = 0.55
"""Letters of the English for one of the German; of 1,000 human translations 5 have less than the first."""


def check(german: str, english: str) -> tuple[Flag, ...]:
    """Severe for what is said again, cut off, or less than half as long as the German."""
    if max(len(german), len(english)) > 20_000 or not english.strip():
        return ()
    found = [_again(german, english), _cut(german, english), _short(german, english)]
    return tuple(flag for flag in found if flag is not None)


def _again(german: str, english: str) -> Flag | None:
    doubled = _doubled(english)
    advice = "Read it without that, and have the rest compared."
    if doubled and not _doubled(german):
        return _flag(f"The English says “{doubled}” again.", advice)
    phrase = _phrase(_words(english))
    if phrase and not _phrase(_words(german)):
        return _flag(f"The English says “{phrase}” twice.", advice, hint=True)
    return None


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _doubled(text: str) -> str:
    """A phrase of one to six words that stands twice in a row, or three words in a row with one stem; "" if none.

    One or two words with a mark between them ("our home, Home Sweet Home") are not meant.
    """
    found = list(_WORD.finditer(text))
    words = [match[0].casefold() for match in found]
    for size in range(1, 7):
        same = 0
        for k in range(size, len(words)):
            same = same + 1 if words[k] == words[k - size] else 0
            if same != size or (size == 1 and (words[k] in _TWICE or words[k].isdigit())):
                continue
            if size > 2 or text[found[k - size].end() : found[k - size + 1].start()].isspace():
                return " ".join(words[k - size + 1 : k + 1])
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        if len(first) > 5 and first[:6] == second[:6] == third[:6]:
            return second
    return ""


def _phrase(words: list[str]) -> str:
    """A phrase of five words or more that stands twice anywhere."""
    fives = Counter(zip(*(words[k:] for k in range(5)), strict=False))
    return next((" ".join(phrase) for phrase, times in fives.items() if times > 1), "")


def _cut(german: str, english: str) -> Flag | None:
    text = english.rstrip()
    words = _WORD.findall(text)
    if not words or not _ENDS.search(german) or german.rstrip().endswith((":", ";")):
        return None
    open_ = words[-1].casefold() in _OPEN and len(words) > 3
    if _ENDS.search(text) and not (open_ and not _ENDS.search(text)):
        return None
    advice = "Leave the sentence out, or have it translated by a person."
    if open_ or len(text) < len(german) * 0.9:
        return _flag("The English stops before its end.", advice)
    return _flag("The English has no mark at its end, as if it had been cut.", advice, hint=True)


def _short(german: str, english: str) -> Flag | None:
    source, text = (sum(map(len, _WORD.findall(line))) for line in (german, english))
    if source < 60 or text > source * _SHORTER:
        return None
    message = f"The English is {round(100 * text / source)}% as long as the German: something may be left out."
    return _flag(message, "Have it compared for what is missing.", hint=text > source * _SHORT)


def _flag(message: str, advice: str, *, hint: bool = False) -> Flag:
    return Flag("nonsense", message, Severity.HINT if hint else Severity.SEVERE, advice)


