"""One PDF page's lines put back together as paragraphs, bullets, headings and cells."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import BlockKind
from corpus.readers import headings
from corpus.readers.cells import cell_kind, is_number_cell, is_owner_title
from corpus.readers.characters import marker_length
from corpus.readers.pdf_columns import arrange
from corpus.readers.pdf_drawn_columns import parts_of
from corpus.readers.pdf_lines import Line, lines_of
from corpus.readers.pdf_numbers import set_numbers_first
from corpus.readers.pdf_owners import Column, Owner, set_owners_apart
from corpus.readers.pdf_pages import join_over_pages
from corpus.readers.pdf_paragraphs import Paragraph, paragraphs_of
from corpus.readers.pdf_rules import Rule, separators
from corpus.readers.pdf_spans import Page
from corpus.readers.plain_blocks import Draft
from corpus.views import view_of

_MOST_SPANS = 20_000
_MOST_OWNERS = 500
"""A page of minutes has a few thousand runs of text and a dozen owners; on one of more
than this, ruled lines and the column are passed over, which would take too long."""


def lay_out(page: Page, column: Column | None) -> tuple[list[Paragraph], Column | None]:
    """Return a page's paragraphs in reading order, and where its ACTION column stands.

    Parameters
    ----------
    page
        Its spans, furniture taken out.
    column
        The ACTION column of the page before, if its table may go on.
    """
    rules = page.rules if len(page.spans) <= _MOST_SPANS else []
    groups, owners, after = set_owners_apart(page.spans, rules, page.width, column)
    if len(owners) > _MOST_OWNERS:
        groups, owners, after = lines_of(page.spans), [], None
    column = after
    table = bool(owners) or (column is not None and not column.over)
    paragraphs = [] if table else _in_columns(page, rules)
    if not paragraphs:
        if table or rules:
            set_numbers_first(groups, rules)
        paragraphs = paragraphs_of(
            arrange(groups, rules), rules, page.number, 0.0 if table else page.width
        )
    if owners:
        edge = min(owner.line.x for owner in owners)
        left = min((group[0].x for group in groups), default=0.0)
        bounds = separators(rules, left, max(left, edge - 10))
        give_owners(paragraphs, owners, bounds, page.number)
    return paragraphs, column


def _in_columns(page: Page, rules: Sequence[Rule]) -> list[Paragraph]:
    """Return the paragraphs of a page whose text was drawn in columns; none of any other."""
    parts = parts_of(page.spans, rules)
    if len(parts) < 2:
        return []
    found: list[list[Paragraph]] = []
    for part in parts:
        groups = lines_of(part.spans)
        if rules:
            set_numbers_first(groups, rules)
        stretches = arrange(groups, rules)
        for stretch in stretches:
            stretch.right = part.right if stretch.right is None else stretch.right
        found.append(paragraphs_of(stretches, rules, page.number, page.width))
    join_over_pages(found)  # a paragraph goes on in the next column as it does overleaf
    return [paragraph for column in found for paragraph in column]


def give_owners(
    paragraphs: list[Paragraph], owners: Sequence[Owner], bounds: Sequence[float], page: int
) -> None:
    """Stand each owner behind the paragraph it is level with, within its ruled row.

    Parameters
    ----------
    paragraphs
        Of one page, in reading order; one without lines is added where there are none.
    owners
        What stands in the column, top to bottom.
    bounds
        Heights (points, ascending) of the ruled lines between the rows, if any.
    page
        Its number.
    """
    if not paragraphs:
        paragraphs.append(Paragraph(page))
    heights = [_height(paragraph.lines) for paragraph in paragraphs]
    rows = [_row_of(height, bounds) for height in heights]
    last: tuple[float, int] | None = None
    for owner in owners:
        own = _height([owner.line])
        row = _row_of(own, bounds)
        inside = [i for i, other in enumerate(rows) if other == row] if bounds else []
        # Level with two cells of one row, it belongs behind the later of them.
        near = inside or range(len(paragraphs))
        gap, place = min((_gap(heights[i], own), -i) for i in near)
        place = -place
        if last is not None and gap >= 0 and last[0] - own[1] < 0.5 * owner.line.size:
            place = last[1]  # the second line of the owner above, level with nothing
        elif inside and _is_central(owners, row, bounds):
            place = inside[-1]
        if _only_heading(paragraphs[place]):
            place = _below_heading(paragraphs, place, inside)
        paragraphs[place].owners.append((owner.place, owner.line.text))
        last = own[0], place


def _height(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the heights between which lines stand."""
    if not lines:
        return 0.0, 0.0
    return (
        min(line.y - 0.25 * line.size for line in lines),
        max(line.y + 0.75 * line.size for line in lines),
    )


def _gap(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the empty height between two spans, less than nothing where they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])


def _row_of(height: tuple[float, float], bounds: Sequence[float]) -> int:
    return sum(bound > (height[0] + height[1]) / 2 for bound in bounds)


def _is_central(owners: Sequence[Owner], row: int, bounds: Sequence[float]) -> bool:
    """Tell owners set in the middle of their ruled row's height: they are all of the row's."""
    ordered = sorted(bounds, reverse=True)
    if not 0 < row < len(ordered):
        return False
    high, low = ordered[row - 1], ordered[row]
    own = [owner.line for owner in owners if low < owner.line.y < high]
    if not own:
        return False
    bottom, top = _height(own)
    centred = abs((bottom + top) - (low + high)) / 2 < 0.4 * own[0].size
    compact = top - bottom < 1.6 * len(own) * own[0].size
    return centred and compact and high - low > 2.5 * (top - bottom)


def _only_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if headings.is_label(text) or headings.is_capitals(text) or headings.is_standard(text):
        return True
    bold = bool(paragraph.lines) and all(line.bold for line in paragraph.lines)
    return bold and headings.is_bold_title(text)


def _below_heading(paragraphs: Sequence[Paragraph], place: int, row: Sequence[int]) -> int:
    """Return what an owner level with a heading belongs to: the end of its ruled row, if any."""
    if row:
        return row[-1]
    while place + 1 < len(paragraphs) and _only_heading(paragraphs[place]):
        place += 1
    return place


def drafts_of(paragraph: Paragraph) -> list[Draft]:
    """Return a paragraph as a block to be, and its owners as the cells behind it."""
    text = paragraph.text
    found = [_draft(paragraph, text)] if text else []
    for place in sorted({place for place, _ in paragraph.owners}):
        cell = " ".join(owner for number, owner in paragraph.owners if number == place)
        found.append(Draft(0, 0, cell, BlockKind.CELL))
    return found


def _titles_column(paragraph: Paragraph, text: str) -> bool:
    """Tell "ACTION" above a column from the same word above a list of actions."""
    aside = paragraph.row or paragraph.lines[0].x > 0.5 * paragraph.right
    return aside and is_owner_title(view_of(text).text)


def _draft(paragraph: Paragraph, text: str) -> Draft:
    kind: BlockKind | None = None
    level = 0
    if marker_length(text):
        kind, level = BlockKind.BULLET, 1
    elif is_number_cell(text) or headings.is_owner(text) or _titles_column(paragraph, text):
        kind = BlockKind.CELL
    elif all(line.bold for line in paragraph.lines) and headings.is_bold_title(text):
        kind, level = BlockKind.HEADING, headings.level_of(text)
    elif paragraph.row:
        kind = cell_kind(text)
        level = headings.level_of(text) if kind is BlockKind.HEADING else 0
    return Draft(0, 0, text, kind, level)
