"""Turning catalogue rows into records and back: the only place that knows both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from corpus.model import Document, MeetingStatus, Metadata

DOCUMENT_COLUMNS = """
    d.id, d.sha256, d.text_sha256, d.source, d.source_url, d.reader, d.reader_version,
    d.structure_version,
    d.title, d.body, d.force, d.date, d.status, d.meeting_id, d.pages,
    d.pages_without_text, d.notes, d.characters,
    EXISTS (SELECT 1 FROM sources s WHERE s.document_id = d.id)
"""


def iso(value: date | None) -> str | None:
    """Return a date as ISO text, or None."""
    return value.isoformat() if value else None


def day(value: str | None) -> date | None:
    """Return ISO text as a date, or None."""
    return date.fromisoformat(value) if value else None


def status(value: str | None) -> MeetingStatus | None:
    """Return a stored status as its record, or None."""
    return MeetingStatus(value) if value else None


def document(row: Sequence[Any]) -> Document:
    """Build the record from a row of ``DOCUMENT_COLUMNS``."""
    return Document(
        id=row[0],
        sha256=row[1],
        text_sha256=row[2],
        source=row[3],
        source_url=row[4],
        reader=row[5],
        reader_version=row[6],
        structure_version=row[7],
        title=row[8],
        body=row[9],
        force=row[10],
        date=day(row[11]),
        status=status(row[12]),
        meeting_id=row[13],
        pages=row[14],
        pages_without_text=tuple(json.loads(row[15])),
        notes=tuple(json.loads(row[16])),
        characters=row[17],
        current=bool(row[18]),
    )


def metadata_to_json(metadata: Metadata) -> str:
    """Return the given fields of a sidecar as JSON."""
    given = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(metadata).items()
        if value is not None
    }
    return json.dumps(given, ensure_ascii=False, sort_keys=True)


def metadata_from_json(text: str) -> Metadata:
    """Return what :func:`metadata_to_json` wrote."""
    given = json.loads(text)
    return Metadata(
        body=given.get("body"),
        force=given.get("force"),
        date=day(given.get("date")),
        title=given.get("title"),
        status=status(given.get("status")),
        source_url=given.get("source_url"),
    )
