"""The records as the JSON objects that others script against (DESIGN's contract)."""

from __future__ import annotations

from typing import Any

from corpus.model import (
    Attendee,
    Citation,
    Coverage,
    Document,
    Failure,
    Item,
    Meeting,
    Verdict,
)
from retrieval.records import (
    Answer,
    Expansion,
    HeldCoverage,
    Hit,
    Promise,
    SearchResult,
    UnderstoodFilters,
)

Json = dict[str, Any]

_DIGITS = 6
"""Decimals of a score: what is below is noise of the arithmetic, not evidence."""


def citation_json(citation: Citation) -> Json:
    """Return a citation."""
    return {
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "passage_id": citation.passage_id,
        "document": {
            "id": citation.document.id,
            "sha256": citation.document.sha256,
            "source": citation.document.source,
            "title": citation.document.title,
        },
        "body": citation.body,
        "force": citation.force,
        "meeting_date": citation.meeting_date.isoformat() if citation.meeting_date else None,
        "item": {"number": citation.item.number, "title": citation.item.title}
        if citation.item
        else None,
        "speaker": citation.speaker,
        "ocr": citation.ocr,
        "link": citation.link,
        "status": citation.status.value if citation.status else None,
        "other_renditions": [
            {
                "id": other.id,
                "source": other.source,
                "status": other.status.value if other.status else None,
                "link": other.link,
            }
            for other in citation.renditions
        ],
    }


def filters_json(filters: UnderstoodFilters) -> Json:
    """Return the filters as understood; those that ask nothing are left out."""
    found: Json = {}
    for name in ("force", "body"):
        values: tuple[str, ...] = getattr(filters, name)
        if values:
            found[name] = values[0] if len(values) == 1 else list(values)
    for name in ("since", "until"):
        when = getattr(filters, name)
        if when:
            found[name] = when.isoformat()
    for name in ("item", "speaker", "document"):
        if getattr(filters, name):
            found[name] = getattr(filters, name)
    if filters.from_question:
        found["from_question"] = list(filters.from_question)
    if filters.unknown:
        found["unknown"] = list(filters.unknown)
    return found


def expansion_json(expansion: Expansion) -> Json:
    """Return an expansion."""
    return {"term": expansion.term, "also": expansion.also, "why": expansion.why}


def held_json(held: HeldCoverage) -> Json:
    """Return the line of coverage that goes with an answer."""
    return {
        "meetings": held.meetings,
        "from": held.first.isoformat() if held.first else None,
        "to": held.last.isoformat() if held.last else None,
        "unreadable": held.unreadable,
        "undated": held.undated,
        "bodies": list(held.bodies),
        "notes": list(held.notes),
    }


def promise_json(promise: Promise | None) -> Json | None:
    """Return what the register says of the commitment a statement quotes."""
    if promise is None:
        return None
    return {
        "id": promise.id,
        "kind": promise.kind,
        "binding": promise.binding,
        "acceptance": promise.acceptance,
        "acceptance_text": promise.acceptance_text,
        "owner": promise.owner,
        "due": {"raw": promise.due, "date": promise.due_date},
        "status": promise.status,
        "status_text": promise.status_text,
        "review": promise.review,
    }


def answer_json(answer: Answer) -> Json:
    """Return an answer."""
    return {
        "question": answer.question,
        "kind": answer.kind.value,
        "status": answer.status.value,
        "reason": answer.reason,
        "support": round(answer.support, _DIGITS),
        "filters": filters_json(answer.filters),
        "expansions": [expansion_json(e) for e in answer.expansions],
        "statements": [
            {
                "text": s.text,
                "context": s.context,
                "citations": list(s.citations),
                "commitment": promise_json(s.promise),
            }
            for s in answer.statements
        ],
        "citations": [citation_json(c) for c in answer.citations],
        "nearest": [citation_json(c) for c in answer.nearest],
        "coverage": held_json(answer.coverage),
        "register": dict(answer.register) or None,
        "withheld": answer.withheld,
        "generation": answer.generation,
        "model": answer.model,
        "took_ms": round(answer.took_ms, 1),
    }


def hit_json(hit: Hit) -> Json:
    """Return a hit: its scores, its text, and the fields of a citation."""
    citation = citation_json(hit.citation)
    return {
        "rank": hit.rank,
        "score": round(hit.score, _DIGITS),
        "dense": round(hit.dense, _DIGITS),
        "lexical": round(hit.lexical, _DIGITS),
        "passage_id": citation.pop("passage_id"),
        "text": citation.pop("quote"),
        **citation,
    }


def search_json(result: SearchResult) -> Json:
    """Return the answer to a search."""
    return {
        "query": result.query,
        "filters": filters_json(result.filters),
        "expansions": [expansion_json(e) for e in result.expansions],
        "hits": [hit_json(hit) for hit in result.hits],
        "withheld": result.withheld,
        "generation": result.generation,
        "model": result.model,
        "took_ms": round(result.took_ms, 1),
    }


def document_json(document: Document) -> Json:
    """Return a document without its text."""
    return {
        "id": document.id,
        "source": document.source,
        "source_url": document.source_url,
        "title": document.title,
        "body": document.body,
        "force": document.force,
        "meeting_date": document.date.isoformat() if document.date else None,
        "meeting_id": document.meeting_id,
        "status": document.status.value if document.status else None,
        "current": document.current,
        "sha256": document.sha256,
        "text_sha256": document.text_sha256,
        "characters": document.characters,
        "pages": document.pages,
        "pages_without_text": list(document.pages_without_text),
        "reader": document.reader,
        "reader_version": document.reader_version,
        "notes": list(document.notes),
    }


def item_json(item: Item) -> Json:
    """Return an agenda item."""
    return {"number": item.number, "title": item.title, "level": item.level}


def attendee_json(attendee: Attendee) -> Json:
    """Return an attendee."""
    return {
        "name": attendee.name,
        "role": attendee.role,
        "initials": attendee.initials,
        "present": attendee.present,
    }


def meeting_json(meeting: Meeting) -> Json:
    """Return a meeting without its documents' contents."""
    return {
        "id": meeting.id,
        "body": meeting.body,
        "force": meeting.force,
        "meeting_date": meeting.date.isoformat() if meeting.date else None,
        "title": meeting.title,
        "status": meeting.status.value if meeting.status else None,
        "documents": list(meeting.document_ids),
    }


def failure_json(failure: Failure) -> Json:
    """Return a file that could not be read."""
    return {
        "source": failure.source,
        "sha256": failure.sha256,
        "reason": failure.reason,
        "reader": failure.reader,
        "reader_version": failure.reader_version,
    }


def coverage_json(coverage: Coverage) -> Json:
    """Return what the archive holds and what it could not read."""
    return {
        "bodies": [
            {
                "body": b.body,
                "force": b.force,
                "meetings": b.meetings,
                "documents": b.documents,
                "from": b.first.isoformat() if b.first else None,
                "to": b.last.isoformat() if b.last else None,
                "undated": b.undated,
                "drafts": b.drafts,
                "unreadable_pages": b.unreadable_pages,
                "other_names": list(b.other_names),
                "usual_interval_days": b.interval,
                "gaps": [
                    {
                        "after": gap.after.isoformat(),
                        "before": gap.before.isoformat(),
                        "expected_about": [day.isoformat() for day in gap.expected],
                    }
                    for gap in b.gaps
                ],
            }
            for b in coverage.bodies
        ],
        "meetings": coverage.meetings,
        "documents": coverage.documents,
        "from": coverage.first.isoformat() if coverage.first else None,
        "to": coverage.last.isoformat() if coverage.last else None,
        "undated": coverage.undated,
        "unreadable": coverage.unreadable,
        "unreadable_pages": coverage.unreadable_pages,
        "failures": [failure_json(f) for f in coverage.failures],
        "notes": [{"source": source, "note": note} for source, note in coverage.notes],
        "drafts": [meeting_json(meeting) for meeting in coverage.drafts],
        "renditions": [
            {
                "meeting": group.meeting.id,
                "documents": list(group.meeting.document_ids),
                "why": list(group.why),
            }
            for group in coverage.groupings
        ],
        "doubts": [
            {
                "documents": [one.first, one.second],
                "together": one.verdict is Verdict.DIFFERS,
                "likeness": None if one.likeness is None else round(one.likeness, 2),
                "why": one.why,
            }
            for one in coverage.doubts
        ],
        "conflicts": [{"source": source, "note": note} for source, note in coverage.conflicts],
    }
