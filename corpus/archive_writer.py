"""Writing to the archive: one process at a time, one document a transaction.

A lock keeps two ``minuted add`` from writing at once; it goes with the process
that held it. A crash leaves whole documents only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from corpus import review_rows, rows
from corpus.archive import Archive
from corpus.errors import ArchiveError
from corpus.identity import meeting_id
from corpus.model import Document, Failure, Metadata, Reading, Resemblance, Structure
from corpus.reference import force_of_body
from corpus.register import Review
from corpus.shingles import Signature

_RESEMBLANCES = (
    "SELECT first, second, verdict, likeness, why FROM resemblances ORDER BY first, second"
)

_LAST = "\U0010ffff"
"""Sorts behind every character that a name holds."""


class ArchiveWriter(Archive):
    """What is held, for reading and writing; one at a time for each archive.

    Raises
    ------
    ArchiveError
        When another process is writing to this archive, or the folder cannot
        be written.
    """

    _write = True

    def __init__(self, root: Path) -> None:
        try:
            root.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(root / "lock")
            self._lock.acquire(timeout=0)
        except Timeout:
            raise ArchiveError(
                f"Another minuted command is writing to the archive {root}.",
                "Wait for it to end, then run the command again.",
            ) from None
        except OSError as error:
            raise ArchiveError(
                f"The archive {root} cannot be written: {error.strerror}.",
                "Choose a folder of your own with --archive DIR.",
            ) from error
        try:
            super().__init__(root)
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Let go of the catalogue and of the lock."""
        super().close()
        self._lock.release()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the body as one transaction: all of it is kept, or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # Sources -------------------------------------------------------------

    def source_state(self, key: str) -> tuple[Document, Metadata] | None:
        """Return the document a source points at, and what its sidecars have said."""
        row = self._db.execute(
            "SELECT document_id, metadata FROM sources WHERE key = ?", (key,)
        ).fetchone()
        return (self.document(row[0]), rows.metadata_from_json(row[1])) if row else None

    def failure(self, key: str) -> Failure | None:
        """Return the recorded failure of a source, if there is one."""
        row = self._db.execute(
            "SELECT source, sha256, reason, reader, reader_version FROM failures WHERE key = ?",
            (key,),
        ).fetchone()
        return Failure(*row) if row else None

    def same_bytes(self, sha256: str) -> list[Document]:
        """Return the current documents with these bytes, oldest first."""
        found = self._db.execute(
            f"SELECT {rows.DOCUMENT_COLUMNS} FROM documents d "
            "WHERE d.sha256 = ? AND EXISTS (SELECT 1 FROM sources s WHERE s.document_id = d.id) "
            "ORDER BY d.seq",
            (sha256,),
        )
        return [rows.document(row) for row in found]

    def sources_under(self, prefix: str) -> list[tuple[str, str]]:
        """Return key and source of everything known by a key that begins so: a bundle's members."""
        found = self._db.execute(
            "SELECT key, source FROM sources WHERE key > ? AND key < ? ORDER BY key",
            (prefix, prefix + _LAST),
        )
        return [(str(row[0]), str(row[1])) for row in found]

    def failed_keys(self, prefix: str) -> list[str]:
        """Return the keys of recorded failures that begin so."""
        found = self._db.execute(
            "SELECT key FROM failures WHERE key > ? AND key < ? ORDER BY key",
            (prefix, prefix + _LAST),
        )
        return [str(row[0]) for row in found]

    # Writing -------------------------------------------------------------

    def store(
        self,
        *,
        document_id: str,
        sha256: str,
        text_sha256: str,
        variant: str,
        source: str,
        reader: str,
        reader_version: int,
        structure_version: int,
        reading: Reading,
        structure: Structure,
    ) -> None:
        """Store one version of a document; the same id again gets the newer structure."""
        self._forget_parts(document_id)
        self._db.execute(
            """
            INSERT INTO documents (id, sha256, text_sha256, variant, text, characters, reader,
                reader_version, structure_version, pages, pages_without_text, notes,
                said_title, said_body, said_force, said_date, said_status, source, meeting_id)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT (id) DO UPDATE SET reader = excluded.reader,
                reader_version = excluded.reader_version,
                structure_version = excluded.structure_version, pages = excluded.pages,
                pages_without_text = excluded.pages_without_text, notes = excluded.notes,
                said_title = excluded.said_title, said_body = excluded.said_body,
                said_force = excluded.said_force, said_date = excluded.said_date,
                said_status = excluded.said_status
            """,
            (
                document_id,
                sha256,
                text_sha256,
                variant,
                reading.text,
                len(reading.text),
                reader,
                reader_version,
                structure_version,
                reading.pages,
                json.dumps(reading.pages_without_text),
                json.dumps((*reading.notes, *structure.notes), ensure_ascii=False),
                structure.title or reading.title,
                structure.body,
                structure.force,
                rows.iso(structure.date),
                structure.status,
                source,
                meeting_id(None, None, None, document_id),
            ),
        )
        self._db.executemany(
            "INSERT INTO blocks VALUES (?,?,?,?,?,?,?)",
            [
                (document_id, i, b.start, b.end, b.kind, b.page, b.level)
                for i, b in enumerate(reading.blocks)
            ],
        )
        self._db.executemany(
            "INSERT INTO items VALUES (?,?,?,?,?,?,?)",
            [
                (document_id, i, x.number, x.title, x.first_block, x.end_block, x.level)
                for i, x in enumerate(structure.items)
            ],
        )
        self._db.executemany(
            "INSERT INTO attendees VALUES (?,?,?,?,?,?)",
            [
                (document_id, i, a.name, a.role, a.initials, a.present)
                for i, a in enumerate(structure.attendees)
            ],
        )

    def point(self, key: str, source: str, document_id: str, metadata: Metadata) -> None:
        """Let a source hold this version from now on, and clear its failure."""
        before = self._db.execute(
            "SELECT document_id FROM sources WHERE key = ?", (key,)
        ).fetchone()
        self._db.execute(
            "INSERT INTO sources VALUES (?,?,?,?) ON CONFLICT (key) DO UPDATE SET "
            "source = excluded.source, document_id = excluded.document_id, "
            "metadata = excluded.metadata",
            (key, source, document_id, rows.metadata_to_json(metadata)),
        )
        self.clear_failure(key)
        self._settle(document_id)
        if before is not None and before[0] != document_id:
            self._settle(before[0])

    def release(self, key: str) -> None:
        """Let a source hold no version any more: what was a document holds documents now."""
        self._db.execute("DELETE FROM sources WHERE key = ?", (key,))

    def clear_failure(self, key: str) -> None:
        """Forget that a source could not be read: it can be, now."""
        self._db.execute("DELETE FROM failures WHERE key = ?", (key,))

    def fail(self, key: str, failure: Failure) -> None:
        """Record that a source could not be read."""
        self._db.execute(
            "INSERT OR REPLACE INTO failures VALUES (?,?,?,?,?,?)",
            (
                key,
                failure.source,
                failure.sha256,
                failure.reason,
                failure.reader,
                failure.reader_version,
            ),
        )

    # Renditions ----------------------------------------------------------

    def signatures(self, version: int) -> dict[str, Signature]:
        """Return the signatures of one version that are of the text as it is read now."""
        found = self._db.execute(
            "SELECT s.document_id, s.shingles, s.sample FROM signatures s "
            "JOIN documents d ON d.id = s.document_id "
            "WHERE s.version = ? AND s.reader = d.reader || ' ' || d.reader_version",
            (version,),
        )
        return {
            str(row[0]): Signature(int(row[1]), np.frombuffer(row[2], dtype="<u4")) for row in found
        }

    def keep_signature(self, document: Document, version: int, made: Signature) -> None:
        """Keep what a document's likeness to others is measured on."""
        self._db.execute(
            "INSERT OR REPLACE INTO signatures VALUES (?,?,?,?,?)",
            (
                document.id,
                version,
                f"{document.reader} {document.reader_version}",
                made.shingles,
                made.sample.astype("<u4").tobytes(),
            ),
        )

    def put_meetings(
        self, meetings: Mapping[str, str], resemblances: Sequence[Resemblance]
    ) -> None:
        """Say anew which meeting each document records, and what was found of pairs."""
        self._db.executemany(
            "UPDATE documents SET meeting_id = ? WHERE id = ? AND meeting_id != ?",
            [(meeting, key, meeting) for key, meeting in meetings.items()],
        )
        found = [tuple(r) for r in self._db.execute(_RESEMBLANCES)]
        wanted = sorted(
            (r.first, r.second, r.verdict.value, r.likeness, r.why) for r in resemblances
        )
        if found != wanted:
            self._db.execute("DELETE FROM resemblances")
            self._db.executemany("INSERT INTO resemblances VALUES (?,?,?,?,?)", wanted)

    def keep_review(self, review: Review) -> Review:
        """Add a review that was checked (see :mod:`corpus.reviews`), and return it numbered."""
        columns = review_rows.COLUMNS.removeprefix("id, ")
        values = review_rows.values(review)
        added = self._db.execute(
            f"INSERT INTO reviews ({columns}) VALUES ({','.join('?' * len(values))})", values
        )
        return replace(review, id=int(added.lastrowid or 0))

    def _forget_parts(self, document_id: str) -> None:
        for table in ("blocks", "items", "attendees"):
            self._db.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))

    def _settle(self, document_id: str) -> None:
        """Work out what holds of a document: its sources' sidecars first, else its text."""
        found = self._db.execute(
            "SELECT source, metadata FROM sources WHERE document_id = ? ORDER BY rowid",
            (document_id,),
        ).fetchall()
        if not found:
            return  # replaced: it keeps what held while it was current
        given = [rows.metadata_from_json(row[1]) for row in found]
        said = self._db.execute(
            "SELECT said_title, said_body, said_force, said_date, said_status "
            "FROM documents WHERE id = ?",
            (document_id,),
        ).fetchone()
        body = next((m.body for m in given if m.body), None)
        # The force that the text's own body implies says nothing of another body.
        force_said = said[2] if body in (None, said[1]) else None
        held_on = next((rows.iso(m.date) for m in given if m.date), said[3])
        body = body or said[1]
        force = next((m.force for m in given if m.force), None) or force_said
        if force is None and body:
            force = force_of_body(body)
        self._db.execute(
            "UPDATE documents SET source = ?, source_url = ?, title = ?, body = ?, force = ?, "
            "date = ?, status = ?, meeting_id = ? WHERE id = ?",
            (
                found[0][0],
                next((m.source_url for m in given if m.source_url), None),
                next((m.title for m in given if m.title), said[0]),
                body,
                force,
                held_on,
                next((m.status for m in given if m.status), said[4]),
                meeting_id(force, body, rows.day(held_on), document_id),
                document_id,
            ),
        )
