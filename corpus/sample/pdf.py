"""Scripts of the sample archive rendered as PDF, the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Table as PdfTable

from corpus.sample.script import Line, Mark, Script, Table

_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=6)
_STYLES = {
    Mark.HEADING: ParagraphStyle(
        "heading", parent=_BODY, fontName="Helvetica-Bold", fontSize=14, leading=18
    ),
    Mark.SUBHEADING: ParagraphStyle(
        "subheading",
        parent=_BODY,
        fontName="Helvetica-Bold",
        fontSize=11,
        leading=14,
        spaceBefore=6,
    ),
    Mark.BULLET: ParagraphStyle("bullet", parent=_BODY, leftIndent=14, bulletIndent=4),
    Mark.PARAGRAPH: _BODY,
}
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=9, leading=11.5, spaceAfter=0)
_HEAD = ParagraphStyle("head", parent=_CELL, fontName="Helvetica-Bold")
_MARGIN = 20 * mm
# The number and ACTION columns of a table of three, in points; the text takes the rest.
_NUMBER_COLUMN, _ACTION_COLUMN = 34.0, 60.0


def render_pdf(script: Script) -> bytes:
    """Render a script as a PDF.

    Settings read: ``layout`` (portrait or landscape), ``title``, ``header`` and
    ``footer`` (both repeated on every page, with the page number).

    Streams are left uncompressed so that the bytes do not depend on the
    machine's zlib; ``invariant`` takes the clock out of the file's id and dates.
    """
    size = landscape(A4) if script.setting("layout") == "landscape" else A4
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=size,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=25 * mm,
        bottomMargin=22 * mm,
        title=script.setting("title"),
        author=script.setting("header"),
        invariant=1,
        pageCompression=0,
    )
    width = size[0] - 2 * _MARGIN
    flowables: list[Flowable] = []
    for block in script.blocks:
        flowables.extend(_flowables(block, width))

    def furniture(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.drawString(_MARGIN, size[1] - 14 * mm, script.setting("header"))
        canvas.drawString(_MARGIN, 12 * mm, script.setting("footer"))
        canvas.drawRightString(size[0] - _MARGIN, size[1] - 14 * mm, f"Page {template.page}")
        canvas.restoreState()

    document.build(flowables, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def _flowables(block: Line | Table, width: float) -> list[Flowable]:
    if isinstance(block, Table):
        return [_table(block, width), Spacer(1, 10)]
    bullet = "•" if block.mark is Mark.BULLET else None
    return [Paragraph(escape(block.text), _STYLES[block.mark], bulletText=bullet)]


def _table(table: Table, width: float) -> PdfTable:
    columns = len(table.rows[0])
    widths = [width / columns] * columns
    if columns == 3:
        widths = [_NUMBER_COLUMN, width - _NUMBER_COLUMN - _ACTION_COLUMN, _ACTION_COLUMN]
    cells = [
        [
            Paragraph(escape(cell).replace(" ¶ ", "<br/>"), _HEAD if number == 0 else _CELL)
            for cell in row
        ]
        for number, row in enumerate(table.rows)
    ]
    style = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return PdfTable(cells, colWidths=widths, style=style)
