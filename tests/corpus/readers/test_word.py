"""Word files: styles, lists, tables, tracked changes, and hostile archives."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from corpus.errors import ReadError
from corpus.model import BlockKind
from corpus.readers import Limits, read
from tests.corpus.readers.shapes import (
    blocks,
    bullets,
    cells,
    check,
    headings,
    saved,
    word_with_body,
)


def test_styles_lists_and_bold_paragraphs() -> None:
    document = docx.Document()
    document.core_properties.title = "Minutes of May"
    document.add_heading("Fenshire Board", 1)
    document.add_paragraph().add_run("1. Welcome").bold = True
    document.add_paragraph("The chair welcomed all who had come.")
    document.add_paragraph("First point", style="List Bullet")
    document.add_paragraph("Deeper point", style="List Bullet 2")
    mixed = document.add_paragraph()
    mixed.add_run("Action:").bold = True
    mixed.add_run(" JB to write to the board.")
    reading = read(saved(document), "a.docx")
    assert headings(reading) == ["Fenshire Board", "1. Welcome"]
    assert [(b.level) for b in reading.blocks if b.kind == "bullet"] == [1, 2]
    assert blocks(reading)[-1] == "Action: JB to write to the board."
    assert reading.title == "Minutes of May"
    check(reading)


def test_table_rows_keep_numbers_with_text_and_owners_apart() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    rows = [
        ["No", "Matter", "Owner"],
        [
            "1.1",
            "A plan for the two towns is to be brought to the board in May.",
            "Jane Roe to lead it.",
        ],
        ["1.2", "Nothing was raised under this head by any of those who came.", "DCC"],
    ]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("The meeting closed at noon.")
    reading = read(saved(document), "a.docx")
    assert blocks(reading) == [
        "No",
        "Matter",
        "Owner",
        "1.1 A plan for the two towns is to be brought to the board in May.",
        "Jane Roe to lead it.",
        "1.2 Nothing was raised under this head by any of those who came.",
        "DCC",
        "The meeting closed at noon.",
    ]
    assert cells(reading) == ["No", "Matter", "Owner", "Jane Roe to lead it.", "DCC"]


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_insertions_count_deletions_do_not_and_links_keep_their_text() -> None:
    reading = read(
        word_with_body(
            f"<w:p>{run('It met at ')}<w:del><w:r><w:delText>nine</w:delText>"
            f"<w:t>eight</w:t></w:r></w:del><w:moveFrom>{run('seven')}</w:moveFrom>"
            f"<w:ins>{run('ten')}</w:ins>{run(' as ')}<w:hyperlink>{run('planned')}</w:hyperlink>"
            f"{run('.')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
        ),
        "a.docx",
    )
    assert blocks(reading) == ["It met at ten as planned."]


def test_content_controls_numbered_lists_and_breaks_are_read() -> None:
    numbered = "<w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='3'/></w:numPr></w:pPr>"
    reading = read(
        word_with_body(
            f"<w:sdt><w:sdtContent><w:p>{run('Inside a control it says so.')}</w:p></w:sdtContent>"
            f"</w:sdt><w:p>{numbered}{run('An entry')}</w:p>"
            f"<w:p>{run('Jane Roe')}<w:r><w:br/></w:r>{run('John Doe')}</w:p>"
        ),
        "a.docx",
    )
    assert blocks(reading) == ["Inside a control it says so.", "An entry", "Jane Roe", "John Doe"]
    assert bullets(reading) == ["An entry"]


def test_nested_tables_are_read_once() -> None:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=1)
    inner = outer.cell(0, 0).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "Deep inside"
    assert blocks(read(saved(document), "a.docx")) == ["Deep inside"]


def test_a_style_based_on_itself_does_not_hang() -> None:
    document = docx.Document()
    style = document.styles["Normal"]
    style.base_style = style
    document.add_paragraph("The board met in the old hall.")
    assert blocks(read(saved(document), "a.docx")) == ["The board met in the old hall."]


def test_a_damaged_file_is_refused() -> None:
    data = saved(docx.Document())
    for broken in (
        data[: len(data) // 2],
        data.replace(b"word/document.xml", b"word/dxcument.xml"),
    ):
        with pytest.raises(ReadError):
            read(broken, "a.docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO(saved(docx.Document()))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.xml", b"\0" * 30_000_000)
    with pytest.raises(ReadError, match=r"unpacks to 3[01] MB.*MINUTED_MAX_FILE_MB"):
        read(buffer.getvalue(), "a.docx", Limits(max_decompressed_bytes=20_000_000))


def test_xml_entities_are_not_expanded() -> None:
    data = word_with_body(f"<w:p>{run('It met at noon. ENTITY')}</w:p>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"ENTITY", b"&file;").replace(
                    b"<w:document",
                    b'<!DOCTYPE d [<!ENTITY file SYSTEM "file:///etc/hostname">]><w:document',
                    1,
                )
            new.writestr(name, part)
    try:
        reading = read(buffer.getvalue(), "a.docx")
    except ReadError:
        return
    assert blocks(reading) == ["It met at noon."]


def test_deep_nesting_is_refused_or_read_but_never_crashes() -> None:
    deep = (
        "<w:sdt><w:sdtContent>" * 5000 + f"<w:p>{run('x')}</w:p>" + "</w:sdtContent></w:sdt>" * 5000
    )
    with pytest.raises(ReadError):
        read(word_with_body(deep), "a.docx")


def test_page_headers_and_footers_are_furniture_and_read_once() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Fenshire Board"
    section.first_page_header.paragraphs[0].text = "Fenshire Board"
    section.footer.paragraphs[0].text = "Page 1 of 2"
    document.add_paragraph("The chair welcomed all who had come.")
    reading = read(saved(document), "a.docx")
    check(reading)
    assert reading.text == "Fenshire Board\n\nThe chair welcomed all who had come.\n\nPage 1 of 2"
    kinds = [block.kind for block in reading.blocks]
    assert kinds == [BlockKind.FURNITURE, BlockKind.PARAGRAPH, BlockKind.FURNITURE]


def test_what_is_left_out_is_counted() -> None:
    body = (
        f"<w:p>{run('It met.')}<w:del><w:r><w:delText>nine</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> Shown.</w:t></w:r></w:p>"
    )
    reading = read(word_with_body(body), "a.docx")
    assert reading.text == "It met. Shown."
    assert reading.notes == (
        "4 characters of tracked deletions not read.",
        "6 characters of hidden text not read.",
    )
