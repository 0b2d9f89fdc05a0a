"""Records made from made-up minutes, read as any others are, and commitments in them."""

from __future__ import annotations

from pathlib import Path

from corpus import readers
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.identity import commitment_id
from corpus.ingest import ingest
from corpus.register import BINDING, Commitment, Due, FollowUp, Kind, Owner, OwnerBasis
from indexer.commitments.follow_ups import follow_ups
from indexer.commitments.unit_building import record_of
from indexer.commitments.units import Record

BODY = "Harrowdale Police and Crime Panel"


def minutes(day: str, *lines: str, body: str = BODY) -> str:
    """Return minutes as Markdown: a title, a day (or "" for none), and lines."""
    held = [f"Minutes of the meeting held on {day}"] if day else ["Minutes"]
    return "\n\n".join([f"# {body}", *held, *lines]) + "\n"


def records_of(tmp_path: Path, *texts: str) -> list[Record]:
    """Return the records of some minutes, each a file of its own."""
    files = tmp_path / "files"
    files.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (files / f"m{number:03}.md").write_text(text, encoding="utf-8")
    with ArchiveWriter(tmp_path / "archive") as archive:
        ingest(
            archive,
            discover([files], readers.SUFFIXES),
            None,
            progress=lambda _done, _total, _file: None,
        )
    with Archive(tmp_path / "archive") as held:
        documents = [held.document(meeting.document_ids[0]) for meeting in held.meetings()]
        return [record_of(held, document) for document in documents]


def commitment(
    records: list[Record],
    words: str,
    *,
    kind: Kind = Kind.ACTION,
    owner: str | None = None,
    day: str | None = None,
) -> Commitment:
    """Return the unit that holds some words as a commitment; it must be the only one.

    ``day`` is that of its record, where several hold the words.
    """
    found = [
        (record, unit)
        for record in records
        for unit in record.units
        if words in unit.text and (day is None or str(record.document.date) == day)
    ]
    assert len(found) == 1, (words, [unit.text for _, unit in found])
    record, unit = found[0]
    return Commitment(
        id=commitment_id(record.document.id, unit.start, unit.end),
        document_id=record.document.id,
        meeting_id=record.document.meeting_id,
        start=unit.start,
        end=unit.end,
        page=None,
        kind=kind,
        binding=kind in BINDING,
        owner=Owner(owner, basis=OwnerBasis.STATED if owner else OwnerBasis.NONE),
        due=Due(),
        topics=(),
        acceptance=None,
        number=unit.number,
        item=unit.item,
        context=(),
        owner_cell=None,
        again=(),
        why="made",
        score=None,
    )


def told(commitments: list[Commitment], records: list[Record]) -> list[tuple[str, FollowUp, str]]:
    """Return the words of each commitment, its follow-up, and the words that are cited."""
    texts = {record.document.id: record.text for record in records}
    quotes = {one.id: texts[one.document_id][one.start : one.end] for one in commitments}
    return [
        (quotes[one.commitment_id], one, texts[one.document_id][one.start : one.end])
        for one in follow_ups(commitments, records)
    ]
