"""Articles for training the summarizer: cut into sentences, with what a good summary would take."""
from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sentencepiece

Values = npt.NDArray[np.float64]
Grams = tuple[Counter[tuple[str, ...]], ...]

LONGEST_SOURCE = 1000
"""Pieces of an article that are read; whole sentences only. Under the model's 1,024 positions."""
LONGEST_SENTENCE = 120
"""Pieces; longer ones are read but are no candidates (under 1% of them, mostly lists and tables)."""
SHORTEST_SENTENCE = 5
"""Pieces; shorter ones are captions and scraps."""

_END = re.compile(r"(?<=[.!?])([\"'”’)\]]*)(?:\s+(?=[\"'“‘(\[]?[A-Z0-9£$€])|(?=[A-Z][a-z]))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|St|Sgt|Gen|Gov|Sen|Rep|Lt|Col|Capt|Jr|Sr|No|Inc|Ltd|Co|Corp|vs|etc|"
    r"Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|a\.m|p\.m)|\b[A-Z]|\b(?:[A-Z]\.)+[A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Item:
    """One article: ``sentences`` (text), ``pieces`` of each, and what is known of a good summary.

    ``members`` are the sentences of an extractive reference; with a human summary it is ``None``.
    """

    sentences: tuple[str, ...]
    pieces: tuple[tuple[int, ...], ...]
    summary: str
    members: frozenset[int] | None

    @property
    def candidates(self) -> list[int]:
        """The sentences that may be chosen."""
        return [i for i, row in enumerate(self.pieces) if SHORTEST_SENTENCE <= len(row) <= LONGEST_SENTENCE]


def split(text: str) -> Iterator[str]:
    """The sentences of English news; newlines always divide. Plain rules: training needs no more."""
    for line in text.replace("\xa0", " ").split("\n"):
        waiting = ""
        last = 0
        for match in _END.finditer(line):
            waiting += line[last : match.end(1)]
            last = match.end()
            if not _ABBREVIATION.search(waiting):
                yield " ".join(waiting.split())
                waiting = ""
            else:
                waiting += " "
        if rest := " ".join((waiting + line[last:]).split()):
            yield rest


def plain(text: str) -> str:
    """Lower-case letters and digits alone, for finding a sentence in an extractive summary."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def read(
    path: Path, pieces: sentencepiece.SentencePieceProcessor, *, extracted: bool = False, limit: int = 0
) -> list[Item]:
    """The articles of a ``.jsonl`` or ``.jsonl.xz`` file with ``article``, ``summary`` and, maybe, ``title``.

    The title, which is the article's first line there, is left out: what is summarized at use has none. With
    ``extracted`` the summary consists of sentences of the article. Articles of fewer than four sentences, and
    those of whose extract nothing is found, are left out; ``limit`` takes the first so many lines.
    """
    items = []
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit and number >= limit:
                break
            row = json.loads(line)
            item = item_of(row["article"].removeprefix(row.get("title") or ""), row["summary"], pieces, extracted)
            if len(item.candidates) >= 4 and item.members != frozenset():
                items.append(item)
    return items


def item_of(text: str, summary: str, pieces: sentencepiece.SentencePieceProcessor, extracted: bool) -> Item:
    """The article cut into sentences, as many as the model reads."""
    sentences, rows, total = [], [], 0
    for sentence in split(text):
        ids = pieces.encode(sentence)
        total += len(ids)
        if total > LONGEST_SOURCE:
            break
        sentences.append(sentence)
        rows.append(tuple(ids))
    whole = plain(summary)
    members = frozenset(i for i, s in enumerate(sentences) if plain(s) in whole) if extracted else None
    return Item(tuple(sentences), tuple(rows), summary, members)


def _grams(text: str) -> Grams:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return Counter((word,) for word in words), Counter(pairwise(words))


def _f1(have: Grams, want: Grams) -> float:
    score = 0.0
    for one, other in zip(have, want, strict=True):
        common = sum(min(count, other[gram]) for gram, count in one.items())
        score += common / max(1, sum(one.values()) + sum(other.values()))
    return score


def likeness(texts: Sequence[str], summary: str) -> Values:
    """Mean of the ROUGE-1 and ROUGE-2 F1 of each text with ``summary``, without stemming; 0..1."""
    reference = _grams(summary)
    return np.array([_f1(_grams(text), reference) for text in texts])
