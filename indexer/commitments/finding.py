"""The door of the finding of commitments: from documents to the register's entries.

A meeting is quoted from its best document; what its other renditions say as well is listed
as said again, and only what the best does not say is added from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from corpus.archive import Archive
from corpus.errors import NotFoundError
from corpus.identity import commitment_id
from corpus.model import Document
from corpus.register import Commitment, Kind, Place, Span
from indexer.commitments.acceptance import acceptance_of
from indexer.commitments.classifier import Classifier
from indexer.commitments.deciding import Decision, decide, look_at
from indexer.commitments.dues import due_of
from indexer.commitments.owners import owner_of
from indexer.commitments.printed_labels import LabelKind, kind_of_label
from indexer.commitments.saying_again import content_of, groups_within, is_same_text
from indexer.commitments.topics import topics_of
from indexer.commitments.unit_building import record_of
from indexer.commitments.units import Record, Unit

VERSION: Final = 1
"""Raised whenever the same documents would give other commitments."""

Progress = Callable[[int, int], None]
_POINTS_BACK: Final = re.compile(
    r"\W*(?:\S{1,40}\s+){0,7}?(?:it|this|that|these|those|he|she|they|such|the same"
    r"|his|her|their)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A unit that is kept, with its place among the units and what was decided."""

    index: int
    unit: Unit
    decision: Decision


def find(
    record: Record,
    meetings: Sequence[date] = (),
    classifier: Classifier | None = None,
) -> list[Commitment]:
    """Find the commitments of one document.

    Parameters
    ----------
    record
        The document in units (:func:`indexer.commitments.unit_building.record_of`).
    meetings
        When its body met, as far as the archive holds it, ascending: so that "at the next
        meeting" gets its day.
    classifier
        The one that comes with Minuted by default.

    Returns
    -------
    list of Commitment
        In reading order; what is said twice stands once, the other place in ``again``.
    """
    kept = [
        _Found(index, look.unit, decision)
        for index, look in enumerate(look_at(record))
        if (decision := decide(look, classifier)).kind is not None
    ]
    binding = [one for one in kept if one.decision.binding]
    groups = groups_within(
        [one.unit for one in binding],
        [one.index for one in binding],
        [_is_labelled(one) for one in binding],
    )
    made: list[tuple[_Found, tuple[Place, ...]]] = [
        (one, ()) for one in kept if not one.decision.binding
    ]
    made += [(binding[g[0]], tuple(_place(record, binding[n].unit) for n in g[1:])) for g in groups]
    made.sort(key=lambda one: one[0].unit.start)
    return [_commitment(record, one, again, meetings) for one, again in made]


def find_all(
    archive: Archive,
    documents: Sequence[Document],
    progress: Progress | None = None,
    classifier: Classifier | None = None,
) -> list[Commitment]:
    """Find the commitments of many documents, each meeting's once.

    Parameters
    ----------
    archive
        Where their texts are.
    documents
        Those to be indexed.
    progress
        Told how many documents are done, of how many.

    Returns
    -------
    list of Commitment
        By document id and place.
    """
    dates = meeting_dates_of(documents)
    found: list[Commitment] = []
    done = 0
    by_meeting = sorted(documents, key=lambda d: (d.meeting_id, d.id))
    for meeting_id, group in groupby(by_meeting, key=lambda d: d.meeting_id):
        of_meeting: list[Commitment] = []
        words: list[frozenset[str]] = []
        for document in _best_first(archive, meeting_id, list(group)):
            record = record_of(archive, document)
            for one in find(record, dates.get(document.body or "", ()), classifier):
                _add(one, content_of(record.text[one.start : one.end]), of_meeting, words)
            done += 1
            if progress is not None:
                progress(done, len(documents))
        found += of_meeting
    return sorted(found, key=lambda c: (c.document_id, c.start, c.end))


def meeting_dates_of(documents: Sequence[Document]) -> dict[str, list[date]]:
    """Return the days on which each body met, as far as the documents tell, ascending."""
    days: dict[str, set[date]] = {}
    for document in documents:
        if document.body is not None and document.date is not None:
            days.setdefault(document.body, set()).add(document.date)
    return {body: sorted(held) for body, held in days.items()}


def _best_first(archive: Archive, meeting_id: str, group: list[Document]) -> list[Document]:
    try:
        order = archive.meeting(meeting_id).document_ids
    except NotFoundError:
        order = ()
    rank = {key: number for number, key in enumerate(order)}
    return sorted(group, key=lambda d: (rank.get(d.id, len(rank)), d.id))


def _add(
    one: Commitment,
    words: frozenset[str],
    found: list[Commitment],
    known: list[frozenset[str]],
) -> None:
    """Add a commitment of one more rendition, or its place to the one that says the same."""
    for number, other in enumerate(found):
        if other.document_id == one.document_id or other.binding != one.binding:
            continue
        held_there = any(place.document_id == one.document_id for place in other.again)
        if not held_there and is_same_text(known[number], words):
            here = (Place(one.document_id, one.start, one.end), *one.again)
            found[number] = replace(other, again=(*other.again, *here))
            return
    found.append(one)
    known.append(words)


def _is_labelled(one: _Found) -> bool:
    return one.decision.kind is Kind.ACTION and (
        kind_of_label(one.unit.label) is LabelKind.ACTION or one.unit.number is not None
    )


def _place(record: Record, unit: Unit) -> Place:
    return Place(record.document.id, unit.start, unit.end)


def _commitment(
    record: Record, one: _Found, again: tuple[Place, ...], meetings: Sequence[date]
) -> Commitment:
    unit, decision = one.unit, one.decision
    assert decision.kind is not None
    document = record.document
    asked = decision.kind is Kind.REQUEST
    return Commitment(
        id=commitment_id(document.id, unit.start, unit.end),
        document_id=document.id,
        meeting_id=document.meeting_id,
        start=unit.start,
        end=unit.end,
        page=unit.page,
        kind=decision.kind,
        binding=decision.binding,
        owner=owner_of(unit, record),
        due=due_of(unit, record, meetings),
        topics=topics_of(unit, record),
        acceptance=acceptance_of(unit, record, one.index) if asked else None,
        number=unit.number,
        item=unit.item,
        context=_context(record, one),
        owner_cell=unit.owner_cell,
        again=again,
        why=decision.why,
        score=decision.score,
    )


def _context(record: Record, one: _Found) -> tuple[Span, ...]:
    """Return what leads in a unit, and the sentence it points back to."""
    spans: set[Span] = set()
    if one.unit.lead is not None:
        spans.add(one.unit.lead)
    before = record.units[one.index - 1] if one.index else None
    if before is not None and before.item == one.unit.item and _POINTS_BACK.match(one.unit.text):
        spans.add((before.start, before.end))
    return tuple(sorted(spans))
