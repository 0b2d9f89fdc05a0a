"""The reading order of a page: columns one after the other, tables row by row."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.readers.pdf_gutters import find_region
from corpus.readers.pdf_lines import cells_of, line_from, lines_of
from corpus.readers.pdf_rules import Rule, separators
from corpus.readers.pdf_spans import Span
from corpus.readers.pdf_tables import (
    Stretch,
    are_lists,
    common_gaps,
    is_prose,
    read_across,
    read_lists,
    read_rows,
    sides_of,
)

_MOST_LINES = 1_500
"""A page of minutes has 60; a page of more lines than this is not looked at for columns."""

_MOST_REGIONS = 20
_DEEPEST = 3
"""Columns within columns within columns: no page of minutes goes further."""


def arrange(groups: Sequence[list[Span]], rules: Sequence[Rule], depth: int = 0) -> list[Stretch]:
    """Return the lines of a page in reading order.

    Parameters
    ----------
    groups
        The spans of each line, top to bottom.
    rules
        The page's ruled lines.
    depth
        How many columns the lines are already known to lie within.
    """
    found: list[Stretch] = []
    for _ in range(_MOST_REGIONS if depth <= _DEEPEST else 0):
        region = find_region(groups) if 2 <= len(groups) <= _MOST_LINES else None
        if region is None:
            break
        begin, end, gutter = region
        found += _plain(groups[:begin])
        found += _read_region(groups[begin:end], gutter, rules, depth + 1)
        groups = groups[end:]
    return found + _plain(groups)


def _plain(groups: Sequence[list[Span]]) -> list[Stretch]:
    """Read lines across; one with wide gaps is a row, each of whose cells stands alone."""
    found: list[Stretch] = []
    before: list[Span] = []
    for group in groups:
        cells = [group] if _justified(before, group) else cells_of(group)
        before = group if len(cells) == 1 else []
        if len(cells) > 1:
            found += [Stretch([line_from(cell)], row=True) for cell in cells]
        elif found and not found[-1].row:
            found[-1].lines.append(line_from(group))
        else:
            found.append(Stretch([line_from(group)]))
    return found


def _justified(before: list[Span], group: list[Span]) -> bool:
    """Tell a line stretched to both margins like the one before: its gaps are no columns."""
    if not before:
        return False
    left, right = group[0].x, max(span.right for span in group)
    return (
        right - left > 200
        and abs(left - before[0].x) < 2
        and abs(right - max(span.right for span in before)) < 2
    )


def _read_region(
    groups: Sequence[list[Span]], gutter: float, rules: Sequence[Rule], depth: int
) -> list[Stretch]:
    left, right = sides_of(groups, gutter)
    lefts, rights = [line_from(group) for group in left], [line_from(group) for group in right]
    if are_lists(lefts, rights):
        return read_lists(left, right)
    edge = max(line.right for line in rights)
    bounds = separators(rules, min(line.x for line in lefts), edge - 5)
    bounds = [y for y in bounds if groups[-1][0].y < y < groups[0][0].y]
    prose = is_prose(lefts) and is_prose(rights)
    if not bounds and prose:
        bounds = common_gaps(lefts, rights)
    if bounds:
        return read_rows(groups, gutter, bounds)
    if not prose:
        return read_across(groups, gutter, edge)
    found: list[Stretch] = []
    for side in (left, right):
        end = max(span.right for group in side for span in group)
        # The baselines of the two may have been uneven; each has lines of its own.
        own = lines_of([span for group in side for span in group])
        for stretch in arrange(own, rules, depth):
            stretch.right = end if stretch.right is None else stretch.right
            found.append(stretch)
    return found
