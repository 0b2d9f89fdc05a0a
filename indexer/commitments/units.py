"""What may commit somebody: every sentence, bullet, action line and table row of a document.

A unit carries what it stands under, since in minutes the topic, the label and the owner
rarely stand in the sentence itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Attendee, Document, ItemRef
from corpus.register import Span
from corpus.structure import PartKind


class Shape(StrEnum):
    """How a unit is printed."""

    SENTENCE = "sentence"
    BULLET = "bullet"
    ACTION_LINE = "action-line"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Unit:
    """One stretch of a document that may commit somebody.

    Attributes
    ----------
    start, end
        Offsets (code points) into the canonical text, of what would be quoted.
    block
        Index of its block among the document's blocks that are not page furniture.
    page
        From 1, where the format has pages.
    text
        Its legible view (`corpus.views`), white space collapsed: what rules look at. Its
        offsets are not those of the canonical text.
    shape
        How it is printed.
    part
        Agenda text, papers, decision or minutes (`corpus.structure.parts`).
    item
        Number and title of its item.
    heading
        The nearest heading above it in its item, legible; None where there is none.
    label
        The word that labels it ("Action", "Decision", "RESOLVED", "Post meeting note"),
        before it on the line or above the list it stands in; None where none does.
    number
        The record's own number or reference of it, as printed ("16", "39/20"), or None.
    lead
        Span of the words that lead in the list it stands in ("The Panel agreed:"), or None.
    before
        Legible texts of up to three units before it in its item, the nearest first.
    owner_cell, due_cell
        Spans of the cells of its row that name an owner or a date, or None.
    speaker
        Who is speaking, as printed, where the sentence says so.
    """

    start: int
    end: int
    block: int
    page: int | None
    text: str
    shape: Shape
    part: PartKind
    item: ItemRef | None
    heading: str | None
    label: str | None
    number: str | None
    lead: Span | None
    before: tuple[str, ...]
    owner_cell: Span | None
    due_cell: Span | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """One document as the register looks at it.

    Attributes
    ----------
    document
        Its body, force, date and status.
    text
        The canonical text.
    units
        In reading order, not overlapping.
    attendees
        The people it lists; initials hold for it alone.
    """

    document: Document
    text: str
    units: tuple[Unit, ...]
    attendees: tuple[Attendee, ...]
