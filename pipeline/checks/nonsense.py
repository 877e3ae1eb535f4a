"""What no translator writes: a phrase said again, an end before the end, or half of what the German says.

``sanity.doubts`` says when a translation is refused altogether; this finds what is smaller.
"""
from __future__ import annotations

import re
from collections import Counter

from pipeline.values import Flag, Severity

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_ENDS = re.compile(r"[.!?…:;]\W*$")
_TAIL = 40
"""Characters in which a mark at the end must stand, with quotation marks or emoji behind it."""
_TWICE = frozenset(
    "had that very no yes so really bye ha is it in on do well now here there again more much far oh her you at".split()
)
"""Words that English does say twice in a row."""
_AND_AGAIN = frozenset(
    "more again over less years days weeks months hours miles better worse around round forth through higher lower on"
    " larger bigger smaller fewer closer further faster longer thousands hundreds millions side time times".split()
)
"""Words that English does join to themselves with "and"."""
_OPEN = frozenset(
    "the a an of to and or in on at by with from for as that than his her its their our my your who which whose into"
    " between about because although while whether if is are was were has have had will would can could".split()
)
"""Words that no sentence ends with."""
_NEVER_LAST = frozenset("the a an and or its their our my your whose because although than".split())
"""Those of them that no headline ends with either, which has no mark at its end."""
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
    phrase = _phrase(_words(english), 5)
    if phrase and not _phrase(_words(german), 5):
        likewise = bool(_phrase(_words(german), 3))
        return _flag(f"The English says “{phrase}” twice.", advice, hint=likewise)
    return None


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _doubled(text: str) -> str:
    """A phrase of one to six words that stands twice in a row, or three words in a row with one stem; "" if none.

    One or two words with a mark between them ("our home, Home Sweet Home") are not meant, unless they end a sentence
    and are all that follows it, nor words that English does say twice ("had had"), unless thrice.
    """
    found = list(_WORD.finditer(text))
    words = [match[0].casefold() for match in found]
    for size in range(1, 7):
        same = 0
        for k in range(size, len(words)):
            same = same + 1 if words[k] == words[k - size] else 0
            if same < size or words[k].isdigit():
                continue
            phrase = " ".join(words[k - size + 1 : k + 1])
            between = text[found[k - size].end() : found[k - size + 1].start()]
            left_over = between == ". " and k + 1 == len(words) and k >= 4
            if same >= 2 * size or size > 2 or left_over:
                return phrase
            alike = size > 1 or k == 1 or found[k][0] == found[k - 1][0]  # "the race Race Around Austria"
            if alike and between.isspace() and not (size == 1 and phrase in _TWICE):
                return phrase
    for first, link, second in zip(words, words[1:], words[2:], strict=False):
        if first == second and link in ("and", "or") and len(first) > 3 and first not in _AND_AGAIN:
            return f"{link} {second}"
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        if len(first) > 5 and first[:6] == second[:6] == third[:6]:
            return second
    return ""


def _phrase(words: list[str], size: int) -> str:
    """The first phrase of ``size`` words that stands twice anywhere; "" if none."""
    phrases = Counter(zip(*(words[k:] for k in range(size)), strict=False))
    return next((" ".join(phrase) for phrase, times in phrases.items() if times > 1), "")


def _cut(german: str, english: str) -> Flag | None:
    text = english.rstrip()
    words = _WORD.findall(text)
    advice = "Leave the sentence out, or have it translated by a person."
    if len(words) > 2 and words[-1] in _NEVER_LAST and text.endswith(words[-1]):
        return _flag("The English stops before its end.", advice)
    if not words or not _ENDS.search(german[-_TAIL:]) or german.rstrip().endswith((":", ";")):
        return None
    open_ = words[-1].casefold() in _OPEN and len(words) > 3
    if _ENDS.search(text[-_TAIL:]) and not (open_ and not _ENDS.search(text[-_TAIL:])):
        return None
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


