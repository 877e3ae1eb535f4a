"""A web site on 127.0.0.1 that redirects, stalls, lies about lengths and types, and sends bombs, as it is told."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FOREVER = 30.0
"""Seconds; longer than any test waits."""


@dataclass(frozen=True)
class Answer:
    """What one path answers with."""

    body: bytes = b""
    status: int = 200
    media: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    """A Content-Length that is not the true one."""
    stall: int | None = None
    """Bytes of the body after which nothing more comes."""
    dribble: bool = False
    """A byte at a time, always soon enough for a limit on silence."""


def redirect(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": to})


def bomb(megabytes: int, coding: str = "gzip") -> Answer:
    """Little that becomes much."""
    machine = zlib.compressobj(9, wbits=31 if coding == "gzip" else 15)
    parts = [machine.compress(b" " * 1_000_000) for _ in range(megabytes)]
    return Answer(b"".join([*parts, machine.flush()]), headers={"Content-Encoding": coding})


def zipped(body: bytes, media: str = "text/html; charset=utf-8") -> Answer:
    return Answer(gzip.compress(body), media=media, headers={"Content-Encoding": "gzip"})


class Site:
    """The site: ``answers`` by path, or functions that make one when it is asked for."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.answers: dict[str, Answer | Callable[[], Answer]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        """Path and headers of each request."""
        self.released = threading.Event()
        self._server = _Server((host, 0), self)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def root(self) -> str:
        return f"http://{self._server.server_address[0]}:{self.port}"

    def asked(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [path for path, _ in self.seen if path != "/robots.txt"]

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], site: Site) -> None:
        super().__init__(address, _Handler)
        self.site = site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        site.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        answer = site.answers.get(self.path, Answer(b"not here", 404))
        if callable(answer):
            answer = answer()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media)
        self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if answer.dribble:
            for place in range(len(answer.body)):
                self.wfile.write(answer.body[place : place + 1])
                self.wfile.flush()
                if site.released.wait(0.1):
                    return
        elif answer.stall is not None:
            self.wfile.write(answer.body[: answer.stall])
            self.wfile.flush()
            site.released.wait(FOREVER)
        else:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Kept in ``Site.seen``."""
