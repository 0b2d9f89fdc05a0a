"""One meeting as council sites serve it: by stages, by items, from host after host; made up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import readers
from corpus.archive_writer import ArchiveWriter
from corpus.coverage import coverage
from corpus.discovery import discover
from corpus.ingest import ingest
from corpus.metadata import read_table
from corpus.model import Document, MeetingStatus
from corpus.renditions import settle
from tests.corpus.made import prose

PANEL = "Eastmoor Police and Crime Panel"
SAID = {
    title: " ".join(prose(seed, 9))
    for seed, title in enumerate(("Rural crime", "Road safety", "Estates"))
}
ISSUE = f"""<h1>Issue - meetings</h1><h2>Rural crime</h2>
<p>Meeting: 04/02/2021 - {PANEL} (Item 39)</p><p>39 Rural crime PDF 10 KB</p>
<p>{SAID["Rural crime"]}</p>"""
ITEM = f"""<h1>Agenda item</h1><h2>Rural crime</h2><p>Minutes:</p>
<p>{SAID["Rural crime"]}</p>"""


def stage(heading: str, numbers: list[str], *, minutes: bool) -> str:
    rows = "".join(
        f"<h3>{number} {title}</h3><p>To consider the report of the Commissioner.</p>"
        + (f"<p>Minutes:</p><p>{said}</p>" if minutes else "")
        for number, (title, said) in zip(numbers, SAID.items(), strict=True)
    )
    return (
        f"<html><body><h1>{heading}</h1><h2>{PANEL} - Thursday, 4th February, 2021 10.30 am</h2>"
        f"{rows}</body></html>"
    )


STAGES = {
    "agenda.html": stage("Agenda", ["1.", "2.", "3."], minutes=False),
    "draft.html": stage("Agenda and draft minutes", ["39/20", "40/20", "41/20"], minutes=True),
    "final.html": stage("Agenda and minutes", ["39/20", "40/20", "41/20"], minutes=True),
}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[ArchiveWriter]:
    with ArchiveWriter(tmp_path / "archive") as made:
        yield made


def add(archive: ArchiveWriter, folder: Path, table: str | None = None, **files: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    written = None
    if table is not None:
        path = folder.parent / "table.csv"
        path.write_text(table, encoding="utf-8")
        written = read_table(path)
    ingest(archive, discover([folder], readers.SUFFIXES), written)
    settle(archive)


def named(archive: ArchiveWriter, name: str) -> Document:
    return next(d for d in archive.documents() if d.source.endswith(name))


def test_agenda_draft_and_final_are_one_meeting_and_the_final_speaks(
    archive: ArchiveWriter, tmp_path: Path
) -> None:
    add(archive, tmp_path / "files", **STAGES)
    (meeting,) = archive.meetings()
    assert [
        d.rpartition("/")[2] for d in (archive.document(i).source for i in meeting.document_ids)
    ] == [
        "final.html",
        "draft.html",
        "agenda.html",
    ]
    assert meeting.status is MeetingStatus.APPROVED
    # The agenda numbered its items otherwise than the minutes do.
    numbers = [[i.number for i in archive.items(d)] for d in meeting.document_ids]
    assert numbers[0][-3:] == ["39/20", "40/20", "41/20"]
    assert numbers[2][-3:] == ["1", "2", "3"]


def test_the_same_minute_on_its_issue_page_and_its_item_page_is_of_that_meeting(
    archive: ArchiveWriter, tmp_path: Path
) -> None:
    add(archive, tmp_path / "files", **STAGES, **{"issue.html": ISSUE, "item.html": ITEM})
    (meeting,) = archive.meetings()
    item = named(archive, "item.html")
    assert (item.body, item.date) == (None, None)
    assert item.meeting_id == meeting.id
    assert meeting.document_ids[0] == named(archive, "final.html").id


def test_an_item_page_beside_its_whole_meeting_is_a_doubt(
    archive: ArchiveWriter, tmp_path: Path
) -> None:
    add(archive, tmp_path / "files", **{"final.html": STAGES["final.html"], "item.html": ITEM})
    assert len(archive.meetings()) == 2
    (told,) = archive.resemblances()
    assert "stands in the longer one" in told.why


def test_a_panel_that_changed_its_host_is_one_body(archive: ArchiveWriter, tmp_path: Path) -> None:
    later = STAGES["final.html"].replace("4th February, 2021", "3rd June, 2021")
    later = later.replace("Thursday, ", "").replace(SAID["Estates"], " ".join(prose(77, 9)))
    table = (
        "file,source_url\n"
        "final.html,https://westmoor.example/ieListDocuments.aspx?CId=7&MId=31&Ver=4\n"
        "later.html,http://eastmoor.example/ieListDocuments.aspx?MId=940&CId=2\n"
    )
    add(
        archive,
        tmp_path / "files",
        table,
        **{"final.html": STAGES["final.html"], "later.html": later},
    )
    assert {d.source_url.split("/")[2] for d in archive.documents() if d.source_url} == {
        "westmoor.example",
        "eastmoor.example",
    }
    (body,) = coverage(archive).bodies
    assert (body.body, body.meetings) == (PANEL, 2)


def test_one_page_under_two_host_names_is_one_meeting(
    archive: ArchiveWriter, tmp_path: Path
) -> None:
    table = (
        "file,source_url\n"
        "final.html,https://jobs.eastmoor.example/ieListDocuments.aspx?CId=7&MId=31&Ver=4\n"
        "copy.html,http://eastmoor.moderngov.example/(S(k2))/ieListDocuments.aspx?MID=31&CommitteeId=7\n"
    )
    add(
        archive,
        tmp_path / "files",
        table,
        **{"final.html": STAGES["final.html"], "copy.html": STAGES["final.html"] + "<!-- -->"},
    )
    (meeting,) = archive.meetings()
    assert meeting.body == PANEL
