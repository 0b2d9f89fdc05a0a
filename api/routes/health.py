"""Whether questions can be answered: ``GET /healthz``, and the same under ``/api/v1/health``."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse

from api.problems import problem, respond_json, without_paths
from api.routes import schemas
from api.routes.parameters import NoParameters
from api.routes.state import engine_of

router = APIRouter(tags=["Health"])
at_root = APIRouter(tags=["Health"])
"""Where those who watch servers look for it."""


@router.get("/health", response_model=schemas.Health)
@at_root.get("/healthz", response_model=schemas.Health)
def health(request: Request, _: Annotated[NoParameters, Query()]) -> JSONResponse:
    """Tell whether questions can be answered: 200 when they can, 503 when not."""
    engine = engine_of(request)
    status = engine.status()
    trouble = without_paths(status.problem, engine.archive.root) if status.problem else None
    found: dict[str, Any] = {
        "ok": trouble is None,
        "generation": status.generation,
        "model": status.model,
        "passages": status.passages,
        "documents": status.documents,
        "behind": status.behind,
        "problem": trouble,
    }
    if trouble is None:
        return JSONResponse(found)
    told = problem("unusable", trouble, "Find out more on the server with: minuted doctor")
    return respond_json(told, more=found)
