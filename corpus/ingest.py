"""From a path to document versions in the archive, idempotently.

A file is known by its place (the resolved path) and by its bytes (sha256):

- the same bytes at the same place: nothing is read again; a sidecar that says
  something new is taken over;
- the same bytes at a new place: the version that is held gets a second source;
- other bytes at a known place: a new version; the old one is kept, so that old
  citations still resolve, but is no longer searched;
- a newer reader or a newer reading of the structure: read again;
- a file that fails is recorded with its reason, and tried again only when its
  bytes or its reader's version change.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus import readers
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import Discovery
from corpus.errors import MinutedError, ReadError, TooLargeError
from corpus.identity import document_id
from corpus.metadata import MetadataTable, merge, read_sidecar, sidecar_of
from corpus.model import Document, Failure, Metadata
from corpus.originals import sha256_of
from corpus.structure import STRUCTURE_VERSION, recognise


class Outcome(StrEnum):
    """What became of one file."""

    READ = "read"
    REPLACED = "replaced"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file, and why.

    ``tried`` is False for a file that failed before and was not tried again,
    since neither it nor its reader has changed.
    """

    source: str
    outcome: Outcome
    document_id: str | None = None
    reason: str | None = None
    tried: bool = True


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ``minuted add`` did; the five counts add up to the number of files."""

    files: tuple[FileReport, ...]
    passed_over: tuple[str, ...]
    unmatched_rows: tuple[str, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many files ended so."""
        return sum(report.outcome is outcome for report in self.files)

    def of(self, outcome: Outcome) -> tuple[FileReport, ...]:
        """Return the files that ended so."""
        return tuple(report for report in self.files if report.outcome is outcome)


_NO_READER = ("none", readers.IDENTIFY_VERSION)
"""What stands for the reader of a file that no reader is for."""

Progress = Callable[[int, int, str], None]
"""Called with (files done, files in all, the file just begun)."""


def ingest(
    archive: ArchiveWriter,
    discovery: Discovery,
    table: MetadataTable | None = None,
    limits: readers.Limits | None = None,
    progress: Progress | None = None,
) -> IngestReport:
    """Read files into the archive, one transaction a file.

    Parameters
    ----------
    archive
        Where to.
    discovery
        The files.
    table
        What a metadata CSV says of them; wins over their sidecars.
    limits
        Sizes above which a file is refused.
    progress
        Called before each file and once at the end.
    """
    reports: list[FileReport] = []
    matched: set[str] = set()
    total = len(discovery.files)
    for done, found in enumerate(discovery.files):
        if progress:
            progress(done, total, shown(found.path))
        row = table.lookup(found.path) if table else None
        if row:
            matched.add(row[0])
        reports.append(
            _one(archive, found.path, row[1] if row else None, limits or readers.Limits())
        )
    for path, reason in discovery.unreadable:
        failure = Failure(shown(path), None, reason, None, None)
        with archive.transaction():
            archive.fail(source_key(path), failure)
        reports.append(FileReport(shown(path), Outcome.FAILED, reason=reason))
    if table:
        reports += _known_sources(archive, table, matched, {r.source for r in reports})
    if progress:
        progress(total, total, "")
    unmatched = tuple(sorted(set(table.rows) - matched)) if table else ()
    return IngestReport(tuple(reports), tuple(map(shown, discovery.passed_over)), unmatched)


def source_key(path: Path) -> str:
    """Return what a file is known by: its place, whichever way it was named."""
    return shown(path.resolve())


def shown(path: Path) -> str:
    """Return a path as text; bytes of a name that are not UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _one(
    archive: ArchiveWriter, path: Path, row: Metadata | None, limits: readers.Limits
) -> FileReport:
    key, source = source_key(path), shown(path)
    sha256: str | None = None
    reader: readers.ReaderInfo | None = None
    try:
        data = _bytes(path, limits)
        sha256 = sha256_of(data)
        given = _given(path, row)
        before = archive.failure(key)
        reader = readers.ReaderInfo(*_NO_READER)
        if before and (before.sha256, before.reader, before.reader_version) == (
            sha256,
            *_NO_READER,
        ):
            return FileReport(source, Outcome.FAILED, reason=before.reason, tried=False)
        reader = readers.identify(data, path.name)
        if before and (before.sha256, before.reader, before.reader_version) == (
            sha256,
            reader.name,
            reader.version,
        ):
            return FileReport(source, Outcome.FAILED, reason=before.reason, tried=False)
        return _take(archive, path, data, sha256, given, reader, limits)
    except TooLargeError as error:
        reason, reader = str(error), None
    except ReadError as error:
        reason = str(error)
    except (MinutedError, sqlite3.Error):
        raise  # the archive's trouble, not this file's
    except MemoryError:
        # Recorded without its reader, so that it is tried again another time.
        reason, reader = "There was not enough memory to read this file.", None
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        reason = (
            f"Minuted could not make sense of this file ({type(error).__name__}: "
            f"{str(error)[:200]}). Save it in another format and add that."
        )
    failure = Failure(
        source, sha256, reason, reader.name if reader else None, reader.version if reader else None
    )
    with archive.transaction():
        archive.fail(key, failure)
    return FileReport(source, Outcome.FAILED, reason=reason)


def _bytes(path: Path, limits: readers.Limits) -> bytes:
    try:
        size = path.stat().st_size
        largest = max(limits.max_bytes, limits.max_binary_bytes)
        if size > largest:
            raise TooLargeError(
                f"The file has {size / 1e6:,.0f} MB; up to {largest / 1e6:,.0f} MB are read.",
                "Split it, or raise MINUTED_MAX_FILE_MB.",
            )
        return path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"The file cannot be opened: {error.strerror}.", "Ask for the right to read it."
        ) from error


def _given(path: Path, row: Metadata | None) -> Metadata:
    sidecar = sidecar_of(path)
    given = read_sidecar(sidecar) if sidecar else Metadata()
    return merge(given, row) if row else given


def _take(
    archive: ArchiveWriter,
    path: Path,
    data: bytes,
    sha256: str,
    given: Metadata,
    reader: readers.ReaderInfo,
    limits: readers.Limits,
) -> FileReport:
    key, source = source_key(path), shown(path)
    state = archive.source_state(key)
    # What a sidecar once said stays said until another says otherwise.
    metadata = merge(state[1], given) if state else given
    held = _held_version(archive, state, sha256, reader, metadata)
    if held is not None:
        if state and state[0].id == held.id and state[1] == metadata:
            if archive.failure(key):
                with archive.transaction():
                    archive.clear_failure(key)
            return FileReport(source, Outcome.UNCHANGED, held.id)
        with archive.transaction():
            archive.point(key, source, held.id, metadata)
        same_place = state is not None and state[0].sha256 == sha256
        outcome = Outcome.UPDATED if same_place else Outcome.REPLACED if state else Outcome.READ
        return FileReport(source, outcome, held.id)
    archive.originals.keep(data, sha256)
    reading = readers.read(data, path.name, limits)
    structure = recognise(reading)
    text_sha256 = sha256_of(reading.text.encode("utf-8"))
    # Equal bytes that are said to record another meeting are another document.
    variant = key if _is_other_meeting(archive, sha256, metadata, key) else ""
    made = document_id(sha256, text_sha256, variant)
    with archive.transaction():
        archive.store(
            document_id=made,
            sha256=sha256,
            text_sha256=text_sha256,
            variant=variant,
            source=source,
            reader=reader.name,
            reader_version=reader.version,
            structure_version=STRUCTURE_VERSION,
            reading=reading,
            structure=structure,
        )
        archive.point(key, source, made, metadata)
    if state is None:
        return FileReport(source, Outcome.READ, made)
    return FileReport(
        source, Outcome.UPDATED if state[0].sha256 == sha256 else Outcome.REPLACED, made
    )


def _held_version(
    archive: ArchiveWriter,
    state: tuple[Document, Metadata] | None,
    sha256: str,
    reader: readers.ReaderInfo,
    metadata: Metadata,
) -> Document | None:
    """Return the version that already holds these bytes as they would be read now."""
    candidates = archive.same_bytes(sha256)
    if state and state[0].sha256 == sha256:
        candidates = [state[0]]
    for document in candidates:
        as_read_now = (document.reader, document.reader_version, document.structure_version) == (
            reader.name,
            reader.version,
            STRUCTURE_VERSION,
        )
        own = state is not None and state[0].id == document.id
        if as_read_now and (own or _may_share(document, metadata)):
            return document
    return None


def _may_share(document: Document, metadata: Metadata) -> bool:
    """Tell whether what is said of a file lets it be the meeting that is held."""
    return all(
        said is None or held is None or said == held
        for said, held in ((metadata.body, document.body), (metadata.date, document.date))
    )


def _is_other_meeting(archive: ArchiveWriter, sha256: str, metadata: Metadata, key: str) -> bool:
    state = archive.source_state(key)
    return any(
        not _may_share(document, metadata)
        for document in archive.same_bytes(sha256)
        if state is None or state[0].id != document.id
    )


def _known_sources(
    archive: ArchiveWriter, table: MetadataTable, matched: set[str], seen: set[str]
) -> list[FileReport]:
    """Let a table speak of files that are in the archive though not given this time."""
    reports = []
    for key, source in archive.known_sources():
        row = table.lookup(Path(key))
        state = archive.source_state(key)
        if source in seen or row is None or row[0] in matched or state is None:
            continue
        matched.add(row[0])
        metadata = merge(state[1], row[1])
        if metadata == state[1]:
            reports.append(FileReport(source, Outcome.UNCHANGED, state[0].id))
            continue
        with archive.transaction():
            archive.point(key, source, state[0].id, metadata)
        reports.append(FileReport(source, Outcome.UPDATED, state[0].id))
    return reports
