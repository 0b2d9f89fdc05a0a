"""Paragraphs over a page's end: one where they go on, two where there is any doubt."""

from __future__ import annotations

from itertools import pairwise

import pytest
from reportlab.pdfgen import canvas

from corpus.model import BlockKind
from corpus.readers import headings, read
from tests.conftest import REAL, needs_real_minutes
from tests.corpus.readers.drawn import drawing, pages, wrapped
from tests.corpus.readers.shapes import blocks, bullets, check, furniture

WORDS = (
    "The commissioner told the panel that the number of officers in the county had grown since"
    " the last report, that a class of recruits would begin in May, and that the cost of it all"
    " would be borne by the force. "
)


def furnished(texts: list[list[str]]) -> bytes:
    return pages(texts, lambda _: ["Harrowdale Panel"], lambda number: [f"Page {number}"])


def test_a_sentence_that_goes_on_overleaf_is_whole_and_furniture_stands_behind_it() -> None:
    text = "and ".join(WORDS.replace("officers", who) for who in ("officers", "staff", "clerks"))
    lines = wrapped(text)
    reading = read(furnished([lines[:3], lines[3:5], lines[5:]]), "a.pdf")
    check(reading)
    assert blocks(reading) == [text.strip()]
    (block,) = (b for b in reading.blocks if b.kind is BlockKind.PARAGRAPH)
    assert block.page == 1
    assert reading.text.index("Page 1") > block.end
    assert [b.page for b in reading.blocks if b.kind is BlockKind.FURNITURE] == [1, 1, 2, 2, 3, 3]
    assert furniture(reading) == ["Harrowdale Panel", "Page 1"] + [
        text for number in (2, 3) for text in ("Harrowdale Panel", f"Page {number}")
    ]


def test_a_bullet_and_a_broken_word_go_on() -> None:
    lines = wrapped(f"\u2022 {WORDS}")
    lines[1:] = [lines[1] + " and of the accom-", "modation that they need."]
    reading = read(furnished([lines[:2], lines[2:]]), "a.pdf")
    assert len(bullets(reading)) == 1
    assert bullets(reading)[0].endswith("the accom-modation that they need.")


def test_a_full_line_goes_on_in_a_capital() -> None:
    lines = [
        "The board heard from the Chief Constable that the plan had been drawn up and was now with",
        "the lead for the north of the county, who would bring it back to them all by way of Chief",
        "Superintendent Roe before the summer, as had been agreed at the meeting in May.",
    ]
    assert len(blocks(read(furnished([lines[:2], lines[2:]]), "a.pdf"))) == 1


FULL = wrapped(WORDS)[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([*wrapped(WORDS)], ["it was so."]),  # a sentence has ended
        ([FULL, "The points made were:"], ["land registry data was wanted."]),
        ([FULL, "\u2022 open data on land in the county;"], ["companies data."]),
        ([FULL, FULL], ["\u2022 land registry data"]),
        ([FULL, FULL], ["4. Fraud was looked at next."]),
        ([FULL, FULL], ["12 officers were sent."]),
        ([FULL, FULL], ["Action: the deputy to report back."]),
        ([FULL, "and of the plan"], ["The board then rose for the day."]),
        ([FULL, FULL], ["Any other business"]),
        (["MATTERS ARISING FROM THE MINUTES"], ["the panel looked at them."]),
        (["Jane Roe (Chair)"], ["also present was the clerk."]),
    ],
)
def test_in_doubt_two_paragraphs_stay_two(before: list[str], after: list[str]) -> None:
    reading = read(furnished([before, after]), "a.pdf")
    check(reading)
    last = [b for b in reading.blocks if b.kind is not BlockKind.FURNITURE][-1]
    assert last.page == 2
    assert reading.text[last.start : last.end] == after[0].lstrip("\u2022 ")


def test_a_footnote_does_not_stand_between_the_halves() -> None:
    lines = wrapped(WORDS * 2)

    def draw(page: canvas.Canvas) -> None:
        for index, line in enumerate(lines[:3]):
            page.drawString(72, 300 - 12 * index, line)
        page.setFont("Helvetica", 7)
        page.drawString(72, 150, "1 See the paper that was laid before the panel in the spring")
        page.showPage()
        page.setFont("Helvetica", 10)
        for index, line in enumerate(lines[3:]):
            page.drawString(72, 760 - 12 * index, line)

    assert blocks(read(drawing(draw), "a.pdf")) == [
        (WORDS * 2).strip(),
        "1 See the paper that was laid before the panel in the spring",
    ]


@needs_real_minutes
def test_no_real_page_begins_in_the_middle_of_a_sentence() -> None:
    files = sorted((REAL / "govuk").glob("*.pdf"))
    assert len(files) == 8
    breaks = 0
    for path in files:
        reading = read(path.read_bytes(), path.name)
        held = [b for b in reading.blocks if b.kind is not BlockKind.FURNITURE]
        for before, after in pairwise(held):
            if before.page == after.page:
                continue
            breaks += 1
            ended = headings.ends_sentence(reading.text[before.start : before.end])
            begun = reading.text[after.start].isupper() or after.kind is BlockKind.BULLET
            assert ended or begun
    assert breaks == 28
