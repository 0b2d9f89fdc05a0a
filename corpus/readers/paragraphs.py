"""From the paragraphs of a word processor's file (Word, OpenDocument, RTF) to blocks.

The readers of those formats yield `Paragraph` records in reading order; what each
becomes (heading, list entry, cell, prose) is decided here, alike for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.errors import ReadError
from corpus.model import Block, BlockKind
from corpus.readers import headings
from corpus.readers.assembly import Assembly
from corpus.readers.breaks import split_lines
from corpus.readers.cells import cell_kind, is_number_cell
from corpus.readers.characters import collapse, marker_length
from corpus.readers.plain_blocks import Draft, decide_headings

_PAGE, _PROSE = 10, 60
"""Paragraphs in a cell that is a page; characters of a paragraph that is prose."""

_TITLES = 3
"""Titles in a document that marks them."""

MAX_PARAGRAPHS = 100_000
"""About four seconds of work; a thousand pages of minutes have some 20,000."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (or the part of one between tabs).

    ``row`` numbers the table rows of the document and is -1 outside tables; ``heading``
    and ``list_level`` are 0 where the paragraph is none. ``numbered``: the text begins
    with the number that the list gives it. ``furniture``: kept in the text, in no block.
    """

    text: str
    heading: int = 0
    list_level: int = 0
    bold: bool = False
    row: int = -1
    column: int = 0
    owner_column: bool = False
    tabbed: bool = False
    numbered: bool = False
    marked: bool = False
    furniture: bool = False


def lay_out(found: Iterable[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """Return the canonical text of paragraphs in reading order, and its blocks.

    Raises
    ------
    ReadError
        When there are more paragraphs than can be read in good time.
    """
    paragraphs = list(islice(found, MAX_PARAGRAPHS + 1))
    if len(paragraphs) > MAX_PARAGRAPHS:
        raise ReadError(
            f"The document has more than {MAX_PARAGRAPHS:,} paragraphs.",
            "Split it and add the parts.",
        )
    pages = _cells_that_are_pages(paragraphs)
    titled = _has_titles(paragraphs)
    placed: list[Draft | str] = []
    listed: dict[int, int] = {}
    number: str | None = None
    row = -1
    for index, paragraph in enumerate(paragraphs):
        if paragraph.row != row and number is not None:
            placed.append(Draft(0, 0, number, BlockKind.CELL))
            number = None
        row = paragraph.row
        if paragraph.furniture:
            placed.append(paragraph.text)
            continue
        for line, text in enumerate(split_lines(paragraph.text)):
            if row >= 0 and paragraph.column == 0 and is_number_cell(text) and number is None:
                number = text
                continue
            if number is not None and any(character.isalpha() for character in text):
                text, number = f"{number} {text}", None
            may_be_title = line == 0 and _may_be_title(paragraphs, index, titled=titled)
            in_table = row >= 0 and (row, paragraph.column) not in pages
            draft = _draft(paragraph, text, may_be_title=may_be_title, in_table=in_table)
            if draft.kind is None and paragraph.list_level:
                listed[id(draft)] = paragraph.list_level
            placed.append(draft)
    if number is not None:
        placed.append(Draft(0, 0, number, BlockKind.CELL))
    decide_headings([draft for draft in placed if isinstance(draft, Draft)])
    assembly = Assembly()
    for part in placed:
        if isinstance(part, str):
            assembly.add_furniture(part)
            continue
        kind, level = part.kind or BlockKind.PARAGRAPH, part.level
        if kind is BlockKind.PARAGRAPH and id(part) in listed:
            kind, level = BlockKind.BULLET, listed[id(part)]
        assembly.add(part.text, kind, level=level)
    return assembly.build()


def _has_titles(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether the document marks its titles, by style or in bold."""
    titles = (
        paragraph.heading or (paragraph.bold and headings.is_bold_title(collapse(paragraph.text)))
        for paragraph in paragraphs
        if paragraph.row < 0 and not paragraph.furniture
    )
    return sum(map(bool, titles)) >= _TITLES


def _may_be_title(paragraphs: Sequence[Paragraph], index: int, *, titled: bool) -> bool:
    """Tell a plain numbered entry that may be an item's title.

    It is one that all agendas share; or titles are not marked in this document, and
    there is none of its own depth beside it.
    """
    own = paragraphs[index]
    if not own.numbered or headings.is_standard(own.text):
        return own.numbered
    if titled:
        return False
    beside = paragraphs[max(0, index - 1) : index + 2]
    return not any(
        other is not own and other.numbered and other.list_level == own.list_level
        for other in beside
    )


def _cells_that_are_pages(paragraphs: Sequence[Paragraph]) -> frozenset[tuple[int, int]]:
    """Return row and column of the cells that a table has only to lay out the page.

    Such a cell holds many paragraphs, most of them prose or list entries: its titles and
    entries are what they would be outside a table.
    """
    cells: dict[tuple[int, int], list[bool]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.row >= 0 and not paragraph.owner_column:
            matter = paragraph.marked or paragraph.numbered or len(paragraph.text) > _PROSE
            cells[paragraph.row, paragraph.column].append(matter)
    return frozenset(
        place
        for place, matters in cells.items()
        if len(matters) >= _PAGE and sum(matters) >= 0.5 * len(matters)
    )


def _draft(paragraph: Paragraph, text: str, *, may_be_title: bool, in_table: bool) -> Draft:
    kind: BlockKind | None = None
    level = 0
    bold_title = paragraph.bold and headings.is_bold_title(text)
    if paragraph.heading:
        kind, level = BlockKind.HEADING, paragraph.heading
    elif in_table and paragraph.owner_column:
        kind = BlockKind.CELL
    elif in_table:
        kind = cell_kind(text)
        listed = paragraph.list_level and (paragraph.marked or kind is not BlockKind.CELL)
        if marker_length(text) or listed:
            kind, level = BlockKind.BULLET, max(1, paragraph.list_level)
        elif kind is BlockKind.HEADING or (paragraph.bold and headings.is_numbered_title(text)):
            kind, level = BlockKind.HEADING, headings.level_of(text)
    elif bold_title and not paragraph.marked and not marker_length(text):
        kind, level = BlockKind.HEADING, headings.level_of(text)
    elif may_be_title and headings.is_numbered_title(text):
        kind = None  # the title of an item, or a short entry: what stands around it tells
    elif paragraph.list_level or marker_length(text):
        kind, level = BlockKind.BULLET, max(1, paragraph.list_level)
    elif paragraph.tabbed:
        kind = cell_kind(text)
        level = headings.level_of(text) if kind is BlockKind.HEADING else 0
    elif headings.is_owner(text):
        kind = BlockKind.CELL
    return Draft(0, 0, text, kind, level)


def between_tabs(text: str) -> list[str]:
    """Cut a line at its tabs; a marker or a number keeps what follows it."""
    if "\t" not in text.strip("\t "):
        return [text]
    parts: list[str] = []
    for part in text.split("\t"):
        if not collapse(part):
            continue
        lead = collapse(parts[-1]) if parts else ""
        if lead and (is_number_cell(lead) or marker_length(f"{lead} x") > len(lead)):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return parts or [text]
