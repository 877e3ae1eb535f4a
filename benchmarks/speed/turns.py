"""Contestants, each in a fresh process, taking turns so that other work on the machine meets all of them."""
from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KILOBYTE = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit that the system counts peak memory in."""


class Clock:
    """Seconds on the wall and of this process's processors since it was made.

    The latter say less of what else the machine was doing.
    """

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def wall(self) -> float:
        """Seconds on the wall so far."""
        return time.perf_counter() - self._wall

    def spent(self, *, items: int, tokens: int, **more: Any) -> dict[str, Any]:
        """What a contestant hands back: it did ``items`` and wrote ``tokens``, from the clock's start until now."""
        return {"wall": self.wall(), "cpu": time.process_time() - self._cpu, "items": items, "tokens": tokens, **more}


@dataclass
class Taken:
    """All rounds of one contestant."""

    name: str
    rounds: list[dict[str, Any]] = field(default_factory=list)

    def seconds(self, clock: str = "wall") -> float:
        """Seconds for one item: the median round."""
        return statistics.median(figures[clock] / figures["items"] for figures in self.rounds)

    def peak(self) -> float:
        """The most memory its process held, in MB, in any round."""
        return max(figures["peak"] for figures in self.rounds)

    def get(self, name: str) -> Any:
        """A figure of the first round."""
        return self.rounds[0][name]


def ratio(ours: Taken, other: Taken, clock: str = "wall") -> float:
    """How many times as fast ours is. With as many rounds, each is held against its neighbour; the median counts."""
    if len(ours.rounds) == len(other.rounds):
        pairs = zip(ours.rounds, other.rounds, strict=True)
        return statistics.median((b[clock] / b["items"]) / (a[clock] / a["items"]) for a, b in pairs)
    return other.seconds(clock) / ours.seconds(clock)


def call(contestant: str, *, python: str = sys.executable, script: str = "", **job: Any) -> dict[str, Any]:
    """Run ``module.function`` of this folder on ``job`` in a fresh process; ``script`` is a file to run instead."""
    say(f"{contestant} {' '.join(f'{k}={v}' for k, v in job.items() if isinstance(v, int))}")
    work = Path(job["work"])
    environment = {
        **os.environ, "PIPELINE_CACHE_FOLDER": str(work / "cache"), "HF_HUB_OFFLINE": "1", "PYTHONWARNINGS": "ignore",
        "TRANSFORMERS_VERBOSITY": "error", "HF_HUB_DISABLE_PROGRESS_BARS": "1", "TOKENIZERS_PARALLELISM": "false",
        # Threads that spin while they wait made transformers ten times slower on a machine with other work.
        "OMP_WAIT_POLICY": "PASSIVE", "PYTHONPATH": "" if script else str(ROOT),
    }  # fmt: skip
    command = [python, script] if script else [python, "-m", "benchmarks.speed.turns"]
    done = subprocess.run(
        [*command, contestant, json.dumps(job)], env=environment, cwd=work, stdout=subprocess.PIPE, text=True,
        check=True,
    )  # fmt: skip
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def take_turns(names: Sequence[str], rounds: int, **job: Any) -> list[Taken]:
    """Each contestant ``rounds`` times, first forwards, then backwards, and so on."""
    taken = {name: Taken(name) for name in names}
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            taken[name].rounds.append(call(name, **job))
    return list(taken.values())


def say(text: str) -> None:
    """A line for whoever waits."""
    print(text, file=sys.stderr, flush=True)


def main(contestant: str, job: str) -> None:
    """Be one contestant and print its figures."""
    module, function = contestant.split(".")
    figures = getattr(import_module(f"benchmarks.speed.{module}"), function)(**json.loads(job))
    print(json.dumps({**figures, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE / 1e6}))


if __name__ == "__main__":
    main(*sys.argv[1:])
