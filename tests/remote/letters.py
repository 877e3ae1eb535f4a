"""A stage of many units without a model, that says what it computed; as a script, a machine of its own."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pipeline.cache import Cache
from pipeline.stage import run

COMPUTED: list[str] = []


@dataclass(frozen=True)
class Letters:
    """Words in capitals."""

    name: ClassVar[str] = "letters"
    version: ClassVar[int] = 1
    result: ClassVar[type] = str

    def units(self, value: str) -> Sequence[str]:
        return value.split()

    def compute(self, units: Sequence[str]) -> Iterator[tuple[int, str]]:
        for position, unit in enumerate(units):
            COMPUTED.append(unit)
            yield position, unit.upper()

    def assemble(self, value: str, results: Sequence[str]) -> str:
        return " ".join(results)


def texts(count: int, start: int = 0) -> list[str]:
    """Each of 40 words, which no other text has."""
    return [
        " ".join(hashlib.sha256(f"{number} {word}".encode()).hexdigest()[:12] for word in range(40))
        for number in range(start, start + count)
    ]


def capitals(values: Sequence[str], cache: Cache, *, refresh: bool = False) -> int:
    """Run the stage, see that the words are right, and say how many were computed."""
    COMPUTED.clear()
    assert run(Letters(), values, cache, refresh=refresh) == [value.upper() for value in values]
    return len(COMPUTED)


def in_parts(file: Path, remote: str) -> None:
    """A process that forks, threads and a cache that was sent elsewhere, all with one remote."""
    with Cache(file, remote=remote) as cache:
        assert capitals(texts(2), cache) == 80
        child = os.fork()
        if not child:
            # While the parent's thread may be sending; the child has neither that nor its connections.
            with cache:
                done = capitals(texts(2, start=10), cache)
            os._exit(0 if done == 80 else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert capitals(texts(2, start=10), cache) == 0
        failed: list[int] = []
        threads = [
            threading.Thread(target=lambda part=part: failed.append(part) if not same(part, cache) else None)
            for part in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        sent = pickle.dumps(cache)
    assert remote.encode() in sent
    file.unlink()
    with pickle.loads(sent) as again:
        assert capitals(texts(2) + texts(2, start=10), again) == 0
        assert again.stats().fetched == 160


def same(part: int, cache: Cache) -> bool:
    values = texts(3, start=100 + 2 * part)
    return run(Letters(), values, cache) == [value.upper() for value in values]


if __name__ == "__main__":
    in_parts(Path(sys.argv[1]), sys.argv[2])
