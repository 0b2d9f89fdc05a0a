"""The register of a generation: the commitments that were found, and what became of them.

The quotes are not stored: they are cut from the archive's canonical text, and the hashes
kept here tell whether that is still the text in which they were found.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import MinutedError
from corpus.model import ItemRef
from corpus.register import (
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
    Span,
)
from indexer.passage_store import text_hash

FILE_NAME = "commitments.sqlite"

_SCHEMA = """
CREATE TABLE commitments (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    page INTEGER,
    kind TEXT NOT NULL,
    binding INTEGER NOT NULL,
    owner_raw TEXT, owner_person TEXT, owner_role TEXT, owner_basis TEXT NOT NULL, owner_note TEXT,
    due_raw TEXT, due_date TEXT, due_kind TEXT NOT NULL,
    topics TEXT NOT NULL,
    acceptance TEXT,
    number TEXT,
    has_item INTEGER NOT NULL, item_number TEXT, item_title TEXT,
    context TEXT NOT NULL,
    cell_start INTEGER, cell_end INTEGER,
    again TEXT NOT NULL,
    why TEXT NOT NULL,
    score REAL,
    quote_sha256 TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE follow_ups (
    number INTEGER PRIMARY KEY,
    commitment_id TEXT NOT NULL REFERENCES commitments (id),
    document_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    matched_by TEXT NOT NULL,
    why TEXT NOT NULL,
    score REAL NOT NULL,
    quote_sha256 TEXT NOT NULL
);
"""

Texts = Callable[[str], str]
"""From a document's id to its canonical text."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A commitment as a generation knows it, and the sha256 of its quote."""

    commitment: Commitment
    quote_sha256: str


@dataclass(frozen=True, slots=True)
class StoredFollowUp:
    """A follow-up as a generation knows it, and the sha256 of its quote."""

    follow_up: FollowUp
    quote_sha256: str


def write_commitments(
    directory: Path,
    commitments: Iterable[Commitment],
    follow_ups: Iterable[FollowUp],
    texts: Texts,
) -> None:
    """Write the register of a generation; the same records make the same bytes.

    Parameters
    ----------
    directory
        The generation's folder.
    commitments, follow_ups
        In any order.
    texts
        Where the quotes are cut, so that they can be checked later.

    Raises
    ------
    MinutedError
        When a span lies outside its text, or two commitments are one: a register that
        quotes nothing, or the same twice, is never taken into use.
    """
    found = sorted(commitments, key=lambda c: (c.document_id, c.start, c.end))
    later = sorted(
        follow_ups,
        key=lambda f: (f.commitment_id, f.document_id, f.start, f.end, f.outcome.value),
    )
    known = {c.id for c in found}
    if len(known) != len(found):
        raise _defect("holds a commitment twice")
    lost = next((f for f in later if f.commitment_id not in known), None)
    if lost is not None:
        raise _defect(f"follows up a commitment {lost.commitment_id} that it does not hold")
    db = sqlite3.connect(directory / FILE_NAME, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = OFF")
        db.executescript(_SCHEMA)
        db.execute("BEGIN")
        db.executemany(
            f"INSERT INTO commitments VALUES ({','.join('?' * 29)})",
            (_row(c, texts) for c in found),
        )
        db.executemany(
            "INSERT INTO follow_ups VALUES (?,?,?,?,?,?,?,?,?,?)",
            (_follow_up_row(number, f, texts) for number, f in enumerate(later)),
        )
        db.execute("COMMIT")
    finally:
        db.close()


def _defect(what: str) -> MinutedError:
    return MinutedError(
        f"The register of commitments {what}.",
        "This is a defect of Minuted: please report it. The index in use is untouched.",
    )


def _hash(texts: Texts, document_id: str, start: int, end: int) -> str:
    text = texts(document_id)
    if not 0 <= start < end <= len(text):
        raise _defect(
            f"points at {start} to {end} of {document_id}, which has {len(text)} characters"
        )
    return text_hash(text[start:end])


def _row(one: Commitment, texts: Texts) -> tuple[object, ...]:
    cell = one.owner_cell or (None, None)
    return (
        one.id,
        one.document_id,
        one.meeting_id,
        one.start,
        one.end,
        one.page,
        one.kind.value,
        one.binding,
        one.owner.raw,
        one.owner.person,
        one.owner.role,
        one.owner.basis.value,
        one.owner.note,
        one.due.raw,
        one.due.date.isoformat() if one.due.date else None,
        one.due.kind.value,
        json.dumps(one.topics, ensure_ascii=False),
        one.acceptance.value if one.acceptance else None,
        one.number,
        one.item is not None,
        one.item.number if one.item else None,
        one.item.title if one.item else None,
        json.dumps(one.context),
        *cell,
        json.dumps([[p.document_id, p.start, p.end] for p in one.again]),
        one.why,
        one.score,
        _hash(texts, one.document_id, one.start, one.end),
    )


def _follow_up_row(number: int, one: FollowUp, texts: Texts) -> tuple[object, ...]:
    return (
        number,
        one.commitment_id,
        one.document_id,
        one.start,
        one.end,
        one.outcome.value,
        one.matched_by.value,
        one.why,
        one.score,
        _hash(texts, one.document_id, one.start, one.end),
    )


class CommitmentStore:
    """The register of one generation, for reading."""

    def __init__(self, directory: Path) -> None:
        # immutable, as the passages are (indexer/passage_store.py)
        uri = f"{(directory / FILE_NAME).resolve().as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM commitments").fetchone()[0])

    def commitments(self) -> tuple[Stored, ...]:
        """Return all commitments, by document and place."""
        found = self._db.execute("SELECT * FROM commitments ORDER BY document_id, start, end, id")
        return tuple(Stored(_commitment(row), str(row[28])) for row in found)

    def follow_ups(self) -> tuple[StoredFollowUp, ...]:
        """Return all follow-ups, by commitment, document and place."""
        found = self._db.execute("SELECT * FROM follow_ups ORDER BY number")
        return tuple(
            StoredFollowUp(
                FollowUp(r[1], r[2], r[3], r[4], Outcome(r[5]), MatchedBy(r[6]), r[7], r[8]),
                str(r[9]),
            )
            for r in found
        )


def _commitment(row: Sequence[Any]) -> Commitment:
    return Commitment(
        id=row[0],
        document_id=row[1],
        meeting_id=row[2],
        start=row[3],
        end=row[4],
        page=row[5],
        kind=Kind(row[6]),
        binding=bool(row[7]),
        owner=Owner(row[8], row[9], row[10], OwnerBasis(row[11]), row[12]),
        due=Due(row[13], date.fromisoformat(row[14]) if row[14] else None, DueKind(row[15])),
        topics=tuple(json.loads(row[16])),
        acceptance=Acceptance(row[17]) if row[17] else None,
        number=row[18],
        item=ItemRef(row[20], row[21]) if row[19] else None,
        context=_spans(row[22]),
        owner_cell=(row[23], row[24]) if row[23] is not None else None,
        again=tuple(Place(*place) for place in json.loads(row[25])),
        why=row[26],
        score=row[27],
    )


def _spans(text: str) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in json.loads(text))
