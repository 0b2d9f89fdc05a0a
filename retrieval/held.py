"""What the archive holds within the filters, as one line beside an answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from corpus.archive import Archive
from corpus.model import Document
from retrieval.records import HeldCoverage, UnderstoodFilters

NO_ROWS: NDArray[np.int64] = np.empty(0, dtype=np.int64)


def held_coverage(archive: Archive, filters: UnderstoodFilters) -> HeldCoverage:
    """Count the meetings a question could have been answered from.

    When nothing is held within the filters, it speaks of the whole archive, so
    that the reader learns what is there.
    """
    documents = archive.documents()
    within = [d for d in documents if _within(d, filters)]
    notice = archive.notice()
    notes: list[str] = [notice] if notice else []
    counted = within or documents
    if not within and documents:
        notes.append("Nothing is held within these filters; this is the whole archive.")
    undated = sum(d.date is None for d in documents if _within(d, filters, dates=False))
    if (filters.since or filters.until) and undated:
        notes.append(
            f"Documents whose date is not stated were left out by the dates asked for: {undated}."
        )
    dates = [d.date for d in counted if d.date]
    failures = len(archive.failures())
    return HeldCoverage(
        meetings=len({d.meeting_id for d in counted}),
        first=min(dates, default=None),
        last=max(dates, default=None),
        unreadable=failures + sum(len(d.pages_without_text) for d in counted),
        undated=sum(d.date is None for d in counted),
        bodies=tuple(sorted({d.body for d in counted if d.body})),
        notes=tuple(notes),
    )


def _within(document: Document, filters: UnderstoodFilters, *, dates: bool = True) -> bool:
    if filters.unknown:
        return False
    if filters.force and document.force not in filters.force:
        return False
    if filters.body and document.body not in filters.body:
        return False
    if filters.document and document.id != filters.document:
        return False
    if dates and filters.since and (document.date is None or document.date < filters.since):
        return False
    return not (
        dates and filters.until and (document.date is None or document.date > filters.until)
    )
