"""Agenda items: which blocks are headings, and how deep each stands.

Two steps. `candidates` finds the blocks that head an item: numbered or not, in
one block or with the number in a block of its own. `agenda_items` gives each a
level by its number, its heading level and what it continues, and cuts the
document into half-open ranges of blocks that cover it wholly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import BlockKind, Item
from corpus.structure.doctitle import is_document_title
from corpus.structure.labels import (
    AGENDA_ITEM_PAGE,
    introduces_list,
    is_label,
    is_labelled,
    is_page_heading,
    is_page_number,
    without_papers,
)
from corpus.structure.lines import Line
from corpus.structure.titles import (
    Number,
    capitals,
    is_address,
    is_only_when,
    is_sentence,
    numbered_title,
    plain_title,
    split_number,
)

# A run of this many short lines with nothing under them is a list, not headings.
LIST_RUN: Final = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block (or two: number and title apart) that heads an item.

    ``rank`` orders unnumbered headings among themselves: the heading level where
    the format gives one, else 20 (capitals), 30 (plain) or 40 (ending in a colon).
    """

    block: int
    end: int
    number: Number | None
    title: str
    kind: BlockKind
    rank: int


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
            candidate = _numbered(lines, position, number, rest, previous, highest)
            if candidate is not None:
                skip = candidate.end - 1
                highest = max(highest, int(number.parts[0]))
        if candidate is None and number is None:
            candidate = _unnumbered(lines, position, previous)
        if candidate is None and number is None:
            in_list = introduces_list(line.text)
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
    title = numbered_title(rest, heading=line.kind is BlockKind.HEADING)
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
    if is_page_heading(line.text) or is_page_number(line.text):
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
    title_or_none = plain_title(line.text)
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
    if after.kind is BlockKind.CELL:
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


@dataclass(frozen=True, slots=True)
class _Open:
    """An item that later items may stand under."""

    candidate: Candidate
    level: int


def agenda_items(found: Sequence[Candidate], blocks: int) -> tuple[Item, ...]:
    """Cut a document of ``blocks`` blocks at its headings; every block is in one item."""
    if not blocks:
        return ()
    items: list[Item] = []
    first = found[0].block if found else blocks
    if first > 0:
        items.append(Item(None, None, 0, first))
    ends = [*(candidate.block for candidate in found[1:]), blocks]
    for candidate, level, end in zip(found, _levels(found), ends, strict=False):
        printed = candidate.number.printed if candidate.number else None
        items.append(Item(printed, candidate.title, candidate.block, end, level))
    return tuple(items)


def _levels(found: Sequence[Candidate]) -> list[int]:
    levels: list[int] = []
    stack: list[_Open] = []
    seen: dict[tuple[str, str], int] = {}
    for candidate in found:
        key = (candidate.number.printed if candidate.number else "", candidate.title.casefold())
        if candidate.number is not None and key in seen:
            # An agenda first lists its items and then minutes them: the same item again.
            level = seen[key]
            stack = [o for o in stack if o.level < level]
        elif candidate.number is not None:
            stack, level = _place_numbered(candidate, candidate.number, stack)
        else:
            stack, level = _place_unnumbered(candidate, stack)
        seen.setdefault(key, level)
        stack.append(_Open(candidate, level))
        levels.append(level)
    return levels


def _place_numbered(
    candidate: Candidate, number: Number, stack: list[_Open]
) -> tuple[list[_Open], int]:
    parts = number.parts
    for depth in range(len(stack) - 1, -1, -1):
        known = stack[depth].candidate.number
        if known is None:
            continue
        if len(parts) > 1 and known.parts == parts[:-1]:
            return stack[: depth + 1], stack[depth].level + 1
        if known.parts[:-1] == parts[:-1] and _follows(known.parts[-1], parts[-1]):
            if depth and len(parts) == 1 and _outer_fits_better(candidate, stack, depth):
                continue
            return stack[:depth], stack[depth].level
    if len(parts) == 1:
        for depth, opened in enumerate(stack):
            known = opened.candidate.number
            if known is not None and int(known.parts[0]) <= int(parts[0]):
                return stack[:depth], opened.level
    else:
        # "5b" with no item 5 before it still comes after all of item 4.
        for depth, opened in enumerate(stack):
            known = opened.candidate.number
            if known is not None and known.parts[0].isdigit():
                if int(known.parts[0]) < int(parts[0]):
                    return stack[:depth], opened.level
                break
    return _under_heading(candidate, stack)


def _follows(last: str, this: str) -> bool:
    if last.isdigit() and this.isdigit():
        return int(this) == int(last) + 1
    return not last.isdigit() and not this.isdigit() and ord(this[0]) == ord(last[0]) + 1


def _outer_fits_better(candidate: Candidate, stack: list[_Open], depth: int) -> bool:
    """Tell whether an outer row of numbers goes on here too, and is set in the same way."""
    number = candidate.number
    if number is None:
        return False
    inner = stack[depth].candidate
    if _style(inner) == _style(candidate):
        return False
    return any(
        o.candidate.number is not None
        and len(o.candidate.number.parts) == 1
        and _follows(o.candidate.number.parts[0], number.parts[0])
        and _style(o.candidate) == _style(candidate)
        for o in stack[:depth]
    )


def _style(candidate: Candidate) -> tuple[bool, BlockKind]:
    return capitals(candidate.title), candidate.kind


def _under_heading(candidate: Candidate, stack: list[_Open]) -> tuple[list[_Open], int]:
    """Place a numbered item that begins a row of its own."""
    numbered = any(o.candidate.number is not None for o in stack)
    while (
        stack
        and not numbered
        and stack[-1].candidate.number is None
        and candidate.kind is BlockKind.HEADING
        and stack[-1].candidate.kind is BlockKind.HEADING
        and stack[-1].candidate.rank >= candidate.rank
    ):
        stack = stack[:-1]
    return stack, stack[-1].level + 1 if stack else 1


def _place_unnumbered(candidate: Candidate, stack: list[_Open]) -> tuple[list[_Open], int]:
    heading = candidate.kind is BlockKind.HEADING
    while stack:
        top = stack[-1].candidate
        if heading:
            under = top.kind is BlockKind.HEADING and top.rank < candidate.rank
        elif top.number is not None or top.kind is BlockKind.HEADING:
            under = True
        else:
            under = top.rank < candidate.rank and candidate.rank == 40
        if under:
            break
        stack = stack[:-1]
    return stack, stack[-1].level + 1 if stack else 1
