"""What the archive holds, and what it could not read: told, never hidden."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from corpus.archive import Archive
from corpus.model import BodyCoverage, Coverage, Document, MeetingStatus


def coverage(archive: Archive) -> Coverage:
    """Count meetings, documents, dates, drafts, unread pages and failures.

    Bodies are in alphabetical order; documents whose body is unknown come last,
    under a body of None.
    """
    documents = archive.documents()
    groups: dict[str | None, list[Document]] = defaultdict(list)
    for document in documents:
        groups[document.body].append(document)
    bodies = tuple(
        _of_body(body, groups[body]) for body in sorted(groups, key=lambda b: (b is None, b or ""))
    )
    dates = [d.date for d in documents if d.date]
    return Coverage(
        bodies=bodies,
        meetings=len({d.meeting_id for d in documents}),
        documents=len(documents),
        first=min(dates, default=None),
        last=max(dates, default=None),
        undated=sum(d.date is None for d in documents),
        unreadable_pages=sum(len(d.pages_without_text) for d in documents),
        failures=archive.failures(),
        notes=tuple((d.source, note) for d in documents for note in d.notes),
    )


def _of_body(body: str | None, documents: list[Document]) -> BodyCoverage:
    dates: list[date] = [d.date for d in documents if d.date]
    settled = {d.meeting_id for d in documents if d.status is not MeetingStatus.DRAFT}
    forces = {d.force for d in documents}
    return BodyCoverage(
        body=body,
        force=next(iter(forces)) if len(forces) == 1 else None,
        meetings=len({d.meeting_id for d in documents}),
        documents=len(documents),
        first=min(dates, default=None),
        last=max(dates, default=None),
        undated=sum(d.date is None for d in documents),
        drafts=len({d.meeting_id for d in documents} - settled),
        unreadable_pages=sum(len(d.pages_without_text) for d in documents),
    )
