"""A terminal of its own for a child, on which Ctrl-C is pressed as a person does."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.faults.place import Done, Place

CTRL_C = b"\x03"


class Terminal:
    """What a child wrote to it so far, and its keyboard."""

    def __init__(self, child: subprocess.Popen[str], side: int) -> None:
        self.child = child
        self.side = side
        self.said = ""

    def wait_for(self, words: str, seconds: float = 60) -> None:
        """Read until ``words`` were written."""
        deadline = time.monotonic() + seconds
        while words not in self.said:
            assert time.monotonic() < deadline, f"{words!r} never came: {self.said[-300:]!r}"
            assert self._read(0.1) or self.child.poll() is None, f"it ended before {words!r}: {self.said[-300:]!r}"

    def ctrl_c(self) -> None:
        os.write(self.side, CTRL_C)

    def ended(self, seconds: float = 60) -> Done:
        """The child's end; its ``err`` is what stands on the terminal in the end, line by line."""
        deadline = time.monotonic() + seconds
        while self.child.poll() is None:
            assert time.monotonic() < deadline, f"it does not end: {self.said[-300:]!r}"
            self._read(0.1)
        while self._read(0.0):
            pass
        return Done(self.child.returncode, "", self.said.replace("\r\n", "\n").split("\x1b[2K")[-1])

    def _read(self, seconds: float) -> bool:
        if not select.select([self.side], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.side, 65536)
        except OSError:  # the child has closed its side
            return False
        self.said += data.decode(errors="replace")
        return bool(data)


@contextmanager
def on_a_terminal(place: Place, *arguments: object, knobs: dict[str, str], **options: Any) -> Iterator[Terminal]:
    """Start the command with a terminal for its input and errors; its output goes nowhere."""
    side, far = pty.openpty()

    def take() -> None:
        os.setsid()
        fcntl.ioctl(far, termios.TIOCSCTTY, 0)

    given: dict[str, Any] = {"stdin": far, "stdout": subprocess.DEVNULL, "stderr": far, "preexec_fn": take}
    child = place.start(*arguments, knobs=knobs, **given | options)
    os.close(far)
    try:
        yield Terminal(child, side)
    finally:
        child.kill()
        child.wait()
        os.close(side)
