"""The store of results with very many of them: how long a look takes, and how large the file is.

    python -m benchmarks.cache                        a million results, two minutes and 400 MB in a temporary folder
    python -m benchmarks.cache --entries 50000        a small one

The results are as real runs make them: of 100 entries 26 are of segment, 62 of translate, 6 of retry and 6 of
summarize, with texts of the lengths of those of 40 articles of Wikinews. Times are the median of
several, of whole processes where that is said; the cached run is of the article in ``seeds/``.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.cache import Cache, Entry, Selection

ROOT = Path(__file__).parents[1]
SHARE = {"segment": 26, "translate": 62, "retry": 6, "summarize": 6}
BATCH = 5000
LOOKS = 2000


def recipe(stage: str) -> bytes:
    """The settings of a stage, about as long as real ones."""
    identity = {"backend": "ctranslate2 4.8.5", "compute": "cpu int8", "model": f"{stage}-tiny", "weights": "0" * 64}
    plain = {"fields": {"decoding": {"beams": 4}, "model": {"identity": identity}}, "stage": stage, "version": 1}
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


def words(given: random.Random, count: int, known: list[str]) -> str:
    """So many words of a vocabulary, the first ones often."""
    return " ".join(known[int(len(known) * given.random() ** 3)] for _ in range(count))


def result(stage: str, given: random.Random, known: list[str]) -> bytes:
    """A result in the form and of the length of those of 40 articles of Wikinews."""
    english = {"confidence": None, "dismissed": [], "flags": [], "outcome": "translated", "score": -given.random()}
    plain: dict[str, object]
    if stage == "segment":
        ends = sorted(given.sample(range(20, 400), given.randint(1, 3)))
        plain = {"cuts": [{"end": end, "start": start} for start, end in zip([0, *ends], ends, strict=False)]}
    elif stage == "summarize":
        plain = {"chosen": sorted(given.sample(range(20), 3)), "note": "", "whole": False, "written": []}
    else:
        text = words(given, given.randint(8, 32), known)
        tries = [{"failed": ["numbers"], "how": how, "text": text} for how in ("first", "ngrams")]
        plain = {**english, "text": text, "tries": tries if stage == "retry" else []}
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


def key(number: int) -> str:
    """The key of the entry of that number."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def made(count: int) -> Iterator[tuple[str, list[Entry]]]:
    """``count`` entries, some of a stage at a time."""
    given = random.Random(6)
    known = (ROOT / "README.md").read_text("utf-8").split()
    for start in range(0, count, BATCH):
        batch = min(BATCH, count - start)
        at = start
        for stage, share in SHARE.items():
            size = batch * share // 100
            yield stage, [Entry(key(at + k), result(stage, given, known), 0.05) for k in range(size)]
            at += size


def median(times: int, work: Callable[[int], object]) -> float:
    """Seconds of one of several."""
    taken = []
    for number in range(times):
        began = time.perf_counter()
        work(number)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def command(folder: Path, *arguments: str, times: int = 5) -> float:
    """Seconds of a whole process, after one that warms up."""
    environment = {**os.environ, "PIPELINE_CACHE": str(folder / "cache.sqlite"), "PIPELINE_OUTPUT": str(folder / "out")}
    whole = [sys.executable, "-m", "pipeline", *arguments]

    def work(_: int) -> None:
        subprocess.run(whole, cwd=ROOT, env=environment, check=True, capture_output=True)

    work(0)
    return median(times, work)


def main() -> None:
    """Fill a cache, look, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    count = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command(folder, "run", "seeds/standard-musk-microsoft.txt", "-q")
        payload = stored = 0
        with Cache(folder / "cache.sqlite") as cache:
            began, slowest = time.perf_counter(), 0.0
            for stage, entries in made(count):
                payload += sum(len(entry.data) + 32 for entry in entries)
                put = time.perf_counter()
                cache.put_many(recipe(stage), entries)
                slowest = max(slowest, time.perf_counter() - put)
            filled = time.perf_counter() - began
        with Cache(folder / "cache.sqlite") as cache:
            stats = cache.stats()
            stored = stats.bytes + 32 * stats.entries
            given = random.Random(1)
            numbers = [given.randrange(count) for _ in range(LOOKS)]
            first = median(1, lambda _: cache.get_many([key(0)]))
            look = median(LOOKS, lambda k: cache.get_many([key(numbers[k])]))
            miss = median(LOOKS, lambda k: cache.get_many([key(count + k)]))
            pick = median(3, lambda _: cache.prune(Selection(), max_bytes=stats.file_bytes // 2, dry_run=True))
        runs = {
            "`cache ls`, whole process": command(folder, "cache", "ls"),
            "`cache ls --stage retry`": command(folder, "cache", "ls", "--stage", "retry"),
            "`cache ls --stage translate`": command(folder, "cache", "ls", "--stage", "translate"),
            "`cache stats`": command(folder, "cache", "stats"),
            "cached `run` of one article": command(folder, "run", "seeds/standard-musk-microsoft.txt", "-q"),
        }
        with Cache(folder / "cache.sqlite", limit=int(stats.file_bytes * 0.9)) as cache:
            full = [
                median(1, lambda _, k=k: cache.put_many(recipe("translate"), [  # type: ignore[misc]
                    Entry(key(count * 2 + k * 10 + n), b'{"text":"new"}', 0.1) for n in range(10)
                ]))
                for k in range(200)
            ]  # fmt: skip
        checked = command(folder, "cache", "verify", times=1)
        print(f"{stats.entries:,} results, {os.cpu_count()} cores, Python {platform.python_version()}\n")
        print("| what | figure |\n| --- | --- |")
        print(f"| filled, a second | {stats.entries / filled:,.0f} results |")
        print(f"| the slowest write, of {BATCH * 62 // 100:,} results | {slowest:.2f} s |")
        print(f"| look-up of one, found | {look * 1000:.2f} ms (the first {first * 1000:.0f} ms) |")
        print(f"| look-up of one, not there | {miss * 1000:.2f} ms |")
        for what, seconds in runs.items():
            print(f"| {what} | {seconds:.2f} s |")
        print(f"| what would go for half the size | {pick:.2f} s |")
        middle, most = statistics.median(full) * 1000, max(full) * 1000
        print(f"| storing 10 results while it is over its limit | {middle:.0f} ms, at most {most:.0f} |")
        print(f"| `cache verify` | {checked:.1f} s |")
        print(f"| file | {stats.file_bytes / 1e6:.0f} MB |")
        print(f"| file, beside results as given plus keys | {stats.file_bytes / payload:.2f} |")
        print(f"| file, beside results as compressed plus keys | {stats.file_bytes / stored:.2f} |")


if __name__ == "__main__":
    main()
