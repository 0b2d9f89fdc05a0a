"""What the responses hold, for the OpenAPI description.

The responses themselves are made by :mod:`retrieval.serial`, so that HTTP and
the command line return the same objects; tests hold these schemas against them.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.register import Acceptance, Kind
from corpus.register import Status as CommitmentStatus

_DATE = datetime.date(2022, 5, 10)


class Schema(BaseModel):
    """What every response has in common: later versions may add members."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)


class ItemRef(Schema):
    """The agenda item something stands in."""

    number: str | None = Field(description="As printed.", examples=["39/20"])
    title: str | None = Field(description="As printed.", examples=["Residential burglary"])


class DocumentRef(Schema):
    """As much of a document as a citation carries."""

    id: str = Field(examples=["d-0f3a5c7e9b1d2f46"])
    sha256: str = Field(description="Of the bytes as received.")
    source: str = Field(description="The path or address as it was given.")
    title: str | None = Field(examples=["Minutes of the Accountability Board"])


class Rendition(Schema):
    """Another document of the same meeting."""

    id: str = Field(examples=["d-0f3a5c7e9b1d2f46"])
    source: str
    status: Literal["agenda", "draft", "approved"] | None
    link: str


class Place(Schema):
    """Where in the record something stands."""

    start: int = Field(description="Offset into the canonical text (code points).", examples=[1204])
    end: int = Field(description="Where it ends; `text[start:end]` is the quote.", examples=[1291])
    page: int | None = Field(description="From 1; null where the format has no pages.")
    passage_id: str = Field(examples=["p-0f3a5c7e9b1d2f46"])
    document: DocumentRef
    body: str | None = Field(description="Who met; null when the record does not say.")
    force: str | None = Field(description="The police force area.")
    meeting_date: datetime.date | None = Field(
        description="Null when the record does not state it; never guessed.", examples=[_DATE]
    )
    item: ItemRef | None
    speaker: str | None = Field(description="Who the record names as speaking.")
    ocr: int | None = Field(
        description="Mean word confidence (percent) of the page, the lowest of several, where "
        "its text was recognised from a picture; null where it was printed."
    )
    link: str = Field(description="The quote on its meeting's page, from this server's root.")
    status: Literal["agenda", "draft", "approved"] | None = Field(
        description="How far the quoted document has come; null where it does not say."
    )
    other_renditions: list[Rendition] = Field(
        description="The meeting's other documents, the best first; what they repeat of this "
        "quote is not listed again."
    )


class Citation(Place):
    """A quote and the place in the record it was cut from."""

    quote: str = Field(
        description="The record's own words, cut from the stored text.",
        examples=["The Chief Constable undertook to write to every victim within a week."],
    )


class Hit(Place):
    """One ranked passage: a citation whose quote is the passage's `text`."""

    rank: int = Field(examples=[1])
    score: float = Field(description="Fused score, 0 to 1.")
    dense: float = Field(description="Cosine with the question, -1 to 1.")
    lexical: float = Field(description="BM25 score; 0 when no word matches.")
    text: str


class Expansion(Schema):
    """Words that were looked for besides those of the question."""

    term: str
    also: str
    why: str


class FiltersUnderstood(Schema):
    """The filters as applied; those that ask nothing are left out."""

    force: str | list[str] | None = None
    body: str | list[str] | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    item: str | None = None
    speaker: str | None = None
    document: str | None = None
    from_question: list[str] | None = Field(
        None, description="Which of them were read from the question's words."
    )
    unknown: list[str] | None = Field(
        None, description="Names given for which the archive holds nothing."
    )


class HeldLine(Schema):
    """What the archive holds within the filters."""

    meetings: int
    first: datetime.date | None = Field(alias="from")
    last: datetime.date | None = Field(alias="to")
    unreadable: int = Field(description="Failed files and pages without text.")
    undated: int
    bodies: list[str]
    notes: list[str]


class DueSaid(Schema):
    """By when, as the register has it."""

    raw: str | None = Field(description="As printed.")
    date: datetime.date | None


class StatementCommitment(Schema):
    """What the register says of the commitment a statement quotes; none of it is a quote."""

    id: str = Field(examples=["k-0f3a5c7e9b1d2f46"])
    kind: Kind
    binding: bool = Field(description="Whether somebody is bound; a request binds nobody.")
    acceptance: Acceptance | None
    acceptance_text: str | None
    owner: str | None
    due: DueSaid
    status: CommitmentStatus
    status_text: str
    review: str = Field(description="What people have said of it.", examples=["confirmed"])


class Statement(Schema):
    """One thing the record says."""

    text: str = Field(description="Its citations' quotes joined by “ … ”, nothing else.")
    context: str | None = Field(
        description="The heading or lead-in it stands under, from the record too."
    )
    citations: list[int] = Field(description="Indices into the answer's `citations`.")
    commitment: StatementCommitment | None = Field(
        description="What the register says of it, where it is a commitment."
    )


class Provenance(Schema):
    """What made an answer."""

    withheld: int = Field(description="Quotes withheld since the stored text no longer matches.")
    generation: str = Field(description="The index generation.", examples=["gen-000007"])
    model: str = Field(examples=["all-MiniLM-L6-v2"])
    took_ms: float


class Answer(Provenance):
    """A cited answer, or the plain word that the archive does not answer."""

    question: str
    kind: Literal["commitments", "fact", "who-said", "decision", "timeline", "comparison"]
    status: Literal["answered", "weak", "abstained"]
    reason: str | None = Field(description="Why the answer is weak, or why there is none.")
    support: float = Field(description="How well the evidence supports the answer, 0 to 1.")
    filters: FiltersUnderstood
    expansions: list[Expansion]
    statements: list[Statement]
    citations: list[Citation]
    nearest: list[Citation] = Field(description="Given when the answer is weak or abstained.")
    coverage: HeldLine
    asked_of_register: dict[str, str] | None = Field(
        alias="register",
        description="What the register of commitments was asked, where it answers.",
    )


class SearchResult(Provenance):
    """Ranked passages."""

    query: str
    filters: FiltersUnderstood
    expansions: list[Expansion]
    hits: list[Hit]


class Document(Schema):
    """One version of one file or page, without its text."""

    id: str = Field(examples=["d-0f3a5c7e9b1d2f46"])
    source: str
    source_url: str | None
    title: str | None
    body: str | None
    force: str | None
    meeting_date: datetime.date | None = Field(examples=[_DATE])
    meeting_id: str
    status: Literal["agenda", "draft", "approved"] | None
    current: bool = Field(description="False once changed bytes at its source have replaced it.")
    sha256: str
    text_sha256: str = Field(description="Of the canonical text in UTF-8.")
    characters: int
    pages: int | None
    pages_without_text: list[int]
    reader: str
    reader_version: int
    notes: list[str]


class Item(Schema):
    """An agenda item or headed section, and where it stands."""

    number: str | None
    title: str | None
    level: int
    start: int | None = Field(description="Offset into the canonical text; null when empty.")
    end: int | None


class Attendee(Schema):
    """Somebody listed as present or as having sent apologies."""

    name: str
    role: str | None
    initials: str | None
    present: bool


class Block(Schema):
    """A paragraph, heading, list entry, table cell, or page furniture."""

    start: int
    end: int
    kind: Literal["heading", "paragraph", "bullet", "cell", "furniture"]
    page: int | None
    level: int


class DocumentDetail(Document):
    """A document with its items and attendees."""

    sources: list[str] = Field(description="Every path or address that holds this version now.")
    items: list[Item]
    attendees: list[Attendee]
    blocks: list[Block] | None = Field(None, description="When asked for with `blocks=true`.")


class Listing(Schema):
    """Part of a list."""

    total: int = Field(description="How many there are in all, within the filters.")
    limit: int
    offset: int
    filters: FiltersUnderstood
    undated_left_out: int = Field(
        description="How many were left out by a filter of dates since theirs is not stated."
    )


class DocumentList(Listing):
    """Documents by date (undated last), then by id."""

    documents: list[Document]


class Meeting(Schema):
    """A body on a date, and the ids of the current documents that record it."""

    id: str
    body: str | None
    force: str | None
    meeting_date: datetime.date | None = Field(examples=[_DATE])
    title: str | None
    status: Literal["agenda", "draft", "approved"] | None
    documents: list[str]


class MeetingList(Listing):
    """Meetings by date (undated last), then by id."""

    meetings: list[Meeting]


class MeetingDetail(Schema):
    """A meeting with the documents that record it, their items and attendees."""

    id: str
    body: str | None
    force: str | None
    meeting_date: datetime.date | None = Field(examples=[_DATE])
    title: str | None
    status: Literal["agenda", "draft", "approved"] | None
    documents: list[DocumentDetail]


class BodyCoverage(Schema):
    """What is held of one body."""

    body: str | None
    force: str | None
    meetings: int
    documents: int
    first: datetime.date | None = Field(alias="from")
    last: datetime.date | None = Field(alias="to")
    undated: int
    drafts: int
    unreadable_pages: int
    other_names: list[str] = Field(description="Under which the record prints it besides `body`.")
    usual_interval_days: int | None = Field(description="Median; null where too few are held.")
    gaps: list[Gap]


class Gap(Schema):
    """A time without minutes that is long for a body."""

    after: datetime.date
    before: datetime.date
    expected_about: list[datetime.date] = Field(
        description="Where meetings would fall by its rhythm; nothing says that they were held."
    )


class Failure(Schema):
    """A file that could not be read."""

    source: str
    sha256: str | None
    reason: str
    reader: str | None
    reader_version: int | None


class Note(Schema):
    """What was noticed while reading a file."""

    source: str
    note: str


class Renditions(Schema):
    """Several documents of one meeting, the best first."""

    meeting: str
    documents: list[str]
    why: list[str] = Field(description="Why they are taken as one meeting.")


class Doubt(Schema):
    """Two documents that may be of one meeting."""

    documents: list[str]
    together: bool = Field(description="Whether they are taken as one meeting meanwhile.")
    likeness: float | None = Field(description="Share of the text that both hold, 0 to 1.")
    why: str


class Coverage(Schema):
    """What the archive holds and what it could not read."""

    bodies: list[BodyCoverage]
    meetings: int
    documents: int
    first: datetime.date | None = Field(alias="from")
    last: datetime.date | None = Field(alias="to")
    undated: int
    unreadable: int
    unreadable_pages: int
    failures: list[Failure]
    notes: list[Note]
    drafts: list[Meeting] = Field(description="Meetings of which only drafts are held.")
    renditions: list[Renditions] = Field(description="Meetings that several documents record.")
    doubts: list[Doubt]
    conflicts: list[Note] = Field(description="Dates and bodies that do not agree.")


class Health(Schema):
    """Whether questions can be answered, and from what."""

    ok: bool
    generation: str | None
    model: str | None
    passages: int
    documents: int
    behind: bool = Field(description="Whether the archive holds what the index does not know yet.")
    problem: str | None


class WrongParameter(Schema):
    """A parameter that is wrong."""

    parameter: str = Field(examples=["since"])
    place: Literal["query", "path", "body", "header", "cookie"] = Field(alias="in")
    message: str


class Problem(Schema):
    """Problem details (RFC 9457), with the mend."""

    type: str = Field(description="Where this type of problem is explained.")
    title: str
    status: int = Field(examples=[422])
    detail: str
    mend: str | None = Field(None, description="What to do about it.")
    errors: list[WrongParameter] | None = Field(None, description="The wrong parameters.")
