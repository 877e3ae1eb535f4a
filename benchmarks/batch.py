"""``pipeline batch`` with one worker and with two, of one core each, on this machine and on a Ray cluster of its own.

    python -m benchmarks.batch wikinews.jsonl                   the bundled models, some 15 minutes on two quiet cores
    python -m benchmarks.batch wikinews.jsonl --articles 40     a small one
    python -m benchmarks.batch wikinews.jsonl --only stream     a stream of articles with the fake engine alone

Each run is a fresh process without a cache, held to as many cores as it has workers; one and two take turns. Efficiency
is the speed of two workers beside twice that of one, loading included; ``steady`` leaves out what passes until the
first part is finished. Memory is what a process has for itself and its share of what it has in common (Pss).
"""
from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass
class Run:
    """What one run took."""

    articles: int
    wall: float = 0.0
    first: float = 0.0
    """Seconds until the first part was finished."""
    last: float = 0.0
    rows_first: int = 0
    cpu: float = 0.0
    """Seconds on a processor, children included."""
    worker: float = 0.0
    """MB that a worker had, at most."""
    driver: float = 0.0
    memory: list[tuple[int, float, float]] = field(default_factory=list)
    """Parts finished, MB of all workers, MB of the driver."""

    @property
    def speed(self) -> float:
        """Articles a second, loading included."""
        return self.articles / self.wall

    @property
    def steady(self) -> float:
        """Articles a second after the first part."""
        return (self.articles - self.rows_first) / (self.last - self.first)

    @property
    def effort(self) -> float:
        """Processor seconds an article."""
        return self.cpu / self.articles


def megabytes(process: int) -> float:
    """Pss of a process; 0 if it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("Pss:")), 0.0)


def workers(driver: int) -> list[int]:
    """The processes that make parts: children of the driver, or actors of Ray anywhere on this machine."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes()
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if b"MapWorker" in line or (b"spawn_main" in line and parent == driver):
            found.append(int(process.name))
    return found


def run(work: Path, file: Path, articles: int, count: int, rows: int, *more: str, pin: bool = True) -> Run:
    """One run to its end, watched."""
    out = Path(tempfile.mkdtemp(dir=work))
    command = [
        sys.executable, "-m", "pipeline", "batch", "--input", str(file), "--output", str(out / "out"), "--no-cache",
        "--workers", str(count), "--threads", "1", "--part-rows", str(rows), "--quiet", *more,
    ]  # fmt: skip
    if pin:
        command = ["taskset", "-c", ",".join(map(str, range(count))), *command]
    found, began, before = Run(articles), time.perf_counter(), os.times()
    child = subprocess.Popen(command, cwd=work, env=os.environ | {"PYTHONPATH": str(ROOT)})
    done = 0
    while child.poll() is None:
        time.sleep(0.2)
        marks = len(list((out / "out" / "_done").glob("*.json"))) if (out / "out" / "_done").exists() else 0
        mine = [megabytes(worker) for worker in workers(child.pid)]
        found.worker, found.driver = max([found.worker, *mine]), max(found.driver, megabytes(child.pid))
        if marks > done:
            now = time.perf_counter() - began
            if not done:
                found.first, found.rows_first = now, marks * rows
            done, found.last = marks, now
            found.memory.append((marks, sum(mine), megabytes(child.pid)))
    after = os.times()
    found.wall = time.perf_counter() - began
    found.cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if child.returncode not in (0, 4):
        sys.exit(f"the run ended with {child.returncode}")
    return found


def told(name: str, runs: list[Run]) -> None:
    """A row of the table."""
    def middle(value: str) -> float:
        return statistics.median(getattr(one, value) for one in runs)

    row = [f"{middle(value):.3g}" for value in ("wall", "speed", "steady", "effort", "first", "worker", "driver")]
    print(f"| {name} | {' | '.join(row)} |", flush=True)


def scaling(work: Path, file: Path, articles: int, rounds: int) -> None:
    """One and two workers, on each engine, in turns."""
    columns = ("s in all", "articles/s", "steady", "CPU s each", "s to the first part", "MB a worker", "MB the driver")
    print(f"| | {' | '.join(columns)} |\n| --- |{' --- |' * len(columns)}")
    rows = max(2, articles // 20)
    for engine in ("local", "ray"):
        both: dict[int, list[Run]] = {1: [], 2: []}
        for _ in range(rounds):
            for count, runs in both.items():
                runs.append(run(work, file, articles, count, rows, "--engine", engine))
        for count, runs in both.items():
            told(f"{engine}, {count} worker{'s' if count > 1 else ''}", runs)
        pairs = list(zip(both[1], both[2], strict=True))
        whole = statistics.median(two.speed / (2 * one.speed) for one, two in pairs)
        steady = statistics.median(two.steady / (2 * one.steady) for one, two in pairs)
        print(f"| efficiency of two, {engine} | | {whole:.2f} | {steady:.2f} | | | | |", flush=True)


def stream(work: Path, count: int) -> None:
    """Many articles with the engine that has no model: what the program itself keeps."""
    (work / "answers.json").write_text("{}")
    file = work / "many.jsonl"
    with file.open("w") as out:
        for number in range(count):
            text = f"Die Stadt {number} wächst. " + " ".join(f"Im Jahr {number + k} kam Nummer {k}." for k in range(8))
            out.write(json.dumps({"id": number, "text": text}) + "\n")
    os.environ["PIPELINE_ENGINE"] = "fake"
    found = run(work, file, count, 2, 200, "--translator", ".", "--summarizer", ".", pin=False)
    rows = [row for row in found.memory[len(found.memory) // 10 :] if row[1] and row[2]]
    quarter = max(1, len(rows) // 4)
    print(f"\n{count:,} articles, fake engine, two workers, {found.wall:.0f} s:")
    for name, place in (("workers together", 1), ("driver", 2)):
        early, late = (statistics.mean(row[place] for row in part) for part in (rows[:quarter], rows[-quarter:]))
        print(f"{name}: {early:.1f} MB in the first quarter after the warm-up, {late:.1f} MB in the last")


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="articles as JSON Lines, with id and text")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--stream", type=int, default=20_000)
    parser.add_argument("--only", choices=["scaling", "stream"])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if asked.only != "stream":
            some = work / "some.jsonl"
            with asked.file.open("rb") as file, some.open("wb") as out:
                out.writelines(line for line, _ in zip(file, range(asked.articles), strict=False))
            scaling(work, some, asked.articles, asked.rounds)
        if asked.only != "scaling":
            stream(work, asked.stream)


if __name__ == "__main__":
    main()
