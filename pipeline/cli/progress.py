"""Progress on stderr: only when it is a terminal, and only for work that takes over a second."""

from __future__ import annotations

import sys
import time

import click

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
            click.echo(f"\r\x1b[2K{stage} {done}/{total}", err=True, nl=False)
            self.drawn = now

    def close(self) -> None:
        """Wipe the line, so that what is printed next stands alone."""
        if self.drawn:
            click.echo("\r\x1b[2K", err=True, nl=False)
            self.drawn = 0.0
