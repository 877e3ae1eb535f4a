"""Running the command as a user does: a process of its own, in an empty folder, with a cache of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SEED = Path(__file__).parents[2] / "seeds" / "standard-musk-microsoft.txt"

Pipeline = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty working folder with a ``pipeline.toml``, so that results are stored inside it."""
    (tmp_path / "pipeline.toml").write_text("", "utf-8")
    return tmp_path


@pytest.fixture
def pipeline(folder: Path) -> Pipeline:
    """Call ``pipeline`` with arguments and, if given, standard input."""

    def call(*arguments: object, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PIPELINE_")}
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", *map(str, arguments)],
            cwd=folder,
            env=clean | {"PYTHONUTF8": "1"},
            input=data,
            capture_output=True,
            timeout=300,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return call
