"""How the facts of a commitment are put into words, the same in every door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from corpus.reference import topics
from corpus.register import (
    Corrections,
    Due,
    DueKind,
    Kind,
    Outcome,
    Owner,
    OwnerBasis,
    Review,
    ReviewAction,
    Status,
)
from retrieval.register_records import (
    Facts,
    RegisterEntry,
    RegisterPage,
    ReviewState,
    ReviewSummary,
    Sort,
)
from retrieval.register_status import acceptance_text, spelled

NOT_DONE = (
    "“No later record found in the archive” never means “not done”: it means that the minutes "
    "held here say nothing later about it."
)
NOT_PROMISE = "A request is not a promise: requests are told apart from what somebody undertook."
NOT_STATED = "not stated"

KINDS = {
    Kind.ACTION: "Action",
    Kind.AGREED: "Agreed",
    Kind.UNDERTAKING: "Undertaking",
    Kind.RESOLVED: "Resolution",
    Kind.REQUEST: "Request",
    Kind.RECOMMENDATION: "Recommendation",
    Kind.TARGET: "Target",
    Kind.ASPIRATION: "Aspiration",
    Kind.REFUSAL: "Refusal",
    Kind.DEFERRAL: "Deferral",
    Kind.NOTED: "Noted",
}
PLURALS = {
    Kind.ACTION: "actions",
    Kind.AGREED: "agreements",
    Kind.UNDERTAKING: "undertakings",
    Kind.RESOLVED: "resolutions",
    Kind.REQUEST: "requests",
    Kind.RECOMMENDATION: "recommendations",
    Kind.TARGET: "targets",
    Kind.ASPIRATION: "aspirations",
    Kind.REFUSAL: "refusals",
    Kind.DEFERRAL: "deferrals",
    Kind.NOTED: "things noted",
}
STATUSES = {
    Status.OPEN: "Open",
    Status.CLOSED: "Closed",
    Status.OVERDUE: "Overdue",
    Status.NO_LATER_RECORD: "No later record",
}
OUTCOMES = {
    Outcome.CLOSED: "Closed",
    Outcome.PROGRESS: "Progress",
    Outcome.REPEATED: "Said again",
    Outcome.MISSED: "Not done by then",
    Outcome.REOPENED: "Opened again",
}
REVIEW_STATES = {
    ReviewState.NONE: "Not reviewed",
    ReviewState.CONFIRMED: "Confirmed",
    ReviewState.CORRECTED: "Corrected",
    ReviewState.MERGED: "Merged",
    ReviewState.REJECTED: "Rejected",
    ReviewState.ADDED: "Added",
}
DECISIONS = {
    ReviewAction.CONFIRM: "Confirmed",
    ReviewAction.CORRECT: "Corrected",
    ReviewAction.MERGE: "Merged",
    ReviewAction.REJECT: "Rejected",
    ReviewAction.ADD: "Added",
    ReviewAction.WITHDRAW: "Taken back",
}


@cache
def _topic_names() -> dict[str, str]:
    return {str(getattr(topic, "id", topic.name)): topic.name for topic in topics()}


def topic_name(key: str) -> str:
    """Return a topic's name; its id, where the reference data knows it no longer."""
    return _topic_names().get(key, key)


def topic_names(keys: tuple[str, ...]) -> str | None:
    """Return the names of topics, joined by commas, or None where there are none."""
    return ", ".join(topic_name(key) for key in keys) or None


def kinds_counted(counts: Mapping[Kind, int]) -> str:
    """Return how many there are of each kind, in words.

    >>> kinds_counted({Kind.REQUEST: 2, Kind.TARGET: 1})
    '2 requests, 1 target'
    """
    return ", ".join(
        f"{number:,} {PLURALS[kind] if number != 1 else _SINGULARS.get(kind, PLURALS[kind][:-1])}"
        for kind, number in counts.items()
    )


_SINGULARS = {Kind.NOTED: "thing noted"}


def kind_text(facts: Facts) -> str:
    """Return what a commitment is, and the plain word where it is no promise.

    >>> kind_text(Facts(Kind.REQUEST, False, Owner(), Due(), (), Status.OPEN))
    'Request, not a promise'
    """
    return kind_words(facts.kind, facts.binding)


def kind_words(kind: Kind, binding: bool) -> str:
    """Return a kind in words; see :func:`kind_text`."""
    name = KINDS[kind]
    if binding:
        return name
    if kind is Kind.ACTION:
        # An action of an earlier meeting that is told again, or one that a reviewer unbound.
        return f"{name}, not a new promise"
    return f"{name}, not a promise" if kind is Kind.REQUEST else f"{name}, binds nobody"


def owner_text(owner: Owner) -> str:
    """Return who has to act, as printed, and whom that stands for.

    >>> owner_text(Owner("DCC", None, "Deputy Chief Constable", OwnerBasis.COLUMN))
    'DCC (Deputy Chief Constable), from the ACTION column'
    """
    if owner.raw is None:
        return NOT_STATED
    raw = " ".join(owner.raw.split())
    given = (owner.person, owner.role)
    known = [part for part in given if part and part.casefold() not in _of(raw)]
    text = f"{raw} ({', '.join(known)})" if known else raw
    text += _BASES.get(owner.basis, "")
    return f"{text} ({owner.note})" if owner.note else text


def _of(raw: str) -> tuple[str, ...]:
    words = raw.casefold()
    return words, words.removeprefix("the ")


_BASES = {
    OwnerBasis.COLUMN: ", from the ACTION column",
    OwnerBasis.SPEAKER: ", who spoke",
}


def due_text(due: Due) -> str:
    """Return by when, as printed, with the day it comes to, if there is one.

    >>> from datetime import date
    >>> due_text(Due("by the end of May 2024", date(2024, 5, 31), DueKind.DATE))
    'by the end of May 2024 (31 May 2024)'
    >>> due_text(Due("in due course", None, DueKind.VAGUE))
    'in due course (names no day)'
    """
    if due.raw is None:
        return spelled(due.date) if due.date else NOT_STATED
    raw = " ".join(due.raw.split())
    if due.date is not None:
        day = spelled(due.date)
        same = raw.casefold().removeprefix("by ") == day.casefold()
        return raw if same else f"{raw} ({day})"
    return f"{raw} ({_NO_DAY.get(due.kind, 'no day is known')})"


_NO_DAY = {
    DueKind.MEETING: "that meeting is not in the archive",
    DueKind.RECURRING: "again and again",
    DueKind.VAGUE: "names no day",
}


def why_text(entry: RegisterEntry) -> str:
    """Return why an entry is in the register: the rule, the score, or the reviewer."""
    one = entry.commitment
    if entry.found_by != "machine":
        return "A reviewer named it; the program did not find it."
    if one.score is None:
        return f"Rule: {one.why}"
    return f"Score {one.score:.2f} of 1: {one.why}"


def request_text(entry: RegisterEntry) -> str | None:
    """Return what became of a request there and then; None for anything else."""
    return acceptance_text(entry.facts.kind, entry.commitment.acceptance)


def review_text(review: ReviewSummary) -> str | None:
    """Return what people decided, in one line; None where nobody did."""
    if review.state is ReviewState.NONE or review.at is None:
        return None
    into = f" into {review.into}" if review.into else ""
    last = f"{REVIEW_STATES[review.state]}{into} by {review.by} on {moment(review.at)}"
    changed = corrections_text(review.corrections)
    # Corrections add up over the reviews that stand; the last one may have changed nothing.
    said = f". What people say instead: {changed}" if changed else ""
    return f"{last}: {review.reason}{said}"


def decision_text(review: Review) -> str:
    """Return one review as it was made, in one line.

    A withdrawal names the review it takes back.
    """
    into = f" into {review.into}" if review.into else ""
    of = f" (review {review.withdraws})" if review.withdraws is not None else ""
    changed = corrections_text(review.corrections)
    changed = f" ({changed})" if changed else ""
    return f"{DECISIONS[review.action]}{into}{of} by {review.by} on {moment(review.at)}{changed}"


def corrections_text(corrections: Corrections) -> str | None:
    """Return what a reviewer says instead, or None where nothing is changed."""
    topics_said = None
    if corrections.topics is not None:
        topics_said = topic_names(corrections.topics) or "none"
    said = (
        ("kind", KINDS[corrections.kind].lower() if corrections.kind else None),
        ("binding", None if corrections.binding is None else yes_no(corrections.binding)),
        ("owner", corrections.owner),
        ("due", corrections.due),
        ("due date", spelled(corrections.due_date) if corrections.due_date else None),
        ("topics", topics_said),
        ("status", STATUSES[corrections.status].lower() if corrections.status else None),
    )
    return "; ".join(f"{name} {value}" for name, value in said if value is not None) or None


def moment(when: datetime) -> str:
    """Return a time as it is read: "23 November 2026, 02:40 UTC"."""
    return f"{spelled(when.date())}, {when:%H:%M} UTC"


def yes_no(value: bool) -> str:
    """Return a truth value as it is read."""
    return "yes" if value else "no"


def asked_in_words(page: RegisterPage, *, promises_only: bool = False) -> list[tuple[str, str]]:
    """Return what was asked for as pairs of a name and what it asks; empty for everything."""
    asked, scope = page.asked, page.filters
    meant = topic_names(page.topics)
    topic = asked.topic
    if topic is not None and meant and meant.casefold() != topic.casefold():
        topic = f"{topic} (understood as {meant})"
    kinds = ", ".join(PLURALS[kind] for kind in asked.kinds)
    if promises_only:
        kinds = "promises (actions, agreements, undertakings, resolutions)"
    elif asked.binding is not None:
        kinds = f"{kinds or 'every kind'}, {'binding' if asked.binding else 'not binding'}"
    dates = {
        name: spelled(when) if when else None
        for name, when in (
            ("since", scope.since),
            ("until", scope.until),
            ("after", asked.due_after),
            ("before", asked.due_before),
            ("as_of", asked.as_of),
        )
    }
    later = {True: "has a later record", False: "has no later record", None: None}[asked.later]
    reviewed = {True: "reviewed", False: "not reviewed", None: None}[asked.reviewed]
    said = (
        ("Topic", topic),
        ("Owner", asked.owner),
        ("Force", " or ".join(scope.force)),
        ("Body", " or ".join(scope.body)),
        ("Meetings on or after", dates["since"]),
        ("Meetings on or before", dates["until"]),
        ("Agenda item", scope.item),
        ("Speaker", scope.speaker),
        ("Document", scope.document),
        ("Kinds", kinds),
        ("Status", ", ".join(STATUSES[status].lower() for status in asked.statuses)),
        ("Due on or after", dates["after"]),
        ("Due on or before", dates["before"]),
        ("Later record", later),
        ("Review", reviewed),
        ("Words", asked.words),
        ("Rejected and merged ones", "listed too" if asked.hidden else None),
        ("Overdue is judged on", dates["as_of"]),
        ("Order", "by the day they are due" if asked.sort is Sort.DUE else None),
        ("Nothing is held for", ", ".join(page.unknown)),
    )
    return [(name, value) for name, value in said if value]
