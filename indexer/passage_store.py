"""The passages of a generation: where each stands, and what filters ask of it.

Rows are numbered from 0 in the order of passage ids, in both channels too, so
that "ties by passage id" is "ties by row". The text itself is not stored twice:
it is cut from the archive's canonical text, and the hash kept here tells
whether that is still the text that was indexed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document, Passage

FILE_NAME = "passages.sqlite"

_SCHEMA = """
CREATE TABLE passages (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    page INTEGER,
    header TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    item_number TEXT, item_title TEXT,
    body TEXT, force TEXT, date TEXT,
    -- the row that says the same in a better document of the meeting (indexer/repeats.py)
    repeat_of INTEGER
);
CREATE INDEX passages_document ON passages (document_id);
CREATE INDEX passages_body ON passages (body);
CREATE INDEX passages_force ON passages (force);
CREATE INDEX passages_date ON passages (date);
"""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as a generation knows it.

    ``repeat_of`` is the row that says the same in a better document of the meeting.
    """

    row: int
    id: str
    document_id: str
    meeting_id: str
    start: int
    end: int
    page: int | None
    header: str
    text_sha256: str
    item_number: str | None
    item_title: str | None
    body: str | None
    force: str | None
    date: str | None
    repeat_of: int | None = None


@dataclass(frozen=True, slots=True)
class PassageFilter:
    """What a passage must be to be looked at; None (or none) asks nothing.

    ``force`` and ``body`` name one or several, as stored; ``item`` is a number
    or title, compared without regard to case; ``since`` and ``until`` are ISO
    dates, both included. A passage whose
    value is unknown fits no filter on it: unknown is not a match.
    """

    force: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    item: str | None = None
    document: str | None = None

    def is_empty(self) -> bool:
        """Tell whether nothing is asked."""
        return self == PassageFilter()


def text_hash(text: str) -> str:
    """Return the sha256 of a passage's text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def write_passages(
    directory: Path,
    passages: Sequence[Passage],
    documents: dict[str, Document],
    repeats: Mapping[int, int] | None = None,
) -> None:
    """Write the store.

    Parameters
    ----------
    directory
        Where to.
    passages
        In the order of their ids.
    documents
        Theirs, by id.
    repeats
        Row of a passage to the row it repeats.
    """
    again = repeats or {}
    db = sqlite3.connect(directory / FILE_NAME, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = OFF")
        db.executescript(_SCHEMA)
        db.execute("BEGIN")
        db.executemany(
            "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                (*_row(number, p, documents[p.document_id]), again.get(number))
                for number, p in enumerate(passages)
            ),
        )
        db.execute("COMMIT")
    finally:
        db.close()


def _row(number: int, passage: Passage, document: Document) -> tuple[object, ...]:
    return (
        number,
        passage.id,
        passage.document_id,
        document.meeting_id,
        passage.start,
        passage.end,
        passage.page,
        passage.header,
        text_hash(passage.text),
        passage.item.number if passage.item else None,
        passage.item.title if passage.item else None,
        document.body,
        document.force,
        document.date.isoformat() if document.date else None,
    )


class PassageStore:
    """The passages of one generation, for reading."""

    def __init__(self, directory: Path) -> None:
        # immutable: a generation never changes, so no lock or journal is needed,
        # and an archive on a read-only medium still answers.
        uri = f"{(directory / FILE_NAME).resolve().as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._repeats: dict[int, int] | None = None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def rows(self, numbers: Iterable[int]) -> list[StoredPassage]:
        """Return the passages of some rows, in the order asked for."""
        found = []
        for number in numbers:
            row = self._db.execute(
                "SELECT * FROM passages WHERE row = ?", (int(number),)
            ).fetchone()
            found.append(StoredPassage(*row))
        return found

    def by_id(self, passage_id: str) -> StoredPassage | None:
        """Return the passage of an id, or None."""
        row = self._db.execute("SELECT * FROM passages WHERE id = ?", (passage_id,)).fetchone()
        return StoredPassage(*row) if row else None

    def of_document(self, document_id: str) -> list[StoredPassage]:
        """Return the passages of a document, in reading order."""
        found = self._db.execute(
            "SELECT * FROM passages WHERE document_id = ? ORDER BY start", (document_id,)
        )
        return [StoredPassage(*row) for row in found]

    def at(self, document_id: str, offset: int) -> StoredPassage | None:
        """Return the passage of a document that holds an offset, else the one before it."""
        row = self._db.execute(
            "SELECT * FROM passages WHERE document_id = ? AND start <= ? "
            "ORDER BY start DESC, end DESC, row LIMIT 1",
            (document_id, offset),
        ).fetchone()
        return StoredPassage(*row) if row else None

    def repeats(self) -> dict[int, int]:
        """Return the rows that repeat another, each with that other; read once."""
        if self._repeats is None:
            found = self._db.execute(
                "SELECT row, repeat_of FROM passages WHERE repeat_of IS NOT NULL"
            )
            self._repeats = {int(row): int(other) for row, other in found}
        return self._repeats

    def said_once(self) -> NDArray[np.int64]:
        """Return the rows that repeat no other, ascending."""
        return np.delete(np.arange(len(self), dtype=np.int64), sorted(self.repeats()))

    def select(self, wanted: PassageFilter) -> NDArray[np.int64] | None:
        """Return the rows that fit a filter, ascending (int64); None when it asks nothing."""
        if wanted.is_empty():
            return None
        clauses: list[str] = []
        values: list[str] = []
        for column in ("force", "body"):
            names: tuple[str, ...] = getattr(wanted, column)
            if names:
                clauses.append(f"{column} IN ({','.join('?' * len(names))})")
                values += names
        if wanted.since is not None:
            clauses.append("date >= ?")
            values.append(wanted.since)
        if wanted.until is not None:
            clauses.append("date <= ?")
            values.append(wanted.until)
        if wanted.document is not None:
            clauses.append("document_id = ?")
            values.append(wanted.document)
        if wanted.item is not None:
            clauses.append("(lower(item_number) = lower(?) OR lower(item_title) = lower(?))")
            values += [wanted.item, wanted.item]
        found = self._db.execute(
            f"SELECT row FROM passages WHERE {' AND '.join(clauses)} ORDER BY row", values
        )
        return np.fromiter((row[0] for row in found), dtype=np.int64)

    def values(self, column: str) -> list[str]:
        """Return the distinct known values of ``body`` or ``force``, sorted."""
        if column not in {"body", "force"}:
            raise ValueError(column)
        found = self._db.execute(
            f"SELECT DISTINCT {column} FROM passages WHERE {column} IS NOT NULL ORDER BY {column}"
        )
        return [str(row[0]) for row in found]
