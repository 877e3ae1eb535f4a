"""Reading the training pairs and cutting them into batches of equal cost."""
from __future__ import annotations

import lzma
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

Ids = npt.NDArray[np.uint16]
Pair = tuple[Ids, Ids]


def rows(path: Path) -> Iterator[list[str]]:
    """The tab-separated fields of each line of a ``.tsv`` or ``.tsv.xz`` file."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def token_batches(
    data: dict[str, list[Pair]], mixture: dict[str, float], tokens: int, rng: random.Random
) -> Iterator[list[Pair]]:
    """Endless batches of at most ``tokens`` padded tokens a side.

    Tags are drawn by ``mixture``; pairs of similar length share a batch, so that little is padding.
    """
    tags = [tag for tag in mixture if data.get(tag)]
    weights = [mixture[tag] for tag in tags]
    while True:
        pool = [rng.choice(data[tag]) for tag in rng.choices(tags, weights, k=40_000)]
        pool.sort(key=lambda pair: (max(len(pair[0]), len(pair[1])), len(pair[1])))
        batches: list[list[Pair]] = [[]]
        for pair in pool:
            width = max(len(pair[0]), len(pair[1]))
            if batches[-1] and width * (len(batches[-1]) + 1) > tokens:
                batches.append([])
            batches[-1].append(pair)
        rng.shuffle(batches)
        yield from batches


def padded(rows_: Sequence[Ids], padding: int, device: str) -> torch.Tensor:
    """Ids of shape (rows, longest row rounded up to 8) as int64."""
    width = -(-max(len(row) for row in rows_) // 8) * 8
    full = np.full((len(rows_), width), padding, np.int64)
    for index, row in enumerate(rows_):
        full[index, : len(row)] = row
    return torch.from_numpy(full).to(device)
