"""Several addresses: different hosts at the same time, one host by itself, pages in the order given."""
from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from pipeline.errors import FetchError
from pipeline.fetching.ahead import HOSTS, Ahead
from pipeline.fetching.client import Client
from pipeline.fetching.connecting import Rules
from tests.fetching.server import Answer, Site

LONG = 10.0
"""Seconds that are only waited where something is wrong."""


@pytest.fixture
def sites() -> Iterator[list[Site]]:
    sites = [Site(f"127.0.0.{number}") for number in range(1, 13)]
    yield sites
    for site in sites:
        site.close()


@pytest.fixture
def client() -> Client:
    return Client(rules=Rules(allow_private=True), pause=0.0)


def pages(ahead: Ahead, addresses: list[str]) -> list[bytes]:
    return [ahead.get(address).body for address in addresses]


def when(event: threading.Event, body: bytes, says: threading.Event | None = None) -> Callable[[], Answer]:
    """An answer that waits for ``event``, and says before that it was asked for."""

    def answer() -> Answer:
        if says is not None:
            says.set()
        return Answer(body if event.wait(LONG) else b"too late")

    return answer


def test_hosts_are_asked_at_the_same_time_and_pages_come_in_order(sites: list[Site], client: Client) -> None:
    other = threading.Event()
    sites[0].answers["/a"] = when(other, b"first")
    sites[1].answers["/b"] = when(other, b"second", says=other)
    addresses = [f"{sites[0].root}/a", f"{sites[1].root}/b"]
    assert pages(Ahead(client.get, addresses), addresses) == [b"first", b"second"]


def test_the_first_page_does_not_wait_for_the_last(sites: list[Site], client: Client) -> None:
    taken = threading.Event()
    sites[0].answers["/a"] = Answer(b"first")
    sites[1].answers["/b"] = when(taken, b"second")
    addresses = [f"{sites[0].root}/a", f"{sites[1].root}/b"]
    ahead = Ahead(client.get, addresses)
    assert ahead.get(addresses[0]).body == b"first"
    taken.set()
    assert ahead.get(addresses[1]).body == b"second"


def test_a_host_is_asked_one_thing_at_a_time_and_so_many_hosts_at_once(sites: list[Site], client: Client) -> None:
    lock, now, most, most_of_one = threading.Lock(), list[int](), list[int](), list[int]()
    full = threading.Barrier(HOSTS)

    def counted(number: int, *, meets: bool) -> Callable[[], Answer]:
        def answer() -> Answer:
            with lock:
                now.append(number)
                most.append(len(now))
                most_of_one.append(now.count(number))
            if meets:
                full.wait(LONG)  # so that all of them are asked before one is done
            with lock:
                now.remove(number)
            return Answer(b"%d" % number)

        return answer

    for number, site in enumerate(sites):
        site.answers |= {f"/{page}": counted(number, meets=page == 0 and number < HOSTS) for page in range(3)}
    addresses = [f"{site.root}/{page}" for page in range(3) for site in sites]
    found = pages(Ahead(client.get, addresses), addresses)
    assert found == [b"%d" % number for _ in range(3) for number in range(len(sites))]
    assert max(most) == HOSTS
    assert max(most_of_one) == 1
    assert [site.asked() for site in sites] == [["/0", "/1", "/2"]] * len(sites)


def test_what_fails_is_told_in_its_place(sites: list[Site], client: Client) -> None:
    sites[1].answers["/b"] = Answer(b"second")
    addresses = [f"{sites[0].root}/gone", f"{sites[1].root}/b", "https://"]
    ahead = Ahead(client.get, addresses)
    with pytest.raises(FetchError, match="404"):
        ahead.get(addresses[0])
    assert ahead.get(addresses[1]).body == b"second"
    with pytest.raises(FetchError, match="names no host"):
        ahead.get(addresses[2])


def test_nothing_more_is_asked_for_after_the_end(sites: list[Site], client: Client) -> None:
    sites[0].answers |= {f"/{page}": Answer(b"x") for page in range(3)}
    held = threading.Event()
    sites[0].answers["/1"] = when(held, b"x")
    addresses = [f"{sites[0].root}/{page}" for page in range(3)]
    ahead = Ahead(client.get, addresses)
    assert ahead.get(addresses[0]).body == b"x"
    ahead.close()
    held.set()
    for thread in threading.enumerate():
        if thread.daemon and "_one" in thread.name:
            thread.join(LONG)
    assert "/2" not in sites[0].asked()
