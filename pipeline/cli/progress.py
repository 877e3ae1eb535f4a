"""Progress on stderr: only when it is a terminal, and only for work that takes over a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from pipeline.hub.pull import Reach, megabytes

PATIENCE = 1.0
INTERVAL = 0.1


class Progress:
    """Callable as a ``Watch``; draws one line that it keeps rewriting, and wipes it when a stage is done."""

    def __init__(self, *, quiet: bool) -> None:
        self.shown = not quiet and sys.stderr.isatty()
        self.began = time.monotonic()
        self.drawn = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say how far a stage has come."""
        now = time.monotonic()
        if done == total:
            self.close()
        elif self.shown and now - self.began > PATIENCE and now - self.drawn > INTERVAL:
            click.echo(f"\r\x1b[2K{self.line(stage, done, total)}", err=True, nl=False)
            self.drawn = now

    def line(self, stage: str, done: int, total: int) -> str:
        """What is drawn."""
        return f"{stage} {done}/{total}"

    def close(self) -> None:
        """Wipe the line, so that what is printed next stands alone."""
        if self.drawn:
            click.echo("\r\x1b[2K", err=True, nl=False)
            self.drawn = 0.0


class DownloadProgress(Progress):
    """Of bytes, with their speed and the time left."""

    first: int | None = None
    """Bytes that were there when it was first asked."""

    def line(self, stage: str, done: int, total: int) -> str:
        """``owner/model 120 MB of 298 MB, 9.5 MB/s, 19 s left``."""
        self.first = done if self.first is None else self.first
        speed = (done - self.first) / (time.monotonic() - self.began)
        left = f", {megabytes(int(speed))}/s, {(total - done) / speed:.0f} s left" if speed > 0 else ""
        return f"{stage} {megabytes(done)} of {megabytes(total)}{left}"


@contextmanager
def reaching(*, offline: bool, quiet: bool) -> Iterator[Reach]:
    """How to look for a model, with downloads told and drawn on stderr."""
    progress = DownloadProgress(quiet=quiet)

    def tell(line: str) -> None:
        progress.close()
        if not quiet:
            click.echo(f"pipeline: {line}", err=True)

    try:
        yield Reach(offline, tell, progress)
    finally:
        progress.close()
