"""Bytes of an answer, decompressed as they come and never more than a limit of them."""
from __future__ import annotations

import zlib
from collections.abc import Iterable

from pipeline.errors import FetchError

ACCEPTED = "gzip, deflate"
STEP = 65_536
"""Bytes that are decompressed at once."""


def collect(chunks: Iterable[bytes], coding: str, limit: int, *, cut: bool = False) -> bytes:
    """All of ``chunks``, decompressed from ``coding``. Raises FetchError for too much, of either, and for damage.

    Memory is bounded by ``limit``: of a bomb no more is made than that. With ``cut`` too much is no error: what comes
    behind is left.
    """
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return b"".join(_counted(chunks, limit, cut=cut))
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"the answer is compressed as {coding[:40]!r}, which was not asked for")
    return b"".join(_counted(_inflated(_counted(chunks, limit)), limit, cut=cut))


def _counted(chunks: Iterable[bytes], limit: int, *, cut: bool = False) -> Iterable[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit and not cut:
            raise too_large(limit)
        yield chunk[: len(chunk) - max(0, size - limit)]
        if size > limit:
            return


def _inflated(chunks: Iterable[bytes]) -> Iterable[bytes]:
    """What gzip or zlib data holds, a step at a time; several gzip members are one file."""
    machine = None
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                # Some servers send deflate without the two bytes that begin a zlib stream.
                machine = machine or zlib.decompressobj(47 if rest[0] in (0x1F, 0x78, 0x58, 0x38, 0x18) else -15)
                yield machine.decompress(rest, STEP)
                while machine.unconsumed_tail:
                    yield machine.decompress(machine.unconsumed_tail, STEP)
                rest = machine.unused_data
                if machine.eof:
                    machine, rest = None, rest.lstrip(b"\0")
        if machine is not None:
            raise zlib.error("it ends too early")
    except zlib.error as error:
        raise FetchError(f"the answer is damaged: it cannot be decompressed ({error})") from None


def too_large(limit: int) -> FetchError:
    """The error for more than ``limit`` bytes."""
    return FetchError(f"the answer has more than {limit / 1e6:.0f} MB, compressed or not; a page of news has less")
