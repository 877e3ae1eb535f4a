"""Results in a bucket: ways to lay them out, and the first run of a second machine.

    python -m benchmarks.remote_cache                             the layouts, against moto's S3 server on this machine
    python -m benchmarks.remote_cache --delay 0.02                the same with so many seconds before each answer
    python -m benchmarks.remote_cache --articles news.jsonl       and whole runs of those articles

Results have the lengths of real ones: 32 articles of 40 sentences are asked for, of a bucket that has 250. Needs
the extra ``dev``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.cache import recipe, result
from pipeline import cache_pieces, cache_places
from pipeline.cache_pieces import Piece
from tests.remote.servers import Before, Moto

ROOT = Path(__file__).parents[1]
STORED, ASKED, SENTENCES = 250, 32, 40
BATCH = 20
"""Results that a small model stores at one time."""
Objects = dict[str, bytes]


def rows() -> list[list[str]]:
    """The keys of each article."""
    return [
        [hashlib.sha256(f"{article} {sentence}".encode()).hexdigest() for sentence in range(SENTENCES)]
        for article in range(STORED)
    ]


def packed(keys: list[str], data: dict[str, bytes]) -> bytes:
    """The object of some keys."""
    piece = Piece(recipe("translate"), tuple(keys))
    return cache_pieces.pack(piece, {key: (data[key], 0.05) for key in keys})


def by_key(articles: list[list[str]], data: dict[str, bytes]) -> Objects:
    """Each by itself."""
    return {f"key/{key[:2]}/{key[2:]}": packed([key], data) for row in articles for key in row}


def by_article(articles: list[list[str]], data: dict[str, bytes]) -> Objects:
    """All of an article together."""
    return {f"article/{row[0]}": packed(row, data) for row in articles}


def by_piece(articles: list[list[str]], data: dict[str, bytes]) -> Objects:
    """As it is done."""
    pieces = cache_pieces.cut(recipe("translate"), articles)
    return {piece.name: packed(list(piece.keys), data) for piece in pieces}


def by_batch(articles: list[list[str]], data: dict[str, bytes]) -> Objects:
    """As they were stored, and beside each batch an index of its keys."""
    keys = [key for row in articles for key in row]
    objects = {}
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        objects[f"batch/{some[0]}"] = packed(some, data)
        objects[f"index/{some[0]}"] = zlib.compress(b"".join(bytes.fromhex(key)[:8] for key in some))
    return objects


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds, and seconds of this process's processor."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def layouts(address: str, moto: Moto) -> None:
    """A line for each."""
    random_, known = random.Random(1), [f"word{number}" for number in range(5000)]
    articles = rows()
    data = {key: result("translate", random_, known) for row in articles for key in row}
    print("| layout | objects of 1,280 results | bytes | sent | asked, all there | asked, none there | processor |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for number, (name, layout) in enumerate({
        "one object a result": by_key, "one a batch, and an index": by_batch, "one an article": by_article,
        "one a piece of an article": by_piece,
    }.items()):  # fmt: skip
        moto.bucket(f"layout-{number}")
        os.environ["AWS_ENDPOINT_URL"] = moto.address
        direct = cache_places.place(f"s3://layout-{number}/x")
        wanted = layout(articles[:ASKED], data)
        # What else is there matters to an index alone.
        direct.write(layout(articles[ASKED:], data) if layout is by_batch else {})
        os.environ["AWS_ENDPOINT_URL"] = address
        place = cache_places.place(f"s3://layout-{number}/x")
        place.read(["warm"])
        sent = timed(lambda place=place, wanted=wanted: place.write(wanted))  # type: ignore[misc]

        def ask(there: bool, place: Any = place, wanted: Objects = wanted, indexed: bool = layout is by_batch) -> None:
            names = list(wanted)
            if indexed:
                names = [name for name in wanted if name.startswith("batch/")]
                listed = [path.split("/", 2)[2] for path in place._system.ls(f"{place._root}/index")]
                place.read(listed)
            if there or not indexed:
                found = place.read(names if there else [f"{name}x" for name in names])
                assert len(found) == (len(names) if there else 0)

        found, missed = timed(lambda: ask(True)), timed(lambda: ask(False))
        size = sum(map(len, wanted.values()))
        print(
            f"| {name} | {len(wanted):,} | {size:,} | {sent[0]:.2f} s | {found[0]:.2f} s | {missed[0]:.2f} s |"
            f" {found[1]:.2f} s to ask |"
        )


def whole_runs(source: Path, address: str) -> None:
    """Two machines, which are two folders with all that a run remembers."""
    os.environ["AWS_ENDPOINT_URL"] = address
    print("| run | computed | time | processor |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.jsonl"
        one.write_text(source.read_text("utf-8").splitlines()[0], "utf-8")
        for name, machine, more in (
            ("", "before", []),
            ("a machine by itself", "alone", []),
            ("the first with a bucket", "first", ["--cache-remote", "s3://runs/de"]),
            ("the second with the bucket", "second", ["--cache-remote", "s3://runs/de"]),
            ("the second again", "second", ["--cache-remote", "s3://runs/de"]),
            ("the second again, without a bucket", "second", []),
        ):
            work = Path(folder) / machine
            work.mkdir(exist_ok=True)
            environment = os.environ | {"PIPELINE_CACHE_FOLDER": str(Path(folder) / "models")}
            # The first gets the models ready, and is not told.
            given = str(source) if name else str(one)
            command = [sys.executable, "-m", "pipeline", "run", given, "--json", "--cache", "c.sqlite", *more]
            start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            done = subprocess.run(command, cwd=work, env=environment, check=False, capture_output=True, text=True)
            seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            assert done.returncode in (0, 4), done.stderr  # an article may be in another language
            if not name:
                continue
            units = [unit for line in done.stdout.splitlines() for stage in json.loads(line).get("run", {}).values()
                     for unit in stage["units"]]  # fmt: skip
            computed = sum(not unit["hit"] for unit in units)
            print(f"| {name} | {computed:,} of {len(units):,} | {seconds:.1f} s | {processor:.1f} s |", flush=True)


def main() -> None:
    """Print tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--articles", type=Path, help="a file of articles, for whole runs")
    given = parser.parse_args()
    os.environ |= {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_DEFAULT_REGION": "us-east-1"}
    moto = Moto()

    def rule(method: str, number: int) -> str:
        time.sleep(given.delay)
        return "pass"

    before = Before(moto, rule) if given.delay else None
    try:
        address = before.address if before else moto.address
        if given.articles:
            moto.bucket("runs")
            whole_runs(given.articles.resolve(), address)
        else:
            cache_places.load("s3://layout/x")
            layouts(address, moto)
    finally:
        if before:
            before.close()
        moto.close()


if __name__ == "__main__":
    main()
