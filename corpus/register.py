"""The records of the register of commitments, which the rooms pass to one another.

A commitment is found in the text when the index is built; what people decided about it (a
:class:`Review`) is kept in the catalogue and outlives every build.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from corpus.model import ItemRef

Span = tuple[int, int]
"""Half-open offsets (code points) into a document's canonical text."""


class Kind(StrEnum):
    """What a sentence does."""

    ACTION = "action"
    AGREED = "agreed"
    UNDERTAKING = "undertaking"
    RESOLVED = "resolved"
    REQUEST = "request"
    RECOMMENDATION = "recommendation"
    TARGET = "target"
    ASPIRATION = "aspiration"
    REFUSAL = "refusal"
    DEFERRAL = "deferral"
    NOTED = "noted"


BINDING: Final = frozenset({Kind.ACTION, Kind.AGREED, Kind.UNDERTAKING, Kind.RESOLVED})
"""The kinds that can bind somebody; a request is not a promise."""


class OwnerBasis(StrEnum):
    """Where an owner was read: in the words, in an ACTION column, or from who spoke."""

    STATED = "stated"
    COLUMN = "column"
    SPEAKER = "speaker"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has to act, as the record has it.

    Attributes
    ----------
    raw
        The code, name, role or body as printed ("TS/SC", "DCC", "the OPCC"); None where the
        record does not say.
    person
        The name that ``raw`` stands for in that document's own list of people, several joined
        by "; "; None where no list tells, or where two people share the initials.
    role
        Their role or office, from the same list or the words themselves.
    note
        Why a code was not resolved ("JB stands for two people in this record"), if so.
    """

    raw: str | None = None
    person: str | None = None
    role: str | None = None
    basis: OwnerBasis = OwnerBasis.NONE
    note: str | None = None


class DueKind(StrEnum):
    """What a due phrase names: a day or a span, a meeting, ever again, nothing firm, nothing."""

    DATE = "date"
    MEETING = "meeting"
    RECURRING = "recurring"
    VAGUE = "vague"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Due:
    """By when.

    Attributes
    ----------
    raw
        The phrase as printed; None where none stands there.
    date
        The last day that fits the phrase ("by the end of March 2018": 2018-03-31; "in May
        2018": 2018-05-31), or the day of the meeting that is meant once the archive holds it.
        None where the meeting's date is unknown or the phrase allows no day.
    """

    raw: str | None = None
    date: date | None = None
    kind: DueKind = DueKind.NONE


class Acceptance(StrEnum):
    """What became of a request there and then, as far as the record says."""

    ACCEPTED = "accepted"
    ANSWERED = "answered"
    REFUSED = "refused"
    NOT_RECORDED = "not-recorded"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one document."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """A sentence, bullet, action line or table row, and what it does.

    Attributes
    ----------
    id
        ``k-`` and 16 hexadecimal digits, from the document's id and the offsets.
    start, end
        Offsets (code points) into the document's canonical text: the quote.
    page
        From 1, where the format has pages.
    kind, binding
        What it does, and whether somebody is bound.
    topics
        Ids of the topics of the reference data, sorted.
    acceptance
        Of a request only.
    number
        The record's own number of the action or minute ("Action 16", "9/2022/P"), as printed.
    context
        Spans of the same document it needs to be understood, in reading order.
    owner_cell
        Span of the cell of an ACTION column that names its owner, if there is one.
    again
        Other places of the same meeting that say the same: the prose beside a numbered
        action, other renditions.
    why
        The rule that speaks, in words an officer understands, or what the classifier saw.
    score
        The classifier's probability that it binds, in [0, 1]; None where a rule decided.
    """

    id: str
    document_id: str
    meeting_id: str
    start: int
    end: int
    page: int | None
    kind: Kind
    binding: bool
    owner: Owner
    due: Due
    topics: tuple[str, ...]
    acceptance: Acceptance | None
    number: str | None
    item: ItemRef | None
    context: tuple[Span, ...]
    owner_cell: Span | None
    again: tuple[Place, ...]
    why: str
    score: float | None


class Outcome(StrEnum):
    """What a later passage says of a commitment."""

    CLOSED = "closed"
    PROGRESS = "progress"
    REPEATED = "repeated"
    MISSED = "missed"
    REOPENED = "reopened"


class MatchedBy(StrEnum):
    """What joins a later passage to a commitment, the surest first."""

    NUMBER = "number"
    REFERENCE = "reference"
    OWNER_AND_WORDS = "owner-and-words"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A later passage of the same body that says what became of a commitment.

    ``score`` is the matcher's own, in [0, 1]; ``why`` says in words what joins the two.
    """

    commitment_id: str
    document_id: str
    start: int
    end: int
    outcome: Outcome
    matched_by: MatchedBy
    why: str
    score: float


class Status(StrEnum):
    """Where a commitment stands, by the minutes held."""

    OPEN = "open"
    CLOSED = "closed"
    OVERDUE = "overdue"
    NO_LATER_RECORD = "no-later-record"


class ReviewAction(StrEnum):
    """What a reviewer did."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    MERGE = "merge"
    REJECT = "reject"
    ADD = "add"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a reviewer says instead; None leaves what the machine found.

    ``owner`` and ``due`` are words; ``due_date`` is a day; ``status`` is a person's word on
    where it stands. The quote is not among them: no review alters it.
    """

    kind: Kind | None = None
    binding: bool | None = None
    owner: str | None = None
    due: str | None = None
    due_date: date | None = None
    topics: tuple[str, ...] | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One decision of a person about one commitment; later ones go before earlier ones.

    A review is kept by what it is about: the quote and where it stands. So it is found again
    when the index is built anew, when a better reader makes another text of the same bytes
    (by the quote), and when another rendition becomes the one that is quoted.

    Attributes
    ----------
    id
        Counted from 1 in each archive.
    commitment_id
        As it was when the review was made.
    sha256
        Of the document's bytes.
    quote
        As it was shown to the reviewer.
    into
        The commitment it was merged into, for a merge.
    into_place
        Where that one stands, so that it is found again too.
    withdraws
        The review that is taken back, for a withdrawal; both are kept.
    by, at, reason
        Who, when (UTC), and why.
    """

    id: int
    commitment_id: str
    action: ReviewAction
    document_id: str
    sha256: str
    meeting_id: str
    start: int
    end: int
    quote: str
    corrections: Corrections
    into: str | None
    by: str
    at: datetime
    reason: str
    into_place: Place | None = None
    withdraws: int | None = None
