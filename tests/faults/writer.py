"""``python -m tests.faults.writer FILE FIRST``: stores entries at full speed, and says each number once it is stored.

In batches of three; what it says is the first number of each batch. It ends when it is killed, or after LAST.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path

from pipeline.cache import Cache, Entry

RECIPE = b'{"fields":{},"stage":"translate","version":1}'
BATCH = 3


def entry(number: int) -> Entry:
    """Always the same for a number; some long, some too short to compress."""
    key = hashlib.sha256(f"entry {number}".encode()).hexdigest()
    return Entry(key, json.dumps({"number": number, "text": "word " * (number % 90)}).encode(), 0.25)


def batch(first: int) -> list[Entry]:
    return [entry(number) for number in range(first, first + BATCH)]


def main() -> None:
    path, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    longest = 0.0
    with Cache(path) as cache:
        for number in range(first, last, BATCH):
            began = time.monotonic()
            cache.put_many(RECIPE, batch(number))
            longest = max(longest, time.monotonic() - began)
            print(number, flush=True)
    print("longest", int(longest * 1000))


if __name__ == "__main__":
    main()
