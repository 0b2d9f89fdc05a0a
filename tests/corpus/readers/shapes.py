"""Made-up files in each format, and what must hold of every reading."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer

from corpus.model import BlockKind, Reading

STYLES = getSampleStyleSheet()


def blocks(reading: Reading, kind: BlockKind | None = None) -> list[str]:
    """The text of the blocks of one kind; of all that say something when None."""
    return [
        reading.text[b.start : b.end]
        for b in reading.blocks
        if (b.kind is not BlockKind.FURNITURE if kind is None else b.kind is kind)
    ]


def furniture(reading: Reading) -> list[str]:
    return blocks(reading, BlockKind.FURNITURE)


def headings(reading: Reading) -> list[str]:
    return blocks(reading, BlockKind.HEADING)


def bullets(reading: Reading) -> list[str]:
    return blocks(reading, BlockKind.BULLET)


def cells(reading: Reading) -> list[str]:
    return blocks(reading, BlockKind.CELL)


def check(reading: Reading) -> None:
    """Assert what the contract promises of every reading."""
    reading.text.encode("utf-8")  # no lone surrogates
    assert "\0" not in reading.text
    assert "\r" not in reading.text
    assert reading.blocks
    last = 0
    for block in reading.blocks:
        assert last <= block.start < block.end <= len(reading.text)
        quote = reading.text[block.start : block.end]
        assert quote == quote.strip()
        assert 0 <= block.level <= 9
        if reading.pages is None:
            assert block.page is None
        else:
            assert block.page is not None
            assert 1 <= block.page <= reading.pages
            assert block.page not in reading.pages_without_text
        last = block.end
    pages = [block.page for block in reading.blocks if block.page]
    assert pages == sorted(pages)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def html(body: str, head: str = "<title>Minutes</title>") -> bytes:
    return (
        f'<!doctype html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    ).encode()


def pdf(flowables: Sequence[Flowable | str], header: str = "", footer: str = "") -> bytes:
    """Lay text out on A4; strings are paragraphs, ``{page}`` in the footer is its number."""

    def furnish(page: canvas.Canvas, document: object) -> None:
        page.setFont("Helvetica", 9)
        if header:
            page.drawString(72, 805, header)
        if footer:
            page.drawString(280, 28, footer.format(page=page.getPageNumber()))

    made: list[Flowable] = []
    for flowable in flowables:
        if isinstance(flowable, str):
            made += [Paragraph(flowable, STYLES["Normal"]), Spacer(1, 8)]
        else:
            made.append(flowable)
    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=A4, invariant=1)
    document.build(made, onFirstPage=furnish, onLaterPages=furnish)
    return buffer.getvalue()


def page_break() -> Flowable:
    return PageBreak()


def empty_pdf(pages: int) -> bytes:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4)
    for _ in range(pages):
        page.rect(50, 50, 100, 100)
        page.showPage()
    page.save()
    return buffer.getvalue()


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def word_with_body(xml: str) -> bytes:
    """A Word file whose body is the given XML."""
    plain = saved(docx.Document())
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = re.sub(rb"<w:body>.*</w:body>", f"<w:body>{xml}</w:body>".encode(), data)
            new.writestr(name, data)
    return buffer.getvalue()
