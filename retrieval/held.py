"""What the archive holds within the filters, as a line and notes beside an answer."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corpus.archive import Archive
from corpus.coverage import coverage
from corpus.model import Coverage, Document
from corpus.reference import same_body
from corpus.rhythm import every
from retrieval.records import HeldCoverage, UnderstoodFilters

NO_ROWS: NDArray[np.int64] = np.empty(0, dtype=np.int64)

GAPS_TOLD = 2
"""Of one body, beside an answer; ``minuted coverage`` tells all."""

BODIES_TOLD = 2
"""Gaps are told of so many bodies at most: a question to all of them is about none's rhythm."""


@dataclass(frozen=True, slots=True)
class _Kept:
    state: int
    documents: Sequence[Document]
    coverage: Coverage


class Held:
    """What is held; read again only when somebody has written to the archive.

    Safe to share between threads.

    Parameters
    ----------
    archive
        Open for reading.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = threading.Lock()
        self._kept: _Kept | None = None

    def _now(self) -> _Kept:
        with self._lock:
            # Looked at before reading: what is written meanwhile is read next time.
            state = self._archive.state()
            if self._kept is None or self._kept.state != state:
                self._kept = _Kept(state, self._archive.documents(), coverage(self._archive))
            return self._kept

    def within(self, filters: UnderstoodFilters) -> HeldCoverage:
        """Count the meetings a question could have been answered from.

        When nothing is held within the filters, it speaks of the whole archive, so
        that the reader learns what is there.
        """
        kept = self._now()
        within = [d for d in kept.documents if lies_within(d, filters)]
        notice = self._archive.notice()
        notes: list[str] = [notice] if notice else []
        counted = within or kept.documents
        if not within and kept.documents:
            notes.append("Nothing is held within these filters; this is the whole archive.")
        undated = sum(
            d.date is None for d in kept.documents if lies_within(d, filters, dates=False)
        )
        if (filters.since or filters.until) and undated:
            notes.append(
                "Documents whose date is not stated were left out by the dates asked for: "
                f"{undated}."
            )
        if within:
            notes += _missing(kept.coverage, within, filters)
        dates = [d.date for d in counted if d.date]
        failures = len(kept.coverage.failures)
        return HeldCoverage(
            meetings=len({d.meeting_id for d in counted}),
            first=min(dates, default=None),
            last=max(dates, default=None),
            unreadable=failures + sum(len(d.pages_without_text) for d in counted),
            undated=sum(d.date is None for d in counted),
            bodies=tuple(sorted({d.body for d in counted if d.body})),
            notes=tuple(notes),
        )


def _missing(held: Coverage, within: Sequence[Document], filters: UnderstoodFilters) -> list[str]:
    """Return what is known to be missing within the filters, as sentences."""
    notes = []
    pages = sum(len(d.pages_without_text) for d in within)
    if pages:
        notes.append(
            f"{_count(pages, 'page')} of the documents looked through "
            f"{'holds' if pages == 1 else 'hold'} no text."
        )
    narrowed = filters.force or filters.body or filters.since or filters.until
    if held.failures and narrowed:
        notes.append(
            f"{_count(len(held.failures), 'file')} of the archive could not be read; whether "
            f"{'it belongs' if len(held.failures) == 1 else 'they belong'} here is not known."
        )
    ids = {d.meeting_id for d in within}
    drafts = sum(meeting.id in ids for meeting in held.drafts)
    if drafts:
        notes.append(f"{_count(drafts, 'meeting')} held in draft only.")
    if narrowed and not filters.document:
        notes += _gaps(held, within, filters)
    return notes


def _gaps(held: Coverage, within: Sequence[Document], filters: UnderstoodFilters) -> list[str]:
    asked = {(same_body(d.body, d.force), d.force) for d in within if d.body}
    if len(asked) > BODIES_TOLD:
        return []
    notes = []
    for body in held.bodies:
        if body.body is None or (same_body(body.body, body.force), body.force) not in asked:
            continue
        gaps = [
            gap
            for gap in body.gaps
            if not (filters.since and gap.before <= filters.since)
            and not (filters.until and gap.after >= filters.until)
        ]
        # The latest are the likeliest to matter.
        for gap in gaps[-GAPS_TOLD:]:
            notes.append(
                f"{body.body}: no minutes held between {_day(gap.after)} and {_day(gap.before)}; "
                f"it usually meets {every(body.interval or 0)}."
            )
        if len(gaps) > GAPS_TOLD:
            notes.append(
                f"{body.body}: {len(gaps) - GAPS_TOLD} earlier times without minutes; see the "
                "coverage."
            )
    return notes


def _day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def lies_within(document: Document, filters: UnderstoodFilters, *, dates: bool = True) -> bool:
    """Tell whether a document lies within filters; what is unknown of it fits none."""
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
