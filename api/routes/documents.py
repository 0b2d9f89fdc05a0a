"""The documents: ``GET /documents``, ``/documents/{id}`` and its canonical text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from api.routes import schemas
from api.routes.held import Selection, select
from api.routes.parameters import DocumentId, DocumentParameters, ListParameters, NoParameters
from api.routes.state import engine_of, held_of
from corpus.archive import Archive
from corpus.model import Block, BlockKind, Document, Item
from retrieval.serial import attendee_json, document_json, filters_json, item_json

router = APIRouter(tags=["Documents"])


@router.get("/documents", response_model=schemas.DocumentList)
def documents(request: Request, given: Annotated[ListParameters, Query()]) -> JSONResponse:
    """List the current documents by date, the undated last."""
    held = held_of(request).now()
    found, selection = select(held.documents, given.filters(), held)
    shown = [document_json(d) for d in found[given.offset : given.offset + given.limit]]
    return JSONResponse(listing("documents", shown, len(found), given, selection))


@router.get("/documents/{id}", response_model=schemas.DocumentDetail)
def document(
    request: Request, id: DocumentId, given: Annotated[DocumentParameters, Query()]
) -> JSONResponse:
    """Return a document, current or replaced, with its items and attendees."""
    archive = engine_of(request).archive
    made = document_detail(archive, archive.document(id))
    if given.blocks:
        made["blocks"] = [
            {
                "start": b.start,
                "end": b.end,
                "kind": b.kind.value,
                "page": b.page,
                "level": b.level,
            }
            for b in archive.blocks(id)
        ]
    return JSONResponse(made)


@router.get(
    "/documents/{id}/text",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def text(request: Request, id: DocumentId, _: Annotated[NoParameters, Query()]) -> Response:
    """Return a document's canonical text byte for byte; offsets count its code points."""
    found = engine_of(request).archive.text(id)
    return Response(found.encode("utf-8"), media_type="text/plain; charset=utf-8")


def listing(
    name: str,
    shown: list[dict[str, Any]],
    total: int,
    given: ListParameters,
    selection: Selection,
) -> dict[str, Any]:
    """Return the JSON object of a list."""
    return {
        name: shown,
        "total": total,
        "limit": given.limit,
        "offset": given.offset,
        "filters": filters_json(selection.understood),
        "undated_left_out": selection.undated_left_out,
    }


def document_detail(archive: Archive, found: Document) -> dict[str, Any]:
    """Return a document's JSON object with its items and attendees."""
    blocks = archive.blocks(found.id)
    return {
        **document_json(found),
        "sources": list(archive.sources(found.id)),
        "items": [_placed(item, blocks) for item in archive.items(found.id)],
        "attendees": [attendee_json(a) for a in archive.attendees(found.id)],
    }


def _placed(item: Item, blocks: Sequence[Block]) -> dict[str, Any]:
    own = [
        block
        for block in blocks[item.first_block : item.end_block]
        if block.kind is not BlockKind.FURNITURE
    ]
    return {
        **item_json(item),
        "start": own[0].start if own else None,
        "end": own[-1].end if own else None,
    }
