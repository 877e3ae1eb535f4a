"""Where a model that may write only one of several given texts has a choice, and what it then writes how probably.

Constrained decoding over the prefix tree of the texts (De Cao et al. 2021, GENRE): at each fork only the pieces that
go on to one of the texts compete, so a text's probability is the product of its choices and those of all texts sum
to one. Text that leaves no choice costs and proves nothing, so long and short texts compare as they are.
"""
from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Piece = TypeVar("Piece", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Fork(Generic[Piece]):
    """After ``prefix`` one of several pieces may follow; ``ways`` holds for each the rows that it leads to."""

    prefix: tuple[Piece, ...]
    ways: Mapping[Piece, tuple[int, ...]]


def forks(rows: Sequence[Sequence[Piece]]) -> Iterator[Fork[Piece]]:
    """Every fork of the prefix tree of ``rows``, each ending in the end token: so a prefix of another row has its own
    way. Shorter prefixes come first; equal rows are never told apart.
    """
    level: list[tuple[int, ...]] = [tuple(range(len(rows)))]
    depth = 0
    while level:
        deeper: list[tuple[int, ...]] = []
        for members in level:
            ways: dict[Piece, list[int]] = {}
            for row in members:
                if depth < len(rows[row]):
                    ways.setdefault(rows[row][depth], []).append(row)
            if len(ways) > 1:
                yield Fork(tuple(rows[members[0]][:depth]), {piece: tuple(rest) for piece, rest in ways.items()})
            deeper.extend(tuple(rest) for rest in ways.values() if len(rest) > 1)
        level = deeper
        depth += 1


def add(scores: list[float], fork: Fork[Piece], logits: Mapping[Piece, float]) -> None:
    """Add to the ``scores`` of the rows of ``fork`` the log-probability of each one's way, given any logits of them."""
    top = max(logits[piece] for piece in fork.ways)
    total = top + math.log(math.fsum(math.exp(logits[piece] - top) for piece in fork.ways))
    for piece, rows in fork.ways.items():
        for row in rows:
            scores[row] += logits[piece] - total


def deepest(found: Sequence[Fork[Piece]]) -> list[tuple[Piece, ...]]:
    """The prefixes that are no beginning of another one: who reads along these passes every fork."""
    prefixes = sorted((fork.prefix for fork in found), key=len, reverse=True)
    kept: list[tuple[Piece, ...]] = []
    for prefix in prefixes:
        if not any(longer[: len(prefix)] == prefix for longer in kept):
            kept.append(prefix)
    return kept
