"""Made-up minutes laid out as a table with an ACTION column, drawn line by line."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

FONT, SIZE, LEADING = "Helvetica", 10, 12
NUMBER_X, TEXT_X, OWNER_X, END_X = 60, 100, 470, 530
TOP, BOTTOM = 740, 100


@dataclass(frozen=True)
class Row:
    """A row: number, text, and owners, one to a line."""

    number: str
    text: str
    owners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shape:
    """How a table is drawn.

    ``owner_at``: "top", "middle" or "bottom" line of the row. ``gap``: points between the
    fullest line of text and the owners. ``first_page_lines``: where page one ends, if early.
    """

    owner_at: str = "top"
    gap: float = 40
    ruled: bool = False
    justified: bool = False
    centred: bool = False
    titles: tuple[str, str, str] = ("", "MATTERS BROUGHT FORWARD", "ACTION")
    titles_again: bool = False
    first_page_lines: int | None = None
    footer: bool = False


class _Drawing:
    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.buffer = io.BytesIO()
        self.page = canvas.Canvas(self.buffer, pagesize=A4, invariant=1)
        self.y = float(TOP)
        self.drawn = 0
        self.begin_page()

    def begin_page(self) -> None:
        self.page.setFont(FONT, SIZE)
        if self.shape.footer:
            number = self.page.getPageNumber()
            self.page.drawString(60, 40, "Harrowdale Commissioner, 1 High Street, Harrowdale")
            self.page.drawRightString(530, 40, f"Page {number} of 2")
        self.y = float(TOP)

    def break_page(self) -> None:
        self.rule()
        self.page.showPage()
        self.begin_page()
        if self.shape.titles_again:
            self.titles()
        self.rule()

    def rule(self) -> None:
        if self.shape.ruled:
            self.page.line(NUMBER_X - 6, self.y + SIZE, END_X, self.y + SIZE)

    def borders(self, top: float) -> None:
        if self.shape.ruled:
            for x in (NUMBER_X - 6, TEXT_X - 5, OWNER_X - self.shape.gap / 2, END_X):
                self.page.line(x, top + SIZE, x, self.y + SIZE)

    def titles(self) -> None:
        top = self.y
        self.rule()
        number, matter, action = self.shape.titles
        self.page.drawString(NUMBER_X, self.y, number)
        self.page.drawString(TEXT_X, self.y, matter)
        self.owner(action, self.y)
        self.y -= LEADING + 6
        self.borders(top)

    def owner(self, text: str, y: float) -> None:
        if self.shape.centred:
            self.page.drawCentredString((OWNER_X + END_X) / 2, y, text)
        else:
            self.page.drawString(OWNER_X, y, text)

    def row(self, row: Row) -> None:
        lines = simpleSplit(row.text, FONT, SIZE, OWNER_X - self.shape.gap - TEXT_X)
        height = max(len(lines), len(row.owners))
        at = {"top": 0.0, "middle": (height - len(row.owners)) / 2, "bottom": 0.0}
        first = at[self.shape.owner_at]
        if self.shape.owner_at == "bottom":
            first = height - len(row.owners)
        owners = {first + index: owner for index, owner in enumerate(row.owners)}
        self.rule()
        top = self.y
        for index in range(height):
            limit = self.shape.first_page_lines
            if limit is not None and self.drawn == limit and self.page.getPageNumber() == 1:
                self.borders(top)
                self.break_page()
                top = self.y
            if index == 0:
                self.page.drawString(NUMBER_X, self.y, row.number)
            if index < len(lines):
                self.line(lines[index], last=index == len(lines) - 1)
            for place, owner in owners.items():
                if index <= place < index + 1:
                    self.owner(owner, self.y - (place - index) * LEADING)
            self.y -= LEADING
            self.drawn += 1
        self.y -= 6
        self.borders(top)

    def line(self, text: str, *, last: bool) -> None:
        drawn = self.page.beginText(TEXT_X, self.y)
        spaces = text.count(" ")
        if self.shape.justified and not last and spaces:
            room = OWNER_X - self.shape.gap - TEXT_X - stringWidth(text, FONT, SIZE)
            drawn.setWordSpace(room / spaces)
        drawn.textOut(text)
        drawn.setWordSpace(0)
        self.page.drawText(drawn)


def action_table(rows: Sequence[Row], shape: Shape) -> bytes:
    """Draw the rows under their titles; a PDF."""
    drawing = _Drawing(shape)
    drawing.page.drawString(NUMBER_X, TOP + 40, "Monthly Assurance Meeting, 4 May 2021")
    drawing.titles()
    for row in rows:
        drawing.row(row)
    drawing.rule()
    drawing.page.save()
    return drawing.buffer.getvalue()
