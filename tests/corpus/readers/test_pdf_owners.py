"""The ACTION column of a PDF: every owner a cell behind its row, none inside a sentence."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, Spacer, Table

from corpus.model import BlockKind, Reading
from corpus.readers import read
from tests.corpus.readers.action_tables import Row, Shape, action_table
from tests.corpus.readers.drawn import drawing, wrapped
from tests.corpus.readers.shapes import STYLES, blocks, cells, check, furniture, pdf, words

ROWS = (
    Row(
        "1.1",
        "The common standards for the response to burglary have been put in place across the"
        " county and a sample of ten cases showed that every victim had been visited on the day"
        " of the report. The Deputy wants this to happen within the hour, and for those who"
        " examine the scene to attend as promptly as they can.",
        ("DCC",),
    ),
    Row("1.2", "No items were raised under this head in the month."),
    Row(
        "2.1",
        "A plan to project the number of burglaries over the coming year is to be drawn up by the"
        " performance team, and the briefing note on the findings is to be shared with the"
        " Commissioner before the next meeting so that it can be discussed there in full.",
        ("CC",),
    ),
    Row("2.2", "The date of the next meeting was agreed.", ("ALL",)),
)
TWO = (
    replace(ROWS[0], owners=("DCC", "CC")),
    ROWS[1],
    replace(ROWS[2], owners=("ACC / DCC",)),
    ROWS[3],
)


def rows_of(reading: Reading) -> list[tuple[str, list[str]]]:
    """Each numbered block with the cells behind it."""
    found: list[tuple[str, list[str]]] = []
    for block in reading.blocks:
        text = reading.text[block.start : block.end]
        if block.kind is BlockKind.FURNITURE:
            continue
        if block.kind is BlockKind.CELL and found:
            found[-1][1].append(text)
        elif text[:1].isdigit():
            found.append((text, []))
    return found


def expected(rows: tuple[Row, ...]) -> list[tuple[str, list[str]]]:
    return [
        (f"{row.number} {row.text}", [" ".join(row.owners)] if row.owners else []) for row in rows
    ]


SHAPES = [
    Shape(owner_at=at, gap=gap, ruled=ruled, justified=justified, centred=centred)
    for at, gap, ruled, (justified, centred) in product(
        ("top", "middle", "bottom"),
        (2, 8, 40),
        (False, True),
        ((False, False), (True, False), (False, True)),
    )
]


@pytest.mark.parametrize("rows", [ROWS, TWO], ids=["one", "two"])
@pytest.mark.parametrize(
    "shape",
    SHAPES,
    ids=lambda s: (
        f"{s.owner_at}-{s.gap}-{s.ruled}-"
        f"{'justified' if s.justified else 'centred' if s.centred else 'left'}"
    ),
)
def test_owners_are_cells_behind_their_row(rows: tuple[Row, ...], shape: Shape) -> None:
    reading = read(action_table(rows, shape), "a.pdf")
    check(reading)
    assert rows_of(reading) == expected(rows)


BREAKS = [
    Shape(
        owner_at=at, gap=gap, ruled=ruled, titles_again=again, first_page_lines=lines, footer=True
    )
    for at, gap, ruled, again, lines in product(
        ("top", "middle", "bottom"), (2, 40), (False, True), (False, True), (2, 7)
    )
]


@pytest.mark.parametrize("rows", [ROWS, TWO], ids=["one", "two"])
@pytest.mark.parametrize(
    "shape",
    BREAKS,
    ids=lambda s: f"{s.owner_at}-{s.gap}-{s.ruled}-{s.titles_again}-{s.first_page_lines}",
)
def test_a_row_that_goes_on_overleaf_is_one(rows: tuple[Row, ...], shape: Shape) -> None:
    reading = read(action_table(rows, shape), "a.pdf")
    check(reading)
    assert rows_of(reading) == expected(rows)
    assert sum("Page" in text for text in furniture(reading)) == 2
    # The titles printed again overleaf are no row.
    assert cells(reading).count("ACTION") == 1


LONG = (
    "The commissioner told the panel that the number of officers in the county had grown by forty"
    " since the last report, and that a further class of twenty recruits would begin in May."
)


def paragraph(text: str) -> Paragraph:
    return Paragraph(text, STYLES["Normal"])


def laid_out(rows: list[list[Any]], *, ruled: bool, valign: str = "TOP") -> bytes:
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), valign),
        ("RIGHTPADDING", (1, 0), (1, -1), 1),
        ("LEFTPADDING", (2, 0), (2, -1), 2),
    ]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    return pdf([Table(rows, colWidths=[40, 330, 80], style=style)])


# Without ruled lines, a number at the foot of a row of many paragraphs is the last one's.
@pytest.mark.parametrize(
    ("valign", "ruled"),
    [("TOP", False), ("TOP", True), ("MIDDLE", False), ("MIDDLE", True), ("BOTTOM", True)],
)
def test_a_row_of_many_paragraphs_keeps_each_owner_with_its_action(
    ruled: bool, valign: str
) -> None:
    cell = [
        paragraph("<b>1. Telbury</b>"),
        paragraph("Findings:"),
        paragraph(f"\u2022 {LONG}"),
        paragraph("Actions arising:"),
        paragraph("1. The tracker to take in projections."),
        paragraph("2. The note to be shared with the commissioner."),
        paragraph("3. The two to meet with those in the lead."),
    ]
    owners = [Spacer(1, 72), paragraph("DCC"), paragraph("DCC CC"), paragraph("CC")]
    rows: list[list[Any]] = [
        ["4", "HOLDING TO ACCOUNT", "ACTION"],
        ["4a", cell, owners],
        ["5b", "DELIVERY OF STRATEGIC INITIATIVES:", ""],
        ["", "No items on the agenda.", ""],
        ["6.", "DATE OF NEXT MEETING", ""],
        ["", paragraph("10:30 on Tuesday 30 January 2018"), "ALL"],
    ]
    reading = read(laid_out(rows, ruled=ruled, valign=valign), "a.pdf")
    check(reading)
    assert blocks(reading) == [
        "4 HOLDING TO ACCOUNT",
        "ACTION",
        "4a 1. Telbury",
        "Findings:",
        LONG,
        "Actions arising:",
        "1. The tracker to take in projections.",
        "DCC",
        "2. The note to be shared with the commissioner.",
        "DCC CC",
        "3. The two to meet with those in the lead.",
        "CC",
        "5b DELIVERY OF STRATEGIC INITIATIVES:",
        "No items on the agenda.",
        "6. DATE OF NEXT MEETING",
        "10:30 on Tuesday 30 January 2018",
        "ALL",
    ]


@pytest.mark.parametrize("valign", ["TOP", "MIDDLE"])
def test_an_owner_of_a_whole_ruled_row_stands_behind_its_end(valign: str) -> None:
    cell = [paragraph("<b>2. Burglary</b>"), paragraph(LONG), paragraph("A plan to be drawn up.")]
    rows: list[list[Any]] = [["", "MATTER", "ACTION"], ["4b", cell, "DCC"], ["5.", "Close", "ALL"]]
    reading = read(laid_out(rows, ruled=True, valign=valign), "a.pdf")
    assert blocks(reading)[-4:] == ["A plan to be drawn up.", "DCC", "5. Close", "ALL"]


@pytest.mark.parametrize("ruled", [False, True])
def test_names_and_a_column_of_dates_are_cells_of_their_own(ruled: bool) -> None:
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    rows: list[list[Any]] = [
        ["Ref", "Action", "Owner", "Due"],
        ["17/22", paragraph(LONG), "Jane Roe / TS", "May"],
        ["18/22", paragraph(LONG), "DCC", "June 2022"],
    ]
    table = Table(rows, colWidths=[50, 230, 80, 80], style=style)
    assert rows_of(read(pdf([table]), "a.pdf")) == [
        (f"17/22 {LONG}", ["Jane Roe / TS", "May"]),
        (f"18/22 {LONG}", ["DCC", "June 2022"]),
    ]


def test_prose_behind_the_table_is_whole_though_its_words_are_placed_one_by_one() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.drawString(60, 760, "1")
        page.drawString(100, 760, "MATTERS BROUGHT FORWARD")
        page.drawString(470, 760, "ACTION")
        page.drawString(60, 740, "1.1")
        page.drawString(100, 740, "A plan to be drawn up.")
        page.drawString(470, 740, "DCC")
        # A word that begins right under the column's title, and a wide gap before it.
        for index, line in enumerate(wrapped(LONG * 2, 470)):
            x = 60.0
            for word in line.split():
                if index == 2 and 450 < x < 470:
                    x = 470.0
                page.drawString(x, 700 - 12 * index, word)
                x += page.stringWidth(f"{word} ", "Helvetica", 10)

    reading = read(drawing(draw), "a.pdf")
    check(reading)
    assert cells(reading) == ["ACTION", "DCC"]
    assert words(blocks(reading)[-1]) == words(LONG * 2)


def test_a_table_set_on_its_side_is_read_alike() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.rotate(90)
        page.drawString(60, -100, "MATTERS BROUGHT FORWARD")
        page.drawString(600, -100, "ACTION")
        page.line(590, -80, 590, -140)
        page.drawString(60, -120, "A plan that is to be drawn up by the team and brought back.")
        page.drawString(592, -126, "DCC")

    assert blocks(read(drawing(draw), "a.pdf"))[-2:] == [
        "A plan that is to be drawn up by the team and brought back.",
        "DCC",
    ]
