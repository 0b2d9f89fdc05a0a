"""Asking and searching: ``POST /ask``, ``GET /search``, ``GET /passages/{id}``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse

from api.routes import schemas
from api.routes.parameters import AskBody, NoParameters, PassageId, SearchParameters
from api.routes.state import engine_of
from retrieval.records import Filters
from retrieval.serial import answer_json, citation_json, search_json

router = APIRouter(tags=["Questions"])


@router.post("/ask", response_model=schemas.Answer)
def ask(request: Request, body: AskBody, _: Annotated[NoParameters, Query()]) -> JSONResponse:
    """Answer a question in the record's own words, with citations."""
    filters = body.filters.filters() if body.filters else Filters()
    return JSONResponse(answer_json(engine_of(request).ask(body.question, filters)))


@router.get("/search", response_model=schemas.SearchResult)
def search(request: Request, given: Annotated[SearchParameters, Query()]) -> JSONResponse:
    """Rank the passages that speak of something."""
    found = engine_of(request).search(given.q, given.filters(), given.k)
    return JSONResponse(search_json(found))


@router.get("/passages/{id}", response_model=schemas.Citation)
def passage(request: Request, id: PassageId, _: Annotated[NoParameters, Query()]) -> JSONResponse:
    """Return a whole passage as a citation."""
    return JSONResponse(citation_json(engine_of(request).passage(id)))
