"""Old Word files: through whichever converter is there, and a clear word where none is."""

from __future__ import annotations

import shutil
import struct
import sys
import time
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.errors import ReadError
from corpus.ingest import IngestReport, Outcome, ingest
from corpus.readers import SUFFIXES, Limits, converters, doc, identify, read
from corpus.readers.converters import Rank
from eval.benchmarks.made_files import SENTENCE, odt, old_word
from eval.benchmarks.made_ole import ole_file
from tests.conftest import REAL, needs_real_minutes
from tests.corpus.readers.shapes import blocks, bullets, cells, check, headings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake converters are scripts")

DOCBOOK = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.1.2//EN" "http://nowhere.example/x.dtd">
<book><title>Panel</title><bookinfo><title>Panel</title></bookinfo><chapter>
<para><emphasis role='bold'>Burglary</emphasis></para>
<para>{SENTENCE}<emphasis role='bold'>Knife crime</emphasis></para>
<orderedlist><listitem><para>The plan was noted.</para></listitem>
<listitem><para>The board agreed<footnote><para>x</para></footnote>.</para></listitem></orderedlist>
<itemizedlist><listitem><para>One patrol more.</para></listitem></itemizedlist>
<para><informaltable><tgroup><tbody><row><entry>Minute</entry><entry>ACTION</entry></row>
<row><entry>{SENTENCE}</entry><entry>The clerk</entry></row></tbody></tgroup></informaltable></para>
<para>[pic]</para><para>-----------------------1</para>
</chapter></book>
"""
PLAIN = f"""
Burglary
{SENTENCE}
Knife crime

   4.1 The plan was noted.
   4.2 The board agreed.

  • One patrol more.
|Minute   |ACTION   |
-----------------------
1
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH, so that no converter of this machine is found."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(converters, "_OUTSIDE_PATH", ())
    return folder


def script(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\nPATH=/bin:/usr/bin\n{body}\n")
    path.chmod(0o755)


def antiword(folder: Path) -> None:
    (folder / "markup").write_text(DOCBOOK, encoding="utf-8")
    (folder / "plain").write_text(PLAIN, encoding="utf-8")
    script(
        folder,
        "antiword",
        f'case "$1" in -x) cat "{folder}/markup";; *) cat "{folder}/plain";; esac',
    )


def libreoffice(folder: Path) -> None:
    (folder / "made.odt").write_bytes(odt())
    script(
        folder,
        "soffice",
        'while [ "$1" != --outdir ]; do shift; done\n'
        f'mkdir -p "$2" && cp "{folder}/made.odt" "$2/document.odt"',
    )


def add(root: Path, *paths: Path) -> IngestReport:
    with ArchiveWriter(root) as archive:
        return ingest(archive, discover(paths, SUFFIXES))


def test_without_a_converter_the_message_says_what_to_install(programs: Path) -> None:
    assert identify(old_word(), "a.doc").name == "doc"
    with pytest.raises(ReadError, match="no program that reads those") as caught:
        read(old_word(), "a.doc")
    assert "LibreOffice or antiword" in (caught.value.mend or "")


def test_libreoffice_is_asked_first_and_its_document_is_read(programs: Path) -> None:
    antiword(programs)
    libreoffice(programs)
    reading = read(old_word(), "a.doc")
    check(reading)
    assert reading.text == read(odt(), "a.odt").text
    assert not [note for note in reading.notes if "through" in note]


def test_antiword_gives_bold_numbers_bullets_and_cells(programs: Path) -> None:
    antiword(programs)
    reading = read(old_word(), "minutes.txt")
    check(reading)
    assert headings(reading) == ["Burglary", "Knife crime"]
    assert blocks(reading)[1] == SENTENCE
    assert bullets(reading) == [
        "4.1 The plan was noted.",
        "4.2 The board agreed.",
        "One patrol more.",
    ]
    assert cells(reading) == ["Minute", "ACTION", "The clerk"]
    assert reading.text.endswith("The clerk\n\n1")
    assert reading.title == "Panel"
    assert reading.notes == ("1 footnote not read.", "Read through antiword.")


def test_where_one_converter_fails_the_next_is_asked(programs: Path) -> None:
    antiword(programs)
    script(programs, "soffice", "exit 3")
    reading = read(old_word(), "a.doc")
    assert headings(reading) == ["Burglary", "Knife crime"]
    assert (
        "LibreOffice could not convert it: it ended with an error (exit code 3)." in reading.notes
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("exit 0", "made nothing of the file"),
        ("exit 1", "exit code 1"),
        ("kill -9 $$", "exit code -9"),
        ('while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; echo x > "$2/document.odt"',
         "could not be read: "),
        ("sleep 30", "did not end within 1 second"),
    ],
)  # fmt: skip
def test_a_converter_that_fails_is_named(programs: Path, body: str, said: str) -> None:
    script(programs, "soffice", body)
    with pytest.raises(ReadError, match="cannot be read") as caught:
        read(old_word(), "a.doc", Limits(converter_seconds=1))
    assert said in str(caught.value)
    assert caught.value.mend


def test_a_converter_that_hangs_is_ended_with_its_children(programs: Path, tmp_path: Path) -> None:
    sign = tmp_path / "still-there"
    script(programs, "soffice", f'(sleep 2; touch "{sign}") & sleep 30')
    started = time.monotonic()
    with pytest.raises(ReadError):
        read(old_word(), "a.doc", Limits(converter_seconds=0.5))
    assert time.monotonic() - started < 2
    time.sleep(2.2)
    assert not sign.exists()


def test_a_converter_may_not_fill_the_disk(programs: Path) -> None:
    script(programs, "antiword", "yes | head -c 3000000")
    with pytest.raises(ReadError, match="cannot be read"):
        read(old_word(), "a.doc", Limits(max_xml_bytes=1_000_000))


def test_a_converter_sees_nothing_of_our_surroundings(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "abc")
    monkeypatch.setenv("HTTPS_PROXY", "http://nowhere.example")
    said = tmp_path / "said"
    script(
        programs,
        "soffice",
        f'env > "{said}"; pwd >> "{said}"; cat "$HOME"/profile/user/*.xcu >> "{said}"',
    )
    with pytest.raises(ReadError):
        read(old_word(), "a.doc")
    text = said.read_text()
    assert "SECRET_TOKEN" not in text
    assert "PROXY" not in text.split("<?xml")[0].upper()
    assert "DisableMacrosExecution" in text
    assert "minuted-" in text


def test_a_file_without_a_converter_is_tried_again_when_there_is_one(
    programs: Path, tmp_path: Path
) -> None:
    folder, root = tmp_path / "minutes", tmp_path / "archive"
    folder.mkdir()
    (folder / "june.doc").write_bytes(old_word())
    assert add(root, folder).count(Outcome.FAILED) == 1
    assert not add(root, folder).files[0].tried
    antiword(programs)
    assert add(root, folder).count(Outcome.READ) == 1
    with Archive(root) as archive:
        assert archive.failures() == ()
        before = archive.documents()[0]
    # A better converter reads it again; one that is gone takes nothing away.
    libreoffice(programs)
    assert add(root, folder).count(Outcome.UPDATED) == 1
    for name in ("soffice", "antiword"):
        (programs / name).unlink()
        assert add(root, folder).count(Outcome.UNCHANGED) == 1
    with Archive(root) as archive:
        (document,) = archive.documents()
        assert document.id != before.id
        assert document.reader_version == doc.VERSION * 10 + Rank.LIBREOFFICE


def test_a_locked_file_is_told_before_any_converter_is_asked(programs: Path) -> None:
    stream = struct.pack("<HHIHH", 0xA5EC, 0xC1, 0, 0, 0x0100) + bytes(5000)
    with pytest.raises(ReadError, match="locked with a password"):
        read(ole_file({"WordDocument": stream}), "a.doc")


@pytest.mark.parametrize(
    ("stream", "message"),
    [
        ("EncryptedPackage", "locked with a password"),
        ("Workbook", r"spreadsheet \(\.xls\)"),
        ("Book", "spreadsheet"),
        ("PowerPoint Document", "presentation"),
        ("Contents", "of a kind that is not read"),
    ],
)
def test_other_office_files_are_told_apart(stream: str, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read(ole_file({stream: bytes(100)}), "minutes.doc")
    assert caught.value.mend


def test_a_damaged_office_file_is_refused(programs: Path) -> None:
    with pytest.raises(ReadError, match="damaged"):
        read(old_word()[:600].replace(b"W\0o\0r\0d\0", b"X\0o\0r\0d\0"), "a.doc")


real_converter = pytest.mark.skipif(
    not converters.find_converters(), reason="neither LibreOffice nor antiword is installed"
)


@needs_real_minutes
@real_converter
def test_real_files_are_read_through_the_converters_of_this_machine() -> None:
    path = next(REAL.rglob("20130909 Transparency Board Minutes.DOC"))
    readings = []
    for converter in converters.find_converters():
        reading = doc._converted(converter, path.read_bytes(), Limits())
        check(reading)
        assert any(bullet.startswith("2. ") for bullet in bullets(reading))
        assert sum(b.kind.value == "cell" for b in reading.blocks) > 20
        readings.append(reading.text)
    assert len(set(readings)) == 1


@real_converter
@pytest.mark.skipif(not shutil.which("antiword"), reason="antiword is not installed")
def test_the_real_antiword_fails_on_junk_without_harm() -> None:
    converter = next(c for c in converters.find_converters() if c.name == "antiword")
    with pytest.raises(converters.ConversionError):
        doc._converted(converter, old_word(), Limits())
