"""Units and records made by hand, as the finder would make them from a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.model import Attendee, Document, ItemRef
from corpus.register import Span
from corpus.structure import PartKind
from indexer.commitments.units import Record, Shape, Unit

HELD = date(2021, 3, 10)
BODY = "Westmarch Police and Crime Panel"

ITEM = ItemRef("4", "Performance")

PEOPLE = (
    Attendee("Ann Thorne", "Police and Crime Commissioner", "AT"),
    Attendee("Ravi Cole", "Chief Constable", "RC"),
    Attendee("Thea Stone", "Deputy Chief Constable (DCC)", "TS"),
    Attendee("Sam Court", "Chief Superintendent", "SC"),
    Attendee("Jo Bell", "Councillor", "JB"),
    Attendee("Jack Burr", "Policy Officer", "JB"),
    Attendee("Dr Mia O’Hare", "Head of Data", None),
)


@dataclass(frozen=True, slots=True)
class Made:
    """One unit to be: its words as printed, and what it stands under."""

    text: str
    shape: Shape = Shape.SENTENCE
    label: str | None = None
    heading: str | None = "Performance"
    item: ItemRef | None = ITEM
    owner_cell: str | None = None
    due_cell: str | None = None
    lead: str | None = None


def record_of(
    made: Sequence[Made | str],
    *,
    held: date | None = HELD,
    people: Sequence[Attendee] = PEOPLE,
    body: str | None = BODY,
) -> Record:
    """Return a document whose units are those, in their order."""
    text = f"{body or 'Minutes'}\n\n"
    units: list[Unit] = []

    def put(words: str | None) -> Span | None:
        nonlocal text
        if words is None:
            return None
        start = len(text)
        text += f"{words}\n"
        return start, start + len(words)

    for number, one in enumerate(made):
        one = Made(one) if isinstance(one, str) else one
        lead = put(one.lead)
        span = put(one.text)
        assert span is not None
        near = [u.text for u in units[::-1][:3] if u.item == one.item]
        units.append(
            Unit(
                start=span[0],
                end=span[1],
                block=number,
                page=None,
                text=" ".join(one.text.split()),
                shape=one.shape,
                part=PartKind.MINUTES,
                item=one.item,
                heading=one.heading,
                label=one.label,
                number=None,
                lead=lead,
                before=tuple(near),
                owner_cell=put(one.owner_cell),
                due_cell=put(one.due_cell),
                speaker=None,
            )
        )
    return Record(_document(held, body), text, tuple(units), tuple(people))


def action(text: str, **more: object) -> Made:
    """Return an action line."""
    return Made(text, shape=Shape.ACTION_LINE, label="Action", **more)  # type: ignore[arg-type]


def _document(held: date | None, body: str | None) -> Document:
    return Document(
        id="d-0000000000000001",
        sha256="0" * 64,
        text_sha256="0" * 64,
        source="made.txt",
        source_url=None,
        reader="text",
        reader_version=1,
        structure_version=1,
        title=None,
        body=body,
        force=None,
        date=held,
        status=None,
        meeting_id="m-0000000000000001",
        pages=None,
        pages_without_text=(),
        notes=(),
        characters=0,
        current=True,
    )
