"""Agenda items: which blocks are headings, and how deep each stands.

Two steps. `candidates` finds the blocks that head an item: numbered or not, in
one block or with the number in a block of its own. `agenda_items` gives each a
level (see `corpus.structure.levels`) and cuts the document into half-open ranges
of blocks that cover it wholly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.model import BlockKind, Item
from corpus.structure.doctitle import is_document_title
from corpus.structure.labels import (
    AGENDA_ITEM_PAGE,
    introduces_list,
    is_field,
    is_label,
    is_labelled,
    is_lead_in,
    is_page_heading,
    is_page_number,
    without_papers,
)
from corpus.structure.levels import Candidate, levels_of
from corpus.structure.lines import Line
from corpus.structure.titles import (
    Number,
    begins_with_date,
    capitals,
    is_address,
    is_only_when,
    is_sentence,
    numbered_title,
    plain_title,
    split_number,
)

# "Item 6: ..." says itself that it is one, with a full stop at its end or without.
_SAYS_ITEM: Final = re.compile(r"(?:agenda\s)?item\s(?:no\.?\s)?\d", re.IGNORECASE)
# A run of this many short lines with nothing under them is a list, not headings.
LIST_RUN: Final = 4


def candidates(lines: Sequence[Line], listed: frozenset[int]) -> tuple[Candidate, ...]:
    """Find the blocks that head an item.

    Parameters
    ----------
    lines
        One line per block, in order.
    listed
        Blocks of attendance lists, which hold names and no headings.
    """
    found: list[Candidate] = []
    in_list = False
    page_item = False
    skip = -1
    highest = 0
    references: set[str] = set()
    for position, line in enumerate(lines):
        if position <= skip or line.block in listed or line.furniture or not line.text:
            in_list = in_list and line.block not in listed
            continue
        previous = found[-1] if found else None
        number, rest = split_number(line.text)
        if number is None or line.kind is BlockKind.HEADING:
            in_list = False
        candidate: Candidate | None = None
        if page_item and not is_label(line.text):
            # mgAi pages print "Agenda item" and then the title, whatever its form.
            page_item = False
            if len(line.text) <= 200 and number is None:
                candidate = Candidate(
                    position, position + 1, None, without_papers(line.text), BlockKind.HEADING, 1
                )
        if candidate is None and not in_list and number is not None:
            # Decisions first, discussion after: the same references come a second time.
            again = number.printed in references
            candidate = _numbered(lines, position, number, rest, previous, 0 if again else highest)
            if candidate is not None:
                skip = candidate.end - 1
                highest = max(highest, int(number.parts[0]))
                if "/" in number.printed:
                    references.add(number.printed)
        if candidate is None and number is None:
            candidate = _unnumbered(lines, position, previous)
        if candidate is None and number is None:
            # "Decision" alone in a cell heads a column; "Actions arising:" introduces a list.
            heads_column = line.kind is BlockKind.CELL and not line.text.endswith(":")
            in_list = introduces_list(line.text) and not heads_column
        page_item = page_item or (line.text.casefold() == AGENDA_ITEM_PAGE and not found)
        if candidate is not None:
            found.append(candidate)
    return _without_lists(tuple(found), lines)


def _numbered(
    lines: Sequence[Line],
    position: int,
    number: Number,
    rest: str,
    previous: Candidate | None,
    highest: int,
) -> Candidate | None:
    line = lines[position]
    if line.kind is BlockKind.BULLET:
        return None
    if not rest:
        if _goes_back(number, previous, highest):
            return None
        return _number_alone(lines, position, number, previous)
    if line.kind is not BlockKind.HEADING and _goes_back(number, previous, highest):
        return None
    if " | " in rest:
        # A row flattened to one line: number, title and text part at the bars.
        rest = rest.strip("| ").split(" | ", maxsplit=1)[0]
    said = _SAYS_ITEM.match(line.text) is not None
    title = numbered_title(
        rest.rstrip(".") if said else rest, heading=line.kind is BlockKind.HEADING
    )
    if title is None or is_page_number(line.text):
        return None
    sure = number.marked or line.kind is BlockKind.HEADING or _continues(number, previous)
    if not sure:
        # "18 Delivery Update" may head an item; "45 Vehicles" in a table does not.
        table = line.kind is BlockKind.CELL
        if table or (previous is None and len(title.split()) < 2):
            return None
    return Candidate(position, position + 1, number, title, line.kind, line.level or 30)


def _number_alone(
    lines: Sequence[Line], position: int, number: Number, previous: Candidate | None
) -> Candidate | None:
    """Join a number in a block or cell of its own to the title after it."""
    after = position + 1
    if after >= len(lines):
        return None
    title_line = lines[after]
    if not number.marked and not _continues(number, previous):
        return None
    if title_line.kind is BlockKind.BULLET or split_number(title_line.text)[0] is not None:
        return None
    title = without_papers(title_line.text)
    if not title or is_label(title) or is_labelled(title):
        return None
    if title_line.kind is not BlockKind.HEADING:
        checked = numbered_title(title)
        if checked is None:
            return None
        title = checked
    line = lines[position]
    kind = BlockKind.HEADING if title_line.kind is BlockKind.HEADING else line.kind
    return Candidate(position, after + 1, number, title, kind, title_line.level or 30)


def _continues(number: Number, previous: Candidate | None) -> bool:
    """Tell whether a number follows on the item before it (1 begins a row)."""
    first = int(number.parts[0])
    if previous is None or previous.number is None:
        return first == 1
    return 0 <= first - int(previous.number.parts[0]) <= 1


def _goes_back(number: Number, previous: Candidate | None, highest: int) -> bool:
    """Tell whether a number falls behind the items: row 7 of a table under item 48."""
    first = int(number.parts[0])
    return 1 < first < highest and not _continues(number, previous)


def _unnumbered(
    lines: Sequence[Line], position: int, previous: Candidate | None
) -> Candidate | None:
    line = lines[position]
    if all(is_label(cell) or not cell for cell in line.text.strip("| ").split(" | ")[:20]):
        return None
    if is_page_heading(line.text) or is_page_number(line.text) or is_lead_in(line.text):
        return None
    if begins_with_date(line.text) or (position and is_field(lines[position - 1].text)):
        return None
    if line.kind is BlockKind.HEADING:
        if is_label(line.text) or is_labelled(line.text) or len(line.text) > 250:
            return None
        if is_only_when(line.text) or is_address(line.text):
            return None
        title = without_papers(line.text)
        if previous is None and is_document_title(lines, position):
            return None
        if not title or title.count(" ") > 30:
            return None
        return Candidate(position, position + 1, None, title.rstrip(":"), line.kind, line.level)
    if line.kind is not BlockKind.PARAGRAPH or len(line.raw_lines) > 2:
        return None
    after = lines[position + 1].text if position + 1 < len(lines) else ""
    title_or_none = plain_title(line.text, above_prose=len(after) > 80 and is_sentence(after))
    if title_or_none is None or (previous is None and is_document_title(lines, position)):
        return None
    if position + 1 >= len(lines) or not _bears_out(lines, position):
        return None
    rank = 40 if line.text.rstrip(" -").endswith(":") else 20 if capitals(line.text) else 30
    return Candidate(position, position + 1, None, title_or_none, line.kind, rank)


def _bears_out(lines: Sequence[Line], position: int) -> bool:
    """Tell whether what follows a short line makes it a heading."""
    after = lines[position + 1]
    if after.kind in {BlockKind.BULLET, BlockKind.HEADING}:
        return True
    if after.kind is BlockKind.CELL or begins_with_date(after.text):
        return False
    if is_only_when(after.text):
        # A signature above its month: "Panel Secretariat", "May 2019".
        return False
    return (
        is_sentence(after.text)
        or is_labelled(after.text)
        or is_label(after.text)
        or (plain_title(after.text) is not None or split_number(after.text)[0] is not None)
    )


def _without_lists(found: tuple[Candidate, ...], lines: Sequence[Line]) -> tuple[Candidate, ...]:
    """Drop runs of short lines that stand one under the other: lists of names, places, wards."""
    kept: list[Candidate] = []
    run: list[Candidate] = []

    def close(*, before_text: bool) -> None:
        if len(run) >= LIST_RUN:
            # The last of them may well head the text that follows the list.
            kept.extend(run[-1:] if before_text else ())
        else:
            kept.extend(run)
        run.clear()

    for candidate in found:
        weak = candidate.number is None and candidate.kind is BlockKind.PARAGRAPH
        if run and (not weak or candidate.block != run[-1].end):
            after = lines[run[-1].end] if run[-1].end < len(lines) else None
            close(before_text=after is not None and after.block != candidate.block)
        if weak:
            run.append(candidate)
        else:
            kept.append(candidate)
    close(before_text=bool(run) and run[-1].end < len(lines))
    return tuple(kept)


def agenda_items(found: Sequence[Candidate], blocks: int) -> tuple[Item, ...]:
    """Cut a document of ``blocks`` blocks at its headings; every block is in one item."""
    if not blocks:
        return ()
    items: list[Item] = []
    first = found[0].block if found else blocks
    if first > 0:
        items.append(Item(None, None, 0, first))
    ends = [*(candidate.block for candidate in found[1:]), blocks]
    for candidate, level, end in zip(found, levels_of(found), ends, strict=False):
        printed = candidate.number.printed if candidate.number else None
        items.append(Item(printed, candidate.title, candidate.block, end, level))
    return tuple(items)
