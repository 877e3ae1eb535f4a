"""German as a model learned it: Swiss spelling, gender forms and capitals rewritten for the model's eyes alone.

Only what helps is here: see ``benchmarks/spelling.py`` for what each gains. People are shown the source as it is.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from pipeline.abbreviations import STARTERS

_SHARP = re.compile(
    r"gr[oö]ss|str[aä]ss(?=e)|f[uü]ss|gr[uü]ss|sp[aä]ss|süss|st(?:[oö]|ie)ss|gemäss|mässig|mass(?:nahm|st[aä]b|geb)|"
    r"bl[oö]ss|liess|h(?:ei|ie)ss|(?<!be)(?<!ver)(?<!aus)(?<!hin)weiss|beiss|(?<![pk])reiss|schiess|giess|geniess|"
    r"auss(?=e[rn])|äuss|fleiss|schweiss|spriess|vergass|preuss|mutmass|\bsass(?:en)?\b|d(?:er|ies)massen|gleichermassen|einigermassen|ausmass|einbuss|einbüss",
    re.IGNORECASE,
)
"""Stems whose ss is ß outside Switzerland, and that no word with a true ss holds, or few."""

_MARKED = re.compile(r"\b([A-ZÄÖÜ]\w*(?:-[a-zäöüß]\w*)*)(?<=[a-zäöüß])(?:(?:[*:_·]|/-?)(innen|in\b)|\((innen|in)\))")
"""Leser*innen, Leser:in, Leser_innen, Leser/-innen, Leser(innen), Leser*innenbriefe; a part of a word is tried once."""

_ENDED = re.compile(
    r"(?<![\w.:/*-])(?:([A-Za-zÄÖÜäöüß]{2,60}e)[*:_·]|((?:[jJ]ed|[kmdsKMDS]?[eE]in|[dD]ies|[wW]elch|[iI]hr)e)/-?)"
    r"[rnsm](?![\w:/*-]|\.\w)"
)
"""Jede:r, eine*n, gute:r, Angestellte:r; eine/n, but not Straße/n."""
_UNENDED = re.compile(
    r"(?<![\w.:/*-])([kmds]?ein|ihr|unser|eu(?:er)?)(?:[*:_·]|/-?)e(?![\w:/*-]|\.\w)", re.IGNORECASE
)
"""ein*e, kein:e, ihr/e."""
_DATIVE = re.compile(
    r"(?<![\w.:/*-])((?:jed|[kmds]?ein|ihr|unser|dies|jen|welch)e)[ms](?:[*:_·]|/-?)r(?![\w:/*-]|\.\w)",
    re.IGNORECASE,
)
"""jedem:r, eines*r."""
_BOTH = re.compile(
    r"(?<![\w.:/*-])(der|die|den|dem|des|er|sie|ihn|ihm|ihr|seine?|ihre)(?:[*:_·]|/(?=\w+ (?:\w+ )?\w+/-?in\b))"
    r"(der|die|den|dem|des|er|sie|ihn|ihm|ihr|seine?|ihre)(?![\w:/*-]|\.\w)",
    re.IGNORECASE,
)
"""der:die, sie*er; der/die Schüler/in, but not der/die Täter."""
_FEMININE = {"der die": "die", "den die": "die", "dem der": "der", "des der": "der", "er sie": "sie", "ihn sie": "sie",
             "ihm ihr": "ihr", "sein ihr": "ihr", "seine ihre": "ihre"}  # fmt: skip
"""The feminine of each two that stand together, the masculine first."""

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
        return _in_one_gender(text)

    @cached_property
    def _swiss(self) -> bool:
        """Whether more different words have ss in the place of ß than ß: a German name makes no German paper."""
        sharp = {word for text in self._sentences if "ß" in text for word in _WORD.findall(text) if "ß" in word}
        plain = {word for text in self._sentences if "ss" in text for word in _WORD.findall(text) if _has_plain(word)}
        return len(plain) > len(sharp)

    def _small(self, word: str) -> str:
        """A word in capitals as the article has it elsewhere, else by whether it is a noun by its looks."""
        if self._seen is None:
            self._seen = _forms(text for text in self._sentences if not _is_shouted(text))
        if (seen := self._seen.get(word.upper())) is not None:
            return seen
        return word.lower() if len(word) <= _SHORT or word.upper() in _SMALL else word.capitalize()


def _in_one_gender(text: str) -> str:
    """Marked forms as the feminine in them; the pair of both ("Leserinnen und Leser") is no easier in one word."""
    text = _BOTH.sub(_feminine, text)
    text = _DATIVE.sub(r"\1r", text)
    text = _ENDED.sub(lambda match: match[1] or match[2], text)
    text = _UNENDED.sub(lambda match: f"{'eur' if match[1] == 'euer' else match[1]}e", text)
    return _MARKED.sub(lambda match: match[1] + (match[2] or match[3]), text)


def _feminine(match: re.Match[str]) -> str:
    one, other = match[1].lower(), match[2].lower()
    found = _FEMININE.get(f"{one} {other}") or _FEMININE.get(f"{other} {one}")
    if found is None:
        return match.group()
    return found.capitalize() if match[1][0].isupper() else found


def _has_plain(word: str) -> bool:
    """Whether ``word`` has a small ss where ß would stand outside Switzerland."""
    return any("ss" in match.group() for match in _SHARP.finditer(word))


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
