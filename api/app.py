"""The application: the HTTP interface under ``/api/v1`` and the pages at ``/``.

The door: :func:`create_app`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.pages import page_router
from api.pages.errors import respond
from api.pages.notice import ArchiveNotice
from api.problems import from_error, from_http, from_validation
from api.routes import api_router
from api.routes.held import Held
from api.routes.openapi import describe
from api.routes.requests import BodyLimit, HeadLikeGet, UnforeseenErrors
from api.routes.same_site import RefusedError, ReviewGate
from api.security import LOOPBACK, HostCheck, SecurityHeaders
from corpus.errors import ArchiveError, MinutedError

if TYPE_CHECKING:
    from retrieval.engine import Engine

_ABOUT = (
    "Asks archives of meeting minutes and answers in the record's own words. Every quote is cut "
    "from the stored text: `text[start:end] == quote`. Unknown parameters are refused, never "
    "ignored; problems are told as `application/problem+json` (RFC 9457)."
)


def create_app(
    engine: Engine, allowed_hosts: Iterable[str] = LOOPBACK, *, reviews: bool = False
) -> FastAPI:
    """Return the application over an engine.

    Parameters
    ----------
    engine
        What answers; the caller closes it.
    allowed_hosts
        The names in Host headers that are answered, without ports; ``"*"``
        allows every one. Left as it is, only requests to loopback are answered.
    reviews
        Whether whoever reaches the server may decide about commitments; there is no log-in.
    """
    app = FastAPI(
        title="Minuted",
        version=_version(),
        summary="Cited answers from minutes.",
        description=_ABOUT,
        docs_url=None,  # both would load their scripts from elsewhere; see pages/interface.py
        redoc_url=None,
        openapi_url="/openapi.json",
        redirect_slashes=False,
    )
    app.state.engine = engine
    app.state.held = Held(engine.archive)
    app.state.reviews = ReviewGate(reviews)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    app.include_router(api_router())
    app.include_router(page_router())
    app.add_exception_handler(MinutedError, _our_error)
    app.add_exception_handler(sqlite3.DatabaseError, _damaged)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _wrong_request)
    # The last added stands outermost.
    app.add_middleware(HeadLikeGet)
    app.add_middleware(ArchiveNotice, archive=engine.archive)
    app.add_middleware(BodyLimit)
    app.add_middleware(HostCheck, allowed=tuple(allowed_hosts))
    app.add_middleware(UnforeseenErrors)
    app.add_middleware(SecurityHeaders, reviews=reviews)
    return app


def _our_error(request: Request, error: Exception) -> Response:
    root = request.app.state.engine.archive.root
    # Where the question stands in the request that was refused.
    parameter = "question" if request.method == "POST" else "q"
    told = from_error(cast(MinutedError, error), root, parameter)
    return respond(request.url.path, told)


def _damaged(request: Request, _: Exception) -> Response:
    """Tell of a catalogue or index that turned out damaged while it was read."""
    error = ArchiveError("The archive's files are damaged.", "Find out more: minuted doctor")
    return respond(request.url.path, from_error(error, request.app.state.engine.archive.root))


def _refused(request: Request, error: Exception) -> Response:
    return respond(request.url.path, cast(RefusedError, error).told)


def _http_error(request: Request, error: Exception) -> Response:
    found = cast(HTTPException, error)
    return respond(request.url.path, from_http(found.status_code), found.headers)


def _wrong_request(request: Request, error: Exception) -> Response:
    faults = cast(RequestValidationError, error).errors()
    return respond(request.url.path, from_validation(faults))


def _version() -> str:
    try:
        return version("minuted")
    except PackageNotFoundError:
        return "0"
