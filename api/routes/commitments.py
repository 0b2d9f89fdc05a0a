"""The register: ``GET /commitments``, one of them, its timeline, counts, and files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from api.exports.facts import Export, export_of
from api.register.listing import listing_json, look_up
from api.routes import commitment_schemas as schemas
from api.routes.commitment_parameters import (
    CommitmentId,
    CommitmentListParameters,
    EntryParameters,
    RegisterParameters,
)
from api.routes.parameters import NoParameters
from api.routes.state import engine_of
from retrieval.register_serial import counts_json, entry_json, timeline_json

router = APIRouter(tags=["Commitments"])


@router.get("/commitments", response_model=schemas.CommitmentList)
def commitments(
    request: Request, given: Annotated[CommitmentListParameters, Query()]
) -> JSONResponse:
    """List what was promised: by whom, by when, and what later minutes say became of it."""
    listing = look_up(
        engine_of(request).register(),
        given.register_filters(),
        every_kind=given.all,
        limit=given.limit,
        offset=given.offset,
    )
    return JSONResponse(listing_json(listing))


@router.get("/commitments/summary", response_model=schemas.CommitmentCounts)
def summary(request: Request, given: Annotated[RegisterParameters, Query()]) -> JSONResponse:
    """Count what fits, by kind and status; every kind, unless `kind` or `binding` is given."""
    register = engine_of(request).register()
    counts = counts_json(register.counts(given.register_filters()))
    return JSONResponse({**counts, "generation": register.generation})


def _file(media_type: str) -> dict[str, Any]:
    """Return what describes an address that answers with a file."""
    binary = {"type": "string", "format": "binary"}
    content = {media_type.partition(";")[0]: {"schema": binary}}
    return {
        "response_class": Response,
        "responses": {200: {"description": "The file.", "content": content}},
    }


_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/commitments.csv", **_file(_CSV))
def csv(request: Request, given: Annotated[RegisterParameters, Query()]) -> Response:
    """Return the register as CSV: promises first, then the requests, told apart."""
    from api.exports.csv_file import csv_file

    return _sent(request, given, csv_file, "csv", _CSV)


@router.get("/commitments.xlsx", **_file(_XLSX))
def xlsx(request: Request, given: Annotated[RegisterParameters, Query()]) -> Response:
    """Return the register as a spreadsheet, with a sheet that says what it holds."""
    from api.exports.xlsx_file import xlsx_file

    return _sent(request, given, xlsx_file, "xlsx", _XLSX)


@router.get("/commitments.docx", **_file(_DOCX))
def docx(request: Request, given: Annotated[RegisterParameters, Query()]) -> Response:
    """Return a briefing: commitments by meeting, verified quotes, and what was looked through."""
    from api.exports.docx_file import docx_file

    return _sent(request, given, docx_file, "docx", _DOCX)


@router.get("/commitments/{id}", response_model=schemas.Commitment)
def commitment(
    request: Request, id: CommitmentId, given: Annotated[EntryParameters, Query()]
) -> JSONResponse:
    """Return one commitment, also one that reviewers rejected or merged."""
    return JSONResponse(entry_json(engine_of(request).register().entry(id, given.as_of)))


@router.get("/commitments/{id}/timeline", response_model=schemas.Timeline)
def timeline(
    request: Request, id: CommitmentId, _: Annotated[NoParameters, Query()]
) -> JSONResponse:
    """Return what happened to a commitment, meeting by meeting, and who decided what."""
    return JSONResponse(timeline_json(engine_of(request).register().timeline(id)))


def _sent(
    request: Request,
    given: RegisterParameters,
    make: Callable[[Export], bytes],
    suffix: str,
    media_type: str,
) -> Response:
    engine = engine_of(request)
    listing = look_up(
        engine.register(),
        given.register_filters(),
        every_kind=given.all,
        limit=None,
        with_requests=True,
    )
    base = str(request.base_url).rstrip("/")
    return Response(
        make(export_of(listing, engine.archive, base)),
        media_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="commitments.{suffix}"',
            "Cache-Control": "no-store",
        },
    )
