"""The register as CSV (RFC 4180): UTF-8 with a byte order mark, so that spreadsheets read it."""

from __future__ import annotations

import csv
import io
from datetime import date

from api.exports.cells import carried, no_formula
from api.exports.columns import COLUMNS, Cell
from api.exports.facts import Export

MEDIA_TYPE = "text/csv; charset=utf-8"


def csv_file(export: Export) -> bytes:
    """Return the file.

    Promises come first, then the requests where they were told apart; the column
    ``binding`` says which is which. Lines end in CR LF; line breaks inside a quote stay, in
    quotation marks. A cell that a spreadsheet would take for a formula begins with an
    apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([column.name for column in COLUMNS])
    for entry in export.entries:
        writer.writerow([_text(column.value(entry, export.base)) for column in COLUMNS])
    return stream.getvalue().encode("utf-8-sig")


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.4f}"
    return str(value) if isinstance(value, int) else no_formula(carried(value))
