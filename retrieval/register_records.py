"""What the register hands to the rooms above it: entries, pages, timelines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from corpus.model import Citation
from corpus.register import (
    Commitment,
    Corrections,
    Due,
    Kind,
    MatchedBy,
    Outcome,
    Owner,
    Review,
    Status,
)
from retrieval.records import Filters, HeldCoverage, UnderstoodFilters


class Sort(StrEnum):
    """In which order entries come."""

    DATE = "date"
    DUE = "due"


class ReviewState(StrEnum):
    """What people have said of an entry, taken together."""

    NONE = "none"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    MERGED = "merged"
    REJECTED = "rejected"
    ADDED = "added"


HIDDEN = frozenset({ReviewState.MERGED, ReviewState.REJECTED})
"""Entries that are listed only where it is asked for."""


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """What is wanted of the register; what is left out asks nothing.

    Attributes
    ----------
    scope
        Force, body, dates, item, speaker and document, as everywhere.
    topic
        A topic's id or name, or one of its terms.
    owner
        Words of the owner's code, name, role or body; a code means its office too.
    statuses, kinds, review_states
        Any of these.
    binding
        Promises only, or everything else only.
    due_before, due_after
        Both included; an entry without a day fits neither.
    later
        Whether a later passage speaks of it.
    reviewed
        Whether a review of it stands.
    words
        Words that all stand in its quote or in what it stands under.
    hidden
        List what was rejected or merged too.
    as_of
        The day on which overdue is judged; by default the day to which the minutes of its
        body are held.
    """

    scope: Filters = field(default_factory=Filters)
    topic: str | None = None
    owner: str | None = None
    statuses: tuple[Status, ...] = ()
    kinds: tuple[Kind, ...] = ()
    binding: bool | None = None
    due_before: date | None = None
    due_after: date | None = None
    later: bool | None = None
    reviewed: bool | None = None
    review_states: tuple[ReviewState, ...] = ()
    words: str | None = None
    hidden: bool = False
    as_of: date | None = None
    sort: Sort = Sort.DATE


@dataclass(frozen=True, slots=True)
class Facts:
    """What is held of a commitment besides its quote."""

    kind: Kind
    binding: bool
    owner: Owner
    due: Due
    topics: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """What people decided about an entry.

    Attributes
    ----------
    state
        What the last review that stands says.
    by, at, reason
        Of that review.
    corrections
        Of all that stand, the later ones first.
    into
        The entry it is shown under, when merged.
    anchored
        How the words were found again, where they do not stand where they were reviewed.
    reviews
        All of them, those withdrawn and the withdrawals too, oldest first.
    """

    state: ReviewState = ReviewState.NONE
    by: str | None = None
    at: datetime | None = None
    reason: str | None = None
    corrections: Corrections = field(default_factory=Corrections)
    into: str | None = None
    anchored: str | None = None
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryFollowUp:
    """A later passage that says what became of it, quoted now.

    ``of`` is the commitment it was found for: another one where that was merged into this.
    """

    outcome: Outcome
    matched_by: MatchedBy
    why: str
    score: float
    citation: Citation
    of: str


@dataclass(frozen=True, slots=True)
class AgainPlace:
    """Another place that says the same; ``merged`` names the entry a reviewer merged."""

    citation: Citation
    merged: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One commitment with all that is known of it, quoted now.

    Attributes
    ----------
    commitment
        As the program found it, or as a reviewer named it.
    found_by
        ``machine`` or ``reviewer``; of what a reviewer named, the program says nothing.
    citation, owner_citation, context
        The quote, the cell that names its owner, and what it stands under.
    machine, facts
        What the program says, and what holds: a reviewer's word before the program's.
    status_text
        The status in words, for a reader.
    held_to
        The last day of which minutes of its body are held.
    follow_ups
        By date.
    withheld
        Quotes of it that are left out, since their text was altered.
    """

    commitment: Commitment
    found_by: str
    citation: Citation
    owner_citation: Citation | None
    context: str | None
    machine: Facts | None
    facts: Facts
    review: ReviewSummary
    status_text: str
    held_to: date | None
    follow_ups: tuple[EntryFollowUp, ...]
    again: tuple[AgainPlace, ...]
    withheld: int = 0

    @property
    def id(self) -> str:
        """The commitment's id."""
        return self.commitment.id

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.facts.status


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Entries that fit, and what they were looked for in.

    Attributes
    ----------
    total
        How many fit in all.
    topics
        Ids of the topics that were meant.
    unknown
        What was asked for that nothing is held of.
    withheld
        Entries left out since the text they stand in was altered.
    lost
        Reviews whose commitment is no longer found (:meth:`Register.lost_reviews`).
    """

    entries: tuple[RegisterEntry, ...]
    total: int
    limit: int | None
    offset: int
    asked: RegisterFilters
    filters: UnderstoodFilters
    topics: tuple[str, ...]
    unknown: tuple[str, ...]
    coverage: HeldCoverage
    withheld: int
    lost: int
    generation: str


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """Something that happened to a commitment.

    ``what`` is ``found``, an outcome, or ``reviewed``; ``text`` says it in words; a step of
    the record has a citation, a step of a person a review.
    """

    when: date | None
    what: str
    text: str
    citation: Citation | None = None
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class LostReview:
    """A review that stands, of words that the register does not hold any more."""

    review: Review
    history: tuple[Review, ...]
    why: str


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic and how many entries have it."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries fit, by what they are."""

    total: int
    binding: int
    reviewed: int
    by_status: Mapping[Status, int] = field(default_factory=dict)
    by_kind: Mapping[Kind, int] = field(default_factory=dict)
