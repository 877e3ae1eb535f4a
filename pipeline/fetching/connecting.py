"""Connections to hosts of the public internet alone: a name is resolved once, and what it gave is connected to.

What was checked is what is spoken to, so a name that means another machine a moment later gains nothing.
"""
from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import FetchError
from pipeline.fetching.addresses import inside

if TYPE_CHECKING:
    import ssl

    from httpcore2 import NetworkStream

TRIED = 4
"""Addresses of one host that are tried."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Whom connections may go to; the two functions are parts that a test may give others for."""

    allow_private: bool = False
    """Whether hosts inside a network are spoken to as well."""
    inside: Callable[[str], str] = inside
    """What kind of address inside a network an IP address is, or ""."""
    resolve: Callable[..., Sequence[Any]] = socket.getaddrinfo
    """The addresses of a name."""


class Backend:
    """What httpcore2 opens connections with (its ``NetworkBackend``); all of them are over by ``deadline``."""

    def __init__(self, rules: Rules, deadline: float) -> None:
        """``deadline`` is a time of ``time.monotonic``."""
        self.rules = rules
        self.deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Stream:
        """A connection to ``host``. Raises FetchError if it is not of the public internet, or has no address."""
        from httpcore2 import ConnectError, ConnectTimeout, SyncBackend

        addresses = self._resolved(host, port)
        for place, address in enumerate(addresses[:TRIED], 1):
            try:
                stream = SyncBackend().connect_tcp(
                    address, port, left(self.deadline, timeout), local_address, list(socket_options or [])
                )
            except (ConnectError, ConnectTimeout):
                if place == len(addresses[:TRIED]):
                    raise
                continue
            peer = stream.get_extra_info("server_addr")[0]
            try:
                if _plain(peer) != _plain(address):
                    raise FetchError(f"{host} was to be {address} and the connection is to {peer}: refused")
                self._refuse(host, peer)
            except FetchError:
                stream.close()
                raise
            return Stream(stream, self.deadline)
        raise FetchError(f"{host} has no address")

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> Stream:
        """Never."""
        raise FetchError("sockets of this machine are not spoken to")

    def sleep(self, seconds: float) -> None:
        """As asked."""
        time.sleep(seconds)

    def _resolved(self, host: str, port: int) -> list[str]:
        """The addresses of ``host``, all of them allowed. Raises FetchError."""
        try:
            found = self.rules.resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise FetchError(f"{host} cannot be found; is the name right, and this machine online?") from None
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        for address in addresses:
            self._refuse(host, address)
        return addresses

    def _refuse(self, host: str, address: str) -> None:
        kind = self.rules.inside(address)
        if kind and not self.rules.allow_private:
            means = host if host == address else f"{host} means {address}, which"
            raise FetchError(
                f"{means} is a {kind} address, inside a network and not on the internet; --allow-private fetches it"
            )


@dataclass(frozen=True)
class Stream:
    """A connection whose every step ends by ``deadline``, however slowly the other side dribbles."""

    stream: NetworkStream
    deadline: float

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes."""
        return self.stream.read(max_bytes, left(self.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of ``buffer``."""
        self.stream.write(buffer, left(self.deadline, timeout))

    def close(self) -> None:
        """Close it."""
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Stream:
        """The same, encrypted."""
        return Stream(
            self.stream.start_tls(ssl_context, server_hostname, left(self.deadline, timeout)), self.deadline
        )

    def get_extra_info(self, info: str) -> Any:
        """What httpcore2 asks of the socket."""
        return self.stream.get_extra_info(info)


def left(deadline: float, timeout: float | None) -> float:
    """Seconds that may be waited. Raises httpcore2's ReadTimeout if there are none."""
    from httpcore2 import ReadTimeout

    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise ReadTimeout("the time for this page is over")
    return seconds if timeout is None else min(seconds, timeout)


def _plain(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    ip = ipaddress.ip_address(address.partition("%")[0])
    return ip.ipv4_mapped or ip if isinstance(ip, ipaddress.IPv6Address) else ip
