"""The addresses put together, each refusing what it does not know."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from api.routes import (
    ask,
    commitments,
    coverage,
    documents,
    health,
    meetings,
    reviews,
    schemas,
)
from api.routes.parameters import refuse_repeated

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": schemas.Problem, "description": said}
    for status, said in (
        (404, "Nothing of that id is held."),
        (413, "The body holds more than 64 KiB."),
        (422, "A parameter is unknown, out of bounds, or cannot be meant; `errors` names it."),
        (500, "Something unexpected."),
        (503, "The archive, its index or its model cannot be used at the moment."),
    )
}


def api_router() -> APIRouter:
    """Return everything under ``/api/v1``, and ``/healthz``."""
    whole = APIRouter(dependencies=[Depends(refuse_repeated)], responses=_PROBLEMS)
    for part in (ask, commitments, reviews, documents, meetings, coverage, health):
        whole.include_router(part.router, prefix="/api/v1")
    whole.include_router(health.at_root)
    return whole
