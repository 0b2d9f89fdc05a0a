"""Text set in two columns is read one column after the other, whatever their lengths."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from corpus.readers import read
from tests.corpus.readers.drawn import drawing, pages, wrapped
from tests.corpus.readers.shapes import STYLES, blocks, bullets, check, furniture

TITLE = "Minutes of the meeting of the panel held in the council chamber of the town on 8 July"


def said(number: int, more: int = 0) -> str:
    on = "and on, " * more
    return (
        f"Point {number} begins here in the column and goes on for some lines so that it wraps,"
        f" {on}and the commissioner undertook to publish report {number} with terminus{number}."
    )


def heading(number: int) -> str:
    return f"{number}. Item number {number}"


def items(numbers: Sequence[int]) -> list[str]:
    return [text for n in numbers for text in (heading(n), said(n, n % 5))]


def framed(items: Sequence[Flowable], left: float = 215, gap: float = 15, low: float = 60) -> bytes:
    """A document laid out by a program that fills one frame of a page after the other."""
    buffer = io.BytesIO()
    made = BaseDocTemplate(buffer, pagesize=A4, invariant=1)
    first = Frame(60, low, left, 740 - low, 0, 0, 0, 0)
    second = Frame(60 + left + gap, low, 475 - left - gap, 740 - low, 0, 0, 0, 0)
    made.addPageTemplates(PageTemplate(frames=[first, second]))
    made.build(list(items))
    return buffer.getvalue()


def flowing(numbers: Sequence[int]) -> list[Flowable]:
    styles = (STYLES["Heading2"], STYLES["Normal"])
    return [Paragraph(text, styles[i % 2]) for i, text in enumerate(items(numbers))]


def told(data: bytes) -> list[str]:
    reading = read(data, "a.pdf")
    check(reading)
    return blocks(reading)


def assert_in_order(data: bytes, texts: Sequence[str]) -> None:
    """No word is lost, glued to the next, or out of its place."""
    assert " ".join(told(data)).split() == " ".join(texts).split()


def column(page: canvas.Canvas, lines: Sequence[str], x: float, y: float, step: float = 12) -> None:
    for index, line in enumerate(lines):
        if line:
            page.drawString(x, y - step * index, line)


@pytest.mark.parametrize("count", [6, 7, 8, 9, 10, 11, 13, 16, 24, 33])
def test_items_run_down_one_column_and_then_the_next(count: int) -> None:
    numbers = range(1, count + 1)
    assert_in_order(framed(flowing(numbers), low=300), items(numbers))


@pytest.mark.parametrize("seed", range(40))
def test_columns_of_any_width(seed: int) -> None:
    chance = random.Random(seed)
    numbers = range(1, chance.randint(6, 30))
    data = framed(
        flowing(numbers), chance.uniform(150, 300), chance.uniform(9, 40), chance.uniform(60, 400)
    )
    assert_in_order(data, items(numbers))


@pytest.mark.parametrize("rest", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("uneven", [0.0, 3.0, 6.0, 9.0])
def test_a_short_second_column(rest: int, uneven: float) -> None:
    """The baselines of the two need not be level."""
    lines = wrapped(" ".join(said(n) for n in range(1, 8)), 210)
    lefts, rights = lines[:-rest], lines[-rest:]

    def draw(page: canvas.Canvas) -> None:
        column(page, lefts, 72, 700)
        column(page, rights, 300, 700 + uneven)

    found = told(drawing(draw))
    assert " ".join(found) == " ".join(lines)
    # A paragraph is put together over the columns, unless a sentence ends with the first.
    assert len(found) == (2 if lefts[-1].endswith(".") else 1)


def test_a_second_column_longer_than_the_first() -> None:
    lefts, rights = wrapped(said(1, 6), 210), wrapped(" ".join(said(n) for n in (2, 3, 4)), 210)

    def draw(page: canvas.Canvas) -> None:
        column(page, lefts, 72, 700)
        column(page, rights, 300, 704, 13)

    assert told(drawing(draw)) == [" ".join(lefts), " ".join(rights)]


def test_a_heading_as_the_last_line_of_the_first_column() -> None:
    lefts = [*wrapped(" ".join(said(n) for n in (1, 2)), 210), "", heading(3)]

    def draw(page: canvas.Canvas) -> None:
        column(page, lefts, 72, 700)
        column(page, wrapped(said(3), 210), 300, 700)

    assert told(drawing(draw)) == [f"{said(1)} {said(2)}", heading(3), said(3)]


def test_titles_above_and_between_columns_stay_in_their_places() -> None:
    ends = "4. Other business"
    across = wrapped("Across the page: " + said(9, 12))

    def draw(page: canvas.Canvas) -> None:
        page.drawString(72, 730, TITLE)
        column(page, wrapped(said(1, 6), 210), 72, 700)
        column(page, wrapped(said(2, 3), 210), 300, 700)
        page.drawString(72, 590, TITLE.upper()[:60])
        column(page, wrapped(said(3, 6), 210), 72, 560)
        column(page, wrapped(said(4, 3), 210), 300, 560)
        page.drawString(72, 450, ends)
        column(page, across, 72, 430)

    one, other = said(1, 6), said(2, 3)
    assert told(drawing(draw)) == [
        *(TITLE, one, other, TITLE.upper()[:60], said(3, 6), said(4, 3)),
        *(ends, " ".join(across)),
    ]


def test_short_heading_between_two_pairs_of_columns() -> None:
    def draw(page: canvas.Canvas) -> None:
        for place, y in enumerate((700, 500)):
            page.drawString(72, y + 24, heading(place + 1))
            column(page, wrapped(said(2 * place + 1, 24), 210), 72, y)
            column(page, wrapped(said(2 * place + 2, 20), 210), 300, y)

    assert told(drawing(draw)) == [
        *(heading(1), said(1, 24), said(2, 20)),
        *(heading(2), said(3, 24), said(4, 20)),
    ]


def test_a_list_in_a_column() -> None:
    points = ["the first of the points", "the second, which goes on for longer", "the third"]

    def draw(page: canvas.Canvas) -> None:
        column(page, wrapped(" ".join(said(n) for n in (1, 2, 3)), 210), 72, 700)
        column(page, wrapped(said(4), 210), 300, 700)
        for index, point in enumerate(points):
            page.drawString(306, 640 - 16 * index, "\u2022")
            page.drawString(320, 640 - 16 * index, point)

    reading = read(drawing(draw), "a.pdf")
    check(reading)
    assert blocks(reading)[:2] == [" ".join(said(n) for n in (1, 2, 3)), said(4)]
    assert [re.sub(r"^\W+", "", text) for text in bullets(reading)] == points


@pytest.mark.parametrize("uneven", [0.0, 2.5, 5.0, 8.0])
def test_long_columns_drawn_line_by_line_across_the_page(uneven: float) -> None:
    texts = [" ".join(said(n, n) for n in numbers) for numbers in ((1, 2, 3), (4, 5))]
    ops = [
        (700 - place * uneven - 12 * index, 72 + 228 * place, line)
        for place, text in enumerate(texts)
        for index, line in enumerate(wrapped(text, 210))
    ]

    def draw(page: canvas.Canvas) -> None:
        for y, x, line in sorted(ops, key=lambda op: (-op[0], op[1])):
            page.drawString(x, y, line)

    assert told(drawing(draw)) == texts


def test_three_columns() -> None:
    texts = [" ".join(said(n) for n in (one, one + 1)) for one in (1, 3, 5)]

    def draw(page: canvas.Canvas) -> None:
        for place, text in enumerate(texts):
            column(page, wrapped(text, 140), 60 + 165 * place, 700 - 2 * place)

    assert told(drawing(draw)) == texts


def test_pieces_drawn_one_by_one_with_columns_cut_alike() -> None:
    """A browser places pieces apart, and a heading of larger type above every paragraph."""
    numbers = (1, 2, 3), (4, 5, 6)

    def draw(page: canvas.Canvas) -> None:
        for place, held in enumerate(numbers):
            x, y = 34 + 278 * place, 700.0
            for number in held:
                page.setFont("Helvetica-Bold", 15)
                page.drawString(x, y, heading(number))
                page.setFont("Helvetica", 10)
                y -= 25
                for line in wrapped(said(number), 240):
                    half = line.rfind(" ", 0, len(line) // 2 + 3) + 1
                    width = page.stringWidth(line[:half], "Helvetica", 10)
                    page.drawString(x, y, line[:half])
                    page.drawString(x + width - 0.4, y, line[half:])
                    y -= 11.25
                y -= 18

    want = [text for held in numbers for n in held for text in (heading(n), said(n))]
    assert told(drawing(draw)) == want


def test_a_single_column_is_read_as_it_was() -> None:
    texts = [said(n, 3 * n) for n in range(1, 9)]
    lines = [line for text in texts for line in (*wrapped(text), "")]
    assert told(pages([lines])) == texts


def test_a_large_word_beside_small_lines_glues_none_of_them() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.drawString(300, 700, "the first of the lines goes on")
        page.drawString(300, 688, "for some more words of it")
        page.setFont("Helvetica-Bold", 16)
        page.drawString(72, 694, "Title")

    text = " ".join(told(drawing(draw)))
    assert re.search(r"goes on\s", text)
    words = "the first of the lines goes on for some more words of it Title"
    assert sorted(text.split()) == sorted(words.split())


def test_long_lines_that_differ_in_their_numbers_are_no_footer() -> None:
    """At a page's end a sentence may be like that of the last page but for its numbers."""
    line = "The report on point {0} was put off, since {1} members had not read all of {2} parts."
    texts = [["Opening words of a page."] * 2, ["Other words open this one."] * 2]
    ends = [line.format(7 + page, 20 + page, 40 + page) for page in (0, 1)]
    data = pages([[*text, *[""] * 55, end] for text, end in zip(texts, ends, strict=True)])
    reading = read(data, "a.pdf")
    assert not set(furniture(reading)) & set(ends)
    assert all(end in blocks(reading) for end in ends)
