"""A small archive with a meeting in three renditions, a PDF of two pages, and another meeting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus import readers
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.ingest import ingest
from tests.eval.answers.making import Record

FINAL = """Minutes of the Panel

The Chief Constable said that 12 officers would join by May. It was agreed that \
the figures would come to the next meeting. Noted.

The Commissioner thanked everyone. Noted.
"""
DRAFT = """DRAFT minutes of the Panel

The chief constable said that  12 officers would join by May. It was Agreed that \
the figures would come in June. Noted.
"""
OTHER = """Minutes of the Board

It was agreed that the figures would come to the next meeting. Burglary fell by 8%.
"""
FIRST_PAGE = "The Chief Constable said that 12 officers would join by May."
SECOND_PAGE = "Retail crime rose. It was agreed that a plan would follow."


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The small archive; it has no index."""
    folder = tmp_path_factory.mktemp("answers")
    files = folder / "files"
    files.mkdir()
    panel = {"body": "Panel", "date": "2024-03-05", "force": "Cleveland"}
    board = {"body": "Board", "date": "2024-04-09", "force": "Cleveland"}
    for name, text, known in (
        ("final.txt", FINAL, panel),
        ("draft.txt", DRAFT, panel),
        ("other.txt", OTHER, board),
    ):
        (files / name).write_text(text, encoding="utf-8")
        (files / name).with_suffix(".json").write_text(json.dumps(known))
    _pdf(files / "paged.pdf")
    (files / "paged.json").write_text(json.dumps(panel))
    with ArchiveWriter(folder / "archive") as archive:
        report = ingest(archive, discover([files], readers.SUFFIXES), None)
        assert not [file for file in report.files if file.reason]
    with Archive(folder / "archive") as archive:
        yield Record(archive)


def _pdf(path: Path) -> None:
    canvas = Canvas(str(path), invariant=True)
    for line in (FIRST_PAGE, SECOND_PAGE):
        canvas.drawString(72, 700, line)
        canvas.showPage()
    canvas.save()
