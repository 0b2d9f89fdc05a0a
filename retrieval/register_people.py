"""What people decided, taken together: a reviewer's word before the program's, both kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.register import (
    BINDING,
    Corrections,
    Due,
    DueKind,
    Owner,
    Review,
    ReviewAction,
)
from corpus.reviews import standing
from retrieval.register_records import Facts, ReviewState, ReviewSummary

_STATES = {
    ReviewAction.CONFIRM: ReviewState.CONFIRMED,
    ReviewAction.CORRECT: ReviewState.CORRECTED,
    ReviewAction.MERGE: ReviewState.MERGED,
    ReviewAction.REJECT: ReviewState.REJECTED,
    ReviewAction.ADD: ReviewState.ADDED,
}

SAID_BY = "as {by} has it"


def summary_of(reviews: Sequence[Review], anchored: str | None) -> ReviewSummary:
    """Return what the reviews of one commitment come to.

    The last that stands says what state it is in; of corrections, each field's last word
    holds, so that a later correction of the owner leaves an earlier one of the day.
    """
    stand = standing(reviews)
    if not stand:
        return ReviewSummary(anchored=anchored, reviews=tuple(reviews))
    last = stand[-1]
    return ReviewSummary(
        state=_STATES[last.action],
        by=last.by,
        at=last.at,
        reason=last.reason,
        corrections=_taken_together([r.corrections for r in stand]),
        into=last.into if last.action is ReviewAction.MERGE else None,
        anchored=anchored,
        reviews=tuple(reviews),
    )


def _taken_together(given: Sequence[Corrections]) -> Corrections:
    found = Corrections()
    for one in given:
        if one.due is not None and one.due_date is None:
            # Another phrase without a day takes the day away with it.
            found = replace(found, due=None, due_date=None)
        if one.kind is not None and one.binding is None:
            found = replace(found, binding=None)
        found = Corrections(
            kind=one.kind or found.kind,
            binding=one.binding if one.binding is not None else found.binding,
            owner=one.owner if one.owner is not None else found.owner,
            due=one.due if one.due is not None else found.due,
            due_date=one.due_date or found.due_date,
            topics=one.topics if one.topics is not None else found.topics,
            status=one.status or found.status,
        )
    return found


def effective(machine: Facts, said: Corrections, by: str | None) -> Facts:
    """Return what holds: the program's word, with a reviewer's in its place where there is one.

    Status is left for the caller, since it follows from the rest.
    """
    note = SAID_BY.format(by=by) if by else None
    kind = said.kind or machine.kind
    binding = said.binding
    if binding is None:
        binding = machine.binding if said.kind is None else True
    owner, due = machine.owner, machine.due
    if said.owner is not None:
        owner = Owner(raw=said.owner, note=note)
    if said.due is not None or said.due_date is not None:
        due = Due(
            raw=said.due if said.due is not None else due.raw,
            date=said.due_date,
            kind=DueKind.DATE if said.due_date else DueKind.VAGUE,
        )
    return replace(
        machine,
        kind=kind,
        binding=binding and kind in BINDING,
        owner=owner,
        due=due,
        topics=tuple(sorted(said.topics)) if said.topics is not None else machine.topics,
    )
