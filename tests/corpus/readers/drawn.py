"""PDFs drawn line by line, for what page layout programs do not do by themselves."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen import canvas

Furnish = Callable[[int], Sequence[str]]
"""Given a page's number, the lines of its header or footer."""

WIDTH = 450


def wrapped(text: str, width: float = WIDTH) -> list[str]:
    """The lines that a text makes in ten-point type."""
    return list(simpleSplit(text, "Helvetica", 10, width))


def drawing(draw: Callable[[canvas.Canvas], None]) -> bytes:
    """One page, drawn in ten-point type."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4, invariant=1)
    page.setFont("Helvetica", 10)
    draw(page)
    page.save()
    return buffer.getvalue()


def pages(
    texts: Sequence[Sequence[str]],
    header: Furnish | None = None,
    footer: Furnish | None = None,
) -> bytes:
    """Pages of lines, with a header and a footer; an empty line leaves a gap."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4, invariant=1)
    for number, lines in enumerate(texts, 1):
        page.setFont("Helvetica", 9)
        for index, text in enumerate(header(number) if header else ()):
            page.drawString(72, 810 - 11 * index, text)
        for index, text in enumerate(footer(number) if footer else ()):
            page.drawString(72, 40 - 11 * index, text)
        page.setFont("Helvetica", 10)
        for index, text in enumerate(lines):
            page.drawString(72, 760 - 12 * index, text)
        page.showPage()
    page.save()
    return buffer.getvalue()


def with_glyphs(content: bytes, names: Sequence[str]) -> bytes:
    """One page whose font F1 has the named glyphs at codes 1, 2, 3 ...; otherwise Helvetica."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    differences = ArrayObject([NumberObject(1), *(NameObject(f"/{name}") for name in names)])
    encoding = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Encoding"),
            NameObject("/BaseEncoding"): NameObject("/WinAnsiEncoding"),
            NameObject("/Differences"): differences,
        }
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): encoding,
        }
    )
    stream = StreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
