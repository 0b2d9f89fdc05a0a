"""A web server that a test starts, scripts, and asks afterwards what it was asked."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What is sent for one request.

    ``length`` overrides the stated Content-Length (None: the true one; -1: none
    at all, the end of the connection is the end of the body); ``pause`` waits
    before the first byte; ``drip`` waits after each byte; ``reset`` cuts the
    connection hard after the body.
    """

    body: bytes = b""
    status: int = 200
    kind: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    pause: float = 0.0
    drip: float = 0.0
    reset: bool = False


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]
    at: float


Route = Answer | Callable[[Asked], Answer]


class Site:
    """A site on the loopback address; ``routes`` may be changed while it runs."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = {}
        self.prefixes: dict[str, Route] = {}
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self._busy = 0
        self._lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, _now())
                with site._lock:
                    site.asked.append(asked)
                    site._busy += 1
                    site.most_at_once = max(site.most_at_once, site._busy)
                try:
                    self._send(site._answer(asked), asked)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                finally:
                    with site._lock:
                        site._busy -= 1

            def _send(self, answer: Answer, asked: Asked) -> None:
                time.sleep(answer.pause)
                body, status, headers = answer.body, answer.status, dict(answer.headers)
                tag = headers.get("ETag")
                if tag and status == 200 and asked.headers.get("if-none-match") == tag:
                    body, status = b"", 304
                length = len(body) if answer.length is None else answer.length
                if length != len(body):
                    self.close_connection = True
                self.send_response(status)
                self.send_header("Content-Type", answer.kind)
                if length >= 0:
                    self.send_header("Content-Length", str(length))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if answer.drip:
                    for at in range(len(body)):
                        self.wfile.write(body[at : at + 1])
                        self.wfile.flush()
                        time.sleep(answer.drip)
                else:
                    self.wfile.write(body)
                self.wfile.flush()
                if answer.reset:
                    self.connection.setsockopt(
                        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                    )
                    self.connection.close()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def url(self, path: str) -> str:
        return self.base + path.lstrip("/")

    def put(self, path: str, body: str | bytes, **fields: object) -> None:
        """Publish something at a path (its query included)."""
        data = body.encode("utf-8") if isinstance(body, str) else body
        self.routes["/" + path.lstrip("/")] = Answer(data, **fields)  # type: ignore[arg-type]

    def drop(self, path: str) -> None:
        """Take something down."""
        del self.routes["/" + path.lstrip("/")]

    def paths(self) -> list[str]:
        """Return what was asked for, without robots.txt, and forget it."""
        asked, self.asked = self.asked, []
        return [a.path for a in asked if a.path != "/robots.txt"]

    def _answer(self, asked: Asked) -> Answer:
        route = self.routes.get(asked.path)
        for begins, other in self.prefixes.items():
            if route is None and asked.path.startswith(begins):
                route = other
        if route is None:
            return Answer(b"not here", 404)
        return route if isinstance(route, Answer) else route(asked)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up: some tests are about that."""


def _now() -> float:
    return time.monotonic()
