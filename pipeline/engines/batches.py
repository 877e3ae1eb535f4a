"""Which inputs may go through a model, which go together, and how long each one's output may grow."""
from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.engine import Decoding
from pipeline.errors import InputError

STEP = 32
"""Output limits are rounded up to this, so that inputs of about one length share a batch."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Positions of inputs that run together, and the one output limit that each of them has by itself."""

    positions: tuple[int, ...]
    limit: int


def available_cores() -> int:
    """The cores this process may use, where the system says so; else all there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check(texts: Sequence[str], lengths: Sequence[int], most: int) -> None:
    """Raise InputError for a blank text or one of over ``most`` tokens: a model makes something up of either."""
    for text, length in zip(texts, lengths, strict=True):
        if not text.strip() or length == 0:
            raise InputError("A blank text was given to a model; skip it")
        if length > most:
            raise InputError(f"A text of {length} tokens is too long for a model that takes {most}: {text[:60]!r}")


def output_limit(tokens: int, decoding: Decoding, most: int) -> int:
    """The most output tokens, end token included, for an input of ``tokens``; never over ``most``.

    It follows from the input and the decoding alone. Raises InputError for settings no output can meet.
    """
    if decoding.beams < 1:
        raise InputError(f"The number of beams must be at least 1, not {decoding.beams}")
    if decoding.min_output_tokens >= most:
        raise InputError(f"{decoding.min_output_tokens} output tokens were asked for; this model ends at {most}")
    wanted = int(decoding.limit_factor * tokens) + decoding.limit_extra
    wanted = max(wanted, decoding.min_output_tokens + 1, 1)
    return min(most, -(-wanted // STEP) * STEP)


def batches(
    lengths: Sequence[int],
    limits: Sequence[int],
    *,
    tokens: int,
    rows: int,
    alike: Callable[[int], int],
    fewest: int = 1,
) -> Iterator[Batch]:
    """Every position once, longest inputs first, so that the last batches to finish are short ones.

    A batch holds inputs of one limit whose lengths are ``alike`` (give the same number), at most ``rows`` of
    them and, with padding, at most ``tokens`` input tokens, or else at most ``fewest`` inputs.
    """
    order = sorted(range(len(lengths)), key=lambda position: (-limits[position], -lengths[position], position))
    current: list[int] = []
    for position in order:
        if current:
            first = current[0]
            fits = (
                limits[position] == limits[first]
                and len(current) < rows
                and (len(current) < fewest or lengths[first] * (len(current) + 1) <= tokens)
                and alike(lengths[position]) == alike(lengths[first])
            )
            if not fits:
                yield Batch(tuple(current), limits[first])
                current = []
        current.append(position)
    if current:
        yield Batch(tuple(current), limits[current[0]])
