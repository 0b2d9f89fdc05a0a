"""The records that the rooms pass to one another.

All are frozen dataclasses; no room hands a dictionary to another. Offsets are
half-open and count Unicode code points of a document's canonical text, so that
``text[start:end]`` is always what is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is in the published document.

    FURNITURE is a page's header, footer or number: kept in the canonical text, and in no
    passage, sentence, item title or list of people (see `corpus.content`).
    """

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    CELL = "cell"
    FURNITURE = "furniture"


class MeetingStatus(StrEnum):
    """How far a record of a meeting has come."""

    AGENDA = "agenda"
    DRAFT = "draft"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list entry or table cell of a document.

    Attributes
    ----------
    start, end
        Half-open offsets (code points) into the canonical text. The span is
        never empty, neither starts nor ends with white space, and leaves out
        the list marker of a bullet.
    kind
        What the block is.
    page
        Page number from 1, or None where the format has no pages.
    level
        Depth of a heading (1 is the highest) or of a bullet; 0 otherwise.
    """

    start: int
    end: int
    kind: BlockKind
    page: int | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of the bytes of one file.

    Attributes
    ----------
    text
        The canonical text: what is quoted, never altered afterwards.
    blocks
        Blocks in reading order, not overlapping.
    title
        The document's own title (HTML ``title``, Word or PDF properties), if any.
    pages
        Number of pages, or None where the format has none.
    pages_without_text
        Page numbers (from 1) that hold no text layer: counted, never passed over.
    notes
        What was noticed while reading, for ``coverage`` and ``doctor``
        ("3 bytes were not valid UTF-8 ...").
    ocr
        Pages (from 1) whose text was recognised from a picture, each with the mean
        confidence of its words (percent, 0 to 100); ``notes`` say the same in words.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    pages: int | None = None
    pages_without_text: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    ocr: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item or a headed section: its number, title and blocks.

    Attributes
    ----------
    number
        As printed ("39/20", "4a"), or None.
    title
        As printed, or None for the matter before the first heading.
    first_block, end_block
        Half-open range of indices into the document's blocks, the heading included.
    level
        1 for a top item; 2 for a section under the nearest earlier item of level 1; and so on.
    """

    number: str | None
    title: str | None
    first_block: int
    end_block: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody listed as present or as having sent apologies.

    ``initials`` and ``role`` hold for this document only; two people of one
    document may share initials, and then both rows stand.
    """

    name: str
    role: str | None = None
    initials: str | None = None
    present: bool = True


@dataclass(frozen=True, slots=True)
class Structure:
    """What the text itself says of the meeting; None is "the text does not say"."""

    title: str | None = None
    body: str | None = None
    force: str | None = None
    date: date | None = None
    status: MeetingStatus | None = None
    items: tuple[Item, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a sidecar file says of a document; a given field wins over the text's."""

    body: str | None = None
    force: str | None = None
    date: date | None = None
    title: str | None = None
    status: MeetingStatus | None = None
    source_url: str | None = None

    def is_empty(self) -> bool:
        """Tell whether nothing at all is given."""
        return self == Metadata()


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one file or page.

    Attributes
    ----------
    id
        ``d-`` and 16 hexadecimal digits, from the bytes and the canonical text.
    sha256
        Of the bytes as received.
    text_sha256
        Of the canonical text in UTF-8; citations are checked against it.
    source
        The path or address as it was given.
    current
        False once changed bytes at the same source have replaced it; its old
        citations still resolve.
    """

    id: str
    sha256: str
    text_sha256: str
    source: str
    source_url: str | None
    reader: str
    reader_version: int
    structure_version: int
    title: str | None
    body: str | None
    force: str | None
    date: date | None
    status: MeetingStatus | None
    meeting_id: str
    pages: int | None
    pages_without_text: tuple[int, ...]
    notes: tuple[str, ...]
    characters: int
    current: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """A body on a date, and the current documents that record it, the best first.

    ``body``, ``date`` and ``title`` are those of the best document, or of the next that
    states them; ``status`` is the best document's.
    """

    id: str
    body: str | None
    force: str | None
    date: date | None
    title: str | None
    status: MeetingStatus | None
    document_ids: tuple[str, ...]


class Verdict(StrEnum):
    """What was found of two documents.

    SAME: they record one meeting. UNSURE: they may, and are kept apart. CONFLICT: nearly
    the same text under different dates or bodies; kept apart. DIFFERS: one body and date,
    and quite different texts; kept together.
    """

    SAME = "same"
    UNSURE = "unsure"
    CONFLICT = "conflict"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Two documents that may record one meeting.

    ``likeness`` is the share of their text that both hold, in [0, 1], where both hold
    enough to tell; ``why`` is a sentence without its full stop.
    """

    first: str
    second: str
    verdict: Verdict
    likeness: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why."""

    source: str
    sha256: str | None
    reason: str
    reader: str | None
    reader_version: int | None


@dataclass(frozen=True, slots=True)
class ItemRef:
    """The item a passage or citation stands in."""

    number: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """What is retrieved: consecutive blocks of one item of one document.

    Attributes
    ----------
    id
        ``p-`` and 16 hexadecimal digits, from the document's id and the offsets.
    start, end
        Offsets into the document's canonical text.
    text
        The canonical text between them; what is shown.
    header
        Body, date, item number and title: indexed in both channels, never quoted.
    page
        The page the passage begins on.
    """

    id: str
    document_id: str
    start: int
    end: int
    text: str
    header: str
    page: int | None
    item: ItemRef | None


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """As much of a document as a citation carries."""

    id: str
    sha256: str
    source: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Rendition:
    """Another document of the meeting that a quote was cut from."""

    id: str
    source: str
    status: MeetingStatus | None
    link: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and the place in the record it was cut from.

    Attributes
    ----------
    status
        How far the document has come that was quoted, where it says so.
    renditions
        The other current documents of the same meeting, the best first.
    ocr
        Mean word confidence (percent) of the page the quote stands on, the lowest where it
        stands on several, when its text was recognised from a picture; else None.
    """

    quote: str
    start: int
    end: int
    page: int | None
    passage_id: str
    document: DocumentRef
    body: str | None
    force: str | None
    meeting_date: date | None
    item: ItemRef | None
    speaker: str | None
    link: str
    ocr: int | None = None
    status: MeetingStatus | None = None
    renditions: tuple[Rendition, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A time without minutes that is long for a body.

    Attributes
    ----------
    after, before
        The meetings held next to it.
    expected
        Days about which meetings would fall by its rhythm; nothing says that they were held.
    """

    after: date
    before: date
    expected: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class BodyCoverage:
    """What is held of one body (None: documents whose body is unknown).

    Attributes
    ----------
    other_names
        Names under which the record prints it besides ``body``.
    interval
        Median days from one meeting to the next, where enough are held to tell.
    gaps
        Longer times without minutes, oldest first.
    """

    body: str | None
    force: str | None
    meetings: int
    documents: int
    first: date | None
    last: date | None
    undated: int
    drafts: int
    unreadable_pages: int
    other_names: tuple[str, ...] = ()
    interval: int | None = None
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """Several documents of one meeting, the best first, and why they are taken as one."""

    meeting: Meeting
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the archive holds and what it could not read.

    Attributes
    ----------
    unreadable
        Failed files and pages without text together.
    drafts
        Meetings of which only drafts are held.
    groupings
        Meetings that several documents record.
    doubts
        Pairs that may be one meeting and are kept apart, or the reverse.
    conflicts
        Source, and what disagrees in it or with another document.
    """

    bodies: tuple[BodyCoverage, ...]
    meetings: int
    documents: int
    first: date | None
    last: date | None
    undated: int
    unreadable_pages: int
    failures: tuple[Failure, ...]
    notes: tuple[tuple[str, str], ...]
    drafts: tuple[Meeting, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    doubts: tuple[Resemblance, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()

    @property
    def unreadable(self) -> int:
        """Failed files plus pages without text."""
        return self.unreadable_pages + len(self.failures)
