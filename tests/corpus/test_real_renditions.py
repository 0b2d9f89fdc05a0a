"""The published files of three bodies, whose meetings stand in one to three documents each."""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePath

import pytest

from corpus import readers
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.coverage import coverage
from corpus.discovery import discover
from corpus.ingest import Outcome, ingest
from corpus.model import Verdict
from corpus.renditions import settle
from tests.conftest import REAL, needs_real_minutes

pytestmark = needs_real_minutes

ONE_MEETING = (
    ("Local Public Data Panel_Twenty-Second Meeting_17 October 2013_Minutes.doc",
     "Local Public Data Panel_Twenty-Second Meeting_17 October 2013_Minutes.pdf"),
    ("Local Public Data Panel_Eighteenth Meeting 5 February 2013_Minutes.doc",
     "Local Public Data Panel_Eighteenth Meeting 5 February 2013_Minutes_0.odt"),
    ("Transparency Board 190711-  Final minutes v1.pdf",
     "transparency-board-minutes-19th-july-2011.html"),
    ("transparency-board-minutes-19th-november-2010.html",
     "Transparency Board minutes - 19 11 10 draft.pdf"),
    ("Transparency board minutes (FINAL) 02 03 2011.pdf",
     "transparency-board-minutes-2nd-march-2011.html"),
    ("TB(17)ii Transparency Board Minutes_10.doc", "minutes-transparency-board-22052012.html"),
    ("Local Public Data Panel 01 May 2012 Minutes_Final.doc",
     "Local Public Data Panel 01 May 2012 Minutes_Final.odt"),
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("govuk") / "archive"
    with ArchiveWriter(made) as archive:
        report = ingest(archive, discover([REAL / "govuk"], readers.SUFFIXES))
        if report.count(Outcome.FAILED):
            pytest.skip("some formats have no reader on this machine")
        settle(archive)
    return made


def test_the_files_are_forty_two_meetings(root: Path) -> None:
    with Archive(root) as archive:
        meetings = archive.meetings()
        names = {d.id: PurePath(d.source).name for d in archive.documents()}
        assert len(names) == 60  # two of the 61 files are the same bytes
        assert len(meetings) == 42
        groups = [{names[key] for key in meeting.document_ids} for meeting in meetings]
        for pair in ONE_MEETING:
            assert sum(set(pair) == group for group in groups) == 1, pair
        assert sum(len(group) > 1 for group in groups) == 18
        assert {one.verdict for one in archive.resemblances()} == {Verdict.SAME}
        # A page that only leads to the minutes never speaks for the meeting.
        for meeting in meetings:
            first = archive.document(meeting.document_ids[0])
            assert first.characters > 600, names[first.id]


def test_three_bodies_with_their_dates(root: Path) -> None:
    with Archive(root) as archive:
        held = {b.body: b for b in coverage(archive).bodies if b.body}
    assert set(held) == {
        "Crime and Justice Transparency Sector Panel",
        "Local Public Data Panel",
        "Transparency Board",
    }
    board = held["Transparency Board"]
    assert (board.first, board.last) == (date(2010, 6, 24), date(2014, 6, 11))
    panel = held["Local Public Data Panel"]
    assert (panel.first, panel.last) == (date(2010, 6, 1), date(2013, 10, 17))
    assert held["Crime and Justice Transparency Sector Panel"].last == date(2014, 2, 14)
    assert any(g.after == date(2010, 10, 21) for g in panel.gaps)
