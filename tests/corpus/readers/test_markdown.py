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
