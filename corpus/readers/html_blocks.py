"""Turns the runs of text that an HTML walk meets into blocks.

Line breaks inside a paragraph separate blocks unless the sentence plainly goes on;
a paragraph that is bold throughout is a heading; an item's number in a cell of its
own is read with the cell behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model import BlockKind
from corpus.readers import headings
from corpus.readers.assembly import Assembly
from corpus.readers.breaks import split_lines
from corpus.readers.cells import cell_kind, is_number_cell
from corpus.readers.characters import collapse, marker_length
from corpus.readers.furniture import is_furniture_line


@dataclass(slots=True)
class Run:
    """The inline text between two block boundaries."""

    pieces: list[str] = field(default_factory=list)
    plain: int = 0
    bold: int = 0

    def text(self, piece: str, *, bold: bool) -> None:
        """Add a text node."""
        self.pieces.append(piece)
        shown = len(collapse(piece))
        if bold:
            self.bold += shown
        else:
            self.plain += shown


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run stands: in a heading of some level, a list so deep, a cell."""

    heading: int = 0
    list_depth: int = 0
    cell: bool = False
    header_cell: bool = False
    title: bool = False
    preformatted: bool = False


class HtmlBlocks:
    """Collects runs into an `Assembly`."""

    def __init__(self) -> None:
        self.assembly = Assembly()
        self._number: str | None = None
        self._last_level = 0
        self.lines_dropped = 0

    def flush(self, run: Run, place: Place) -> None:
        """Add the run's text as blocks and empty it."""
        if run.pieces:
            bold = run.bold > 0 and run.plain == 0
            whole = "".join(run.pieces)
            for line in split_lines(whole):
                self._add(line, place, bold=bold)
            run.pieces.clear()
        run.plain = run.bold = 0

    def end_row(self) -> None:
        """A number whose row holds nothing else is a cell of its own."""
        if self._number is not None:
            number, self._number = self._number, None
            self.assembly.add(number, BlockKind.CELL)

    def _add(self, text: str, place: Place, *, bold: bool) -> None:
        if is_furniture_line(text):
            self.lines_dropped += 1
            return
        if place.cell and is_number_cell(text) and not place.header_cell:
            self.end_row()
            self._number = text
            return
        kind, level = self._kind(text, place, bold=bold)
        if self._number is not None:
            if kind is not BlockKind.BULLET and any(c.isalpha() for c in text):
                number, self._number = self._number, None
                text = f"{number} {text}"
                if kind is BlockKind.CELL and cell_kind(text) is BlockKind.HEADING:
                    kind, level = BlockKind.HEADING, max(2, self._last_level + 1)
            else:
                self.end_row()
        self.assembly.add(text, kind, level=level)

    def _kind(self, text: str, place: Place, *, bold: bool) -> tuple[BlockKind, int]:
        if place.heading:
            self._last_level = place.heading
            return BlockKind.HEADING, place.heading
        if marker_length(text):
            return BlockKind.BULLET, max(1, place.list_depth)
        below = min(6, self._last_level + 1)
        if place.title:
            return BlockKind.HEADING, below
        if place.list_depth:
            return BlockKind.BULLET, place.list_depth
        if place.header_cell:
            return BlockKind.CELL, 0
        if place.cell:
            if bold and headings.is_numbered_title(text):
                return BlockKind.HEADING, below
            kind = cell_kind(text)
            return kind, below if kind is BlockKind.HEADING else 0
        if bold and headings.is_bold_title(text):
            return BlockKind.HEADING, below
        if headings.is_label(text) or headings.is_standard(text) or headings.is_capitals(text):
            return BlockKind.HEADING, below
        return BlockKind.PARAGRAPH, 0
