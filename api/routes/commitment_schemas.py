"""What the register's responses hold, for the OpenAPI description; see :mod:`api.routes.schemas`.

The responses themselves are made by :mod:`retrieval.register_serial`.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from api.routes.schemas import Citation, FiltersUnderstood, HeldLine, Schema
from corpus.register import Acceptance, Kind, MatchedBy, Outcome, OwnerBasis, ReviewAction, Status
from corpus.register import DueKind as DueKinds
from retrieval.register_records import ReviewState, Sort

_ID = "k-0f3a5c7e9b1d2f46"
_DAY = datetime.date(2018, 3, 31)


class Owner(Schema):
    """Who has to act, as the record has it."""

    raw: str | None = Field(
        description="As printed; null where it is not stated.", examples=["DCC"]
    )
    person: str | None = Field(description="From that document's own list of people.")
    role: str | None = Field(examples=["Deputy Chief Constable"])
    basis: OwnerBasis
    note: str | None = Field(description="Why a code was not resolved.")


class Due(Schema):
    """By when."""

    raw: str | None = Field(description="As printed.", examples=["by the end of March"])
    date: datetime.date | None = Field(
        description="The last day that fits; null where none can be told. Never invented.",
        examples=[_DAY],
    )
    kind: DueKinds


class Facts(Schema):
    """What is held of a commitment besides its quote."""

    kind: Kind
    binding: bool
    owner: Owner
    due: Due
    topics: list[str]
    status: Status


class Corrections(Schema):
    """What reviewers say instead; what they left alone is left out."""

    kind: Kind | None = None
    binding: bool | None = None
    owner: str | None = None
    due: str | None = None
    due_date: datetime.date | None = None
    topics: list[str] | None = None
    status: Status | None = None


class Review(Schema):
    """One decision of a person."""

    id: int = Field(examples=[3])
    commitment: str = Field(examples=[_ID])
    action: ReviewAction
    by: str
    at: datetime.datetime = Field(description="UTC.")
    reason: str
    quote: str = Field(description="As it was shown to the reviewer.")
    document: str
    start: int
    end: int
    corrections: Corrections
    into: str | None = Field(description="What it was merged into.")
    withdraws: int | None = Field(description="The review that is taken back.")


class ReviewSummary(Schema):
    """What people decided, taken together, and all that they did."""

    state: ReviewState
    by: str | None
    at: datetime.datetime | None
    reason: str | None
    corrections: Corrections
    into: str | None
    anchored: str | None = Field(
        description="How the words were found again, where they do not stand where they were "
        "reviewed."
    )
    history: list[Review]


class FollowUp(Citation):
    """A later passage that says what became of it."""

    outcome: Outcome
    matched_by: MatchedBy
    why: str = Field(description="What joins the two.")
    score: float
    of: str = Field(description="The commitment it was found for.")


class Again(Citation):
    """Another place that says the same."""

    merged: str | None = Field(description="The commitment that a reviewer merged into this.")


class Commitment(Schema):
    """What was promised, asked or noted; what holds first, then program and people apart."""

    id: str = Field(examples=[_ID])
    kind: Kind
    binding: bool = Field(description="Whether somebody is bound; a request binds nobody.")
    quote: str = Field(description="The record's own words, verified now.")
    owner: Owner
    due: Due
    topics: list[str]
    status: Status
    acceptance: Acceptance | None = Field(description="Of a request only.")
    follow_ups: list[FollowUp]
    review: ReviewSummary
    citation: Citation
    status_text: str = Field(
        examples=["No later record found in the archive (held to 19 December 2017)"]
    )
    acceptance_text: str | None
    held_to: datetime.date | None = Field(
        description="The last day of which minutes of its body are held."
    )
    found_by: Literal["machine", "reviewer"]
    machine: Facts | None = Field(description="What the program says; null where it found nothing.")
    human: Corrections | None = Field(description="What people say instead.")
    context: str | None
    owner_cell: Citation | None = Field(
        description="The cell of an ACTION column, if there is one."
    )
    number: str | None = Field(description="The record's own number.", examples=["Action 16"])
    meeting: str
    again: list[Again]
    why: str = Field(description="The rule that speaks, or what the classifier saw.")
    score: float | None = Field(description="The classifier's; null where a rule decided.")
    withheld: int


class RegisterFiltersUnderstood(FiltersUnderstood):
    """The filters as applied; those that ask nothing are left out."""

    topic: str | None = None
    topics: list[str] | None = Field(None, description="Ids of the topics that were meant.")
    owner: str | None = None
    status: list[Status] | None = None
    kind: list[Kind] | None = None
    binding: bool | None = None
    due_before: datetime.date | None = None
    due_after: datetime.date | None = None
    later: bool | None = None
    reviewed: bool | None = None
    review_state: list[ReviewState] | None = None
    words: str | None = None
    hidden: bool | None = None
    as_of: datetime.date | None = None
    sort: Sort


class CommitmentList(Schema):
    """Part of the register."""

    commitments: list[Commitment]
    total: int
    limit: int | None
    offset: int
    filters: RegisterFiltersUnderstood
    coverage: HeldLine
    withheld: int = Field(description="Entries left out since their text was altered.")
    lost_reviews: int = Field(description="Reviews of words that the register holds no more.")
    generation: str
    left_out: dict[str, int] = Field(
        description="How many of each kind fit besides, but bind nobody; empty where every kind "
        "was asked for."
    )


class CommitmentCounts(Schema):
    """How many entries fit."""

    total: int
    binding: int
    reviewed: int
    by_status: dict[str, int]
    by_kind: dict[str, int]
    generation: str


class Step(Schema):
    """Something that happened to a commitment."""

    date: datetime.date | None
    what: str = Field(description="`found`, an outcome, or `reviewed`.")
    text: str
    citation: Citation | None
    review: Review | None


class Timeline(Schema):
    """What happened to a commitment, by date."""

    timeline: list[Step]
