"""A server that answers as the model hub does, on 127.0.0.1, counts what it is asked for and fails as it is told."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

LARGE = (".safetensors", ".bin", ".spm", ".h5")
"""Files that are kept apart from git and named by their sha256."""
CHUNK = 8192


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def oid(name: str, data: bytes) -> str:
    """What the hub lists as a file's hash."""
    return sha256(data) if name.endswith(LARGE) else hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


@dataclass
class Hosted:
    """A model, at one commit, which is that of ``main``."""

    files: dict[str, bytes]
    commit: str = "a" * 40
    sizes: dict[str, int] = field(default_factory=dict)
    """Sizes to list that are not the true ones."""
    older: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """Files of other commits."""

    def at(self, revision: str) -> tuple[str, dict[str, bytes]] | None:
        if revision in ("main", self.commit):
            return self.commit, self.files
        return (revision, self.older[revision]) if revision in self.older else None


@dataclass(frozen=True)
class Seen:
    """A request that came."""

    kind: str
    """``listing``, ``file`` (the hub itself), ``cdn`` (where it redirects to), ``tree``, ``head`` or ``other``."""
    name: str
    """The file, or the model of a listing."""
    start: int
    """First byte that was asked for."""
    token: str | None


@dataclass
class Faults:
    """What goes wrong; as it stands, nothing does."""

    statuses: list[int] = field(default_factory=list)
    """Answers to the next requests, before any good one."""
    always: int = 0
    """Answer to every request."""
    code: str = ""
    """The hub's own name for the error."""
    gone: set[str] = field(default_factory=set)
    """Files that are listed and cannot be had."""
    flips: int = 0
    """In how many answers with ``flipped`` a byte is wrong."""
    flipped: str = "model.safetensors"
    cut: int = 0
    """Bytes after which each answer ends early."""
    stall: int = 0
    """Bytes after which an answer goes silent until ``HubServer.released`` is set."""
    wait: float = 0.0
    """Seconds between two chunks."""
    ranges: bool = True
    redirects: bool = True
    page: bytes = b""
    """Sent in place of every listing: what a login page in between does."""


class HubServer:
    """The hub, and on another port the place that large files come from."""

    def __init__(self) -> None:
        self.models: dict[str, Hosted] = {}
        self.faults = Faults()
        self.seen: list[Seen] = []
        self.log: list[dict[str, int]] = []
        """Requests by kind between one ``forget`` and the next."""
        self.released = threading.Event()
        self._servers = [_Server(self), _Server(self)]
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._servers[0].server_address[1]}"

    @property
    def cdn(self) -> str:
        return f"http://127.0.0.1:{self._servers[1].server_address[1]}"

    def counts(self) -> dict[str, int]:
        """Requests by kind since the last ``forget``."""
        return dict(Counter(seen.kind for seen in self.seen))

    def asked(self, name: str) -> list[Seen]:
        """The requests for one file's content, redirects left out."""
        redirected = {seen.name for seen in self.seen if seen.kind == "cdn"}
        kind = "cdn" if name in redirected else "file"
        return [seen for seen in self.seen if seen.name == name and seen.kind == kind]

    def forget(self) -> None:
        self.log.append(self.counts())
        self.seen.clear()
        self.faults = Faults()

    def close(self) -> None:
        self.released.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, hub: HubServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.hub = hub

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_HEAD(self) -> None:
        """What the hub's own library asks for before it downloads a file."""
        kind, name, answer = self._route(unquote(urlsplit(self.path).path))
        self.server.hub.seen.append(Seen("head", name, 0, self.headers.get("Authorization")))
        found = answer is not None and kind == "file"
        self.send_response(404 if not found else 302 if isinstance(answer, str) else 200)
        _, owner, model, _, revision, *_ = self.path.split("/")
        commit, files = self.server.hub.models[f"{owner}/{model}"].at(revision) or ("", {})
        headers = {"X-Repo-Commit": commit}
        if found:
            etag = f'"{oid(name, files[name])}"'
            headers |= {"ETag": etag, "X-Linked-Etag": etag, "X-Linked-Size": str(len(files[name]))}
        if isinstance(answer, str):
            headers["Location"] = answer
        for header, value in headers.items():
            self.send_header(header, value)
        self.send_header("Content-Length", "0" if not found else str(len(files[name])))
        self.end_headers()

    def do_GET(self) -> None:
        hub, path = self.server.hub, unquote(urlsplit(self.path).path)
        start = int(match[1]) if (match := re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))) else 0
        kind, name, answer = self._route(path)
        hub.seen.append(Seen(kind, name, start, self.headers.get("Authorization")))
        status = hub.faults.statuses.pop(0) if hub.faults.statuses else hub.faults.always
        if status:
            self._send(status, b'{"error": "as told"}', {"X-Error-Code": hub.faults.code})
        elif answer is None or (kind == "file" and name in hub.faults.gone):
            self._send(404, b'{"error": "Not found"}', {"X-Error-Code": "EntryNotFound" if kind == "file" else ""})
        elif isinstance(answer, str):
            self._send(302, b"", {"Location": answer, "X-Linked-Etag": f'"{answer.split("/")[-2]}"'})
        elif kind in ("listing", "tree"):
            self._send(200, hub.faults.page or answer, {"Content-Type": "application/json"})
        else:
            self._content(name, answer, start)

    def _route(self, path: str) -> tuple[str, str, bytes | str | None]:
        """The kind of request, what it is for, and the content, the address to go to, or None."""
        hub = self.server.hub
        if match := re.fullmatch(r"/api/models/([^/]+/[^/]+)/revision/(.+)", path):
            model = hub.models.get(match[1])
            found = model.at(match[2]) if model else None
            return "listing", match[1], _listing(match[1], model, *found) if model and found else None
        if match := re.fullmatch(r"/api/models/([^/]+/[^/]+)/tree/(.+)", path):
            found = hub.models[match[1]].at(match[2])
            return "tree", match[1], _tree(*found) if found else None
        if match := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/([^/]+)", path):
            model = hub.models.get(match[1])
            found = model.at(match[2]) if model else None
            data = found[1].get(match[3]) if found else None
            if data is not None and match[3].endswith(LARGE) and hub.faults.redirects:
                return "file", match[3], f"{hub.cdn}/cdn/{sha256(data)}/{match[3]}"
            return "file", match[3], data
        if match := re.fullmatch(r"/cdn/([0-9a-f]+)/([^/]+)", path):
            every = [f for model in hub.models.values() for f in (model.files, *model.older.values())]
            data = next((f[match[2]] for f in every if sha256(f.get(match[2], b"")) == match[1]), None)
            return "cdn", match[2], data
        return "other", path, None

    def _content(self, name: str, data: bytes, start: int) -> None:
        faults = self.server.hub.faults
        if start and faults.ranges:
            if start >= len(data):
                self._send(416, b"", {"Content-Range": f"bytes */{len(data)}"})
                return
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            data = data[start:]
        else:
            self.send_response(200)
        if faults.flips and name == faults.flipped:
            faults.flips -= 1
            data = data[:-1] + bytes([data[-1] ^ 1])
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if faults.cut and name.endswith(LARGE):
            data = data[: faults.cut]
        for place in range(0, len(data), CHUNK):
            if faults.stall and name.endswith(".safetensors") and place >= faults.stall:
                self.wfile.flush()
                self.server.hub.released.wait(60)
                return
            self.wfile.write(data[place : place + CHUNK])
            time.sleep(faults.wait)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Counted in ``HubServer.seen``."""


def _listing(name: str, model: Hosted, commit: str, files: dict[str, bytes]) -> bytes:
    siblings = []
    for file, data in files.items():
        size = model.sizes.get(file, len(data))
        entry: dict[str, Any] = {"rfilename": file, "size": size, "blobId": oid("small", data)}
        if file.endswith(LARGE):
            entry["lfs"] = {"sha256": sha256(data), "size": size, "pointerSize": 134}
        siblings.append(entry)
    return json.dumps({"id": name, "sha": commit, "siblings": siblings}).encode()


def _tree(commit: str, files: dict[str, bytes]) -> bytes:
    """What the hub's own library asks for in place of a listing."""
    entries = []
    for file, data in files.items():
        entry: dict[str, Any] = {"type": "file", "path": file, "size": len(data), "oid": oid("small", data)}
        if file.endswith(LARGE):
            entry["lfs"] = {"oid": sha256(data), "size": len(data), "pointerSize": 134}
        entries.append(entry)
    return json.dumps(entries).encode()
