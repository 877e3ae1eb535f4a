"""Fuzzes every reader for some minutes and says how often each was run: make fuzz MINUTES=5.

What crashes is kept in fuzz/found, and what reaches new code in fuzz/grown; both stay out of the repository. After a
fault is mended, its input belongs into fuzz/corpus, which every test run goes through.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def fuzz(name: str, seconds: int) -> tuple[int, str]:
    """Executions, and what was found."""
    grown, found = HERE / "grown" / name, HERE / "found"
    grown.mkdir(parents=True, exist_ok=True)
    found.mkdir(exist_ok=True)
    command = [
        sys.executable,
        str(HERE / "target.py"),
        name,
        f"-max_total_time={seconds}",
        "-timeout=20",
        "-rss_limit_mb=3000",
        f"-artifact_prefix={found}/{name}-",
        str(grown),
        str(HERE / "corpus" / name),
    ]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    counts = re.findall(r"(?:^#|Done )(\d+)", done.stderr, re.MULTILINE)
    (found / f"{name}.log").write_text(done.stderr[-20_000:], "utf-8")
    said = "nothing found" if done.returncode == 0 else f"FOUND: see {found}/{name}.log"
    return int(counts[-1]) if counts else 0, said


def main() -> int:
    """Fuzz each target named, or all."""
    minutes, *names = sys.argv[1:] or ["5"]
    bad = 0
    for name in names or sorted(folder.name for folder in (HERE / "corpus").iterdir()):
        began = time.monotonic()
        runs, said = fuzz(name, int(float(minutes) * 60))
        bad += said != "nothing found"
        print(f"{name:12} {runs:>10,} executions in {(time.monotonic() - began) / 60:.1f} minutes: {said}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
