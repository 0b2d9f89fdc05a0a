"""Turning rows of the table of reviews into records and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from corpus.register import Corrections, Kind, Place, Review, ReviewAction, Status

COLUMNS = (
    "id, commitment_id, action, document_id, sha256, meeting_id, start, end, quote, corrections, "
    "into_id, into_document_id, into_start, into_end, withdraws, by, at, reason"
)


def corrections_json(corrections: Corrections) -> dict[str, Any]:
    """Return what a reviewer says instead, as a JSON object; what is left alone is left out."""
    found: dict[str, Any] = {}
    for field in fields(corrections):
        value = getattr(corrections, field.name)
        if isinstance(value, date):
            value = value.isoformat()
        if isinstance(value, tuple):
            value = list(value)
        if value is not None:
            found[field.name] = value
    return found


def corrections_from_json(given: dict[str, Any]) -> Corrections:
    """Return what :func:`corrections_json` wrote."""
    day, topics = given.get("due_date"), given.get("topics")
    return Corrections(
        kind=Kind(given["kind"]) if given.get("kind") else None,
        binding=given.get("binding"),
        owner=given.get("owner"),
        due=given.get("due"),
        due_date=date.fromisoformat(day) if day else None,
        topics=tuple(topics) if topics is not None else None,
        status=Status(given["status"]) if given.get("status") else None,
    )


def values(review: Review) -> tuple[object, ...]:
    """Return the columns of a review but its id, which the catalogue gives."""
    place = review.into_place
    return (
        review.commitment_id,
        review.action.value,
        review.document_id,
        review.sha256,
        review.meeting_id,
        review.start,
        review.end,
        review.quote,
        json.dumps(corrections_json(review.corrections), ensure_ascii=False, sort_keys=True),
        review.into,
        place.document_id if place else None,
        place.start if place else None,
        place.end if place else None,
        review.withdraws,
        review.by,
        review.at.isoformat(timespec="seconds"),
        review.reason,
    )


def record(row: Sequence[Any]) -> Review:
    """Build the record from a row of ``COLUMNS``."""
    return Review(
        id=row[0],
        commitment_id=row[1],
        action=ReviewAction(row[2]),
        document_id=row[3],
        sha256=row[4],
        meeting_id=row[5],
        start=row[6],
        end=row[7],
        quote=row[8],
        corrections=corrections_from_json(json.loads(row[9])),
        into=row[10],
        by=row[15],
        at=datetime.fromisoformat(row[16]),
        reason=row[17],
        into_place=Place(row[11], row[12], row[13]) if row[11] is not None else None,
        withdraws=row[14],
    )
