"""Simple tests that tell nonsense from a translation, each a pure function of source and output."""
from __future__ import annotations

import re
import unicodedata

from pipeline.values import Flag

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"\S{100,}+|(?:https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+")
"""What is no word. German has none of 100 characters, and a model given one writes nonsense up to its limit."""
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese, which put no spaces between words."""
_STAND_IN = re.compile(r"\bURLs?\b|[\ufffd\u2047]")
"""What models write in the place of what they do not know."""
_SEPARATOR = re.compile(r"[.,:]")
_GROUPED = re.compile(r"(?<![\d.,:])\d{1,3}(?: \d{3})+(?![\d.,:]\d|\d)")
"""Thousands parted by spaces, as in French."""


def needs_no_translation(text: str) -> bool:
    """Whether nothing in ``text`` is language: numbers, addresses, handles, signs, emoji."""
    return not _LETTER.search(_ADDRESS.sub(" ", text))


def doubts(
    source: str, output: str, *, reached_limit: bool = False, language: str = "German"
) -> tuple[Flag, ...]:
    """Why ``output`` cannot be a translation of ``source``; empty when nothing speaks against it.

    ``language`` is what people call that of the source.
    """
    found = []
    if reached_limit:
        found.append(Flag("limit", "The translation was stopped at its length limit and may be cut."))
    if repeats(output) and not repeats(source):
        found.append(Flag("repetition", "The translation repeats itself."))
    if any(stand_in not in source for stand_in in _STAND_IN.findall(output)):
        found.append(Flag("unknown", "The translation has a stand-in for what the model does not know."))
    words, given = _count(output), _count(source)
    if not words:
        found.append(Flag("empty", "The model wrote nothing."))
    elif words > 3 * given + 4:
        found.append(Flag("length", f"The translation has {words} words where the {language} has {given}."))
    elif given >= 8 and words * 3 < given:
        found.append(Flag("length", f"The translation has only {words} words where the {language} has {given}."))
    return tuple(found)


def _count(text: str) -> int:
    """Words, two letters for one where they are written without spaces."""
    unspaced = len(_UNSPACED.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text) if unspaced else text)) + (unspaced + 1) // 2


def repeats(text: str) -> bool:
    """Whether a run of one to six words stands there four times in a row, or of three or more words thrice."""
    words = [word.casefold() for word in _WORD.findall(text)]
    for size in range(1, 7):
        times = 4 if size < 3 else 3
        same = 0
        for index in range(size, len(words)):
            same = same + 1 if words[index] == words[index - size] else 0
            if same >= size * (times - 1):
                return True
    return bool(re.search(r"(\S{1,4}?)\1{11,}", text))


def in_plain_figures(text: str) -> str:
    """``text`` with numbers as German and English have them: 42 000 in one, and figures of other scripts as 0 to 9."""
    text = "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)
    return _GROUPED.sub(lambda number: number.group().replace(" ", ""), text)


def lost_numbers(source: str, output: str) -> tuple[str, ...]:
    """Numbers written in figures in ``source`` whose figures are not in ``output``, separators aside.

    ``42.000`` and ``42,000`` are equal. Number words are not understood, so ``3`` against ``three`` counts
    as lost: it is a doubt to look at, not a verdict.
    """
    there = {_SEPARATOR.sub("", number) for number in _NUMBER.findall(output)}
    return tuple(n for n in _NUMBER.findall(source) if _SEPARATOR.sub("", n) not in there)
