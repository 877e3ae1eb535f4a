"""German as a model learned it: Swiss spelling, gender forms and capitals rewritten for the model's eyes alone.

Only what helps is here: see ``benchmarks/spelling.py`` for what each gains. People are shown the source as it is.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline.abbreviations import STARTERS

_SHARP = re.compile(
    r"gr[oö]ss|str[aä]ss(?=e)|f[uü]ss|gr[uü]ss|sp[aä]ss|süss|st(?:[oö]|ie)ss|gemäss|mässig|mass(?:nahm|st[aä]b|geb)|"
    r"bl[oö]ss|liess|h(?:ei|ie)ss|(?<!be)(?<!ver)(?<!aus)(?<!hin)weiss|beiss|(?<![pk])reiss|schiess|giess|geniess|"
    r"auss(?=e[rn])|äuss|fleiss|schweiss|spriess|vergass|preuss|mutmass|\bsass(?:en)?\b|d(?:er|ies)massen|gleichermassen|einigermassen|ausmass|einbuss|einbüss",
    re.IGNORECASE,
)
"""Stems whose ss is ß outside Switzerland, and that no word with a true ss holds, or few."""

_MARKED = re.compile(r"\b([A-ZÄÖÜ][\w-]*[a-zäöüß])(?:(?:[*:_·]|/-?)(innen|in\b)|\((innen|in)\))")
"""Leser*innen, Leser:in, Leser_innen, Leser/-innen, Leser(innen), Leser*innenbriefe."""

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(word.upper() for word in STARTERS)
_SHORT = 3
"""Letters; most German words as short as that are written small."""
_CAPITALS = 10
"""Letters; fewer in a row of capitals may be names of parties."""


class Spelling:
    """The ways of spelling of one article, from all its sentences."""

    def __init__(self, sentences: Iterable[str]) -> None:
        """Take in ``sentences``; nothing is computed before it is needed."""
        self._sentences = tuple(sentences)
        self._swiss = not any("ß" in text for text in self._sentences)
        self._seen: dict[str, str] | None = None

    def for_model(self, text: str) -> str:
        """``text`` as it would be spelled in the news that models learned from; mostly it is returned as it is."""
        shouted = _is_shouted(text)
        if shouted:
            text = _WORD.sub(lambda word: self._small(word.group()), text)
            first = _WORD.search(text)
            if first is not None:
                text = text[: first.start()] + text[first.start()].upper() + text[first.start() + 1 :]
        if shouted or self._swiss:
            text = _SHARP.sub(lambda match: re.sub("[sS]{2}", "ß", match.group()), text)
        # The feminine that is in the form; the pair of both ("Leserinnen und Leser") is no easier in one word.
        return _MARKED.sub(lambda match: match[1] + (match[2] or match[3]), text)

    def _small(self, word: str) -> str:
        """A word in capitals as the article has it elsewhere, else by whether it is a noun by its looks."""
        if self._seen is None:
            self._seen = _forms(text for text in self._sentences if not _is_shouted(text))
        if (seen := self._seen.get(word.upper())) is not None:
            return seen
        return word.lower() if len(word) <= _SHORT or word.upper() in _SMALL else word.capitalize()


def _is_shouted(text: str) -> bool:
    """Whether ``text`` is words in capitals."""
    if not text.isupper():
        return False
    words = _WORD.findall(text)
    return len(words) > 1 and sum(map(len, words)) >= _CAPITALS


def _forms(sentences: Iterable[str]) -> dict[str, str]:
    """For each word in capitals how it is written most often, a sentence's first word aside."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in sentences:
        for word in _WORD.findall(text)[1:]:
            counts[word.upper()][word] += 1
    return {word: count.most_common(1)[0][0] for word, count in counts.items()}
