"""Follow-ups to score: of a register that was built, or found for the labelled commitments."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from corpus.archive import Archive
from corpus.register import (
    BINDING,
    Acceptance,
    Commitment,
    Due,
    DueKind,
    Kind,
    Owner,
    OwnerBasis,
    Place,
)
from eval.commitments.follow_up_labels import PlacedFollowUp
from eval.commitments.follow_up_scores import Link, links_of
from eval.commitments.labels import PlacedLabel
from indexer.commitments.follow_ups import follow_ups
from indexer.commitments.unit_building import record_of
from indexer.commitments.units import Record, Unit
from indexer.generation import open_current


def best_records(archive: Archive) -> list[Record]:
    """Return the best rendition of every meeting, as the register looks at it."""
    documents = (archive.document(meeting.document_ids[0]) for meeting in archive.meetings())
    return [record_of(archive, document) for document in documents]


def links_of_archive(archive: Archive) -> tuple[Link, ...]:
    """Return the links of the register that was built with an archive's index.

    Raises
    ------
    IndexUnusableError
        When there is none, or it cannot be used.
    """
    opened = open_current(archive.root)
    try:
        commitments = [one.commitment for one in opened.commitments.commitments()]
        found = [one.follow_up for one in opened.commitments.follow_ups()]
    finally:
        opened.close()
    return links_of(commitments, found)


def links_given_labels(
    labels: Sequence[PlacedFollowUp], others: Sequence[PlacedLabel], records: Sequence[Record]
) -> tuple[Link, ...]:
    """Return the links that are found when the commitments are those that were labelled.

    Parameters
    ----------
    labels
        Their earlier sides are the commitments.
    others
        Labelled commitments that no follow-up may be known of: they must stay without.
    records
        Of the archive.
    """
    by_id = {record.document.id: record for record in records}
    made = _commitments(labels, others, by_id)
    return links_of(made, follow_ups(made, records))


def _commitments(
    labels: Sequence[PlacedFollowUp], others: Sequence[PlacedLabel], records: dict[str, Record]
) -> list[Commitment]:
    known = {(one.document_id, one.start, one.end): one for one in others}
    made: dict[tuple[str, int, int], Commitment] = {}
    taken: set[tuple[str, int, int]] = set()
    for one in labels:
        held = [place for place in one.earlier if place.document_id in records]
        if not held:
            continue
        first = held[0]
        key = (first.document_id, first.start, first.end)
        again = tuple(place for place in one.earlier if place != first)
        if key in made:
            again = tuple(dict.fromkeys((*made[key].again, *again)))
        made[key] = _commitment(first, again, known.get(key), records[first.document_id])
        taken.update((p.document_id, p.start, p.end) for p in (first, *again))
    for key, label in known.items():
        kind = label.label.kind
        if key not in taken and key[0] in records and kind is not None and kind in BINDING:
            made[key] = _commitment(Place(*key), (), label, records[key[0]])
    return list(made.values())


def _commitment(
    place: Place, again: tuple[Place, ...], label: PlacedLabel | None, record: Record
) -> Commitment:
    units = [one for one in record.units if one.start < place.end and place.start < one.end]
    digest = hashlib.sha256(f"{place.document_id} {place.start} {place.end}".encode()).hexdigest()
    owner = label.label.owner if label is not None else _cell(units, record)
    due = label.label.due if label is not None else None
    return Commitment(
        id=f"k-{digest[:16]}",
        document_id=place.document_id,
        meeting_id=record.document.meeting_id,
        start=place.start,
        end=place.end,
        page=None,
        kind=_kind(label, units),
        binding=True,
        owner=Owner(owner, basis=OwnerBasis.STATED if owner else OwnerBasis.NONE),
        due=Due(due, None, DueKind.VAGUE if due else DueKind.NONE),
        topics=(),
        acceptance=Acceptance.NOT_RECORDED if _kind(label, units) is Kind.REQUEST else None,
        number=next((one.number for one in units if one.number), None),
        item=units[0].item if units else None,
        context=(),
        owner_cell=None,
        again=again,
        why="labelled",
        score=None,
    )


def _kind(label: PlacedLabel | None, units: Sequence[Unit]) -> Kind:
    if label is not None and label.label.kind is not None:
        return label.label.kind
    labelled = any("action" in (one.label or "").casefold() for one in units)
    return Kind.ACTION if labelled else Kind.UNDERTAKING


def _cell(units: Sequence[Unit], record: Record) -> str | None:
    spans = (one.owner_cell for one in units if one.owner_cell is not None)
    return next((record.text[start:end] for start, end in spans), None)
