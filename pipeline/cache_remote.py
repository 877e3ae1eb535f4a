"""Results beyond this machine, behind the local file: read where that has none, and sent there in the background.

Equal keys mean equal results, so nothing is agreed on between machines, and the last who writes an object wins. A run
never fails or waits for long because of the place: each request is bounded, and a place that does not do its part is
left alone for the rest of the run, with one warning to the ``pipeline`` logger.
"""
from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import TypeVar

from pipeline import cache_places, remote_address
from pipeline.cache_pieces import NotWhole, Piece, Result, Unfinished, cut, pack, unpack
from pipeline.cache_places import Place, Refused, Unwritable
from pipeline.errors import InputError

T = TypeVar("T")

READ_SECONDS = 5.0
"""How long a bulk of objects is waited for."""
WRITE_SECONDS = 10.0
"""How long sending one may take; nobody waits for it before the end."""
CLOSE_SECONDS = 10.0
"""How long the end of a run waits for what is still to be sent."""
BULK = 256
"""Objects in one bulk."""
FAILURES = 3
"""Bulks that failed, from which on the place is left alone."""
SLOW_SECONDS = 10.0
"""Waiting for answers up to which it does not matter whether it is worth it."""
SLOW_SHARE = 0.1
"""The part of a run that may be spent waiting, even if nothing is found."""
LINGER = 1.0
"""How long the thread that sends waits for more."""
MOST = 20_000
"""Pieces that wait to be sent; more are given up."""

WITHOUT = "going on without it"

log = logging.getLogger("pipeline")


class Remote:
    """The results at an address; for any number of threads."""

    def __init__(self, address: str) -> None:
        """Raises InputError for what is no address, or if what reaches it is not installed. Nothing is asked yet."""
        try:
            self.address = remote_address.beside(remote_address.read(address), Path.cwd())
        except ValueError as error:
            raise InputError(f"cache_remote must be {error}") from None
        cache_places.check(self.address)
        self._begin()

    def _begin(self) -> None:
        self._process = os.getpid()
        self._changed = threading.Condition()
        self._place: Place | None = None
        self._unfinished = Unfinished()
        self._queue: deque[tuple[Piece, dict[str, Result]]] = deque()
        self._sender: threading.Thread | None = None
        self._sending = 0
        self._unsent = 0
        self._failed = 0
        self._began: float | None = None
        self._waited = self._saved = 0.0
        self._readable = self._writable = True
        self._told_of_damage = False

    def fetch(self, recipe: bytes, rows: Iterable[Sequence[str]], missing: Set[str]) -> dict[str, Result]:
        """Those results of ``missing``, which are keys of ``rows``, that are there and whole."""
        self._here()
        pieces = [piece for piece in cut(recipe, rows) if not missing.isdisjoint(piece.keys)]
        found: dict[str, Result] = {}
        damaged = 0
        for start in range(0, len(pieces), BULK):
            bulk = {piece.name: piece for piece in pieces[start : start + BULK]}
            for name, object in self._read(list(bulk)).items():
                try:
                    found |= unpack(bulk[name], object)
                except NotWhole:
                    damaged += 1
        if damaged and not self._told_of_damage:
            self._told_of_damage = True
            log.warning("%s: %d damaged object(s) passed over, to be made again", self.address, damaged)
        results = {key: result for key, result in found.items() if key in missing}
        self._weigh(sum(seconds for _, seconds in results.values()))
        return results

    def expect(
        self,
        recipe: bytes,
        rows: Iterable[Sequence[str]],
        computed: Set[str],
        stored: Callable[[Sequence[str]], Mapping[str, Result]],
    ) -> None:
        """Send the pieces of ``rows`` that need ``computed`` as soon as these are there; others are ``stored``."""
        self._here()
        pieces = [piece for piece in cut(recipe, rows) if not computed.isdisjoint(piece.keys)]
        known = stored([key for piece in pieces for key in piece.keys if key not in computed])
        with self._changed:
            for piece in pieces if self._writable else ():
                self._unfinished.add(piece, known)

    def computed(self, results: Mapping[str, Result]) -> None:
        """Take what was computed; what is whole with it is sent by a thread."""
        self._here()
        with self._changed:
            for key, result in results.items() if self._writable else ():
                for whole in self._unfinished.computed(key, result):
                    if len(self._queue) < MOST:
                        self._queue.append(whole)
                    else:
                        self._unsent += len(whole[1])
            if self._queue and self._sender is None:
                self._sender = threading.Thread(target=self._send, name="sends results", daemon=True)
                self._sender.start()
            self._changed.notify_all()

    def close(self, *, wait: bool = True) -> None:
        """Wait until everything is sent, but not for long; say what could not be."""
        self._here()
        with self._changed:
            if wait:
                self._changed.wait_for(lambda: not (self._queue or self._sending), CLOSE_SECONDS)
            left = self._unsent + self._sending + sum(len(results) for _, results in self._queue)
            self._queue.clear()
            self._unfinished = Unfinished()
            self._unsent = 0
            told = not (wait and self._writable)
        if left and not told:
            log.warning("%s: %d new results could not be sent, and are stored here alone", self.address, left)

    def _here(self) -> None:
        """After a fork the threads, and what they hold, are the parent's."""
        if self._process != os.getpid():
            self._begin()

    def _send(self) -> None:
        while True:
            with self._changed:
                if not self._queue and not self._changed.wait_for(lambda: self._queue, LINGER):
                    self._sender = None
                    return
                some = [self._queue.popleft() for _ in range(min(BULK, len(self._queue)))]
                self._sending = sum(len(results) for _, results in some)
            sent = self._write(some)
            with self._changed:
                self._unsent += 0 if sent else self._sending
                self._sending = 0
                self._changed.notify_all()

    def _weigh(self, saved: float) -> None:
        """Ask no more if that took longer than computing would have, and a good part of the run."""
        with self._changed:
            self._saved += saved
            run = time.monotonic() - (self._began or 0)
            slow = self._waited > max(SLOW_SECONDS, self._saved, run * SLOW_SHARE)
        if slow:
            told = f"waited for {self._waited:.0f} s, which saved {self._saved:.0f} s"
            self._leave(f"it is slow ({told}): nothing more is asked of it in this run", writing=False)

    def _read(self, names: Sequence[str]) -> dict[str, bytes]:
        start = time.monotonic()
        self._began = self._began or start
        try:
            return self._try(lambda place: place.read(names), READ_SECONDS, writing=False) or {}
        finally:
            with self._changed:
                self._waited += time.monotonic() - start

    def _write(self, some: Iterable[tuple[Piece, dict[str, Result]]]) -> bool:
        def write(place: Place) -> bool:
            place.write({piece.name: pack(piece, results) for piece, results in some})
            return True

        return self._try(write, WRITE_SECONDS, writing=True) or False

    def _try(self, work: Callable[[Place], T], seconds: float, *, writing: bool) -> T | None:
        """What ``work`` returns; None if the place is left alone, did not answer in time or failed."""
        if not (self._writable if writing else self._readable):
            return None
        try:
            cache_places.load(self.address)
            return bounded(lambda: work(self._at()), seconds)
        except TimeoutError:
            self._leave(f"it did not answer within {seconds:.0f} s: {WITHOUT}")
        except Unwritable as error:
            self._leave(f"{error}: results are read from it, and new ones stored here alone", reading=False)
        except Refused as error:
            self._leave(f"{error}; {WITHOUT}")
        except Exception as error:
            log.debug("%s: %s", self.address, type(error).__name__)
            self._failed += 1
            if self._failed >= FAILURES:
                name = type(error).__name__
                self._leave(f"it failed {self._failed} times ({name}): look at the network and the address; {WITHOUT}")
        return None

    def _at(self) -> Place:
        if self._place is None:
            self._place = cache_places.place(self.address)
        return self._place

    def _leave(self, why: str, *, reading: bool = True, writing: bool = True) -> None:
        """Ask, or send, nothing any more in this run, and say so once."""
        with self._changed:
            news = (reading and self._readable) or (writing and self._writable)
            self._readable = self._readable and not reading
            if writing:
                self._writable = False
                self._queue.clear()
                self._unfinished = Unfinished()
        if news:
            log.warning("%s: %s", self.address, why)


def bounded(work: Callable[[], T], seconds: float) -> T:
    """What ``work`` returns or raises. Raises TimeoutError if that takes longer; it is then left to itself."""
    ended = threading.Event()
    values: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            values.append(work())
        except BaseException as error:
            errors.append(error)
        finally:
            ended.set()

    threading.Thread(target=run, name="asks for results", daemon=True).start()
    if not ended.wait(seconds):
        raise TimeoutError
    if errors:
        raise errors[0]
    return values[0]
