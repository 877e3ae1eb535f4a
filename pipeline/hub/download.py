"""One file from the hub: gone on with where an earlier process stopped, and kept only if its hash is the listed one."""
from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import HubError
from pipeline.hub.records import Listed
from pipeline.hub.web import Passing, Web

COPIES = 3
"""How often a file is downloaded whole before its bytes are believed to stay wrong."""


def download(web: Web, commit: str, file: Listed, part: Path, watch: Callable[[int], None]) -> None:
    """Make ``part`` the whole of ``file``, its hash compared and its bytes on the disk itself.

    What ``part`` holds already is not asked for again. ``watch`` is called with the bytes that are there. Raises
    HubError if the file cannot be had or comes with other bytes than listed, and OSError if it cannot be written;
    then ``part`` is gone.
    """
    for _ in range(COPIES):
        web.retrying(lambda: _go_on(web, commit, file, part, watch), lambda: size(part))
        if file.matches(part):
            _settle(part)
            return
        part.unlink()
    raise HubError(
        f"{file.name} of {web.name} came with other bytes than {web.endpoint} lists for it, {COPIES} times; "
        "nothing was installed. Something on the way changes downloads: try another network or proxy, or later"
    )


def size(file: Path) -> int:
    """Bytes of a file, 0 if there is none that can be seen."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _go_on(web: Web, commit: str, file: Listed, part: Path, watch: Callable[[int], None]) -> None:
    """Add to ``part`` what it lacks. Raises Passing if not all of it came."""
    start = size(part)
    if start > file.size:
        part.unlink()
        start = 0
    if 0 < start == file.size:
        return
    with web.stream(commit, file.name, start) as response:
        if response.status_code == 206 and not re.match(rf"bytes {start}-", response.headers.get("Content-Range", "")):
            part.unlink(missing_ok=True)
            raise Passing(f"{web.endpoint} sends another part of {file.name} than it was asked for")
        if response.status_code == 416:
            part.unlink(missing_ok=True)
            raise Passing(f"{web.endpoint} has less of {file.name} than it lists")
        # Any answer but 206 holds the file from its first byte on.
        there = start if response.status_code == 206 else 0
        try:
            with part.open("r+b" if there else "wb") as stream:
                stream.seek(there)
                for chunk in response.iter_bytes():
                    stream.write(chunk)
                    there += len(chunk)
                    watch(there)
                    if there > file.size:
                        break
        except OSError:
            # A full disk is everybody's trouble: give back what this took.
            part.unlink(missing_ok=True)
            raise
    if there < file.size:
        raise Passing(f"{web.endpoint} stops after {there} of {file.size} bytes of {file.name}")


def _settle(file: Path) -> None:
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
