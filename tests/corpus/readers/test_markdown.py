"""Markdown: marked headings, bullets, tables; offsets match the file."""

from __future__ import annotations

from corpus.model import BlockKind
from corpus.readers import read
from tests.corpus.readers.shapes import blocks, bullets, cells, check

PAGE = """# Fenshire Board

Minutes of May
--------------

The chair welcomed all
who had come.

## 1. Burglary ##

- First point
  that goes on
+ Second point
  * Deeper point

> It was so.

| Matter | Owner |
|--------|-------|
| A plan is to be brought to the board by the end of the month of May | DCC |
"""


def test_marks_are_read_and_stay_in_the_text() -> None:
    reading = read(PAGE.encode(), "minutes.md")
    check(reading)
    assert reading.text == PAGE
    assert reading.title == "Fenshire Board"
    assert [
        (reading.text[b.start : b.end], b.level)
        for b in reading.blocks
        if b.kind is BlockKind.HEADING
    ] == [("Fenshire Board", 1), ("Minutes of May", 2), ("1. Burglary", 1 + 1)]
    assert "The chair welcomed all\nwho had come." in blocks(reading)
    assert bullets(reading) == ["First point\n  that goes on", "Second point", "Deeper point"]
    assert "It was so." in blocks(reading)
    assert cells(reading) == ["Matter", "Owner", "DCC"]


def test_quoted_lines_and_rules_and_numbers() -> None:
    source = "> Agreed by all.\n> # Roads\n\n---\n\nFirst line\n1. A point\n2. Another\n\n"
    source += "```\ncode\n```\n"
    reading = read(source.encode(), "a.md")
    check(reading)
    assert reading.text == source
    assert blocks(reading) == [
        "Agreed by all.",
        "Roads",
        "First line",
        "1. A point",
        "2. Another",
        "code",
    ]
    assert [b.kind for b in reading.blocks][1] is BlockKind.HEADING


def test_bold_labels_are_text_and_a_ruled_table_has_no_rule_in_it() -> None:
    source = (
        "**Action** AB to write to the force.\n\n| Owner | Due |\n|:---|---:|\n| DCC | 4 May |\n"
    )
    reading = read(source.encode(), "a.md")
    assert blocks(reading, BlockKind.PARAGRAPH)[0].startswith("**Action** AB")
    assert cells(reading) == ["Owner", "Due", "DCC", "4 May"]


def test_an_underlined_title_is_a_heading_of_the_first_level() -> None:
    reading = read(b"Fenshire Board\n===\n\nIt met.\n\nRoads\n---\n\nNoted.\n", "a.md")
    assert next((reading.text[b.start : b.end], b.level) for b in reading.blocks) == (
        "Fenshire Board",
        1,
    )
    assert reading.title == "Fenshire Board"
