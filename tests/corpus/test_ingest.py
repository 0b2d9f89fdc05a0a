"""From paths to document versions: idempotent, versioned, and one bad file costs itself alone."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from corpus import readers, reading
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.errors import ArchiveError, NotFoundError, ReadError, UsageError
from corpus.ingest import IngestReport, Outcome, ingest
from corpus.metadata import read_table
from corpus.structure import recognise

MINUTES = """Harrowdale Police and Crime Panel

Date: Tuesday 4 June 2024

1. Burglary

The Commissioner undertook to provide the detection rate for the Westerby area.
"""


def add(root: Path, *paths: Path, table: Path | None = None) -> IngestReport:
    with ArchiveWriter(root) as archive:
        return ingest(
            archive,
            discover(paths, readers.SUFFIXES),
            read_table(table) if table else None,
        )


def outcomes(report: IngestReport) -> dict[str, str]:
    return {Path(f.source).name: f.outcome.value for f in report.files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "june.txt").write_text(MINUTES, encoding="utf-8")
    return folder


def test_a_file_is_read_once(tmp_path: Path, folder: Path) -> None:
    root = tmp_path / "archive"
    assert outcomes(add(root, folder)) == {"june.txt": "read"}
    assert outcomes(add(root, folder)) == {"june.txt": "unchanged"}
    with Archive(root) as archive:
        (document,) = archive.documents()
        assert archive.text(document.id) == MINUTES
        assert document.date == date(2024, 6, 4)
        assert document.body == "Harrowdale Police and Crime Panel"
        assert archive.originals.read(document.sha256) == MINUTES.encode()
        for block in archive.blocks(document.id):
            cut = MINUTES[block.start : block.end]
            assert cut
            assert cut == cut.strip()


def test_changed_bytes_are_a_new_version_and_the_old_text_stays(
    tmp_path: Path, folder: Path
) -> None:
    root = tmp_path / "archive"
    add(root, folder)
    with Archive(root) as archive:
        old = archive.documents()[0]
    changed = MINUTES.replace("Westerby", "Easterby")
    (folder / "june.txt").write_text(changed, encoding="utf-8")
    assert outcomes(add(root, folder)) == {"june.txt": "replaced"}
    with Archive(root) as archive:
        (new,) = archive.documents()
        assert new.id != old.id
        assert archive.text(new.id) == changed
        assert archive.text(old.id) == MINUTES
        assert not archive.document(old.id).current
        assert archive.meeting(new.meeting_id).document_ids == (new.id,)


def test_the_same_bytes_in_two_places_are_one_document(tmp_path: Path, folder: Path) -> None:
    (folder / "copy.txt").write_text(MINUTES, encoding="utf-8")
    root = tmp_path / "archive"
    add(root, folder)
    with Archive(root) as archive:
        (document,) = archive.documents()
        assert {Path(s).name for s in archive.sources(document.id)} == {"june.txt", "copy.txt"}


def test_equal_bytes_that_record_two_meetings_are_two_documents(tmp_path: Path) -> None:
    # A publisher's stock page ("no minutes were taken") served for two dates.
    folder = tmp_path / "stock"
    folder.mkdir()
    for month in ("may", "june"):
        (folder / f"{month}.txt").write_text("No minutes were taken.\n", encoding="utf-8")
    table = tmp_path / "table.csv"
    table.write_text("file,date\nmay.txt,2024-05-07\njune.txt,2024-06-04\n", encoding="utf-8")
    root = tmp_path / "archive"
    add(root, folder, table=table)
    with Archive(root) as archive:
        assert sorted(d.date for d in archive.documents() if d.date) == [
            date(2024, 5, 7),
            date(2024, 6, 4),
        ]
    assert set(outcomes(add(root, folder, table=table)).values()) == {"unchanged"}


def test_a_sidecar_wins_and_later_metadata_updates_without_reading(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "archive"
    add(root, folder)
    table = tmp_path / "table.csv"
    table.write_text(
        "file,body,force,date,title\njune.txt,Harrowdale Assurance Board,,2024-06-05,\n",
        encoding="utf-8",
    )

    def never(*_: object) -> None:
        raise AssertionError("an unchanged file was read again")

    monkeypatch.setattr(readers, "read", never)
    assert outcomes(add(root, folder, table=table)) == {"june.txt": "updated"}
    with Archive(root) as archive:
        (document,) = archive.documents()
        assert (document.body, document.date) == (
            "Harrowdale Assurance Board",
            date(2024, 6, 5),
        )
        # The force followed from the body in the text, which no longer holds.
        assert document.force is None
        assert document.meeting_id.startswith("m-harrowdale-assurance-board-2024-06-05")
    assert outcomes(add(root, folder)) == {"june.txt": "unchanged"}
    with Archive(root) as archive:
        assert archive.documents()[0].body == "Harrowdale Assurance Board"


def test_metadata_alone_speaks_of_files_already_held(tmp_path: Path, folder: Path) -> None:
    root = tmp_path / "archive"
    add(root, folder)
    table = tmp_path / "table.csv"
    table.write_text("file,title\njune.txt,Special meeting\nelse.txt,None such\n", encoding="utf-8")
    report = add(root, table=table)
    assert outcomes(report) == {"june.txt": "updated"}
    assert report.unmatched_rows == ("else.txt",)


def test_a_json_sidecar_is_used_and_a_broken_one_fails_its_file_only(
    tmp_path: Path, folder: Path
) -> None:
    (folder / "june.json").write_text('{"force": "Harrowdale", "status": "draft"}')
    (folder / "july.txt").write_text("Minutes of July, in which nothing was decided.")
    (folder / "july.txt.json").write_text('{"frce": "Harrowdale"}')
    root = tmp_path / "archive"
    report = add(root, folder)
    assert outcomes(report) == {"june.txt": "read", "july.txt": "failed"}
    assert "frce" in (report.of(Outcome.FAILED)[0].reason or "")
    with Archive(root) as archive:
        (document,) = archive.documents()
        assert (document.force, document.status) == ("Harrowdale", "draft")


def test_a_failed_file_is_recorded_and_tried_again_when_its_reader_changes(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = folder / "scan.txt"
    bad.write_text("Readable after all, once the reader has learnt it.")
    real_read, real_identify = readers.read, readers.identify
    tries: list[str] = []

    def failing(data: bytes, name: str, limits: readers.Limits | None = None) -> object:
        tries.append(name)
        if name == "scan.txt":
            raise ReadError("This page cannot be read.", "Wait for a better reader.")
        return real_read(data, name, limits or readers.Limits())

    monkeypatch.setattr(readers, "read", failing)
    root = tmp_path / "archive"
    assert outcomes(add(root, folder)) == {"june.txt": "read", "scan.txt": "failed"}
    with Archive(root) as archive:
        (failure,) = archive.failures()
        assert "cannot be read" in failure.reason
    tries.clear()
    second = add(root, folder)
    assert outcomes(second) == {"june.txt": "unchanged", "scan.txt": "failed"}
    assert tries == []
    assert not second.of(Outcome.FAILED)[0].tried

    def newer(data: bytes, name: str) -> readers.ReaderInfo:
        info = real_identify(data, name)
        return readers.ReaderInfo(info.name, info.version + 1)

    monkeypatch.setattr(readers, "identify", newer)
    monkeypatch.setattr(readers, "read", real_read)
    assert outcomes(add(root, folder)) == {"june.txt": "updated", "scan.txt": "read"}
    with Archive(root) as archive:
        assert archive.failures() == ()


def test_an_unforeseen_error_costs_one_file(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "odd.txt").write_text("An odd page.")
    real = recognise

    def stumble(reading: object, name: str) -> object:
        if "odd" in reading.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("columns")
        return real(reading, name)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "recognise", stumble)
    report = add(tmp_path / "archive", folder)
    assert outcomes(report) == {"june.txt": "read", "odd.txt": "failed"}
    assert "ZeroDivisionError" in (report.of(Outcome.FAILED)[0].reason or "")


def test_the_counts_add_up(tmp_path: Path, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (folder / "picture.png").write_bytes(b"\x89PNG")
    report = add(tmp_path / "archive", folder)
    assert sum(report.count(outcome) for outcome in Outcome) == len(report.files) == 3
    assert outcomes(report) == {"june.txt": "read", "empty.txt": "failed", "old.doc": "failed"}
    assert [Path(p).name for p in report.passed_over] == ["picture.png"]


def test_a_folder_that_links_to_its_parent_ends(tmp_path: Path, folder: Path) -> None:
    (folder / "round").symlink_to(folder.parent, target_is_directory=True)
    (folder / "nowhere").symlink_to(folder / "gone")
    report = add(tmp_path / "archive", folder)
    assert outcomes(report) == {"june.txt": "read", "nowhere": "failed"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_reported(tmp_path: Path, folder: Path) -> None:
    (folder / "june.txt").chmod(0)
    report = add(tmp_path / "archive", folder)
    assert outcomes(report) == {"june.txt": "failed"}


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        discover([tmp_path / "nothing"], readers.SUFFIXES)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as stream:
        stream.truncate(300_000_000)
    report = add(tmp_path / "archive", big)
    assert "300 MB" in (report.files[0].reason or "")


def test_two_writers_never_meet(tmp_path: Path, folder: Path) -> None:
    root = tmp_path / "archive"
    with ArchiveWriter(root), pytest.raises(ArchiveError, match="Another minuted command"):
        ArchiveWriter(root)
    add(root, folder)


def test_reading_where_there_is_no_archive_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="minuted add"):
        Archive(tmp_path / "none")


def test_a_name_that_is_not_utf8_is_read_and_shown(tmp_path: Path) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(MINUTES)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    report = add(tmp_path / "archive", folder)
    assert outcomes(report) == {"caf\\xe9.txt": "read"}


def test_a_full_disk_is_not_a_fault_of_the_file(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    root = tmp_path / "archive"
    monkeypatch.setattr("corpus.originals.Originals.keep", full)
    with pytest.raises(OSError, match="No space left"):
        add(root, folder)
    monkeypatch.undo()
    assert outcomes(add(root, folder)) == {"june.txt": "read"}


def test_a_failure_is_forgotten_when_the_file_is_as_it_was(tmp_path: Path, folder: Path) -> None:
    root = tmp_path / "archive"
    add(root, folder)
    (folder / "june.txt").write_text("")
    assert outcomes(add(root, folder)) == {"june.txt": "failed"}
    (folder / "june.txt").write_text(MINUTES, encoding="utf-8")
    assert outcomes(add(root, folder)) == {"june.txt": "unchanged"}
    with Archive(root) as archive:
        assert archive.failures() == ()
