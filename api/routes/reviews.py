"""Deciding about commitments over HTTP, where the server was started with reviews allowed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import JSONResponse

from api.register import deciding
from api.routes import commitment_schemas, schemas
from api.routes.commitment_parameters import (
    AddBody,
    CommitmentId,
    ReviewBody,
    ReviewId,
    WithdrawBody,
)
from api.routes.parameters import NoParameters
from api.routes.same_site import may_review
from api.routes.state import engine_of
from corpus.register import Corrections, Review
from retrieval.register_serial import review_json

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    403: {"model": schemas.Problem, "description": "Reviews are off, or another site asked."},
    415: {"model": schemas.Problem, "description": "The body is not `application/json`."},
}
router = APIRouter(tags=["Reviews"], dependencies=[Depends(may_review)], responses=_PROBLEMS)
_KEPT: dict[str, Any] = {"status_code": 201, "response_model": commitment_schemas.Review}


@router.post("/commitments/{id}/reviews", **_KEPT)
def review(
    request: Request, id: CommitmentId, body: ReviewBody, _: Annotated[NoParameters, Query()]
) -> JSONResponse:
    """Confirm, correct, merge or reject a commitment; the quote stays as it is."""
    made = deciding.decide(
        engine_of(request),
        id,
        body.action,
        by=body.by,
        reason=body.reason,
        corrections=body.corrections.corrections() if body.corrections else Corrections(),
        into=body.into,
    )
    return _kept(made)


@router.post("/commitments", **_KEPT)
def add(request: Request, body: AddBody, _: Annotated[NoParameters, Query()]) -> JSONResponse:
    """Name a commitment that the program did not find, by its words in a document."""
    made = deciding.add(
        engine_of(request),
        body.document,
        body.quote,
        kind=body.kind,
        by=body.by,
        reason=body.reason,
        start=body.start,
        corrections=body.corrections.corrections() if body.corrections else Corrections(),
    )
    return _kept(made)


@router.post("/reviews/{id}/withdraw", **_KEPT)
def withdraw(
    request: Request, id: ReviewId, body: WithdrawBody, _: Annotated[NoParameters, Query()]
) -> JSONResponse:
    """Take a review back; it and the withdrawal are kept."""
    return _kept(deciding.withdraw(engine_of(request), id, by=body.by, reason=body.reason))


def _kept(made: Review) -> JSONResponse:
    location = f"/api/v1/commitments/{made.commitment_id}"
    return JSONResponse(review_json(made), 201, headers={"Location": location})
