"""How requests are taken in: bounded bodies, HEAD like GET, and unforeseen errors told plainly."""

from __future__ import annotations

import logging

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.pages.errors import respond
from api.problems import problem

MOST_BYTES = 64 * 1024
"""A question of 2,000 characters with every filter takes less than a quarter of this."""

_log = logging.getLogger("minuted.http")


class BodyLimit:
    """Refuses bodies over :data:`MOST_BYTES` before anything parses them.

    The body is read here, since what it says of its length need not be true.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        stated = Headers(scope=scope).get("content-length", "")
        if stated.isascii() and stated.isdigit() and int(stated[:20]) > MOST_BYTES:
            await self._refuse(scope, receive, send)
            return
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            if len(body) > MOST_BYTES:
                await self._refuse(scope, receive, send)
                return
            more = message.get("more_body", False)
        replayed = False

        async def receive_again() -> Message:
            nonlocal replayed
            if replayed:
                return await receive()
            replayed = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        await self._app(scope, receive_again, send)

    @staticmethod
    async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
        trouble = problem(
            "too-large", f"The body of a request may hold at most {MOST_BYTES:,} bytes."
        )
        response = respond(str(scope["path"]), trouble, {"Connection": "close"})
        await response(scope, receive, send)


class HeadLikeGet:
    """Answers HEAD wherever GET is answered: the same headers, no body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request (ASGI)."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_headers(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, send_headers)


class UnforeseenErrors:
    """Turns what nobody foresaw into a problem without internals, and logs it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception:
            _log.exception("Unexpected error at %s %s", scope["method"], scope["path"])
            if begun:
                # Half an answer cannot be taken back; the server has to cut it off.
                raise
            await respond(str(scope["path"]), problem("unexpected"))(scope, receive, send)
