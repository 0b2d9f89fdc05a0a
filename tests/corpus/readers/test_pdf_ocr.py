"""Pages that are pictures: read by OCR where it is installed, told of where it is not."""

from __future__ import annotations

import io
import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.errors import ReadError
from corpus.ingest import Outcome, ingest
from corpus.ocr import confidence_note, confidences, lowest
from corpus.readers import SUFFIXES, Limits, identify, pdf_ocr, read
from tests.corpus.readers.drawn import wrapped
from tests.corpus.readers.shapes import blocks, cells, check, empty_pdf

SAID = (
    "The commissioner told the panel that the number of officers in the county had grown by forty"
    " since the last report, and that a further class of twenty recruits would begin in May."
)
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"

needs_pdfium = pytest.mark.skipif(find_spec("pypdfium2") is None, reason="the extra ocr")
needs_tesseract = pytest.mark.skipif(bool(pdf_ocr.missing()), reason="tesseract and the extra ocr")


def scan(texts: list[list[str]], *, printed: str = "") -> bytes:
    """Pages that are pictures of lines of text, 144 dots an inch; then one that is printed."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4, invariant=1)
    font = ImageFont.truetype(str(FONT), 24)
    for lines in texts:
        picture = Image.new("L", (1190, 1684), 255)
        drawn = ImageDraw.Draw(picture)
        for index, line in enumerate(lines):
            drawn.text((144, 150 + 31 * index), line, font=font, fill=0)
        page.drawImage(ImageReader(picture), 0, 0, *A4)
        page.showPage()
    if printed:
        page.drawString(72, 700, printed)
        page.showPage()
    page.save()
    return buffer.getvalue()


TSV = [
    "level",
    "page_num",
    "block_num",
    "par_num",
    "line_num",
    "word_num",
    "left",
    "top",
    "width",
    "height",
    "conf",
    "text",
]


def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program of that name first on the path."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def answer(tmp_path: Path, words: list[tuple[int, str, float]]) -> str:
    """A script that answers with these words (line, word, confidence) and checks its input."""
    rows = ["\t".join(TSV), "\t".join(["1", "1", "0", "0", "0", "0", "0", "0", "9", "9", "-1", ""])]
    for number, (line, word, confidence) in enumerate(words):
        place = [300 + 220 * number, 300 + 60 * line, 200, 40]
        rows.append(
            "\t".join(["5", "1", "1", "1", str(line), "1", *map(str, place), str(confidence), word])
        )
    answers = tmp_path / "answer.tsv"
    answers.write_text("\n".join(rows) + "\n")
    return f'head -c 2 | grep -q P5 || exit 3\n[ "$OMP_THREAD_LIMIT" = 1 ] || exit 4\ncat {answers}'


@needs_pdfium
def test_a_page_read_by_ocr_carries_its_confidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [(0, "Fraud", 90.0), (0, "rose", 81.4), (0, "|", 12.0)]
    pretend(tmp_path, monkeypatch, answer(tmp_path, words))
    reading = read(scan([["x"]], printed="It was noted."), "a.pdf")
    check(reading)
    assert blocks(reading) == ["Fraud rose", "It was noted."]
    assert reading.ocr == ((1, 86),)
    assert reading.notes == ("Page 1 was read by OCR, confidence 86 %.",)
    assert reading.pages_without_text == ()


@needs_pdfium
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 1", "OCR of it failed (tesseract failed: 1)"),
        ("echo no language >&2; exit 1", "tesseract failed: no language"),
        ("cat > /dev/null; echo level; echo 5", "tesseract's answer could not be read"),
        ("cat > /dev/null; printf '%s\\n' '" + "\t".join(TSV) + "'", "OCR found no words"),
    ],
)
def test_a_page_that_ocr_fails_on_is_told_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    pretend(tmp_path, monkeypatch, script)
    reading = read(scan([["x"]], printed="It was noted."), "a.pdf")
    assert reading.pages_without_text == (1,)
    assert blocks(reading) == ["It was noted."]
    (note,) = reading.notes
    assert note.startswith("Page 1 is a picture")
    assert said in note


@needs_pdfium
def test_ocr_stops_at_the_files_time_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(tmp_path, monkeypatch, "exec sleep 20")
    with pytest.raises(ReadError, match=r"come to page 1 of 2.*MINUTED_MAX_PDF_SECONDS"):
        read(scan([["x"]], printed="It was noted."), "a.pdf", Limits(pdf_seconds=2))


def test_without_ocr_the_page_is_unread_and_the_mend_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read(scan([["x"]], printed="It was noted."), "a.pdf")
    assert reading.pages_without_text == (1,)
    assert reading.ocr == ()
    (note,) = reading.notes
    assert "Page 1 is a picture without text." in note
    assert "tesseract" in note
    with pytest.raises(ReadError, match=r"1 page has a text layer.*OCR.*tesseract"):
        read(scan([["x"]]), "a.pdf")


def test_a_blank_page_is_no_picture() -> None:
    with pytest.raises(ReadError, match="2 pages has a text layer"):
        read(empty_pdf(2), "a.pdf")


@needs_pdfium
def test_a_scan_is_tried_again_once_there_is_ocr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan([["x"]]))
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        before = identify(path.read_bytes(), path.name)
        with ArchiveWriter(tmp_path / "archive") as archive:
            report = ingest(archive, discover([path], SUFFIXES))
            assert report.count(Outcome.FAILED) == 1
            assert not ingest(archive, discover([path], SUFFIXES)).files[0].tried
    pretend(tmp_path, monkeypatch, answer(tmp_path, [(0, "Noted.", 77.0)]))
    assert identify(path.read_bytes(), path.name).version > before.version
    with ArchiveWriter(tmp_path / "archive") as archive:
        assert ingest(archive, discover([path], SUFFIXES)).count(Outcome.READ) == 1


@needs_tesseract
def test_a_real_scan_is_read() -> None:
    lines = ["4. Burglary", "", *wrapped(SAID, 320), "", "DCC to report back in May."]
    reading = read(scan([lines]), "a.pdf")
    check(reading)
    assert blocks(reading) == ["4. Burglary", SAID, "DCC to report back in May."]
    ((page, confidence),) = reading.ocr
    assert page == 1
    assert 80 <= confidence <= 100
    assert not cells(reading)


def test_what_is_noted_is_read_back() -> None:
    notes = ("Page 2 has text set at an angle.", confidence_note(3, 87), confidence_note(10, 91))
    assert confidences(notes) == {3: 87, 10: 91}
    assert lowest({3: 87, 10: 91}, [1, 10, 3, None]) == 87
    assert lowest({3: 87}, [1, 2, None]) is None


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("tesseract") is None
    assert any("tesseract" in wanted for wanted in pdf_ocr.missing())
    monkeypatch.setattr(pdf_ocr, "find_spec", lambda _: None)
    assert "minuted[ocr]" in pdf_ocr.mend()
