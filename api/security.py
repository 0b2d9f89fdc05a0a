"""What keeps a browser safe from documents, and the server from other web sites.

Documents are data: even if a page of ours were tricked into carrying markup, the
policy below would let no script run and nothing load from elsewhere. The check
of the Host header keeps a web page that has bound its own name to 127.0.0.1
(DNS rebinding) from reading the archive through the reader's browser.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.pages.errors import respond
from api.problems import problem

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""The names a server that is bound to loopback answers to."""


class SecurityHeaders:
    """Puts the headers on every response, errors included.

    Parameters
    ----------
    reviews
        Whether the pages carry forms that write. A browser then has to say to this server
        itself where a request comes from, which ``no-referrer`` keeps it from doing.
    """

    def __init__(self, app: ASGIApp, reviews: bool = False) -> None:
        self._app = app
        self._headers = {**HEADERS, "Referrer-Policy": "same-origin"} if reviews else HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, send_with_headers)


class HostCheck:
    """Refuses requests whose Host header is not one of the names given.

    Parameters
    ----------
    allowed
        Names or addresses without a port; ``"*"`` allows every one.
    """

    def __init__(self, app: ASGIApp, allowed: Iterable[str]) -> None:
        self._app = app
        self._allowed = frozenset(host_name(name) for name in allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request (ASGI)."""
        if scope["type"] == "lifespan" or "*" in self._allowed:
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).getlist("host")
        if len(given) == 1 and host_name(given[0]) in self._allowed:
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        trouble = problem(
            "host", mend="Name the host when starting the server: minuted serve --host NAME"
        )
        await respond(str(scope["path"]), trouble)(scope, receive, send)


def host_name(header: str) -> str:
    """Return a Host header's name, without its port and in lower case.

    >>> host_name("LocalHost:8000"), host_name("[::1]:8000"), host_name("::1")
    ('localhost', '[::1]', '[::1]')
    """
    name = header.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    if name.count(":") > 1:
        return f"[{name}]"
    return name.partition(":")[0].removesuffix(".")
