"""Files that hold files: each member is a document of its own, known as ``bundle.zip#member``.

A bundle of the same bytes changes nothing; of a changed one only the members that
changed are read. A member that has vanished is kept, as a file that has vanished is.
What is said of a bundle (a sidecar, a row of the table) is said of all its members.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from corpus import readers
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import DOCUMENT_SUFFIXES
from corpus.errors import ReadError
from corpus.intake import FileReport, Incoming, Outcome, Tried, guarded, reader_of, take
from corpus.metadata import merge, parse
from corpus.model import Failure, Metadata
from corpus.reading import ReadingHere, Readings
from corpus.reading_ahead import Begun, begin, looking_ahead

_BY_CONTENT = frozenset({"pdf", "word", "odt", "doc", "rtf", "outlook"})
"""Readers that know their files by more than a guess; what they take is a document
whatever its name, while other members are known by their endings."""

_WRAPPED = frozenset({"winmail.dat"})
"""Attachments that hold attachments and cannot be opened: that is said, not passed over."""

_SEPARATOR = "#"
_LONGEST_SIDECAR = 100_000


@dataclass(slots=True)
class Intake:
    """What holds for one file given to be read, with all that is nested in it.

    Attributes
    ----------
    said
        What a metadata table says of a source, if anything.
    passed_over
        Sources of members that are no documents.
    seen
        Keys of the members that are there.
    readings
        Where files are read: in this process, unless something else is said.
    """

    archive: ArchiveWriter
    limits: readers.Limits
    said: Callable[[str], Metadata | None]
    budget: readers.Budget
    passed_over: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    readings: Readings | None = None

    @property
    def place(self) -> Readings:
        """Where files are read."""
        if self.readings is None:
            self.readings = ReadingHere(self.limits)
        return self.readings


def take_in(
    intake: Intake, incoming: Incoming, tried: Tried, bundle: str | None = None
) -> list[FileReport]:
    """Take in one file, a document or a bundle; the first report is the file's own.

    Raises
    ------
    ReadError
        When it cannot be read.
    """
    found = reader_of(intake.archive, incoming, tried)
    if isinstance(found, Failure):
        return [
            FileReport(
                incoming.source, Outcome.FAILED, reason=found.reason, tried=False, bundle=bundle
            )
        ]
    if readers.is_container(found):
        return _take_in_bundle(intake, incoming, found, bundle)
    return [take(intake.archive, incoming, found, intake.place, bundle)]


def vanished(intake: Intake, key: str) -> tuple[str, ...]:
    """Return the sources of members that a bundle no longer holds; they are kept.

    What could not be read of such members is forgotten: there is nothing to mend.
    """
    prefix = key + _SEPARATOR
    gone = [k for k in intake.archive.failed_keys(prefix) if k not in intake.seen]
    if gone:
        with intake.archive.transaction():
            for failed in gone:
                intake.archive.clear_failure(failed)
    return tuple(
        source for k, source in intake.archive.sources_under(prefix) if k not in intake.seen
    )


def _take_in_bundle(
    intake: Intake, incoming: Incoming, reader: readers.ReaderInfo, bundle: str | None
) -> list[FileReport]:
    archive, key, source = intake.archive, incoming.key, incoming.source
    state = archive.source_state(key)
    known = state is not None or bool(archive.sources_under(key + _SEPARATOR))
    opened = readers.open_container(incoming.data, reader, intake.limits, intake.budget)
    intake.budget.depth_left -= 1
    try:
        reports, others = _members(intake, incoming, reader, opened)
    finally:
        intake.budget.depth_left += 1
    own: FileReport | None = None
    if opened.is_document:
        own = take(archive, incoming, reader, intake.place, bundle)
    elif not reports:
        raise ReadError(
            f"The bundle holds no document{_listed(others)}.",
            "Check that it is the right file.",
        )
    elif state is not None or archive.failure(key):
        with archive.transaction():
            archive.clear_failure(key)
            archive.release(key)
    outcomes = {report.outcome for report in [*reports, *([own] if own else [])]}
    outcome = _outcome(outcomes) if known else Outcome.READ
    return [FileReport(source, outcome, own.document_id if own else None, bundle=bundle), *reports]


def _outcome(outcomes: set[Outcome]) -> Outcome:
    if outcomes & {Outcome.READ, Outcome.REPLACED}:
        return Outcome.REPLACED
    return Outcome.UPDATED if Outcome.UPDATED in outcomes else Outcome.UNCHANGED


def _members(
    intake: Intake, incoming: Incoming, reader: readers.ReaderInfo, opened: readers.Opened
) -> tuple[list[FileReport], list[str]]:
    """Take in every member; return what came of each, and the names of those passed over."""
    reports: list[FileReport] = []
    others: list[str] = []
    sidecars: dict[str, bytes] = {}
    spoken_for: set[str] = set()
    # Past a bundle nothing is drawn early: both spend of what the limits allow.
    for member in looking_ahead(
        opened.members,
        lambda member: _begin(intake, incoming, member),
        intake.place,
        beyond_bundles=False,
    ):
        if member.data is not None and member.name.lower().endswith(".json"):
            sidecars[member.name] = member.data
        elif member.passed_over or not _is_document(member):
            others.append(member.name)
        else:
            spoken_for.update(_sidecar_names(member.name))
            reports += _member(intake, incoming, reader, member, sidecars)
    others += [name for name in sidecars if name not in spoken_for]
    intake.passed_over += [f"{incoming.source}{_SEPARATOR}{name}" for name in others]
    return reports, others


def _begin(intake: Intake, incoming: Incoming, member: readers.Member) -> Begun:
    """Have a member begun that will have to be read, as far as can be told before its turn."""
    data = member.data
    if data is None or member.passed_over or not _is_document(member):
        return Begun(len(data or b""))
    ahead = _incoming(incoming, member, data, incoming.given)
    return begin(intake.archive, intake.place, ahead)


def _incoming(bundle: Incoming, member: readers.Member, data: bytes, given: Metadata) -> Incoming:
    key = f"{bundle.key}{_SEPARATOR}{member.name}"
    source = f"{bundle.source}{_SEPARATOR}{member.name}"
    return Incoming(key, source, PurePosixPath(member.name).name, data, given)


def _is_document(member: readers.Member) -> bool:
    path = PurePosixPath(member.name)
    suffix = path.suffix.lower()
    if suffix in readers.SUFFIXES or suffix in DOCUMENT_SUFFIXES or path.name in _WRAPPED:
        return True
    if member.data is None:
        return False
    try:
        return readers.identify(member.data, member.name).name in _BY_CONTENT
    except ReadError:
        return False


def _member(
    intake: Intake,
    incoming: Incoming,
    reader: readers.ReaderInfo,
    member: readers.Member,
    sidecars: dict[str, bytes],
) -> list[FileReport]:
    key = f"{incoming.key}{_SEPARATOR}{member.name}"
    source = f"{incoming.source}{_SEPARATOR}{member.name}"
    intake.seen.add(key)
    if member.data is None:
        return [_not_had(intake, key, source, member, reader, incoming.source)]
    data = member.data

    def work(tried: Tried) -> list[FileReport]:
        given = merge(incoming.given, _sidecar(member.name, sidecars))
        row = intake.said(source)
        given = merge(given, row) if row else given
        return take_in(intake, _incoming(incoming, member, data, given), tried, incoming.source)

    return guarded(intake.archive, key, source, work, bundle=incoming.source)


def _not_had(
    intake: Intake,
    key: str,
    source: str,
    member: readers.Member,
    reader: readers.ReaderInfo,
    bundle: str,
) -> FileReport:
    """Record a member that could not be had: locked, damaged, too large."""
    reason = member.reason or "It cannot be taken out of the bundle."
    failure = Failure(source, None, reason, reader.name, reader.version)
    if member.again:
        failure = Failure(source, None, reason, None, None)
    before = intake.archive.failure(key)
    if before != failure:
        with intake.archive.transaction():
            intake.archive.fail(key, failure)
    tried = before != failure or member.again
    return FileReport(source, Outcome.FAILED, reason=reason, tried=tried, bundle=bundle)


def _sidecar_names(name: str) -> tuple[str, str]:
    return f"{name}.json", str(PurePosixPath(name).with_suffix(".json"))


def _sidecar(name: str, sidecars: dict[str, bytes]) -> Metadata:
    """Return what a sidecar in the bundle says of a member."""
    for candidate in _sidecar_names(name):
        data = sidecars.get(candidate)
        if data is None or len(data) > _LONGEST_SIDECAR:
            continue
        try:
            values = json.loads(data)
            if not isinstance(values, dict):
                raise ValueError("it is not a JSON object")
            return parse(values)
        except (ValueError, RecursionError) as error:
            raise ReadError(
                f"The sidecar {candidate} in the bundle cannot be used: {error}.",
                "Correct it, or take it out of the bundle, and add that again.",
            ) from error
    return Metadata()


def _listed(names: list[str]) -> str:
    if not names:
        return ": it is empty"
    endings = Counter(PurePosixPath(name).suffix.lower() or "no ending" for name in names)
    return ": " + ", ".join(f"{ending} {count:,}" for ending, count in endings.most_common(5))
