"""What the archive holds and what it could not read, as tables."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.pages.rendering import render
from api.problems import without_paths
from api.routes.state import engine_of, held_of
from corpus.rhythm import every

router = APIRouter()

_MOST_ROWS = 500
"""Failures and notes shown; the HTTP interface gives all of them."""


@router.get("/coverage")
def coverage(request: Request) -> HTMLResponse:
    """Show the coverage, and the state of the index."""
    engine = engine_of(request)
    held = held_of(request).now()
    status = engine.status()
    return render(
        "coverage.html",
        coverage=held.coverage,
        unread=[d for d in held.documents if d.pages_without_text],
        undated=[d for d in held.documents if d.date is None],
        most=_MOST_ROWS,
        held={d.id: d for d in held.documents},
        every=every,
        index=status,
        problem=without_paths(status.problem, engine.archive.root) if status.problem else None,
    )
