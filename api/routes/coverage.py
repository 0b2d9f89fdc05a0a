"""What the archive holds and could not read: ``GET /coverage``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse

from api.routes import schemas
from api.routes.parameters import NoParameters
from api.routes.state import held_of
from retrieval.serial import coverage_json

router = APIRouter(tags=["Coverage"])


@router.get("/coverage", response_model=schemas.Coverage)
def coverage(request: Request, _: Annotated[NoParameters, Query()]) -> JSONResponse:
    """Tell what the archive holds: bodies, meetings, dates, gaps, unreadable pages."""
    return JSONResponse(coverage_json(held_of(request).now().coverage))
