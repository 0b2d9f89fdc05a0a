"""Records made from markdown and plain text as the readers give them; the words are ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from corpus import readers
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.ingest import ingest
from indexer.commitments.unit_building import record_of
from indexer.commitments.units import Record

HEAD = (
    "# Fellshire Police and Crime Panel\n\nMinutes of the meeting held on 3 March 2022\n\n"
    "Present: Councillor Ada Brook (AB), Tom Marsh (TM), Ruth Dale (RD)\n\n"
)


def record(tmp_path: Path, text: str, *, name: str = "made.md", head: str = HEAD) -> Record:
    """Read a text as a document of its own and cut it into units."""
    (tmp_path / name).write_text(head + text, encoding="utf-8")
    with ArchiveWriter(tmp_path / "archive") as archive:
        ingest(archive, discover([tmp_path / name], readers.SUFFIXES))
        (document,) = [d for d in archive.documents() if d.source.endswith(name)]
        made = record_of(archive, document)
    return replace(made, document=replace(made.document, date=date(2022, 3, 3)))
