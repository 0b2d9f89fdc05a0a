"""From bytes to a document version in the archive, and from trouble to a recorded failure."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from corpus import readers
from corpus.archive_writer import ArchiveWriter
from corpus.errors import MinutedError, ReadError, TooLargeError
from corpus.identity import document_id
from corpus.metadata import merge
from corpus.model import Document, Failure, Metadata
from corpus.originals import sha256_of
from corpus.reading import FULL_DISK, Readings, UnforeseenError
from corpus.structure import STRUCTURE_VERSION


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
    since neither it nor its reader has changed. ``bundle`` is the source of the
    file (zip, message) that holds this one. A bundle has a document of its own
    only where it is a message that says something.
    """

    source: str
    outcome: Outcome
    document_id: str | None = None
    reason: str | None = None
    tried: bool = True
    bundle: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file's bytes.

    Attributes
    ----------
    key
        What the file is known by: its place.
    source
        That place as it was given.
    name
        The file's name, without the folder.
    given
        All that is said of it besides its text.
    sha256
        Of the bytes.
    """

    key: str
    source: str
    name: str
    data: bytes
    given: Metadata
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", sha256_of(self.data))


@dataclass(slots=True)
class Tried:
    """How far the reading of a file has come, for the record of its failure."""

    sha256: str | None = None
    reader: readers.ReaderInfo | None = None


NO_READER = readers.ReaderInfo("none", readers.IDENTIFY_VERSION)
"""What stands for the reader of a file that no reader is for."""


def guarded(
    archive: ArchiveWriter,
    key: str,
    source: str,
    work: Callable[[Tried], list[FileReport]],
    bundle: str | None = None,
) -> list[FileReport]:
    """Do what reads one file; whatever is wrong with that file costs this file alone.

    Raises
    ------
    MinutedError, sqlite3.Error, OSError
        When the trouble is the archive's: it is locked, damaged, or its disk is full.
    """
    tried = Tried()
    try:
        return work(tried)
    except TooLargeError as error:
        # Recorded without its reader, so that it is tried again: the limits may change.
        reason, tried.reader = str(error), None
    except ReadError as error:
        reason = str(error)
    except (MinutedError, sqlite3.Error):
        raise  # the archive's trouble, not this file's
    except MemoryError:
        reason, tried.reader = "There was not enough memory to read this file.", None
    except Exception as error:
        if isinstance(error, OSError) and error.errno in FULL_DISK:
            raise
        kind = error.kind if isinstance(error, UnforeseenError) else type(error).__name__
        reason = (
            f"Minuted could not make sense of this file ({kind}: "
            f"{str(error)[:200]}). Save it in another format and add that."
        )
    reader = tried.reader
    failure = Failure(
        source,
        tried.sha256,
        reason,
        reader.name if reader else None,
        reader.version if reader else None,
    )
    with archive.transaction():
        archive.fail(key, failure)
    return [FileReport(source, Outcome.FAILED, reason=reason, bundle=bundle)]


def reader_of(
    archive: ArchiveWriter, incoming: Incoming, tried: Tried
) -> readers.ReaderInfo | Failure:
    """Return the reader for a file, or its failure of an earlier time that still stands.

    Raises
    ------
    ReadError
        When no reader is for it.
    """
    tried.sha256 = incoming.sha256
    before = archive.failure(incoming.key)
    tried.reader = NO_READER
    if before and _still_stands(before, tried.sha256, NO_READER):
        return before
    tried.reader = readers.identify(incoming.data, incoming.name)
    if before and _still_stands(before, tried.sha256, tried.reader):
        return before
    return tried.reader


def _still_stands(failure: Failure, sha256: str, reader: readers.ReaderInfo) -> bool:
    return (failure.sha256, failure.reader, failure.reader_version) == (
        sha256,
        reader.name,
        reader.version,
    )


def take(
    archive: ArchiveWriter,
    incoming: Incoming,
    reader: readers.ReaderInfo,
    readings: Readings,
    bundle: str | None = None,
) -> FileReport:
    """Store the document that a file is, unless it is held already.

    ``readings`` is where it is read.

    Raises
    ------
    ReadError
        When it cannot be read.
    """
    key, source = incoming.key, incoming.source
    sha256 = incoming.sha256
    state = archive.source_state(key)
    metadata = _said(state, incoming)
    held = _held_version(archive, state, sha256, reader, metadata)
    if held is not None:
        if state and state[0].id == held.id and state[1] == metadata:
            if archive.failure(key):
                with archive.transaction():
                    archive.clear_failure(key)
            return FileReport(source, Outcome.UNCHANGED, held.id, bundle=bundle)
        with archive.transaction():
            archive.point(key, source, held.id, metadata)
        same_place = state is not None and state[0].sha256 == sha256
        outcome = Outcome.UPDATED if same_place else Outcome.REPLACED if state else Outcome.READ
        return FileReport(source, outcome, held.id, bundle=bundle)
    archive.originals.keep(incoming.data, sha256)
    read = readings.read(sha256, incoming.name, incoming.data)
    reading, structure = read.reading, read.structure
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
        return FileReport(source, Outcome.READ, made, bundle=bundle)
    outcome = Outcome.UPDATED if state[0].sha256 == sha256 else Outcome.REPLACED
    return FileReport(source, outcome, made, bundle=bundle)


def is_held(archive: ArchiveWriter, incoming: Incoming, reader: readers.ReaderInfo) -> bool:
    """Tell whether a file need not be read, since its document is held."""
    state = archive.source_state(incoming.key)
    metadata = _said(state, incoming)
    return _held_version(archive, state, incoming.sha256, reader, metadata) is not None


def _said(state: tuple[Document, Metadata] | None, incoming: Incoming) -> Metadata:
    # What a sidecar once said stays said until another says otherwise.
    return merge(state[1], incoming.given) if state else incoming.given


def _held_version(
    archive: ArchiveWriter,
    state: tuple[Document, Metadata] | None,
    sha256: str,
    reader: readers.ReaderInfo,
    metadata: Metadata,
) -> Document | None:
    """Return the version that already holds these bytes as they would be read now, or better."""
    candidates = archive.same_bytes(sha256)
    if state and state[0].sha256 == sha256:
        candidates = [state[0]]
    for document in candidates:
        # A later version stands: the converter it was read with may be gone from here.
        as_read_now = (
            document.reader == reader.name
            and document.reader_version >= reader.version
            and document.structure_version == STRUCTURE_VERSION
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
