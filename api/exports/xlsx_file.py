"""The register as a spreadsheet: one sheet of entries, one that says what they are."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter

from api.exports.cells import carried, cut_to_cell, no_formula
from api.exports.columns import COLUMNS, Cell, Column
from api.exports.facts import Export, asked_lines, count_lines, coverage_lines, reading_lines
from api.register.wording import moment
from corpus.errors import UsageError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_ROWS: Final = 1_048_575
"""Rows a sheet holds below its header."""
_MOST_LINKS = 65_530
"""Links a sheet holds; the rest stand as text."""
_LONGEST_LINK = 2_079
_FROZEN_COLUMNS = 2


def xlsx_file(export: Export) -> bytes:
    """Return the workbook.

    Nothing in it is a formula; a link is one only where the server's address is known.

    Raises
    ------
    UsageError
        When there are more entries than a sheet holds.
    """
    if len(export.entries) > MOST_ROWS:
        raise UsageError(
            f"A sheet holds {MOST_ROWS:,} rows; {len(export.entries):,} entries fit.",
            "Narrow it down, or write CSV.",
        )
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    book.set_properties(
        {
            "title": "Commitments",
            "author": "Minuted",
            "comments": f"Index generation {export.generation}.",
            "created": export.at.replace(tzinfo=None),
        }
    )
    _Entries(book, export).write()
    _about(book, export)
    book.close()
    return stream.getvalue()


class _Entries:
    """The first sheet."""

    def __init__(self, book: Any, export: Export) -> None:
        self._export = export
        self._sheet = book.add_worksheet("Commitments")
        self._header = book.add_format(
            {"bold": True, "bg_color": "#12436D", "font_color": "#FFFFFF", "text_wrap": True,
             "valign": "top"}
        )  # fmt: skip
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._link = book.add_format(
            {"font_color": "#12436D", "underline": 1, "valign": "top", "text_wrap": True}
        )
        self._links = 0

    def write(self) -> None:
        sheet, entries = self._sheet, self._export.entries
        for number, column in enumerate(COLUMNS):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, column.heading, self._header)
        sheet.freeze_panes(1, _FROZEN_COLUMNS)
        sheet.autofilter(0, 0, len(entries), len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for row, entry in enumerate(entries, start=1):
            for number, column in enumerate(COLUMNS):
                self._put(row, number, column, column.value(entry, self._export.base))

    def _put(self, row: int, number: int, column: Column, value: Cell) -> None:
        if value is None:
            self._sheet.write_blank(row, number, None, self._wrapped)
        elif isinstance(value, date):
            self._day_or_text(row, number, value)
        elif isinstance(value, int | float):
            self._sheet.write_number(row, number, value, self._wrapped)
        elif column.link and self._is_link(value):
            self._links += 1
            self._sheet.write_url(row, number, value, self._link, column.heading)
        else:
            self._sheet.write_string(row, number, cell_text(value), self._wrapped)

    def _day_or_text(self, row: int, number: int, value: date) -> None:
        if value.year < 1900:  # no spreadsheet's calendar reaches further back
            self._sheet.write_string(row, number, value.isoformat(), self._wrapped)
            return
        moment = datetime(value.year, value.month, value.day)
        self._sheet.write_datetime(row, number, moment, self._day)

    def _is_link(self, value: str) -> bool:
        return (
            value.startswith(("http://", "https://"))
            and len(value) <= _LONGEST_LINK
            and self._links < _MOST_LINKS
        )


def cell_text(text: str) -> str:
    """Return a text as a cell holds it.

    The cell is a string whatever it begins with; the apostrophe is for whoever saves the sheet
    as CSV and opens that.
    """
    return cut_to_cell(no_formula(carried(text)))


def _about(book: Any, export: Export) -> None:
    sheet = book.add_worksheet("About this list")
    name = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    value = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "font_size": 14})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    row = 0
    parts = (
        ("What was asked", asked_lines(export)),
        ("What was found", count_lines(export)),
        ("What was looked through", coverage_lines(export)),
        ("How to read it", [("", line) for line in reading_lines(export)]),
        ("Made from", [("Index generation", export.generation), ("At", moment(export.at))]),
    )
    for heading, lines in parts:
        sheet.write_string(row, 0, heading, head)
        row += 1
        for label, said in lines:
            sheet.write_string(row, 0, cell_text(label), name)
            sheet.write_string(row, 1, cell_text(said), value)
            row += 1
        row += 1
