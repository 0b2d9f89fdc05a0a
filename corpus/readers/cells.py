"""What a table cell is: an owner code, a heading, prose, or a short entry."""

from __future__ import annotations

import re

from corpus.model import BlockKind
from corpus.readers import headings
from corpus.readers.characters import NUMBER

_LONG = 60
"""Characters; minutes laid out as a table hold their prose in cells longer than this."""

_COLUMN_TITLES = frozenset(
    {"action", "actions", "action by", "action owner", "owner", "owners", "by", "by whom", "who"}
    | {"lead", "lead officer", "responsible", "responsibility", "action for", "for action"}
)

_OTHER_TITLES = frozenset(
    {"name", "capacity", "no", "no.", "item", "ref", "date", "deadline", "due", "status", "minute"}
    | {"when", "by when", "agenda item", "discussion", "notes", "title", "organisation", "role"}
)

_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")


def is_owner_title(text: str) -> bool:
    """Tell the header of the column that holds the owners of actions."""
    return text.casefold().strip(" :\u00a0") in _COLUMN_TITLES


def is_column_title(text: str) -> bool:
    """Tell the header of any column that minutes commonly have."""
    return is_owner_title(text) or text.casefold().strip(" :\u00a0") in _OTHER_TITLES


def is_number_cell(text: str) -> bool:
    """Tell a cell that holds nothing but an item's number."""
    return len(text) <= 12 and bool(NUMBER.fullmatch(text)) and not _DATE.fullmatch(text)


def cell_kind(text: str) -> BlockKind:
    """Return what a cell is; ``text`` has no marker at its start."""
    if is_column_title(text) or headings.is_owner(text) or is_number_cell(text):
        return BlockKind.CELL
    if (
        headings.is_standard(text)
        or headings.is_label(text)
        or (headings.is_capitals(text) and len(text.split()) > 1)
        or headings.is_numbered_title(text)
    ):
        return BlockKind.HEADING
    if len(text) > _LONG or headings.is_sentence(text):
        return BlockKind.PARAGRAPH
    return BlockKind.CELL
