"""The register in memory: what the program found, joined with what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from corpus.archive import Archive
from corpus.identity import commitment_id
from corpus.model import Document, Item, ItemRef
from corpus.reference import same_body
from corpus.register import (
    Acceptance,
    Commitment,
    Due,
    Kind,
    Owner,
    Place,
    Review,
    ReviewAction,
    Status,
)
from corpus.reviews import standing
from indexer.commitments.store import StoredFollowUp
from indexer.generation import Generation
from indexer.legible import legible_tokens
from retrieval.reading import Library
from retrieval.register_anchors import (
    NO_WORDS,
    NOT_FOUND,
    Anchors,
    Reviewed,
    by_commitment,
)
from retrieval.register_merging import merge
from retrieval.register_people import effective, summary_of
from retrieval.register_records import (
    HIDDEN,
    Facts,
    LostReview,
    ReviewSummary,
)
from retrieval.register_status import Later, status_of

MACHINE, REVIEWER = "machine", "reviewer"


@dataclass(slots=True)
class Row:
    """One commitment before anything is quoted.

    Attributes
    ----------
    sha256
        Of the quote as it was found; None for words that a reviewer named.
    machine
        What the program says; None for words that a reviewer named.
    facts
        What holds, but for the status, which depends on the day.
    follow_ups
        With the date of the document that each stands in.
    merged
        Those shown under this one.
    """

    commitment: Commitment
    sha256: str | None
    document: Document
    machine: Facts | None
    facts: Facts
    review: ReviewSummary
    held_to: date | None
    follow_ups: list[tuple[StoredFollowUp, Later]]
    merged: list[Row] = field(default_factory=list)

    @property
    def found_by(self) -> str:
        """Who says that it is a commitment."""
        return MACHINE if self.machine else REVIEWER

    @property
    def hidden(self) -> bool:
        """Whether it is listed only where that is asked for."""
        return self.review.state in HIDDEN

    @property
    def later(self) -> list[Later]:
        """What later passages say of it and of what was merged into it."""
        return [later for _, later in self.followed()]

    def followed(self) -> list[tuple[StoredFollowUp, Later]]:
        """Return the later passages of it and of what was merged into it, each once."""
        found: dict[tuple[str, int, int], tuple[StoredFollowUp, Later]] = {}
        own = Place(self.commitment.document_id, self.commitment.start, self.commitment.end)
        for row in (self, *self.merged):
            for stored, later in row.follow_ups:
                one = stored.follow_up
                if Place(one.document_id, one.start, one.end) != own:
                    found.setdefault((one.document_id, one.start, one.end), (stored, later))
        return list(found.values())

    def status(self, as_of: date | None) -> Status:
        """Return where it stands: a reviewer's word, else what the minutes say."""
        said = self.review.corrections.status
        return said or self.machine_status(as_of)

    def machine_status(self, as_of: date | None) -> Status:
        """Return where it stands by the minutes alone."""
        day = as_of or self.held_to
        return status_of(self.later, self.facts.due, self.facts.binding, day)[0]


@dataclass(frozen=True, slots=True)
class Loaded:
    """All rows by id, and the reviews whose words are found no more."""

    rows: Mapping[str, Row]
    lost: tuple[LostReview, ...]
    by_document: Mapping[str, tuple[Row, ...]]

    def of_document(self, document_id: str) -> tuple[Row, ...]:
        """Return the rows that stand in a document."""
        return self.by_document.get(document_id, ())


def load(archive: Archive, generation: Generation, library: Library) -> Loaded:
    """Read the register of a generation and join the archive's reviews to it.

    Commitments of documents that were replaced since the build are left out: what is
    listed stands in a current document.
    """
    documents = {d.id: d for d in archive.documents()}
    held_to = _held_to(documents.values())
    stored = [
        one
        for one in generation.commitments.commitments()
        if one.commitment.document_id in documents
    ]
    anchors = Anchors(archive, library, documents, (one.commitment for one in stored))
    of, how, added, lost = by_commitment(archive.reviews(), anchors)
    rows: dict[str, Row] = {}
    for one in stored:
        document = documents[one.commitment.document_id]
        reviews = of.get(one.commitment.id, [])
        rows[one.commitment.id] = _row(
            one.commitment,
            one.quote_sha256,
            document,
            held_to,
            summary_of(reviews, how.get(one.commitment.id)),
        )
    for place, found in added.items():
        made = _added(place, found, library, documents[place.document_id], held_to)
        if made is not None and made.commitment.id not in rows:
            rows[made.commitment.id] = made
    for follow in generation.commitments.follow_ups():
        one_later = follow.follow_up
        row = rows.get(one_later.commitment_id)
        where = documents.get(one_later.document_id)
        if row is not None and where is not None:
            later = Later(where.date, where.id, one_later.start, one_later.outcome)
            row.follow_ups.append((follow, later))
    unmerged = merge(rows, anchors)
    told = [_lost(group, documents) for group in lost] + unmerged
    by_document: dict[str, list[Row]] = {}
    for row in rows.values():
        by_document.setdefault(row.document.id, []).append(row)
    return Loaded(
        rows,
        tuple(t for t in told if t is not None),
        {key: tuple(group) for key, group in by_document.items()},
    )


def _held_to(documents: Iterable[Document]) -> dict[tuple[str, str | None], date]:
    """Return the last day of which minutes of each body are held."""
    found: dict[tuple[str, str | None], date] = {}
    for document in documents:
        if document.body and document.date:
            key = _body(document)
            found[key] = max(found.get(key, document.date), document.date)
    return found


def _body(document: Document) -> tuple[str, str | None]:
    return same_body(document.body or "", document.force), document.force


def _row(
    commitment: Commitment,
    sha256: str | None,
    document: Document,
    held_to: Mapping[tuple[str, str | None], date],
    summary: ReviewSummary,
    by_machine: bool = True,
) -> Row:
    machine = Facts(
        commitment.kind,
        commitment.binding,
        commitment.owner,
        commitment.due,
        commitment.topics,
        Status.NO_LATER_RECORD,
    )
    return Row(
        commitment,
        sha256,
        document,
        machine if by_machine else None,
        effective(machine, summary.corrections, summary.by),
        summary,
        held_to.get(_body(document)) if document.body else document.date,
        [],
    )


def _added(
    place: Place,
    reviews: list[Review],
    library: Library,
    document: Document,
    held_to: Mapping[tuple[str, str | None], date],
) -> Row | None:
    """Return the row of words that only a reviewer calls a commitment, or None if taken back."""
    first = next((r for r in standing(reviews) if r.action is ReviewAction.ADD), None)
    if first is None:
        return None
    opened = library.open(place.document_id)
    block = opened.block_at(place.start)
    heading = opened.heading_above(block) if opened.blocks else None
    item = opened.item_at(block) if opened.blocks else None
    kind = first.corrections.kind or Kind.ACTION
    commitment = Commitment(
        id=commitment_id(place.document_id, place.start, place.end),
        document_id=place.document_id,
        meeting_id=document.meeting_id,
        start=place.start,
        end=place.end,
        page=opened.blocks[block].page if opened.blocks else None,
        kind=kind,
        binding=bool(first.corrections.binding),
        owner=Owner(),
        due=Due(),
        topics=(),
        acceptance=Acceptance.NOT_RECORDED if kind is Kind.REQUEST else None,
        number=None,
        item=item_ref(item),
        context=()
        if heading is None
        else ((opened.blocks[heading].start, opened.blocks[heading].end),),
        owner_cell=None,
        again=(),
        why=f"Added by {first.by}: {first.reason}",
        score=None,
    )
    moved = (place.document_id, place.start) != (first.document_id, first.start)
    from_where = "The same words, found again" if moved else None
    summary = summary_of(reviews, from_where)
    return _row(commitment, None, document, held_to, summary, by_machine=False)


def item_ref(item: Item | None) -> ItemRef | None:
    """Return an item as a commitment carries it."""
    if item is None or not (item.number or item.title):
        return None
    return ItemRef(item.number, item.title)


def _lost(group: list[Review], documents: Mapping[str, Document]) -> LostReview | None:
    stand = standing(group)
    if not stand:
        return None
    words = Reviewed.of(stand[-1])
    held = any(d.id == words.document_id or d.sha256 == words.sha256 for d in documents.values())
    return LostReview(stand[-1], tuple(group), NOT_FOUND if held else NO_WORDS)


def tokens_of(row: Row, text: str, header: str) -> frozenset[str]:
    """Return the words of a commitment, of what it stands under, of its item and meeting.

    Parameters
    ----------
    row
        The commitment.
    text
        The canonical text of its document.
    header
        Of the passage around it (body, date, item), and the heading above it.
    """
    spans = [(row.commitment.start, row.commitment.end), *row.commitment.context]
    told = [header, *(text[start:end] for start, end in spans)]
    item = row.commitment.item
    if item and item.title:
        told.append(item.title)
    return frozenset(legible_tokens("\n".join(told)))
