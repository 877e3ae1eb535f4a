"""A desk for batches: a working folder with the fake engine, articles to put there, and what came of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyarrow import Table, parquet

from tests.faults.place import Done, Place, article, ended

FAKE = ("--translator", ".", "--summarizer", ".")


class Desk(Place):
    """``work/`` with a setting for the fake engine; its stored results are in ``work/outputs``."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        (self.work / "pipeline.toml").write_text('[run]\nengine = "fake"\n', "utf-8")

    def rows(self, count: int, *, first: int = 0, sentences: int = 6) -> list[dict[str, Any]]:
        numbers = range(first, first + count)
        return [{"id": f"a{i}", "text": article(i, sentences), "date": "2026-11-20"} for i in numbers]

    def jsonl(self, name: str, rows: list[dict[str, Any]]) -> str:
        (self.work / name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return name

    def parquet(self, name: str, rows: list[dict[str, Any]], *, group: int = 7) -> str:
        parquet.write_table(Table.from_pylist(rows), self.work / name, row_group_size=group)
        return name

    def arguments(self, *inputs: str, out: str = "out", rows: int = 5, more: tuple[object, ...] = ()) -> list[object]:
        named = [word for name in inputs for word in ("--input", name)]
        return ["batch", *named, "--output", out, "--part-rows", rows, *FAKE, *more]

    def batch(self, *inputs: str, **asked: Any) -> Done:
        """``pipeline batch`` to its end."""
        return self.call(*self.arguments(*inputs, **asked))

    def begin(self, *inputs: str, **asked: Any) -> subprocess.Popen[str]:
        """The same, begun."""
        return self.start(*self.arguments(*inputs, **asked))

    def files(self, out: str = "out") -> dict[str, bytes]:
        """What people read of the output folder."""
        found = (path for inside in ("results", "errors") for path in (self.work / out / inside).glob("*"))
        return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in sorted(found)}

    def results(self, out: str = "out") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for path in sorted((self.work / out / "results").glob("*")):
            found += parquet.read_table(path).to_pylist() if path.suffix == ".parquet" else read_lines(path)
        return found

    def errors(self, out: str = "out") -> list[dict[str, Any]]:
        return [line for path in sorted((self.work / out / "errors").glob("*")) for line in read_lines(path)]

    def notes(self, out: str = "out") -> list[str]:
        """Parts that are begun and not finished."""
        return sorted(path.name for path in (self.work / out / "_begun").glob("*"))

    def marks(self, out: str = "out") -> list[str]:
        """Parts that are finished."""
        return sorted(path.name for path in (self.work / out / "_done").glob("*.json"))


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def workers(driver: int) -> list[int]:
    """The processes of a driver that make parts."""
    found = []
    for child in Path(f"/proc/{driver}/task/{driver}/children").read_text().split():
        try:
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
        except OSError:
            continue
    return found


def kill(process: int) -> bool:
    """SIGKILL; whether it was there."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def until(happened: Callable[[], Any], child: subprocess.Popen[str] | None = None, seconds: float = 60.0) -> Any:
    """Wait until something happened; what it gave."""
    end = time.monotonic() + seconds
    while not (found := happened()):
        assert time.monotonic() < end
        if child is not None and child.poll() is not None:
            raise AssertionError(ended(child))
        time.sleep(0.002)
    return found
