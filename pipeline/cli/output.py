"""Standard output that is full, closed, or no longer read: one clear error, whatever was being printed."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

from pipeline.errors import OutputError


def watch() -> None:
    """Make a failure of standard output an OutputError, which click does not take for its own. Raises it if closed."""
    if sys.stdout is None:  # so it is where the shell closed it
        raise OutputError("standard output is closed; send it to a file, or to /dev/null")
    if os.name == "posix":
        raw: Any = _Watched(sys.stdout.fileno(), "w", closefd=False)
        at_once = bool(sys.stdout.line_buffering)
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(raw), sys.stdout.encoding, sys.stdout.errors, line_buffering=at_once
        )


class _Watched(io.FileIO):
    """Fails once; what is written after that goes nowhere, so that Python has nothing to complain of at its end."""

    _failed = False

    def write(self, data: Any) -> int:
        if self._failed:
            return len(data)
        try:
            return super().write(data)
        except BrokenPipeError as error:
            self._failed = True
            raise OutputError("the output was closed by what reads it, so the rest was not made") from error
        except OSError as error:
            self._failed = True
            raise OutputError(f"standard output cannot be written: {error.strerror}") from error
