"""Page furniture: known by repetition, in the text and in blocks of its own."""

from __future__ import annotations

import pytest

from corpus.readers import read
from tests.corpus.readers.drawn import pages, wrapped
from tests.corpus.readers.shapes import blocks, cells, check, furniture

ADDRESS = "Harrowdale Commissioner, 1 High Street, Harrowdale HD1 1AA"


TOPICS = ("burglary", "fraud", "speeding", "hate crime", "custody", "complaints", "recruitment")


def prose(number: int) -> list[str]:
    return wrapped(f"The panel then looked at {TOPICS[number % 7]} and closed the matter. " * 4)


def test_two_pages_are_enough() -> None:
    data = pages(
        [prose(1), prose(2)],
        lambda _: ["Harrowdale Police and Crime Panel"],
        lambda number: [f"Page {number} of 2"],
    )
    reading = read(data, "a.pdf")
    check(reading)
    assert furniture(reading) == [
        "Harrowdale Police and Crime Panel",
        "Page 1 of 2",
        "Harrowdale Police and Crime Panel",
        "Page 2 of 2",
    ]
    assert blocks(reading) == [" ".join(prose(1)), " ".join(prose(2))]


def test_the_first_page_may_differ_and_a_footer_may_have_lines() -> None:
    data = pages(
        [["Minutes of the meeting held on 3 May"], prose(2), prose(3)],
        lambda number: ["Harrowdale minutes"] if number > 1 else [],
        lambda number: [ADDRESS, f"Registered in England 0123{number}", f"- {number} -"],
    )
    reading = read(data, "a.pdf")
    check(reading)
    assert blocks(reading)[0] == "Minutes of the meeting held on 3 May"
    assert len(blocks(reading)) == 3
    assert furniture(reading).count(ADDRESS) == 3
    assert furniture(reading).count("Harrowdale minutes") == 2
    assert [text for text in furniture(reading) if text.startswith("-")] == [
        "- 1 -",
        "- 2 -",
        "- 3 -",
    ]


def test_left_and_right_pages_may_differ() -> None:
    data = pages(
        [prose(number) for number in range(1, 7)],
        lambda number: [["Right pages have this", "Left pages have that"][number % 2]],
    )
    assert len(furniture(read(data, "a.pdf"))) == 6


@pytest.mark.parametrize("numbers", [["i", "ii", "iii"], ["45", "46", "47"], ["1", "2", "3"]])
def test_page_numbers_of_any_kind(numbers: list[str]) -> None:
    data = pages([prose(n) for n in range(3)], None, lambda number: [numbers[number - 1]])
    assert furniture(read(data, "a.pdf")) == numbers


def test_a_single_page_has_only_a_number() -> None:
    assert furniture(read(pages([prose(1)], None, lambda _: ["1"]), "a.pdf")) == ["1"]
    assert furniture(read(pages([prose(1)], None, lambda _: ["Page 7"]), "a.pdf")) == ["Page 7"]
    assert not furniture(read(pages([prose(1)], None, lambda _: [ADDRESS]), "a.pdf"))


def test_what_is_said_on_two_pages_is_not_furniture() -> None:
    """The same words at the edge of two pages, with others outside them, are no header."""
    one = ["Matter one was closed.", "", "No items were raised.", "", *prose(1)]
    two = ["Matter two was closed.", "", "No items were raised.", "", *prose(2)]
    reading = read(pages([one, two]), "a.pdf")
    assert not furniture(reading)
    assert blocks(reading).count("No items were raised.") == 2


def test_an_items_number_at_the_top_of_a_page_is_kept() -> None:
    reading = read(pages([["4", "", *prose(1)], ["5", "", *prose(2)][2:]]), "a.pdf")
    assert "4" in cells(reading)


def test_a_page_of_repeated_lines_alone_keeps_its_text() -> None:
    data = pages([["Notes"], ["Notes"], ["Notes"]])
    assert blocks(read(data, "a.pdf")) == ["Notes"] * 3
