"""The meetings: ``GET /meetings`` and ``/meetings/{id}``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse

from api.routes import schemas
from api.routes.documents import document_detail, listing
from api.routes.held import select
from api.routes.parameters import ListParameters, MeetingId, NoParameters
from api.routes.state import engine_of, held_of
from retrieval.serial import meeting_json

router = APIRouter(tags=["Meetings"])


@router.get("/meetings", response_model=schemas.MeetingList)
def meetings(request: Request, given: Annotated[ListParameters, Query()]) -> JSONResponse:
    """List the meetings by date, the undated last."""
    held = held_of(request).now()
    found, selection = select(held.meetings, given.filters(), held)
    shown = [meeting_json(m) for m in found[given.offset : given.offset + given.limit]]
    return JSONResponse(listing("meetings", shown, len(found), given, selection))


@router.get("/meetings/{id}", response_model=schemas.MeetingDetail)
def meeting(request: Request, id: MeetingId, _: Annotated[NoParameters, Query()]) -> JSONResponse:
    """Return a meeting with the documents that record it, their items and attendees."""
    archive = engine_of(request).archive
    found = archive.meeting(id)
    documents = [document_detail(archive, archive.document(key)) for key in found.document_ids]
    return JSONResponse({**meeting_json(found), "documents": documents})
