"""What retrieval hands to the rooms above it: hits, statements, answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.model import Citation


class QuestionKind(StrEnum):
    """What a question asks for."""

    COMMITMENTS = "commitments"
    FACT = "fact"
    WHO_SAID = "who-said"
    DECISION = "decision"
    TIMELINE = "timeline"
    COMPARISON = "comparison"


class Status(StrEnum):
    """How well the archive answers."""

    ANSWERED = "answered"
    WEAK = "weak"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked to look at; dates are included at both ends."""

    force: str | None = None
    body: str | None = None
    since: date | None = None
    until: date | None = None
    item: str | None = None
    speaker: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class UnderstoodFilters:
    """The filters as they were applied.

    ``force`` and ``body`` are spelled as the archive spells them;
    ``from_question`` names those that were read from the question's words;
    ``unknown`` names those for which the archive holds nothing.
    """

    force: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    item: str | None = None
    speaker: str | None = None
    document: str | None = None
    from_question: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words that were looked for besides those of the question, and why."""

    term: str
    also: str
    why: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One ranked passage.

    ``score`` is the fused score in [0, 1]; ``dense`` the cosine in [-1, 1];
    ``lexical`` the BM25 score (0 when no word matches).
    """

    rank: int
    score: float
    dense: float
    lexical: float
    citation: Citation


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a search."""

    query: str
    filters: UnderstoodFilters
    expansions: tuple[Expansion, ...]
    hits: tuple[Hit, ...]
    withheld: int
    generation: str
    model: str
    took_ms: float


@dataclass(frozen=True, slots=True)
class Promise:
    """What the register says of the commitment that a statement quotes; none of it is a quote.

    Attributes
    ----------
    id
        Of the commitment.
    kind, binding
        What it is: a request is none that binds.
    acceptance
        Of a request: whether it was accepted.
    owner, due
        As printed, or as a reviewer has it; the day is ISO, or None.
    status, status_text
        Where it stands, and the same in words.
    review
        What people have said of it ("none", "confirmed", ...).
    """

    id: str
    kind: str
    binding: bool
    acceptance: str | None
    acceptance_text: str | None
    owner: str | None
    due: str | None
    due_date: str | None
    status: str
    status_text: str
    review: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the record says, in its own words.

    ``text`` is the quotes of ``citations`` joined by " … "; ``context`` is the
    heading, lead-in or preceding text it stands under, cut from the record too.
    ``promise`` says what the register holds of it, where it is a commitment.
    """

    text: str
    context: str | None
    citations: tuple[int, ...]
    promise: Promise | None = None


@dataclass(frozen=True, slots=True)
class HeldCoverage:
    """What the archive holds within the filters, in one line."""

    meetings: int
    first: date | None
    last: date | None
    unreadable: int
    undated: int = 0
    bodies: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer, or the plain word that the archive does not answer.

    ``register`` says what the register of commitments was asked, by name, where it answers.
    """

    question: str
    kind: QuestionKind
    status: Status
    reason: str | None
    filters: UnderstoodFilters
    expansions: tuple[Expansion, ...]
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    coverage: HeldCoverage
    withheld: int
    support: float
    generation: str
    model: str
    took_ms: float = field(compare=False)
    register: tuple[tuple[str, str], ...] = ()
