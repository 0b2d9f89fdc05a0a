"""The register as the JSON objects that others script against (DESIGN's contract)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.register import Due, Owner, Review
from corpus.review_rows import corrections_json
from retrieval.register_records import (
    Counts,
    EntryFollowUp,
    Facts,
    LostReview,
    RegisterEntry,
    RegisterPage,
    ReviewSummary,
    TimelineStep,
)
from retrieval.register_status import acceptance_text
from retrieval.serial import citation_json, filters_json, held_json

Json = dict[str, Any]

_DIGITS = 4
"""Decimals of a score."""


def owner_json(owner: Owner) -> Json:
    """Return an owner."""
    return {
        "raw": owner.raw,
        "person": owner.person,
        "role": owner.role,
        "basis": owner.basis.value,
        "note": owner.note,
    }


def due_json(due: Due) -> Json:
    """Return by when."""
    return {
        "raw": due.raw,
        "date": due.date.isoformat() if due.date else None,
        "kind": due.kind.value,
    }


def facts_json(facts: Facts) -> Json:
    """Return what is held of a commitment besides its quote."""
    return {
        "kind": facts.kind.value,
        "binding": facts.binding,
        "owner": owner_json(facts.owner),
        "due": due_json(facts.due),
        "topics": list(facts.topics),
        "status": facts.status.value,
    }


def review_json(review: Review) -> Json:
    """Return one review as it was made."""
    return {
        "id": review.id,
        "commitment": review.commitment_id,
        "action": review.action.value,
        "by": review.by,
        "at": review.at.isoformat(timespec="seconds"),
        "reason": review.reason,
        "quote": review.quote,
        "document": review.document_id,
        "start": review.start,
        "end": review.end,
        "corrections": corrections_json(review.corrections),
        "into": review.into,
        "withdraws": review.withdraws,
    }


def summary_json(summary: ReviewSummary) -> Json:
    """Return what people decided about an entry, and all that they did."""
    return {
        "state": summary.state.value,
        "by": summary.by,
        "at": summary.at.isoformat(timespec="seconds") if summary.at else None,
        "reason": summary.reason,
        "corrections": corrections_json(summary.corrections),
        "into": summary.into,
        "anchored": summary.anchored,
        "history": [review_json(review) for review in summary.reviews],
    }


def follow_up_json(later: EntryFollowUp) -> Json:
    """Return a later passage: a citation, and what it says and by what it was matched."""
    return {
        **citation_json(later.citation),
        "outcome": later.outcome.value,
        "matched_by": later.matched_by.value,
        "why": later.why,
        "score": round(later.score, _DIGITS),
        "of": later.of,
    }


def entry_json(entry: RegisterEntry) -> Json:
    """Return an entry: what holds, then what the program and people say apart."""
    one = entry.commitment
    return {
        "id": one.id,
        "kind": entry.facts.kind.value,
        "binding": entry.facts.binding,
        "quote": entry.citation.quote,
        "owner": owner_json(entry.facts.owner),
        "due": due_json(entry.facts.due),
        "topics": list(entry.facts.topics),
        "status": entry.status.value,
        "acceptance": one.acceptance.value if one.acceptance else None,
        "follow_ups": [follow_up_json(later) for later in entry.follow_ups],
        "review": summary_json(entry.review),
        "citation": citation_json(entry.citation),
        "status_text": entry.status_text,
        "acceptance_text": acceptance_text(entry.facts.kind, one.acceptance),
        "held_to": entry.held_to.isoformat() if entry.held_to else None,
        "found_by": entry.found_by,
        "machine": facts_json(entry.machine) if entry.machine else None,
        "human": corrections_json(entry.review.corrections) or None,
        "context": entry.context,
        "owner_cell": citation_json(entry.owner_citation) if entry.owner_citation else None,
        "number": one.number,
        "meeting": one.meeting_id,
        "again": [
            {**citation_json(place.citation), "merged": place.merged} for place in entry.again
        ],
        "why": one.why,
        "score": None if one.score is None else round(one.score, _DIGITS),
        "withheld": entry.withheld,
    }


def page_json(page: RegisterPage) -> Json:
    """Return a page of the register."""
    return {
        "commitments": [entry_json(entry) for entry in page.entries],
        "total": page.total,
        "limit": page.limit,
        "offset": page.offset,
        "filters": register_filters_json(page),
        "coverage": held_json(page.coverage),
        "withheld": page.withheld,
        "lost_reviews": page.lost,
        "generation": page.generation,
    }


def register_filters_json(page: RegisterPage) -> Json:
    """Return the filters as understood; those that ask nothing are left out."""
    asked = page.asked
    found = filters_json(page.filters)
    found.pop("unknown", None)
    if asked.topic is not None:
        found["topic"] = asked.topic
        found["topics"] = list(page.topics)
    given: Json = {
        "owner": asked.owner,
        "status": [one.value for one in asked.statuses],
        "kind": [one.value for one in asked.kinds],
        "binding": asked.binding,
        "due_before": asked.due_before.isoformat() if asked.due_before else None,
        "due_after": asked.due_after.isoformat() if asked.due_after else None,
        "later": asked.later,
        "reviewed": asked.reviewed,
        "review_state": [one.value for one in asked.review_states],
        "words": asked.words,
        "hidden": asked.hidden or None,
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
        "sort": asked.sort.value,
        "unknown": list(page.unknown),
    }
    found.update({key: value for key, value in given.items() if value not in (None, [])})
    return found


def step_json(step: TimelineStep) -> Json:
    """Return a step of a timeline."""
    return {
        "date": step.when.isoformat() if step.when else None,
        "what": step.what,
        "text": step.text,
        "citation": citation_json(step.citation) if step.citation else None,
        "review": review_json(step.review) if step.review else None,
    }


def timeline_json(steps: Iterable[TimelineStep]) -> Json:
    """Return what happened to a commitment."""
    return {"timeline": [step_json(step) for step in steps]}


def lost_json(lost: Iterable[LostReview]) -> Json:
    """Return the reviews whose commitment is found no more."""
    return {
        "lost_reviews": [
            {
                "why": one.why,
                "review": review_json(one.review),
                "history": [review_json(review) for review in one.history],
            }
            for one in lost
        ]
    }


def counts_json(counts: Counts) -> Json:
    """Return how many entries fit."""
    return {
        "total": counts.total,
        "binding": counts.binding,
        "reviewed": counts.reviewed,
        "by_status": {status.value: n for status, n in counts.by_status.items()},
        "by_kind": {kind.value: n for kind, n in counts.by_kind.items()},
    }
