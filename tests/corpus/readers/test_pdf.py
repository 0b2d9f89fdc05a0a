"""PDF: lines put together, furniture out of the blocks, owners behind their rows."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, Table

from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.errors import ReadError, TooLargeError
from corpus.ingest import Outcome, ingest
from corpus.model import BlockKind
from corpus.readers import SUFFIXES, Limits, read
from tests.corpus.readers.shapes import (
    STYLES,
    blocks,
    bullets,
    cells,
    check,
    empty_pdf,
    headings,
    page_break,
    pdf,
)

LONG = (
    "The commissioner told the panel that the number of officers in the county had grown by forty"
    " since the last report, and that a further class of twenty recruits would begin in May."
)


def paragraph(text: str) -> Paragraph:
    return Paragraph(text, STYLES["Normal"])


def test_wrapped_lines_become_one_paragraph_with_its_page() -> None:
    reading = read(pdf([LONG, page_break(), "It closed."]), "a.pdf")
    assert [(reading.text[b.start : b.end], b.page) for b in reading.blocks] == [
        (LONG, 1),
        ("It closed.", 2),
    ]
    assert reading.pages == 2


def test_headers_footers_and_page_numbers_are_in_no_block() -> None:
    reading = read(
        pdf(
            [LONG, page_break(), "It closed.", page_break(), "It was typed up."],
            header="Fenshire Police and Crime Panel",
            footer="Page {page} of 3",
        ),
        "a.pdf",
    )
    assert blocks(reading) == [LONG, "It closed.", "It was typed up."]
    assert reading.text.count("Fenshire Police and Crime Panel") == 3
    assert "Page 2 of 3" in reading.text
    check(reading)


def test_owners_of_an_action_column_stand_behind_their_row() -> None:
    """Owner codes once landed in the middle of sentences and were quoted with them."""
    rows: list[list[Any]] = [
        ["", "MATTER", "ACTION"],
        [paragraph("1."), paragraph("<b>Burglary</b>"), ""],
        [paragraph("1.1"), paragraph(LONG), paragraph("DCC")],
        [paragraph("1.2"), paragraph("A plan to be brought back."), paragraph("Jane Roe / TS")],
        [paragraph("2."), paragraph("<b>Rural crime</b>"), ""],
        [paragraph("2.1"), paragraph(f"{LONG} {LONG}"), paragraph("ALL")],
    ]
    table = Table(rows, colWidths=[40, 330, 80], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    reading = read(pdf([table]), "a.pdf")
    assert blocks(reading) == [
        "MATTER",
        "ACTION",
        "1. Burglary",
        f"1.1 {LONG}",
        "DCC",
        "1.2 A plan to be brought back.",
        "Jane Roe / TS",
        "2. Rural crime",
        f"2.1 {LONG} {LONG}",
        "ALL",
    ]
    assert cells(reading) == ["MATTER", "ACTION", "DCC", "Jane Roe / TS", "ALL"]
    assert headings(reading) == ["1. Burglary", "2. Rural crime"]


def test_an_owner_column_goes_on_over_the_page() -> None:
    def table(rows: list[list[Any]]) -> Table:
        return Table(rows, colWidths=[370, 80], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])

    reading = read(
        pdf(
            [
                table([["MATTER", "ACTION"], [paragraph(LONG), "DCC"]]),
                page_break(),
                table([[paragraph(LONG), "CC"]]),
            ]
        ),
        "a.pdf",
    )
    assert blocks(reading) == ["MATTER", "ACTION", LONG, "DCC", LONG, "CC"]


def test_bullets_wrap_and_lose_their_marker() -> None:
    reading = read(pdf([f"\u2022 {LONG}", "\u2022 Another.", "(a) that it be noted."]), "a.pdf")
    assert bullets(reading) == [LONG, "Another."]
    assert blocks(reading)[-1] == "(a) that it be noted."


def test_a_word_broken_at_a_hyphen_keeps_it_and_closes_up() -> None:
    page = drawn(["The panel asked about the re-", "offending rate and the North-", "East area."])
    assert blocks(read(page, "a.pdf")) == [
        "The panel asked about the re-offending rate and the North- East area."
    ]


def test_bold_lines_are_headings() -> None:
    reading = read(pdf(["<b>3. Rural crime</b>", LONG, f"<b>Action:</b> {LONG}"]), "a.pdf")
    assert headings(reading) == ["3. Rural crime"]
    assert blocks(reading)[-1] == f"Action: {LONG}"


def test_letters_placed_one_by_one_make_whole_words() -> None:
    """Some printers place every letter; guessed widths cut words in two ("wo rk")."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4)
    x = 72.0
    for letter in "The work will follow the plan.":
        if letter != " ":
            page.drawString(x, 700, letter)
        x += page.stringWidth(letter, "Helvetica", 12)
    page.setFont("Helvetica-Bold", 12)
    page.drawString(72, 650, "Marsham")
    page.drawString(72.3, 650, "Marsham")
    page.save()
    reading = read(buffer.getvalue(), "a.pdf")
    assert blocks(reading)[0] == "The work will follow the plan."
    assert reading.text.count("Marsham") == 1


def test_kerning_and_word_spacing_are_reckoned_with() -> None:
    kerned = b"BT /F1 12 Tf 72 700 Td [(Pl) -60 (an)] TJ ET "
    # "A B" is 18.67 points wide and its space 30 more, so "C" stands against the "B".
    spaced = b"BT /F1 12 Tf 30 Tw 72 650 Td (A B) Tj 0 Tw 49.5 0 Td (C) Tj ET"
    assert blocks(read(drawing(kerned), "a.pdf")) == ["Plan"]
    assert "".join(blocks(read(drawing(spaced), "a.pdf"))) == "ABC"


def test_text_at_an_angle_is_kept_but_not_quoted() -> None:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4)
    page.drawString(72, 700, "The board met at noon in the old hall.")
    page.rotate(45)
    page.drawString(300, 100, "DRAFT")
    page.save()
    reading = read(buffer.getvalue(), "a.pdf")
    assert blocks(reading) == ["The board met at noon in the old hall."]
    assert "DRAFT" in reading.text
    assert reading.notes


def test_a_page_on_its_side_is_read() -> None:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4)
    page.rotate(90)
    page.drawString(100, -100, "The board met at noon.")
    page.drawString(100, -140, "It closed at one.")
    page.save()
    assert blocks(read(buffer.getvalue(), "a.pdf")) == [
        "The board met at noon.",
        "It closed at one.",
    ]


def test_pages_without_text_are_counted() -> None:
    writer = PdfWriter()
    for part in (pdf([LONG]), empty_pdf(2), pdf([LONG])):
        writer.append(io.BytesIO(part))
    buffer = io.BytesIO()
    writer.write(buffer)
    reading = read(buffer.getvalue(), "a.pdf")
    assert reading.pages == 4
    assert reading.pages_without_text == (2, 3)
    check(reading)


def test_a_scan_is_refused_with_its_page_count() -> None:
    with pytest.raises(ReadError, match=r"3 pages.*text layer.*OCR"):
        read(empty_pdf(3), "a.pdf")


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([LONG]))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_an_empty_password_opens_and_another_is_refused() -> None:
    assert blocks(read(locked(""), "a.pdf")) == [LONG]
    with pytest.raises(ReadError, match="password"):
        read(locked("secret"), "a.pdf")


@pytest.mark.parametrize("cut", [20, 200, 700])
def test_a_cut_off_pdf_is_refused_or_read_never_worse(cut: int) -> None:
    with pytest.raises(ReadError):
        read(pdf([LONG])[:cut], "a.pdf")


def test_page_and_size_limits_name_the_setting() -> None:
    data = pdf([LONG, page_break(), LONG])
    with pytest.raises(TooLargeError, match=r"2 pages.*MINUTED_MAX_PDF_PAGES"):
        read(data, "a.pdf", Limits(max_pages=1))
    with pytest.raises(ReadError, match="MINUTED_MAX_FILE_MB"):
        read(data, "a.pdf", Limits(max_binary_bytes=100))


def test_a_damaged_page_does_not_lose_the_others() -> None:
    data = pdf([LONG, page_break(), LONG])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    del writer.pages[0]["/Contents"]
    buffer = io.BytesIO()
    writer.write(buffer)
    reading = read(buffer.getvalue(), "a.pdf")
    assert reading.pages_without_text == (1,)
    assert [block.page for block in reading.blocks] == [2]


def drawing(content: bytes, forms: dict[str, bytes] | None = None) -> bytes:
    """A one-page PDF with these drawing operators and forms, font F1 at hand."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    resources = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    drawn = DictionaryObject()
    resources[NameObject("/XObject")] = drawn
    shared = writer._add_object(resources)
    for name, operators in (forms or {}).items():
        form = StreamObject()
        form.set_data(operators)
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/Resources")] = shared
        drawn[NameObject(f"/{name}")] = writer._add_object(form)
    stream = StreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = shared
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


SAYS = b" BT /F1 12 Tf 72 700 Td (It met at noon.) Tj ET "


@pytest.mark.parametrize(
    "content",
    [
        b"q " * 100_000 + SAYS,
        b"BT /F1 12 Tf 1e400 700 Td (x) Tj ET" + SAYS,
        b"(no font) Tj 1 Td /F9 Tf [1 2] Tm Q Q" + SAYS,
        b"1 0 0 -1 0 842 cm BT /F1 12 Tf 1 0 0 -1 72 100 Tm (It met at noon.) Tj ET",
    ],
    ids=["saves", "infinity", "nonsense", "upside-down"],
)
def test_odd_drawing_operators_lose_no_text(content: bytes) -> None:
    reading = read(drawing(content), "a.pdf")
    check(reading)
    assert "It met at noon." in blocks(reading)


def test_a_form_that_draws_itself_is_read_once() -> None:
    assert blocks(read(drawing(b"/X Do", {"X": SAYS + b"/X Do /X Do"}), "a.pdf")) == [
        "It met at noon."
    ]


def test_forms_that_multiply_are_given_up_and_said_so() -> None:
    forms = {f"X{n}": f"/X{n + 1} Do ".encode() * 10 for n in range(11)} | {"X11": SAYS}
    started = time.perf_counter()
    with pytest.raises(ReadError, match=r"Page 1 could not be read \(PageTooComplexError\)"):
        read(drawing(b"/X0 Do", forms), "a.pdf")
    assert time.perf_counter() - started < 10


def test_lines_set_apart_are_paragraphs_and_double_spaced_prose_is_one() -> None:
    def spaced(lines: list[str]) -> bytes:
        buffer = io.BytesIO()
        page = canvas.Canvas(buffer, pagesize=A4)
        for number, line in enumerate(lines):
            page.drawString(72, 760 - 28 * number, line)
        page.save()
        return buffer.getvalue()

    single = [
        f"Matter number {number} was then closed by the chair of the board." for number in range(12)
    ]
    assert blocks(read(spaced(single), "a.pdf")) == single
    prose = "the commissioner told the panel that the number of officers in the county"
    double = [f"{prose} {number}x and" for number in range(11)]
    assert len(blocks(read(spaced([*double, "so it was."]), "a.pdf"))) == 1


def test_kinds_in_two_columns_of_names() -> None:
    rows = [["Present:", "Officers:"], ["Jane Roe (Chair)", "Ann Lee"], ["John Doe", "Tom Fox"]]
    reading = read(pdf([Table(rows, colWidths=[220, 220])]), "a.pdf")
    assert blocks(reading, BlockKind.CELL) == ["Jane Roe (Chair)", "John Doe", "Ann Lee", "Tom Fox"]


def many_pages(count: int) -> bytes:
    """A small file of many pages, each of which draws the same long form."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawing(SAYS * 2_000))))
    for _ in range(count - 1):
        writer.add_page(writer.pages[0])
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_pdf_that_takes_too_long_is_given_up_and_the_page_named() -> None:
    data = many_pages(200)
    assert len(data) < 1_000_000
    started = time.perf_counter()
    with pytest.raises(
        TooLargeError, match=r"after 0\.5 seconds .* page \d+ of 200\..*MINUTED_MAX_PDF_SECONDS"
    ):
        read(data, "a.pdf", Limits(pdf_seconds=0.5))
    assert time.perf_counter() - started < 4


def test_nothing_is_stored_of_a_pdf_that_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(many_pages(200))
    with ArchiveWriter(tmp_path / "archive") as archive:
        report = ingest(archive, discover([path], SUFFIXES), limits=Limits(pdf_seconds=0.3))
        assert [file.outcome for file in report.files] == [Outcome.FAILED]
        assert not archive.documents()
        # The limit may have been raised since: it is tried again.
        again = ingest(archive, discover([path], SUFFIXES), limits=Limits(pdf_seconds=0.3))
        assert again.files[0].tried


def test_a_page_of_very_many_operators_is_given_up() -> None:
    with pytest.raises(ReadError, match="PageTooComplexError"):
        read(drawing(b"q Q " * 6_000_000), "a.pdf")


def drawn(lines: list[str]) -> bytes:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4)
    text = page.beginText(72, 700)
    for line in lines:
        text.textLine(line)
    page.drawText(text)
    page.save()
    return buffer.getvalue()


def test_a_text_layer_of_spaces_is_none() -> None:
    writer = PdfWriter()
    for part in (drawing(b"BT /F1 12 Tf 72 700 Td (   ) Tj ET"), pdf([LONG])):
        writer.append(io.BytesIO(part))
    buffer = io.BytesIO()
    writer.write(buffer)
    reading = read(buffer.getvalue(), "a.pdf")
    assert reading.pages_without_text == (1,)
    assert blocks(reading) == [LONG]


def test_lines_that_lean_a_little_are_the_pages_own() -> None:
    leaning = b"BT /F1 12 Tf 0.9994 0.0349 -0.0349 0.9994 72 700 Tm (It met at noon.) Tj ET"
    assert blocks(read(drawing(leaning + SAYS.replace(b"700", b"650")), "a.pdf")) == [
        "It met at noon.",
        "It met at noon.",
    ]
