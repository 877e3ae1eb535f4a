"""An S3 server, and one before it that is slow, silent, cut off, read-only or gone."""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

DENIED = b"<?xml version='1.0'?><Error><Code>%s</Code><Message>No.</Message></Error>"
SIGNED = "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
"""The server looks whether there is a signature, not whether it is right."""
Rule = Callable[[str, int], str]
"""What becomes of a request, by its method and number: pass, slow, hang, half, drop, or an error of S3."""


class Moto:
    """The server of moto, in a process of its own on a port of its own."""

    def __init__(self) -> None:
        command = [sys.executable, "-u", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
        self._child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert self._child.stderr is not None
        for line in self._child.stderr:
            if "http://127.0.0.1:" in line:
                self.port = int(line.rsplit(":", 1)[1].strip())
                break
        threading.Thread(target=self._child.stderr.read, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def bucket(self, name: str) -> None:
        """Make an empty one."""
        self._ask("PUT", name)

    def names(self, bucket: str) -> list[str]:
        """Of the objects in a bucket."""
        listed = self._ask("GET", f"{bucket}?list-type=2").decode()
        return [part.split("</Key>")[0] for part in listed.split("<Key>")[1:]]

    def put(self, path: str, data: bytes) -> None:
        self._ask("PUT", path, data)

    def get(self, path: str) -> bytes:
        return self._ask("GET", path)

    def _ask(self, method: str, path: str, data: bytes | None = None) -> bytes:
        headers = {"Authorization": SIGNED, "Content-Type": "application/octet-stream"}
        request = urllib.request.Request(f"{self.address}/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            said: bytes = answer.read()
            return said

    def close(self) -> None:
        self._child.kill()
        self._child.wait()
        assert self._child.stderr is not None
        self._child.stderr.close()


class Before:
    """Passes requests on to an S3 server as ``rule`` says, and counts them."""

    def __init__(self, server: Moto, rule: Rule) -> None:
        self.asked: list[str] = []
        self.ended = threading.Event()
        self.first = threading.Event()
        before = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                before.asked.append(self.command)
                what = rule(self.command, len(before.asked))
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                before.first.set()
                if what == "hang":
                    before.ended.wait(120)
                if what == "slow":
                    time.sleep(0.2)
                if what in ("hang", "drop"):
                    self.close_connection = True
                elif what in ("pass", "slow", "half"):
                    self.passed_on(body, half=what == "half")
                else:
                    self.said(403, DENIED % what.encode())

            do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = answer

            def passed_on(self, body: bytes, *, half: bool) -> None:
                connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
                connection.request(self.command, self.path, body, dict(self.headers))
                answer = connection.getresponse()
                self.said(answer.status, answer.read(), half=half and answer.status == 200)
                connection.close()

            def said(self, status: int, data: bytes, *, half: bool = False) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.send_header("ETag", '"0"')
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(data[: len(data) // 2] if half else data)
                self.close_connection = half

            def log_message(self, *given: Any) -> None:
                """Nothing is told."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *given: Any) -> None:
                """A connection that the other side gave up."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
