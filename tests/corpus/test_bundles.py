"""Bundles in the archive: members are documents, and only what changed is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import readers
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.errors import ReadError
from corpus.ingest import IngestReport, Outcome, ingest
from corpus.metadata import read_table
from corpus.readers import SUFFIXES, Limits
from corpus.whereabouts import missing_sources
from eval.benchmarks.made_files import SENTENCE, mail, odt, outlook, zipped

JUNE = f"Harrowdale Police and Crime Panel\n\nDate: 4 June 2024\n\n{SENTENCE}\n".encode()
JULY = JUNE.replace(b"4 June", b"2 July")


def add(
    root: Path, *paths: Path, table: Path | None = None, limits: Limits | None = None
) -> IngestReport:
    with ArchiveWriter(root) as archive:
        found = discover(paths, SUFFIXES)
        return ingest(archive, found, read_table(table) if table else None, limits)


def outcomes(report: IngestReport) -> dict[str, str]:
    return {Path(f.source).name: f.outcome.value for f in report.files}


def sources(root: Path) -> set[str]:
    with Archive(root) as archive:
        return {Path(d.source).name for d in archive.documents()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "minutes"
    folder.mkdir()
    return folder


def bundle(folder: Path, members: dict[str, bytes], name: str = "all.zip") -> Path:
    path = folder / name
    path.write_bytes(zipped(members))
    return path


def test_every_member_is_a_document_of_its_own(root: Path, folder: Path) -> None:
    bundle(folder, {"june.txt": JUNE, "old/july.odt": odt(), "logo.png": b"\x89PNG"})
    report = add(root, folder)
    assert outcomes(report) == {
        "all.zip": "read",
        "all.zip#june.txt": "read",
        "july.odt": "read",
    }
    assert [Path(p).name for p in report.passed_over] == ["all.zip#logo.png"]
    assert {f.bundle is None for f in report.files[:1]} == {True}
    assert {Path(f.bundle or "").name for f in report.files[1:]} == {"all.zip"}
    with Archive(root) as archive:
        june = next(d for d in archive.documents() if d.source.endswith("june.txt"))
        assert archive.originals.read(june.sha256) == JUNE
        assert june.body == "Harrowdale Police and Crime Panel"


def test_adding_again_changes_nothing_and_reads_nothing(
    root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle(folder, {"june.txt": JUNE, "july.txt": JULY, "empty.txt": b""})
    add(root, folder)
    before = (root / "catalogue.sqlite").read_bytes()

    def never(*_: object) -> None:
        raise AssertionError("an unchanged member was read again")

    monkeypatch.setattr(readers, "read", never)
    report = add(root, folder)
    assert outcomes(report) == {
        "all.zip": "unchanged",
        "all.zip#june.txt": "unchanged",
        "all.zip#july.txt": "unchanged",
        "all.zip#empty.txt": "failed",
    }
    assert not report.of(Outcome.FAILED)[0].tried
    assert (root / "catalogue.sqlite").read_bytes() == before


def test_of_a_changed_bundle_only_changed_members_are_replaced(root: Path, folder: Path) -> None:
    bundle(folder, {"june.txt": JUNE, "july.txt": JULY})
    add(root, folder)
    bundle(folder, {"june.txt": JUNE, "july.txt": JULY + b"More was said.\n", "may.txt": b"May."})
    report = add(root, folder)
    assert outcomes(report) == {
        "all.zip": "replaced",
        "all.zip#june.txt": "unchanged",
        "all.zip#july.txt": "replaced",
        "all.zip#may.txt": "read",
    }


def test_a_member_that_vanished_is_kept_and_told(root: Path, folder: Path) -> None:
    path = bundle(folder, {"june.txt": JUNE, "july.txt": JULY, "empty.txt": b""})
    add(root, folder)
    bundle(folder, {"june.txt": JUNE})
    report = add(root, folder)
    assert [Path(s).name for s in report.vanished] == ["all.zip#july.txt"]
    assert sources(root) == {"all.zip#june.txt", "all.zip#july.txt"}
    with Archive(root) as archive:
        assert archive.failures() == ()
        gone = missing_sources(archive.known_sources())
        assert [Path(s).name for s in gone] == ["all.zip#july.txt"]
    path.unlink()
    with Archive(root) as archive:
        assert len(missing_sources(archive.known_sources())) == 2


def test_one_bad_member_never_stops_the_rest(root: Path, folder: Path) -> None:
    bundle(
        folder,
        {
            "a.pdf": b"%PDF-1.4 junk",
            "b.docx": b"PK\x03\x04 junk",
            "june.txt": JUNE,
            "../x.txt": JUNE,
        },
    )
    report = add(root, folder)
    assert report.count(Outcome.FAILED) == 3
    assert report.files[0].outcome is Outcome.READ
    assert sources(root) == {"all.zip#june.txt"}
    with Archive(root) as archive:
        assert {Path(f.source).name for f in archive.failures()} == {
            "all.zip#a.pdf",
            "all.zip#b.docx",
            "x.txt",
        }
    again = add(root, folder)
    assert [f.tried for f in again.of(Outcome.FAILED)] == [False] * 3


def test_bundles_in_bundles_and_mails_in_zips(root: Path, folder: Path) -> None:
    inner = zipped({"july.txt": JULY})
    letter = mail({"june.odt": odt(), "inner.zip": inner}, text="Please find these attached.")
    bundle(folder, {"letter.eml": letter, "note.msg": outlook({}, text=SENTENCE * 9)})
    report = add(root, folder)
    assert outcomes(report) == {
        "all.zip": "read",
        "all.zip#letter.eml": "read",
        "all.zip#letter.eml#june.odt": "read",
        "all.zip#letter.eml#inner.zip": "read",
        "all.zip#letter.eml#inner.zip#july.txt": "read",
        "all.zip#note.msg": "read",
    }
    assert [Path(p).name for p in report.passed_over] == ["all.zip#letter.eml#(text)"]
    assert outcomes(add(root, folder)) == dict.fromkeys(outcomes(report), "unchanged")


def test_what_lies_too_deep_is_told(root: Path, folder: Path) -> None:
    data = zipped({"june.txt": JUNE})
    for depth in range(3):
        data = zipped({"in.zip": data, "july.txt": JULY + b"x" * depth})
    bundle(folder, {"in.zip": data})
    report = add(root, folder)
    failed = report.of(Outcome.FAILED)
    assert [Path(f.source).name for f in failed] == ["all.zip#in.zip#in.zip#in.zip"]
    assert "3 deep" in str(failed[0].reason)
    assert sources(root) == {"all.zip#in.zip#july.txt", "all.zip#in.zip#in.zip#july.txt"}


def test_the_text_of_a_message_is_a_document_where_it_says_something(
    root: Path, folder: Path
) -> None:
    (folder / "june.eml").write_bytes(mail({"june.txt": JUNE}, text=f"{SENTENCE} " * 5))
    report = add(root, folder)
    assert outcomes(report) == {"june.eml": "read", "june.eml#june.txt": "read"}
    assert report.files[0].document_id is not None
    assert sources(root) == {"june.eml", "june.eml#june.txt"}
    # Now it is only the wrapping: what it said is no longer searched.
    (folder / "june.eml").write_bytes(mail({"june.txt": JUNE}, text="See attached."))
    report = add(root, folder)
    assert report.files[0].document_id is None
    assert sources(root) == {"june.eml#june.txt"}


def test_the_sender_of_a_message_is_no_body_and_its_date_no_meeting_date(
    root: Path, folder: Path
) -> None:
    data = mail(text=f"{SENTENCE} " * 5).replace(
        b"From: Committee Services", b"From: Harrowdale Police and Crime Panel"
    )
    (folder / "june.eml").write_bytes(data)
    add(root, folder)
    with Archive(root) as archive:
        (document,) = archive.documents()
        assert (document.body, document.force, document.date) == (None, None, None)


def test_a_bundle_without_documents_is_a_failure(root: Path, folder: Path) -> None:
    bundle(folder, {"logo.png": b"\x89PNG", "a.png": b"\x89PNG", "data.bin": b"\0"})
    report = add(root, folder)
    assert "holds no document: .png 2, .bin 1" in str(report.files[0].reason)
    bundle(folder, {"june.txt": JUNE})
    assert outcomes(add(root, folder)) == {"all.zip": "read", "all.zip#june.txt": "read"}
    with Archive(root) as archive:
        assert archive.failures() == ()


def test_members_are_known_by_content_where_the_ending_says_nothing(
    root: Path, folder: Path
) -> None:
    bundle(folder, {"ATT00001": odt(), "june": JUNE, "winmail.dat": b'x\x9f>"junk'})
    report = add(root, folder)
    assert outcomes(report) == {
        "all.zip": "read",
        "all.zip#ATT00001": "read",
        "all.zip#winmail.dat": "failed",
    }
    assert [Path(p).name for p in report.passed_over] == ["all.zip#june"]


def test_what_is_said_of_a_bundle_is_said_of_its_members(root: Path, folder: Path) -> None:
    plain = b"The board met in the old hall and nothing was decided at all."
    june = json.dumps({"date": "2024-06-04"}).encode()
    bundle(folder, {"june.txt": plain, "june.json": june, "july.txt": plain, "x.json": b"[]"})
    (folder / "all.zip.json").write_text('{"body": "Harrowdale Panel"}')
    table = folder.parent / "table.csv"
    table.write_text("file,date\nall.zip#july.txt,2024-07-02\n")
    report = add(root, folder, table=table)
    assert report.unmatched_rows == ()
    assert [Path(p).name for p in report.passed_over] == ["all.zip#x.json"]
    with Archive(root) as archive:
        held = {str(d.date): d.body for d in archive.documents()}
    assert held == dict.fromkeys(("2024-06-04", "2024-07-02"), "Harrowdale Panel")


def test_a_broken_sidecar_in_a_bundle_costs_its_member_alone(root: Path, folder: Path) -> None:
    bundle(folder, {"june.txt": JUNE, "june.json": b'{"frce": "x"}', "july.txt": JULY})
    report = add(root, folder)
    assert "frce" in str(report.of(Outcome.FAILED)[0].reason)
    assert sources(root) == {"all.zip#july.txt"}


def test_a_member_too_large_is_tried_again_when_the_limits_change(root: Path, folder: Path) -> None:
    bundle(folder, {"june.txt": JUNE})
    small = Limits(max_decompressed_bytes=20)
    report = add(root, folder, limits=small)
    assert report.of(Outcome.FAILED)[0].tried
    assert outcomes(add(root, folder)) == {"all.zip": "read", "all.zip#june.txt": "read"}


def test_a_number_sign_in_a_name_parts_nothing(root: Path, folder: Path) -> None:
    bundle(folder, {"june #4.txt": JUNE}, name="all #1.zip")
    add(root, folder)
    assert sources(root) == {"all #1.zip#june %234.txt"}
    with Archive(root) as archive:
        assert missing_sources(archive.known_sources()) == []


def test_files_and_addresses_are_where_they_are(tmp_path: Path) -> None:
    here = tmp_path / "a.txt"
    here.write_text("x")
    known = [(str(here), "here"), (str(tmp_path / "b"), "gone"), ("https://x.example/a#b", "site")]
    assert missing_sources(known) == ["gone"]


def test_a_bundle_that_cannot_be_opened_is_a_failure(root: Path, folder: Path) -> None:
    (folder / "all.zip").write_bytes(zipped({"a.txt": JUNE})[:-8])
    assert "damaged" in str(add(root, folder).files[0].reason)
    with pytest.raises(ReadError):
        readers.identify(b"PK\x03\x04", "a.zip")
