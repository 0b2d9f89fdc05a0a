"""A meeting's page: what is known of it, its documents, and the record with the quote marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.pages.errors import respond
from api.pages.record import lay_out
from api.pages.rendering import render
from api.problems import problem
from api.routes.held import Holdings
from api.routes.parameters import DOCUMENT_ID, MEETING_ID
from api.routes.state import engine_of, held_of
from corpus.archive import Archive
from corpus.errors import NotFoundError
from corpus.model import Document, Meeting
from corpus.ocr import confidences

router = APIRouter()

_NO_MARK = (
    "The address of this page names a place that is not in this document, so nothing is marked."
)


@dataclass(frozen=True, slots=True)
class _Asked:
    document: str | None
    start: str | None
    end: str | None

    @property
    def marks(self) -> bool:
        return self.start is not None or self.end is not None

    def quote(self, length: int) -> tuple[int, int] | None:
        """Return the offsets, or None when they name no place in a text of that length."""
        start, end = _offset(self.start), _offset(self.end)
        if start is None or end is None or not start < end <= length:
            return None
        return start, end


@router.get("/meetings/{id}")
def meeting(request: Request, id: str) -> Response:
    """Show a meeting, and with ``start`` and ``end`` a quote marked in its record."""
    archive = engine_of(request).archive
    query = request.query_params
    asked = _Asked(query.get("document"), query.get("start"), query.get("end"))
    chosen: Document | None = None
    if asked.document is not None:
        chosen = _document(archive, asked.document)
        if chosen is None:
            return _missing(request, "The archive holds no document of that id.")
        if chosen.meeting_id != id:
            # A body or date that was put right gives the meeting another id;
            # citations made before still have to lead to their document.
            kept = {k: v for k in ("document", "start", "end") if (v := query.get(k)) is not None}
            return RedirectResponse(f"/meetings/{chosen.meeting_id}?{urlencode(kept)}", 302)
    found = _meeting(archive, id, chosen)
    if found is None:
        return _missing(request, "The archive holds no meeting of that id.")
    documents = [archive.document(key) for key in found.document_ids]
    chosen = chosen or documents[0]  # the best speaks for the meeting
    text = archive.text(chosen.id)
    items = archive.items(chosen.id)
    quote = asked.quote(chosen.characters)
    layout = lay_out(text, archive.blocks(chosen.id), items, quote)
    return render(
        "meeting.html",
        meeting=found,
        document=chosen,
        documents=documents,
        newer=_newer(archive, held_of(request).now(), chosen),
        items=items,
        attendees=archive.attendees(chosen.id),
        runs=layout.runs,
        ocr=confidences(chosen.notes),
        marked=layout.marked,
        notice=_NO_MARK if asked.marks and not layout.marked else None,
    )


def _missing(request: Request, detail: str) -> Response:
    return respond(request.url.path, problem("not-found", detail))


def _document(archive: Archive, key: str) -> Document | None:
    if not re.fullmatch(DOCUMENT_ID, key):
        return None
    try:
        return archive.document(key)
    except NotFoundError:
        return None


def _meeting(archive: Archive, key: str, chosen: Document | None) -> Meeting | None:
    if not re.fullmatch(MEETING_ID, key):
        return None
    try:
        return archive.meeting(key)
    except NotFoundError:
        if chosen is None:
            return None
    # Every document of this meeting has been replaced; the old one still tells of it.
    return Meeting(
        key, chosen.body, chosen.force, chosen.date, chosen.title, chosen.status, (chosen.id,)
    )


def _newer(archive: Archive, held: Holdings, document: Document) -> Document | None:
    """Return the version that has replaced a document, if it is still held."""
    if document.current:
        return None
    same = [d for d in held.documents if d.source == document.source]
    if same:
        return same[0]
    return next((d for d in held.documents if document.source in archive.sources(d.id)), None)


def _offset(typed: str | None) -> int | None:
    if typed is None or not (typed.isascii() and typed.isdigit() and len(typed) <= 12):
        return None
    return int(typed)
