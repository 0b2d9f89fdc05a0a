"""The archive's own notice ("everything here is invented"), at the head of every page."""

from __future__ import annotations

from contextvars import ContextVar

from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.archive import Archive

_notice: ContextVar[str | None] = ContextVar("notice", default=None)


def notice() -> str | None:
    """Return the notice of the archive that the present request asks, or None."""
    return _notice.get()


class ArchiveNotice:
    """Middleware that looks the notice up anew for each request."""

    def __init__(self, app: ASGIApp, archive: Archive) -> None:
        self._app = app
        self._archive = archive

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the notice set."""
        held = _notice.set(self._archive.notice())
        try:
            await self._app(scope, receive, send)
        finally:
            _notice.reset(held)
