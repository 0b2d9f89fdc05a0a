"""A made-up archive with a hand-made register, for tests of everything behind the finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from corpus.archive import Archive
from corpus.identity import commitment_id
from corpus.model import Document, ItemRef
from corpus.register import (
    BINDING,
    Acceptance,
    Commitment,
    Due,
    DueKind,
    FollowUp,
    Kind,
    MatchedBy,
    Outcome,
    Owner,
    OwnerBasis,
    Place,
)
from indexer.commitments.building import Found

BODY = "Wexcombe Police and Crime Panel"

VICTIMS = (
    "The Chief Constable undertook to write to every victim of burglary by the end of May 2024."
)
NOTE = "The Panel asked that a note on car key burglary be provided."
STRATEGY = "The draft confidence strategy to be shared with the Commissioner."
DOGS = "The Deputy Chief Constable will publish the dog unit review by 30 April 2024."
ROAD = "It was agreed that Ms Hale will monitor speeding on the coast road."
SPEED = "Ms Hale to keep watching speeds on the coast road."
HOPE = "It is hoped that detections will rise."
CLOSED = "The Commissioner had received the draft strategy; the action was closed."
MISSED = "The dog unit review was not ready and members were disappointed."
LETTERS = "Letters to victims of burglary had begun to go out."
TRAINING = "The Clerk will arrange training on scrutiny for all members."

MARCH = f"""{BODY}

Date: 7 March 2024

1. Burglary

{VICTIMS}

{NOTE}

{HOPE}

2. Strategies

{STRATEGY}

DCC

{DOGS}

3. Roads

{ROAD}

{SPEED}
"""

JUNE = f"""{BODY}

Date: 6 June 2024

1. Matters arising

{CLOSED}

{MISSED}

{LETTERS}

2. Training

{TRAINING}

The hall was thought to be cold. The heating to be looked at before winter comes.
"""

OTHER = """Tarnbrook Police and Crime Panel

Date: 12 May 2023

1. Burglary

The Commissioner agreed to bring burglary figures for Tarnbrook to each meeting.
"""
FIGURES = "The Commissioner agreed to bring burglary figures for Tarnbrook to each meeting."


@dataclass(frozen=True)
class Said:
    """What is to be found in a text, if it stands there."""

    quote: str
    kind: Kind
    fields: Mapping[str, Any] = field(default_factory=dict)


SAID = (
    Said(
        VICTIMS,
        Kind.UNDERTAKING,
        {
            "owner": Owner("The Chief Constable", None, "Chief Constable", OwnerBasis.STATED),
            "due": Due("by the end of May 2024", date(2024, 5, 31), DueKind.DATE),
            "topics": ("burglary",),
        },
    ),
    Said(
        NOTE,
        Kind.REQUEST,
        {"topics": ("burglary",), "acceptance": Acceptance.NOT_RECORDED},
    ),
    Said(HOPE, Kind.ASPIRATION, {"topics": ("burglary",)}),
    Said(
        STRATEGY,
        Kind.ACTION,
        {"owner": Owner("DCC", None, None, OwnerBasis.COLUMN), "number": "4"},
    ),
    Said(
        DOGS,
        Kind.UNDERTAKING,
        {
            "owner": Owner(
                "The Deputy Chief Constable", None, "Deputy Chief Constable", OwnerBasis.STATED
            ),
            "due": Due("by 30 April 2024", date(2024, 4, 30), DueKind.DATE),
        },
    ),
    Said(ROAD, Kind.AGREED, {"owner": Owner("Ms Hale", "Anna Hale", None, OwnerBasis.STATED)}),
    Said(SPEED, Kind.ACTION, {"owner": Owner("Ms Hale", "Anna Hale", None, OwnerBasis.STATED)}),
    Said(
        TRAINING,
        Kind.UNDERTAKING,
        {"owner": Owner("The Clerk", None, "Clerk", OwnerBasis.STATED)},
    ),
    Said(FIGURES, Kind.AGREED, {"topics": ("burglary",)}),
)

LATER = (
    (STRATEGY, CLOSED, Outcome.CLOSED),
    (DOGS, MISSED, Outcome.MISSED),
    (VICTIMS, LETTERS, Outcome.PROGRESS),
)


def commitments_in(document: Document, text: str, said: Sequence[Said]) -> list[Commitment]:
    """Return what is to be found in one text, white space being as it happens to be."""
    from corpus.review_checks import places_of

    made = []
    for one in said:
        for start, end in places_of(text, one.quote)[:1]:
            fields: dict[str, Any] = {
                "id": commitment_id(document.id, start, end),
                "document_id": document.id,
                "meeting_id": document.meeting_id,
                "start": start,
                "end": end,
                "page": None,
                "kind": one.kind,
                "binding": one.kind in BINDING,
                "owner": Owner(),
                "due": Due(),
                "topics": (),
                "acceptance": None,
                "number": None,
                "item": ItemRef("1", "Made"),
                "context": (),
                "owner_cell": None,
                "again": (),
                "why": "made by hand",
                "score": None,
            }
            cell = text.find("DCC", end)
            if one.quote == STRATEGY and cell > 0:
                fields["owner_cell"] = (cell, cell + 3)
            made.append(Commitment(**{**fields, **one.fields}))
    return made


Finder = Callable[[Archive, Sequence[Document], object], Found]


def finder(
    said: Sequence[Said] = SAID,
    later: Sequence[tuple[str, str, Outcome]] = LATER,
    again: Sequence[tuple[str, str]] = (),
) -> Finder:
    """Return what stands in for the finding of a build."""

    def find(archive: Archive, documents: Sequence[Document], tell: object) -> Found:
        from corpus.review_checks import places_of

        texts = {d.id: archive.text(d.id) for d in documents}
        found = [c for d in documents for c in commitments_in(d, texts[d.id], said)]
        followed = []
        for promise, quote, outcome in later:
            for one in found:
                if texts[one.document_id][one.start : one.end].split() != promise.split():
                    continue
                for document in documents:
                    for start, end in places_of(texts[document.id], quote):
                        followed.append(
                            FollowUp(
                                one.id,
                                document.id,
                                start,
                                end,
                                outcome,
                                MatchedBy.WORDS,
                                "the same words",
                                0.8,
                            )
                        )
        for promise, other in again:
            found = [_said_again(one, texts, promise, other) for one in found]
        return Found(tuple(found), tuple(followed), 0.01)

    return find


def _said_again(one: Commitment, texts: Mapping[str, str], promise: str, other: str) -> Commitment:
    from dataclasses import replace

    from corpus.review_checks import places_of

    text = texts[one.document_id]
    if text[one.start : one.end] != promise:
        return one
    places = tuple(Place(one.document_id, a, b) for a, b in places_of(text, other))
    return replace(one, again=places)


def write_minutes(folder: Path) -> Path:
    """Write the made-up minutes, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("march", MARCH), ("june", JUNE), ("other", OTHER)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder
