"""The pages put together."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import (
    assets,
    commitment,
    commitments,
    coverage,
    home,
    interface,
    meeting,
    meetings,
)


def page_router() -> APIRouter:
    """Return every page; none is part of the HTTP interface's description."""
    whole = APIRouter(include_in_schema=False)
    for part in (home, commitments, commitment, meetings, meeting, coverage, interface, assets):
        whole.include_router(part.router)
    return whole
