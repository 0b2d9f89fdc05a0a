"""From a path to document versions in the archive, idempotently.

A file is known by its place (the resolved path) and by its bytes (sha256):

- the same bytes at the same place: nothing is read again; a sidecar that says
  something new is taken over;
- the same bytes at a new place: the version that is held gets a second source;
- other bytes at a known place: a new version; the old one is kept, so that old
  citations still resolve, but is no longer searched;
- a newer reader or a newer reading of the structure: read again;
- a file that fails is recorded with its reason, and tried again only when its
  bytes or its reader's version change;
- a file that holds files (a zip, a message) is as many files: see `corpus.bundles`.

What is costly, the reading, may be done in several processes (`corpus.reading_processes`);
the archive is written by this one, in the order in which the files were found.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus import readers
from corpus.archive_writer import ArchiveWriter
from corpus.bundles import Intake, take_in, vanished
from corpus.discovery import Discovery
from corpus.errors import ReadError, TooLargeError
from corpus.intake import FileReport, Incoming, Outcome, Tried, guarded
from corpus.metadata import MetadataTable, merge, read_sidecar, sidecar_of
from corpus.model import Failure, Metadata
from corpus.reading import Readings
from corpus.reading_ahead import Begun, begin, looking_ahead
from corpus.reading_processes import readings

__all__ = ["FileReport", "IngestReport", "Outcome", "Progress", "ingest", "shown", "source_key"]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ``minuted add`` did; the five counts add up to the number of files.

    Bundles and the documents in them count as files, each. ``vanished``: members that
    are no longer in their bundle; what was read of them is kept.
    """

    files: tuple[FileReport, ...]
    passed_over: tuple[str, ...]
    unmatched_rows: tuple[str, ...]
    vanished: tuple[str, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Return how many files ended so."""
        return sum(report.outcome is outcome for report in self.files)

    def of(self, outcome: Outcome) -> tuple[FileReport, ...]:
        """Return the files that ended so."""
        return tuple(report for report in self.files if report.outcome is outcome)


Progress = Callable[[int, int, str], None]
"""Called with (files done, files in all, the file just begun)."""


def ingest(
    archive: ArchiveWriter,
    discovery: Discovery,
    table: MetadataTable | None = None,
    limits: readers.Limits | None = None,
    progress: Progress | None = None,
    processes: int = 1,
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
    processes
        How many processes read, at most; with 1, or with few and small files, they are
        read in this one. The archive is the same in any case.
    """
    reports: list[FileReport] = []
    passed_over = [shown(path) for path in discovery.passed_over]
    gone: list[str] = []
    matched: set[str] = set()

    def said(source: str) -> Metadata | None:
        row = table.lookup(Path(source)) if table else None
        if row:
            matched.add(row[0])
        return row[1] if row else None

    limits = limits or readers.Limits()
    total = len(discovery.files)
    paths = [found.path for found in discovery.files]
    with readings(processes, paths, limits) as place:
        files = (_opened(path, limits, said) for path in paths)
        for done, file in enumerate(
            looking_ahead(files, lambda file: file.begin(archive, place), place)
        ):
            if progress:
                progress(done, total, file.source)
            intake = Intake(archive, limits, said, readers.Budget.of(limits), readings=place)
            reports += _one(intake, file)
            passed_over += intake.passed_over
            if intake.seen:
                gone += vanished(intake, file.key)
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
    return IngestReport(tuple(reports), tuple(passed_over), unmatched, tuple(gone))


def source_key(path: Path) -> str:
    """Return what a file is known by: its place, whichever way it was named."""
    return shown(path.resolve())


def shown(path: Path) -> str:
    """Return a path as text; bytes of a name that are not UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class _File:
    """A file with its bytes, or what was wrong with it already."""

    key: str
    source: str
    incoming: Incoming | Exception

    def begin(self, archive: ArchiveWriter, place: Readings) -> Begun:
        """Have it begun that will have to be read, as far as can be told before its turn."""
        incoming = self.incoming
        return Begun() if isinstance(incoming, Exception) else begin(archive, place, incoming)


def _opened(path: Path, limits: readers.Limits, said: Callable[[str], Metadata | None]) -> _File:
    key, source = source_key(path), shown(path)
    # A row of the table counts as matched even where its file cannot be read.
    row = said(source)
    try:
        data = _bytes(path, limits)
        return _File(key, source, Incoming(key, source, path.name, data, _given(path, row)))
    except Exception as error:  # noqa: BLE001  told in its turn
        return _File(key, source, error)


def _one(intake: Intake, file: _File) -> list[FileReport]:
    incoming = file.incoming

    def work(tried: Tried) -> list[FileReport]:
        if isinstance(incoming, Exception):
            raise incoming
        return take_in(intake, incoming, tried)

    return guarded(intake.archive, file.key, file.source, work)


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
