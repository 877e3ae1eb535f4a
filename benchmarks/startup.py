"""Whole-process times of the commands that should feel instant, beside a bare Python start.

    python benchmarks/startup.py

Each command runs in processes of its own, in turn with the others, and the median counts. Printed: seconds, and the
ratio to starting Python with nothing to do, which says more on a busy machine.
"""
from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = Path(__file__).parents[1] / "seeds" / "standard-musk-microsoft.txt"
ROUNDS = 15
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "pipeline --help": [sys.executable, "-m", "pipeline", "--help"],
    "pipeline cache ls": [sys.executable, "-m", "pipeline", "cache", "ls"],
    "pipeline run, all cached": [sys.executable, "-m", "pipeline", "run", str(SEED)],
}
TARGETS = {"pipeline --help": 0.2, "pipeline cache ls": 0.2, "pipeline run, all cached": 0.35}


def main() -> None:
    """Fill a cache, then time."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pipeline.toml").touch()
        subprocess.run(COMMANDS["pipeline run, all cached"], cwd=folder, check=True, capture_output=True)
        times: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for _ in range(ROUNDS):
            for name, command in COMMANDS.items():
                began = time.perf_counter()
                subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ})
                times[name].append(time.perf_counter() - began)
    bare = statistics.median(times["python -c pass"])
    for name, row in times.items():
        middle = statistics.median(row)
        target = f"  target {TARGETS[name]} s" if name in TARGETS else ""
        print(f"{name:<26} {middle:.3f} s (best {min(row):.3f})  {middle / bare:5.1f} x bare{target}")


if __name__ == "__main__":
    main()
