"""What a record says of its own commitments: updates under actions told again, later notes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from corpus.register import Commitment, FollowUp, MatchedBy
from indexer.commitments.outcomes import outcome_of
from indexer.commitments.printed_labels import LabelKind, is_status, label_of
from indexer.commitments.review_passages import in_review, is_post_meeting
from indexer.commitments.units import Record

_REACH = 3
"""Units between an action told again and its update, at most."""


def within(record: Record, commitments: Iterable[Commitment]) -> list[FollowUp]:
    """Return the follow-ups of a record's commitments that stand in the record itself.

    Parameters
    ----------
    record
        It may be without date and body.
    commitments
        Those of the record.
    """
    units = record.units
    starts = [unit.start for unit in units]
    places: dict[int, list[Commitment]] = {}
    for one in sorted(commitments, key=lambda c: (c.start, c.id)):
        at = bisect_right(starts, one.start) - 1
        if at >= 0:
            places.setdefault(at, []).append(one)
    found: list[FollowUp] = []
    for index, unit in enumerate(units):
        label = label_of(unit.text)
        if in_review(unit) and label is not None and label.kind is LabelKind.REVIEW:
            why = "the update is printed under the action"
            found += _joined(record, index, _above(record, index, places), why)
        elif is_post_meeting(unit):
            above = _above(record, index, places)
            found += _joined(record, index, above, "it was added under it after the meeting")
    return found


def _above(record: Record, index: int, places: dict[int, list[Commitment]]) -> list[Commitment]:
    """Return the commitment that a unit stands under; none where two stand there together.

    Between them may stand what is told of the same action, and nothing else: an action that
    is not known as one hides those above it.
    """
    item = record.units[index].item
    for at in range(index - 1, max(index - 1 - _REACH, -1), -1):
        unit = record.units[at]
        if unit.item != item:
            return []
        if at in places:
            return places[at] if len(places[at]) == 1 else []
        label = label_of(unit.text)
        update = label is not None and label.kind is LabelKind.REVIEW
        if not (update or is_status(unit.text) or is_post_meeting(unit)):
            return []
    return []


def _joined(record: Record, index: int, above: Iterable[Commitment], why: str) -> list[FollowUp]:
    unit = record.units[index]
    telling = outcome_of(unit.text)
    if telling is None:
        return []
    return [
        FollowUp(
            one.id,
            record.document.id,
            unit.start,
            unit.end,
            telling.outcome,
            MatchedBy.REFERENCE,
            f"“{telling.words}”: {why}",
            0.8,
        )
        for one in above
    ]
