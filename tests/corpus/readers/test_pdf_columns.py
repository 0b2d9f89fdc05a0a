"""Reading order: lists beside one another read down, tables across, prose column by column."""

from __future__ import annotations

from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, Table

from corpus.model import BlockKind
from corpus.readers import read
from tests.corpus.readers.drawn import drawing, wrapped
from tests.corpus.readers.shapes import STYLES, blocks, check, headings, pdf

ACROSS = "After the columns one line of prose runs across the whole of the page, as it does here."
LEFT = (
    "The commissioner told the panel that the number of officers had grown by forty since the last"
    " report. A further class of twenty recruits would begin in May. "
)
RIGHT = (
    "The chief constable said that response times had fallen in the north of the county, while"
    " those in the south were much as they had been. Members asked why this was so. "
)


def paragraph(text: str) -> Paragraph:
    return Paragraph(text, STYLES["Normal"])


def table(rows: list[list[Any]], widths: list[int], *, ruled: bool = False) -> bytes:
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    return pdf([Table(rows, colWidths=widths, style=style, hAlign="LEFT"), ACROSS])


@pytest.mark.parametrize("labels", [("Present:", "Apologies:"), ("Members present", "Apologies")])
def test_two_lists_of_people_do_not_mix(labels: tuple[str, str]) -> None:
    """Read across, guests stood under the apologies and the other way round."""
    rows = [
        list(labels),
        ["Jane Roe (Chair)", "Ann Lee"],
        ["John Doe", "Tom Fox (Treasurer)"],
        ["Sam Poe", ""],
        ["Kit Orr (Clerk)", ""],
    ]
    left = [labels[0], "Jane Roe (Chair)", "John Doe", "Sam Poe", "Kit Orr (Clerk)"]
    right = [labels[1], "Ann Lee", "Tom Fox (Treasurer)"]
    reading = read(table(rows, [200, 200]), "a.pdf")
    check(reading)
    assert blocks(reading) == [*left, *right, ACROSS]


def test_a_list_whose_right_column_changes_its_label_is_read_down() -> None:
    rows = [
        ["Members:", "Officers:"],
        ["Jane Roe", "Ann Lee"],
        ["John Doe (joined at", "Tom Fox"],
        ["item four)", "Guests:"],
        ["Sam Poe", "Kit Orr"],
    ]
    assert blocks(read(table(rows, [200, 200]), "a.pdf"))[:-1] == [
        "Members:",
        "Jane Roe",
        "John Doe (joined at item four)",
        "Sam Poe",
        "Officers:",
        "Ann Lee",
        "Tom Fox",
        "Guests:",
        "Kit Orr",
    ]


@pytest.mark.parametrize("ruled", [False, True])
def test_names_and_roles_are_read_across(ruled: bool) -> None:
    role = "Chief Executive for the Police and Crime Commissioner and the Fire Authority (CEx)"
    rows: list[list[Any]] = [
        ["Name:", "Capacity:"],
        ["John Doe", "Police and Crime Commissioner (PCC)"],
        ["Jane Roe", paragraph(role)],
        ["Ann Lee", "Chief Constable (CC)"],
    ]
    reading = read(table(rows, [150, 250], ruled=ruled), "a.pdf")
    check(reading)
    assert blocks(reading) == [
        "Name:",
        "Capacity:",
        "John Doe",
        "Police and Crime Commissioner (PCC)",
        "Jane Roe",
        role,
        "Ann Lee",
        "Chief Constable (CC)",
        ACROSS,
    ]


@pytest.mark.parametrize("gutter", [9, 18, 40])
@pytest.mark.parametrize("lower", [0, 5])
def test_columns_of_prose_are_read_one_after_the_other(gutter: int, lower: int) -> None:
    width = (475 - gutter) / 2

    def draw(page: canvas.Canvas) -> None:
        for x, text, top in ((60.0, LEFT * 4, 760), (60 + width + gutter, RIGHT * 4, 760 - lower)):
            for index, line in enumerate(wrapped(text, width)):
                page.drawString(x, top - 12 * index, line)
        page.drawString(60, 300, ACROSS)

    reading = read(drawing(draw), "a.pdf")
    check(reading)
    assert blocks(reading) == [(LEFT * 4).strip(), (RIGHT * 4).strip(), ACROSS]


@pytest.mark.parametrize("ruled", [False, True])
def test_a_table_of_questions_and_answers_is_read_row_by_row(ruled: bool) -> None:
    rows = [
        (
            "Why has the number of burglaries in the county grown so much over the last year?",
            "The number had grown in the whole region and a plan was being drawn up to bring it"
            " down again.",
        ),
        ("What is being done?", "A team of ten had been set up. It will report in May."),
        (
            "When will the plan be ready for all of us to look at in the town?",
            "It will be ready in June.",
        ),
    ]
    cells = [[paragraph(question), paragraph(answer)] for question, answer in rows]
    data = table([["Question", "Response"], *cells], [220, 220], ruled=ruled)
    reading = read(data, "a.pdf")
    check(reading)
    told = [text for row in rows for text in row]
    assert blocks(reading) == ["Question", "Response", *told, ACROSS]


def test_three_ruled_columns_keep_their_cells_whole() -> None:
    rows = [
        [paragraph("Fraud in the towns of the county"), paragraph(LEFT), paragraph(RIGHT)],
        [paragraph("Theft"), paragraph(RIGHT), paragraph("It was noted by all.")],
    ]
    reading = read(table(rows, [90, 180, 180], ruled=True), "a.pdf")
    assert blocks(reading)[:-1] == [
        "Fraud in the towns of the county",
        LEFT.strip(),
        RIGHT.strip(),
        "Theft",
        RIGHT.strip(),
        "It was noted by all.",
    ]


def test_figures_in_columns_stay_apart() -> None:
    rows = [["Offence", "2019", "2020"], ["Burglary", "120", "98"], ["Fraud", "45", "310"]]
    found = blocks(read(table(rows, [150, 80, 80]), "a.pdf"))
    assert found[:-1] == [cell for row in rows for cell in row]


def test_an_underlined_title_is_no_row_of_a_table() -> None:
    def draw(page: canvas.Canvas) -> None:
        for index, line in enumerate(wrapped(LEFT * 2)):
            page.drawString(72, 700 - 12 * index, line)
            page.line(72, 698.6 - 12 * index, 72 + 440, 698.6 - 12 * index)

    assert blocks(read(drawing(draw), "a.pdf")) == [(LEFT * 2).strip()]


def test_a_border_between_two_lines_parts_them() -> None:
    one = "The number of officers in the county had grown by forty since the last report to the"
    other = "Panel of members in the county and it was noted by everybody who was there on the day"

    def draw(page: canvas.Canvas) -> None:
        page.drawString(72, 700, one)
        page.drawString(72, 684, other)
        for y in (714, 695, 679):
            page.line(66, y, 530, y)

    assert blocks(read(drawing(draw), "a.pdf")) == [one, other]


def test_labels_with_their_text_behind_them_stay_one_line() -> None:
    lines = [
        ("Action 1:", "J to write to K."),
        ("Action 2:", "K to reply."),
        ("Owners:", "J and K."),
    ]

    def draw(page: canvas.Canvas) -> None:
        for index, (label, text) in enumerate(lines):
            page.drawString(72, 700 - 12 * index, label)
            page.drawString(122, 700 - 12 * index, text)

    reading = read(drawing(draw), "a.pdf")
    assert blocks(reading) == [f"{label} {text}" for label, text in lines]
    assert not headings(reading)
    assert {block.kind for block in reading.blocks} == {BlockKind.PARAGRAPH}
