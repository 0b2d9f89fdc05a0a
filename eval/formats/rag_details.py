"""What Minuted adds to an answer of TREC's RAG track: status, support and exact citations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from eval.formats.faults import shown
from eval.formats.fields import Fields
from eval.formats.json_objects import JsonObject
from retrieval.records import Status

KEY = "minuted"


@dataclass(frozen=True, slots=True)
class RagCitation:
    """Where the words of a reference stand.

    Attributes
    ----------
    document
        Its id in the archive that was asked.
    sha256
        Of the document's bytes.
    source
        The path or address it was read from.
    start, end
        Half-open offsets (code points) into the document's canonical text.
    page
        From 1; None where the document has none.
    quote
        The words, as they were shown.
    meeting_date, body
        Of the meeting that the document records.
    """

    document: str
    sha256: str | None
    source: str | None
    start: int
    end: int
    page: int | None
    quote: str
    meeting_date: date | None
    body: str | None


@dataclass(frozen=True, slots=True)
class RagDetails:
    """What Minuted knows of an answer beyond the track's fields.

    Attributes
    ----------
    status
        ``answered``, ``weak`` or ``abstained``.
    support
        How sure the system is, higher being surer; None where it does not say.
    citations
        One for each reference, in their order.
    reason
        Why it abstained, or why not more.
    took_ms
        Milliseconds.
    """

    status: str
    support: float | None
    citations: tuple[RagCitation, ...]
    reason: str | None = None
    took_ms: float | None = None


class Read(NamedTuple):
    """Details as they were read, and the contexts of the sentences beside them."""

    record: RagDetails
    contexts: tuple[str | None, ...]


def read_details(answer: Fields, references: int | None) -> Read | None:
    """Return what an answer says under :data:`KEY`, or None where it has no such key.

    Parameters
    ----------
    answer
        The answer's object.
    references
        How many references it has; there must be as many citations. None where that is
        not known, because the references are at fault.
    """
    fields = answer.part(KEY)
    if fields is None:
        return None
    status = fields.text("status")
    if status is not None and status not in set(Status):
        fields.fault(f"{fields.name('status')} {shown(status)} is none of {', '.join(Status)}")
    parts = fields.parts("citations")
    if references is not None and len(parts) != references:
        fields.fault(f"{fields.name('citations')}: {len(parts)} for {references} references")
    contexts = []
    for place, context in enumerate(fields.items("contexts", required=False)):
        if context is not None and not isinstance(context, str):
            fields.fault(f"{fields.name('contexts')}[{place}] must be text or null")
            context = None
        contexts.append(context)
    record = RagDetails(
        status or "",
        fields.number("support"),
        tuple(_citation(part) for part in parts if part is not None),
        fields.text("reason", required=False),
        fields.number("took_ms"),
    )
    return Read(record, tuple(contexts))


def _citation(fields: Fields) -> RagCitation:
    start = fields.whole("start")
    end = fields.whole("end")
    if start is not None and end is not None and end < start:
        fields.fault(f"{fields.name('end')} {end} is before {fields.name('start')} {start}")
    return RagCitation(
        document=fields.text("document", filled=True) or "",
        sha256=fields.text("sha256", required=False),
        source=fields.text("source", required=False),
        start=start or 0,
        end=end or 0,
        page=fields.whole("page", required=False, least=1),
        quote=fields.text("quote") or "",
        meeting_date=fields.day("meeting_date"),
        body=fields.text("body", required=False),
    )


def details_object(details: RagDetails, contexts: list[str | None]) -> JsonObject:
    """Return details as they are written; what is optional and not known is left out."""
    values: JsonObject = {
        "status": details.status,
        "support": details.support,
        "citations": [
            {
                "document": one.document,
                "sha256": one.sha256,
                "source": one.source,
                "start": one.start,
                "end": one.end,
                "page": one.page,
                "quote": one.quote,
                "meeting_date": one.meeting_date.isoformat() if one.meeting_date else None,
                "body": one.body,
            }
            for one in details.citations
        ],
    }
    if details.reason is not None:
        values["reason"] = details.reason
    if details.took_ms is not None:
        values["took_ms"] = details.took_ms
    if any(context is not None for context in contexts):
        values["contexts"] = contexts
    return values
