"""Requests to the hub: tried again when that may help, and each refusal one clear sentence.

huggingface_hub is not used for them. Of its version 2.4: bytes are compared with nothing, a download that was
killed starts over, a snapshot that is complete is asked for again, and headers built by it cost a request of
their own. The client below is the one that it uses itself.
"""
from __future__ import annotations

import contextlib
import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote, urlsplit
from urllib.request import getproxies, proxy_bypass

from pipeline.errors import HubError, NoSuchModelError
from pipeline.hub import listing, places
from pipeline.hub.listing import Listing
from pipeline.hub.names import Name

if TYPE_CHECKING:
    from httpx2 import Client, Response

T = TypeVar("T")

TRIES = 4
"""How often something is asked for without getting a byte further."""
FIRST_WAIT = 0.5
"""Seconds before the second try; twice as long before each further one."""
LONGEST_WAIT = 30.0
"""Seconds, whatever the hub asks for."""
LATER = frozenset({408, 429, 500, 502, 503, 504})
"""Answers that may be others a little later."""


class Passing(Exception):
    """Something failed that may not fail again; ``wait`` seconds is what the hub asks for."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True)
class Web:
    """The hub, as one model is asked for."""

    client: Client
    endpoint: str
    name: Name

    def listing(self) -> Listing:
        """What the hub has under the name: one request. Raises HubError."""
        url = f"{self.endpoint}/api/models/{self.name.repo}/revision/{quote(self.name.revision, safe='')}"

        def ask() -> Listing:
            with self._answer(f"{url}?blobs=true", {}, places.patience()[0]) as response:
                response.read()
                try:
                    return listing.read(response.json())
                except (ValueError, RecursionError) as error:
                    raise HubError(
                        f"{self.endpoint} did not answer with a listing of {self.name} ({_line(str(error))}); "
                        "is HF_ENDPOINT right, or a login page in between?"
                    ) from error

        return self.retrying(ask)

    @contextlib.contextmanager
    def stream(self, commit: str, file: str, start: int) -> Iterator[Response]:
        """The content of a file from byte ``start`` on; status 200 says that all of it comes.

        Raises HubError, Passing.
        """
        url = f"{self.endpoint}/{self.name.repo}/resolve/{commit}/{file}"
        # Compressed, the bytes that come are not those that the listing counts.
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
        with self._answer(url, headers, places.patience()[1], file) as response:
            yield response

    def retrying(self, attempt: Callable[[], T], progress: Callable[[], int] = lambda: 0) -> T:
        """What ``attempt`` returns. After ``TRIES`` failures that may pass, without progress in between: HubError."""
        failures, furthest = 0, progress()
        while True:
            try:
                return attempt()
            except Passing as error:
                failures = 1 if progress() > furthest else failures + 1
                furthest = max(furthest, progress())
                if failures >= TRIES:
                    raise HubError(
                        f"{self.name}: {error}, {TRIES} times; what was downloaded is kept, and the same command goes "
                        "on from there (--offline uses only what is on disk)"
                    ) from error
                time.sleep(min(LONGEST_WAIT, max(error.wait, FIRST_WAIT * 2 ** (failures - 1))))

    @contextlib.contextmanager
    def _answer(self, url: str, headers: dict[str, str], seconds: float, file: str = "") -> Iterator[Response]:
        """A good answer, its body unread. Raises HubError for a refusal and Passing for what may pass."""
        import httpx2

        try:
            with self.client.stream("GET", url, headers=headers, timeout=seconds) as response:
                if response.status_code in LATER:
                    raise Passing(f"{self.endpoint} answers {response.status_code}", _seconds(response))
                if not response.is_success and response.status_code != httpx2.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                    raise self._refused(response, file)
                yield response
        except httpx2.TimeoutException as error:
            raise Passing(f"{self.endpoint} says nothing for {seconds:g} s") from error
        except httpx2.UnsupportedProtocol as error:
            raise HubError(f"{self.endpoint} cannot be asked ({_line(str(error))}); is HF_ENDPOINT right?") from error
        except (httpx2.ConnectError, httpx2.ProxyError) as error:
            if proxy := _unknown_proxy(url):
                raise HubError(f"The proxy {proxy} has no address; are HTTP_PROXY and HTTPS_PROXY right?") from error
            raise Passing(f"{self.endpoint} cannot be reached ({_line(str(error))})") from error
        except httpx2.TransportError as error:
            raise Passing(f"the connection to {self.endpoint} broke ({_line(str(error))})") from error
        except (httpx2.RequestError, httpx2.InvalidURL) as error:
            raise HubError(f"{self.endpoint} cannot be asked ({_line(str(error))}); is HF_ENDPOINT right?") from error

    def _refused(self, response: Response, file: str) -> HubError:
        """Why, and what to do."""
        status, code = response.status_code, response.headers.get("X-Error-Code", "")
        said = _line(response.headers.get("X-Error-Message", ""))
        token = "the token in use may not read it" if "Authorization" in self.client.headers else "HF_TOKEN is not set"
        if code == "GatedRepo":
            return HubError(
                f"{self.name.repo} is gated: accept its terms at {self.endpoint}/{self.name.repo} and set HF_TOKEN to "
                f"a token of that account ({token})"
            )
        if code == "RevisionNotFound":
            return HubError(f"{self.name.repo} has no commit, branch or tag {self.name.revision!r} on {self.endpoint}")
        if status == 404 and file:
            return HubError(
                f"{file} of {self.name} is gone from {self.endpoint}; the same command again looks for newer files"
            )
        if status in (401, 404):
            return NoSuchModelError(
                f"There is no folder and no bundled model {self.name.repo!r}, and {self.endpoint} has no model of that "
                f"name or does not show it ({status}; {token})"
            )
        if status == 403:
            return HubError(
                f"{self.endpoint} does not allow {self.name} to be downloaded (403{said and ': ' + said}; {token})"
            )
        return HubError(f"{self.endpoint} answers {status} for {file or self.name}{said and ': ' + said}")


@contextlib.contextmanager
def opened(name: Name) -> Iterator[Web]:
    """The hub, for all requests of one download."""
    import httpx2

    # Agents and redirects: the token is sent to the hub alone, not to where it redirects.
    headers = {"User-Agent": "german-briefs"}
    places.patience()
    endpoint = places.endpoint()
    if token := places.token():
        headers["Authorization"] = f"Bearer {token}"
    try:
        client = httpx2.Client(headers=headers, follow_redirects=True)
    except ImportError as error:
        raise HubError(f"A SOCKS proxy is set, which needs a package: pip install socksio ({_proxies()})") from error
    except OSError as error:
        raise HubError(
            f"The certificates for encrypted connections cannot be read ({error.strerror or error}); are SSL_CERT_FILE "
            "and SSL_CERT_DIR right?"
        ) from error
    except (ValueError, httpx2.InvalidURL) as error:
        raise HubError(f"A proxy cannot be used ({_line(str(error))}): {_proxies()}") from error
    with client:
        yield Web(client, endpoint, name)


def _proxies() -> str:
    """What the user's variables say of proxies, passwords left out."""
    said = {scheme: re.sub(r"//[^/@]*@", "//", proxy) for scheme, proxy in getproxies().items() if scheme != "no"}
    return _line(", ".join(f"{scheme.upper()}_PROXY={proxy}" for scheme, proxy in said.items()))


def _unknown_proxy(url: str) -> str:
    """The name of the proxy for ``url``, where there is one and its name means no machine; else ""."""
    parts = urlsplit(url)
    proxy = getproxies().get(parts.scheme) or getproxies().get("all") or ""
    host = urlsplit(proxy if "://" in proxy else f"http://{proxy}").hostname or ""
    if not proxy or proxy_bypass(parts.hostname or ""):
        return ""
    try:
        socket.getaddrinfo(host, None)
    except OSError:
        return host or proxy
    return ""


def _seconds(response: Response) -> float:
    said = response.headers.get("Retry-After", "")
    return float(said) if re.fullmatch(r"\d{1,6}", said) else 0.0


def _line(text: str) -> str:
    """``text`` from elsewhere, on one line and not long."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]
