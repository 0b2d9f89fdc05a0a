"""The stylesheet and the icon: all that a page loads."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.pages.rendering import ICON, STYLESHEET

router = APIRouter()
_KEEP = {"Cache-Control": "public, max-age=86400"}


@router.get("/assets/minuted.css")
def stylesheet() -> Response:
    """Return the stylesheet."""
    return Response(STYLESHEET, media_type="text/css; charset=utf-8", headers=_KEEP)


@router.get("/assets/minuted.svg")
def icon() -> Response:
    """Return the icon."""
    return Response(ICON, media_type="image/svg+xml", headers=_KEEP)
