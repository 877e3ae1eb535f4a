"""Pages fetched before they are asked for: of different hosts at the same time, of one host one after another."""
from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from pipeline.errors import FetchError
from pipeline.fetching.addresses import parse
from pipeline.fetching.client import Page

HOSTS = 8
"""That are asked at the same time."""
HELD = 50_000_000
"""Bytes of pages that wait to be asked for, from which on only the next one is fetched."""


class Ahead:
    """The pages at some addresses, which are asked for in the order given; nobody waits for a later one."""

    def __init__(self, fetch: Callable[[str], Page], addresses: Sequence[str]) -> None:
        """Nothing is fetched before the first is asked for."""
        self._fetch = fetch
        self._addresses = list(addresses)
        self._hosts = [_host(address) for address in addresses]
        self._waiting = list(range(len(self._addresses)))
        self._done: dict[int, Page | BaseException] = {}
        self._asked: set[str] = set()
        """Hosts that are asked now."""
        self._next = 0
        self._changed = threading.Condition()

    def get(self, address: str) -> Page:
        """The page at the next address, which is ``address``. Raises FetchError as the client does."""
        with self._changed:
            place = self._next
            if self._addresses[place] != address:
                raise ValueError(f"{address} is not the next address")
            self._start()
            while place not in self._done:
                self._changed.wait()
            found = self._done.pop(place)
            self._next += 1
            self._start()
        if isinstance(found, BaseException):
            raise found
        return found

    def close(self) -> None:
        """Fetch no more; what is on its way is let go."""
        with self._changed:
            self._waiting.clear()

    def _start(self) -> None:
        """Begin with all that may be fetched now: the earliest of each host that is not asked, of so many hosts."""
        held = sum(len(found.body) for found in self._done.values() if isinstance(found, Page))
        for place in list(self._waiting):
            if len(self._asked) >= HOSTS:
                return
            host = self._hosts[place]
            if host not in self._asked and (place == self._next or held < HELD):
                self._waiting.remove(place)
                self._asked.add(host)
                # A person who interrupts does not wait for a site: threads of a pool would be waited for.
                threading.Thread(target=self._one, args=(place,), daemon=True).start()

    def _one(self, place: int) -> None:
        found: Page | BaseException
        try:
            found = self._fetch(self._addresses[place])
        except BaseException as error:  # whoever asks for the page is told
            found = error
        with self._changed:
            self._done[place] = found
            self._asked.discard(self._hosts[place])
            self._start()
            self._changed.notify_all()


def _host(address: str) -> str:
    try:
        return parse(address).host
    except FetchError:
        return address
