"""Cells that belong to a row of a table: who has to act, and by when.

A reader gives the cells of a row one after the other. What tells an owner from an entry of
any other column is its shape, and the header of the table where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Block, BlockKind
from corpus.register import Span

_LONGEST_OWNER = 40
_LONGEST_DUE = 40
_FEWEST_COLUMNS = 3

_CODES: Final = re.compile(
    r"(?:[A-Z]{1,3}/)?[A-Z][A-Za-z]{0,2}[A-Z]{0,4}(?:(?:\s*[/,&+.]\s*|\s+and\s+|\s+)"
    r"(?:[A-Z]{2,5}|[Aa]ll|[A-Z]{1,3}/[A-Z]{2,4})){0,6}|ALL|All"
)
_NAME: Final = re.compile(
    r"(?:The\s)?[A-Z][\w’'&.-]*(?:[ /]+(?:of|the|and|&|[A-Z][\w’'&.-]*)){0,6}"
)
_DATE: Final = re.compile(
    r"(?:by\s|end\s(?:of\s)?|mid[- ]|early\s|late\s)*(?:\d{1,2}(?:st|nd|rd|th)?[\s./-]*)?"
    r"(?:\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\.?(?:[\s-]*\d{2,4})?)|(?:next meeting|ongoing|asap|immediate(?:ly)?)",
    re.IGNORECASE,
)
_COLUMN: Final = re.compile(
    r"(?P<owner>owners?|lead(?:\sofficer)?|action\s(?:by|owner|for)|by\swhom|who|responsib\w+"
    r"|for\saction)|(?P<due>due(?:\sdate)?|deadline|by\swhen|when|target\sdate|timescale|date)"
    r"|(?P<status>status|updates?|progress|outcome|action\staken|comments?|response)"
    r"|(?P<text>actions?(?:\srequired)?|recommendations?|description|detail|issue|item|task)"
    r"|(?P<number>no\.?|ref(?:erence)?\.?|#|number|minute(?:\sno\.?)?)",
    re.IGNORECASE,
)
_NOT_OWNERS: Final = frozenset(
    "none yes no n/a tbc tba item note aob part apologies present done complete closed".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Rows:
    """What the cells of a document are.

    Attributes
    ----------
    owners, dues
        From the index of a block to the cell beside it that names its owner, or its date.
    cells
        Indices of the blocks that are such cells, or titles of columns: no units themselves.
    reviewed
        Indices of the blocks in a table that has a column for progress: actions set earlier.
    column
        Whether the document has a column of owners.
    """

    owners: Mapping[int, Span]
    dues: Mapping[int, Span]
    cells: frozenset[int]
    reviewed: frozenset[int]
    column: bool


def is_owner(text: str) -> bool:
    """Tell whether a cell may name who has to act."""
    if len(text) > _LONGEST_OWNER or any(map(str.isdigit, text)):
        return False
    flat = " ".join(text.split())
    return bool(_CODES.fullmatch(flat)) and flat.casefold() not in _NOT_OWNERS


def rows_of(text: str, blocks: Sequence[Block]) -> Rows:
    """Tell which cells stand beside which text.

    Parameters
    ----------
    text
        The canonical text.
    blocks
        Those that are not page furniture.
    """
    owners: dict[int, Span] = {}
    dues: dict[int, Span] = {}
    cells: set[int] = set()
    reviewed: set[int] = set()
    column = False
    titles: tuple[str, ...] = ()
    row: int | None = None
    for index, block in enumerate(blocks):
        words = " ".join(text[block.start : min(block.end, block.start + 80)].split())
        short = block.end - block.start <= _LONGEST_OWNER
        if block.kind is BlockKind.CELL:
            title = _COLUMN.fullmatch(words.strip(" :"))
            if title is not None:
                cells.add(index)
                column = column or title.lastgroup == "owner" or words.isupper()
                fresh = row is not None or not titles
                titles = (title.lastgroup or "",) if fresh else (*titles, title.lastgroup or "")
                row = None
                continue
        if titles and _ends_table(blocks, index):
            titles, row = (), None
        table = len(titles) >= _FEWEST_COLUMNS
        if table and "status" in titles:
            reviewed.add(index)
        if row is not None and block.kind is BlockKind.CELL and short:
            if is_owner(words) or ("owner" in titles and table and _NAME.fullmatch(words)):
                if row not in owners:
                    owners[row] = (block.start, block.end)
                cells.add(index)
                continue
            if _DATE.fullmatch(words) and len(words) <= _LONGEST_DUE:
                dues.setdefault(row, (block.start, block.end))
                cells.add(index)
                continue
        row = None if block.kind is BlockKind.HEADING else index
    return Rows(owners, dues, frozenset(cells), frozenset(reviewed), column or len(owners) > 1)


def _ends_table(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a block is the first after a table.

    An entry may have been taken for a heading: then a cell stands beside it.
    """
    beside = index + 1 < len(blocks) and blocks[index + 1].kind is BlockKind.CELL
    kind = blocks[index].kind
    if kind is BlockKind.HEADING:
        return not beside
    prose = (BlockKind.PARAGRAPH, BlockKind.BULLET)
    return kind in prose and not beside and index > 0 and blocks[index - 1].kind in prose
