"""A polite client: to one host a request at a time and a pause between two, robots.txt kept, limits on everything."""
from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from pipeline.errors import FetchError
from pipeline.fetching import bodies, robots
from pipeline.fetching.addresses import parse, shown
from pipeline.fetching.connecting import Backend, Rules
from pipeline.fetching.cookies import Cookies
from pipeline.fetching.robots import Robots

if TYPE_CHECKING:
    import ssl

    from httpcore2 import NetworkBackend, Response
    from httpx2 import URL

AGENT = "german-briefs"
"""What robots.txt calls this program."""
WAY_OUT = "save the page in your browser and pass the file, or paste the text into `pipeline run -`"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({429, 503})
_MEDIA = re.compile(r"\s*([\w.+-]+/[\w.+-]+)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)

_WHY = {
    401: "it asks for a password", 402: "it is to be paid for", 403: "the site does not show it to programs",
    404: "there is no such page", 410: "the page was taken away", 429: "the site is asked too often; try later",
    451: "it is withheld for legal reasons",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """What came from an address; ``address`` is where it was found in the end."""

    address: str
    body: bytes
    media: str
    """Its content type alone, in small letters; "" where none was sent."""
    charset: str | None = None
    """The encoding that the server says, if it does."""


@dataclass
class Client:
    """Fetches pages, for several threads at once too; most fields are limits, in seconds and bytes."""

    called: str = f"{AGENT} (reads single articles for a person)"
    """How the program names itself to sites."""
    rules: Rules = field(default_factory=Rules)
    pause: float = 1.0
    """Between two requests to one host, unless its robots.txt asks for more."""
    connecting: float = 10.0
    silence: float = 20.0
    """Until the next byte."""
    whole: float = 60.0
    """For one answer, from the beginning to its last byte."""
    largest: int = 10_000_000
    """Of an answer, before and after decompression."""
    redirects: int = 5
    patience: float = 10.0
    """How long a site may ask to wait before it is asked once more."""
    _robots: dict[str, Robots | FetchError] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    _cookies: Cookies = field(default_factory=Cookies)
    _turns: dict[str, threading.Lock] = field(default_factory=dict)
    """Who may ask a host, and who asks for the robots.txt of a site: the second may wait for the first, never back."""

    def get(self, address: str) -> Page:
        """The page at ``address``. Raises FetchError, one line that says what to do, for all that can go wrong."""
        url = parse(address)
        seen = set[tuple[str, str]]()
        for _ in range(self.redirects + 1):
            if (state := (str(url), self._cookies.header(url))) in seen:
                raise FetchError(f"{shown(address)}: it redirects in a circle, by {shown(str(url))}; {WAY_OUT}")
            seen.add(state)
            self._keep_to_robots(url)
            status, headers, body = self._asked(url, again=True)
            if status not in _REDIRECTS or "location" not in headers:
                return self._page(url, status, headers, body)
            url = self._next(url, headers["location"])
        raise FetchError(f"{shown(address)}: it redirects more than {self.redirects} times; {WAY_OUT}")

    def _page(self, url: URL, status: int, headers: dict[str, str], body: bytes) -> Page:
        if status != 200:
            why = _WHY.get(status, "the site has a fault; try later" if status >= 500 else "nothing to read came")
            raise FetchError(f"{shown(str(url))}: the answer is {status}: {why}. If your browser shows it, {WAY_OUT}")
        said = headers.get("content-type", "")
        media, charset = _MEDIA.match(said), _CHARSET.search(said)
        return Page(str(url), body, media[1].lower() if media else "", charset[1] if charset else None)

    def _next(self, url: URL, location: str) -> URL:
        import httpx2

        try:
            there = url.join(location)
        except (httpx2.InvalidURL, UnicodeError, ValueError):
            raise FetchError(f"{shown(str(url))}: it redirects to what is no address; {WAY_OUT}") from None
        try:
            return parse(str(there))
        except FetchError as error:
            raise FetchError(f"{shown(str(url))} redirects: {error}") from None

    def _keep_to_robots(self, url: URL) -> None:
        """Raise FetchError if the site does not want programs there; its robots.txt is asked for once."""
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        with self._turn(site):
            if site not in self._robots:
                try:
                    self._robots[site] = self._robots_of(url)
                except FetchError as error:
                    self._robots[site] = error
        rules = self._robots[site]
        if isinstance(rules, FetchError):
            raise FetchError(str(rules))
        if not rules.allows(url.raw_path.decode("ascii")):
            raise FetchError(f"{shown(str(url))}: the site's robots.txt asks programs not to read it; {WAY_OUT}")

    def _robots_of(self, url: URL) -> Robots:
        """Without a file everything is allowed; with one that cannot be had now, nothing is (RFC 9309)."""
        at = url.copy_with(raw_path=b"/robots.txt")
        for _ in range(self.redirects + 1):
            status, headers, body = self._asked(at, paused=False, start=robots.LARGEST)
            if status in _REDIRECTS and "location" in headers:
                at = self._next(at, headers["location"])
                continue
            if status == 200:
                return robots.read(body.decode("utf-8", "replace"), AGENT)
            if status >= 500:
                raise FetchError(
                    f"{shown(str(at))}: the answer is {status}, so it is not known what programs may read; try later, "
                    f"or {WAY_OUT}"
                )
            return robots.EVERYTHING
        return robots.EVERYTHING

    def _asked(
        self, url: URL, *, paused: bool = True, again: bool = False, start: int | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one answer, asked for again once if the site says when."""
        with self._turn(url.host):
            return self._answered(url, paused=paused, again=again, start=start)

    def _turn(self, whose: str) -> threading.Lock:
        return self._turns.setdefault(whose, threading.Lock())

    def _answered(
        self, url: URL, *, paused: bool, again: bool, start: int | None
    ) -> tuple[int, dict[str, str], bytes]:
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if paused:
            self._wait(url.host, site)
        try:
            with self._answer(url) as response:
                said = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers]
                self._cookies.take(url, (value for name, value in said if name == "set-cookie"))
                headers = dict(said)
                wait = _seconds(headers.get("retry-after", ""))
                if not (again and response.status in _LATER and 0 < wait <= self.patience):
                    return response.status, headers, self._body(response, headers, start)
        except FetchError as error:
            raise FetchError(str(error) if str(error).startswith("http") else f"{shown(str(url))}: {error}") from None
        finally:
            self._last[url.host] = time.monotonic()
        time.sleep(wait)
        return self._answered(url, paused=False, again=False, start=None)

    def _body(self, response: Response, headers: dict[str, str], start: int | None) -> bytes:
        """What was sent; where nobody reads it, or only its ``start`` matters, no more than that is taken."""
        if response.status != 200:
            return b""
        coding = headers.get("content-encoding", "")
        if start is not None:
            return bodies.collect(response.iter_stream(), coding, start, cut=True)
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:18]) > self.largest:
            raise bodies.too_large(self.largest)
        return bodies.collect(response.iter_stream(), coding, self.largest)

    def _wait(self, host: str, site: str) -> None:
        rules = self._robots.get(site)
        pause = max(self.pause, rules.delay if isinstance(rules, Robots) else 0.0)
        if host in self._last:
            time.sleep(max(0.0, self._last[host] + pause - time.monotonic()))

    @contextmanager
    def _answer(self, url: URL) -> Iterator[Response]:
        """An answer, its body unread; every fault of the network is a FetchError."""
        import httpcore2

        backend = Backend(self.rules, time.monotonic() + self.whole)
        timeout = {"connect": self.connecting, "read": self.silence, "write": self.silence, "pool": self.connecting}
        target = httpcore2.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path,
        )  # fmt: skip
        headers = [
            (b"Host", url.netloc), (b"User-Agent", self.called.encode()),
            (b"Accept-Encoding", bodies.ACCEPTED.encode()),
            (b"Accept", b"text/html,application/xhtml+xml,application/rss+xml,application/atom+xml;q=0.9,*/*;q=0.5"),
            (b"Accept-Language", b"de,en;q=0.5"), (b"Connection", b"close"),
        ]  # fmt: skip
        if cookies := self._cookies.header(url):
            headers.append((b"Cookie", cookies.encode("ascii")))
        try:
            with (
                httpcore2.ConnectionPool(self._encryption, network_backend=cast("NetworkBackend", backend)) as pool,
                pool.stream("GET", target, headers=headers, extensions={"timeout": timeout}) as response,
            ):
                yield response
        except httpcore2.TimeoutException:
            raise FetchError(f"it took too long ({self.silence:g} s of silence, or {self.whole:g} s in all)") from None
        except httpcore2.ConnectError as error:
            raise FetchError(f"it cannot be reached ({_line(error)}); proxies are not used here. {_OR_SAVE}") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise FetchError(f"the connection broke ({_line(error)}); try again. {_OR_SAVE}") from None

    @cached_property
    def _encryption(self) -> ssl.SSLContext:
        import httpx2

        try:
            return httpx2.create_ssl_context()
        except OSError as error:
            raise FetchError(f"the certificates for encrypted connections cannot be read ({_line(error)})") from None


_OR_SAVE = "If your browser shows it, save the page there and pass the file"


def _seconds(said: str) -> float:
    return float(said) if re.fullmatch(r"\d{1,6}", said) else 0.0


def _line(error: Any) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in str(error)).split())[:150] or type(error).__name__
