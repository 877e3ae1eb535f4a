"""Files that can be read only once, and may never end: pipes, terminals, devices."""
from __future__ import annotations

import io

BEGINNING = 65_536
"""Bytes that are read ahead, to look at."""


def begun(file: io.RawIOBase) -> io.BufferedReader:
    """``file``, which is read once, with its first ``BEGINNING`` bytes there to peek at; closing it closes ``file``."""
    return io.BufferedReader(_Begun(file), BEGINNING)


class _Begun(io.RawIOBase):
    def __init__(self, file: io.RawIOBase) -> None:
        self._file = file
        self._beginning = b""
        while len(self._beginning) < BEGINNING and (more := file.read(BEGINNING - len(self._beginning))):
            self._beginning += more
        # A terminal would ask for another end.
        self._ended = len(self._beginning) < BEGINNING

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what io itself gives it
        data = self._beginning[: len(buffer)]
        self._beginning = self._beginning[len(data) :]
        if not data and not self._ended:
            data = self._file.read(len(buffer)) or b""
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()
