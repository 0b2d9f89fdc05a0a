"""What the archive holds, for lists and pages: filtered, in a stable order, read once.

Reading a large catalogue takes a second or more, and every page needs its
bodies and dates; so what was read is kept until the catalogue's file changes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from corpus.archive import Archive
from corpus.catalogue import FILE_NAME
from corpus.coverage import coverage
from corpus.model import Coverage, Document, Meeting
from retrieval.filters import matching_bodies, matching_names
from retrieval.records import Filters, UnderstoodFilters

Record = TypeVar("Record", Document, Meeting)
_State = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """The current documents and meetings, by date (undated last), then by id."""

    documents: tuple[Document, ...]
    meetings: tuple[Meeting, ...]
    coverage: Coverage
    forces: tuple[str, ...]
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """How filters were understood, as search understands them; see :func:`select`."""

    understood: UnderstoodFilters
    undated_left_out: int


class Held:
    """What an archive holds; safe to share between threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = threading.Lock()
        self._kept: tuple[_State, Holdings] | None = None

    def now(self) -> Holdings:
        """Return what is held at this moment."""
        with self._lock:
            # Looked at before reading: what is written meanwhile is read next time.
            state = _state(self._archive.root)
            if self._kept is None or self._kept[0] != state:
                self._kept = (state, self._read())
            return self._kept[1]

    def _read(self) -> Holdings:
        documents = self._archive.documents()
        documents.sort(key=lambda d: (d.date is None, d.date or date.max, d.id))
        return Holdings(
            documents=tuple(documents),
            meetings=tuple(self._archive.meetings()),
            coverage=coverage(self._archive),
            forces=tuple(sorted({d.force for d in documents if d.force}, key=str.casefold)),
            bodies=tuple(sorted({d.body for d in documents if d.body}, key=str.casefold)),
        )


def select(
    records: Iterable[Record], filters: Filters, held: Holdings
) -> tuple[list[Record], Selection]:
    """Return the records that the filters let through, and how these were understood.

    Undated records do not pass a filter of dates; they are counted instead.
    """
    understood = _understand(filters, held)
    passing: list[Record] = []
    undated = 0
    dated = filters.since is not None or filters.until is not None
    for record in records:
        if understood.unknown or not _named(record, understood):
            continue
        if dated and record.date is None:
            undated += 1
            continue
        if record.date is not None and (
            (filters.since and record.date < filters.since)
            or (filters.until and record.date > filters.until)
        ):
            continue
        passing.append(record)
    return passing, Selection(understood, undated)


def _understand(filters: Filters, held: Holdings) -> UnderstoodFilters:
    forces = matching_names(filters.force, held.forces)
    bodies = matching_bodies(filters.body, held.bodies)
    given = ((filters.force, forces), (filters.body, bodies))
    return UnderstoodFilters(
        force=forces,
        body=bodies,
        since=filters.since,
        until=filters.until,
        unknown=tuple(name for name, found in given if name is not None and not found),
    )


def _named(record: Document | Meeting, filters: UnderstoodFilters) -> bool:
    return (not filters.force or record.force in filters.force) and (
        not filters.body or record.body in filters.body
    )


def _state(root: Path) -> _State:
    """Return what tells one state of the catalogue's files from another."""
    found = []
    for name in (FILE_NAME, FILE_NAME + "-wal"):
        try:
            about = (root / name).stat()
        except FileNotFoundError:
            found.append((0, 0, 0))
        else:
            found.append((about.st_ino, about.st_mtime_ns, about.st_size))
    return tuple(found)
