"""The archive: the catalogue and the stored originals behind named doors.

Everything that reads what is held goes through :class:`Archive`; what alters it
goes through :class:`corpus.archive_writer.ArchiveWriter`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus import catalogue, review_rows, rows
from corpus.errors import NotFoundError
from corpus.model import (
    Attendee,
    Block,
    BlockKind,
    Document,
    Failure,
    Item,
    Meeting,
    Resemblance,
    Verdict,
)
from corpus.originals import Originals
from corpus.preference import best_first
from corpus.register import Review

NOTICE = "NOTICE.txt"
_LONGEST_NOTICE = 300


class Archive:
    """What is held, for reading.

    Parameters
    ----------
    root
        The archive's folder.

    Raises
    ------
    NotFoundError
        When there is no archive at that place.
    """

    _write = False

    def __init__(self, root: Path) -> None:
        self.root = root
        path = root / catalogue.FILE_NAME
        if not self._write and not path.is_file():
            raise NotFoundError(
                f"There is no archive at {root}.",
                "Make one with: minuted add FOLDER (or name another with --archive DIR)",
            )
        self._db = catalogue.connect(path, write=self._write)
        self.originals = Originals(root / "originals")

    def close(self) -> None:
        """Let go of the catalogue."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def notice(self) -> str | None:
        """Return what the archive's own ``NOTICE.txt`` says of it, as one line, if there is one.

        It stands at the head of every page and beside every answer: that all in
        it is invented, say, or that it is for tests.
        """
        try:
            text = (self.root / NOTICE).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        return " ".join(text.split())[:_LONGEST_NOTICE] or None

    # Documents -----------------------------------------------------------

    def documents(self, *, replaced: bool = False) -> list[Document]:
        """Return the current documents (with ``replaced``, older versions too), by id."""
        where = (
            "" if replaced else "WHERE EXISTS (SELECT 1 FROM sources s WHERE s.document_id = d.id)"
        )
        found = self._db.execute(
            f"SELECT {rows.DOCUMENT_COLUMNS} FROM documents d {where} ORDER BY d.id"
        )
        return [rows.document(row) for row in found]

    def document(self, document_id: str) -> Document:
        """Return one document, current or replaced.

        Raises
        ------
        NotFoundError
            When the archive holds no document of that id.
        """
        row = self._db.execute(
            f"SELECT {rows.DOCUMENT_COLUMNS} FROM documents d WHERE d.id = ?", (document_id,)
        ).fetchone()
        if row is None:
            raise NotFoundError(
                f"The archive holds no document {document_id!r}.",
                "List what it holds with: minuted coverage",
            )
        return rows.document(row)

    def text(self, document_id: str) -> str:
        """Return the canonical text of a document.

        Raises
        ------
        NotFoundError
            When the archive holds no document of that id.
        """
        row = self._db.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row is None:
            raise NotFoundError(f"The archive holds no document {document_id!r}.")
        return str(row[0])

    def blocks(self, document_id: str) -> tuple[Block, ...]:
        """Return the blocks of a document, in reading order."""
        found = self._db.execute(
            "SELECT start, end, kind, page, level FROM blocks WHERE document_id = ? ORDER BY idx",
            (document_id,),
        )
        return tuple(Block(r[0], r[1], BlockKind(r[2]), r[3], r[4]) for r in found)

    def items(self, document_id: str) -> tuple[Item, ...]:
        """Return the agenda items of a document, in order."""
        found = self._db.execute(
            "SELECT number, title, first_block, end_block, level FROM items "
            "WHERE document_id = ? ORDER BY idx",
            (document_id,),
        )
        return tuple(Item(*row) for row in found)

    def attendees(self, document_id: str) -> tuple[Attendee, ...]:
        """Return who is listed in a document, in its order."""
        found = self._db.execute(
            "SELECT name, role, initials, present FROM attendees "
            "WHERE document_id = ? ORDER BY idx",
            (document_id,),
        )
        return tuple(Attendee(r[0], r[1], r[2], bool(r[3])) for r in found)

    def sources(self, document_id: str) -> tuple[str, ...]:
        """Return the paths or addresses that hold this version now, as given."""
        found = self._db.execute(
            "SELECT source FROM sources WHERE document_id = ? ORDER BY rowid", (document_id,)
        )
        return tuple(str(row[0]) for row in found)

    def known_sources(self) -> list[tuple[str, str]]:
        """Return every source's key and its path or address as given."""
        return [
            (r[0], r[1]) for r in self._db.execute("SELECT key, source FROM sources ORDER BY key")
        ]

    # Meetings ------------------------------------------------------------

    def meetings(self) -> list[Meeting]:
        """Return the meetings of the current documents: by date, undated last, then by id."""
        groups: dict[str, list[Document]] = {}
        for found in self.documents():
            groups.setdefault(found.meeting_id, []).append(found)
        items = self.item_counts()
        made = [_meeting(key, group, items) for key, group in groups.items()]
        return sorted(made, key=lambda m: (m.date is None, m.date or date.max, m.id))

    def meeting(self, key: str) -> Meeting:
        """Return one meeting.

        Raises
        ------
        NotFoundError
            When no current document records a meeting of that id.
        """
        found = self._db.execute(
            f"SELECT {rows.DOCUMENT_COLUMNS} FROM documents d WHERE d.meeting_id = ? AND "
            "EXISTS (SELECT 1 FROM sources s WHERE s.document_id = d.id) ORDER BY d.id",
            (key,),
        ).fetchall()
        if not found:
            raise NotFoundError(
                f"The archive holds no meeting {key!r}.",
                "List what it holds with: minuted coverage",
            )
        group = [rows.document(row) for row in found]
        return _meeting(key, group, self.item_counts(d.id for d in group))

    def resemblances(self) -> tuple[Resemblance, ...]:
        """Return what was found of pairs of documents before the last indexing, by ids."""
        found = self._db.execute(
            "SELECT first, second, verdict, likeness, why FROM resemblances ORDER BY first, second"
        )
        return tuple(Resemblance(r[0], r[1], Verdict(r[2]), r[3], r[4]) for r in found)

    def item_counts(self, document_ids: Iterable[str] | None = None) -> dict[str, int]:
        """Return how many items each document has; of all of them, or of some."""
        if document_ids is None:
            found = self._db.execute("SELECT document_id, count(*) FROM items GROUP BY document_id")
            return {str(row[0]): int(row[1]) for row in found}
        counted = {}
        for key in document_ids:
            row = self._db.execute("SELECT count(*) FROM items WHERE document_id = ?", (key,))
            counted[key] = int(row.fetchone()[0])
        return counted

    def state(self) -> int:
        """Return a number that changes whenever another process or connection has written."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    # Reviews -------------------------------------------------------------

    def reviews(self) -> tuple[Review, ...]:
        """Return all that people decided about commitments, withdrawals too, oldest first."""
        found = self._db.execute(f"SELECT {review_rows.COLUMNS} FROM reviews ORDER BY id")
        return tuple(review_rows.record(row) for row in found)

    # Failures ------------------------------------------------------------

    def failures(self) -> tuple[Failure, ...]:
        """Return the files that could not be read, by source."""
        found = self._db.execute(
            "SELECT source, sha256, reason, reader, reader_version FROM failures ORDER BY source"
        )
        return tuple(Failure(*row) for row in found)


def _meeting(key: str, group: list[Document], items: Mapping[str, int]) -> Meeting:
    """Make the record of a meeting from its documents."""
    ranked = best_first(group, items)
    return Meeting(
        id=key,
        body=next((d.body for d in ranked if d.body), None),
        force=next((d.force for d in ranked if d.force), None),
        date=next((d.date for d in ranked if d.date), None),
        title=next((d.title for d in ranked if d.title), None),
        status=ranked[0].status,
        document_ids=tuple(d.id for d in ranked),
    )
