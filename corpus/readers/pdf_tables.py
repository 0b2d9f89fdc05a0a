"""The columns of a region read in order: lists of people, tables, prose.

A table is read across, each cell with all of its lines; lists under labels of their own
("Present:" beside "Apologies:") are read down, one after the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.readers import headings
from corpus.readers.cells import is_column_title
from corpus.readers.characters import trim
from corpus.readers.pdf_gutters import ALIGNED, RUN_GAP, WIDE_GAP
from corpus.readers.pdf_lines import Line, cells_of, line_from, runs_of
from corpus.readers.pdf_spans import Span

_TABLE_TITLE = re.compile(
    r"(?:full )?names?|capacity|roles?|position|job title|title|organisation|organization|initials"
    r"|representing|force|agency|attendees?|rank",
    re.I,
)


@dataclass(slots=True)
class Stretch:
    """Lines read one after the other.

    Attributes
    ----------
    lines
        Top to bottom, of one column or cell.
    row
        Whether they stand in a cell of a table, or in a list beside another.
    listed
        Whether each line is an entry of its own unless it plainly goes on.
    right
        Where full lines end (points), if the stretch knows.
    """

    lines: list[Line] = field(default_factory=list)
    row: bool = False
    listed: bool = False
    right: float | None = None


def sides_of(
    groups: Sequence[list[Span]], gutter: float
) -> tuple[list[list[Span]], list[list[Span]]]:
    """Return the parts of some lines on the left and on the right of a gutter."""
    left = [[s for s in group if s.x < gutter - ALIGNED] for group in groups]
    right = [[s for s in group if s.x >= gutter - ALIGNED] for group in groups]
    return [g for g in left if _inked(g)], [g for g in right if _inked(g)]


def _inked(group: Sequence[Span]) -> bool:
    return any(trim(span.text) for span in group)


def are_lists(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Tell two lists of people under labels of their own from a table of names and roles."""
    if all(_is_table_title(side[0].text) for side in (left, right)):
        return False
    if _is_list_label(left[0].text) and _is_list_label(right[0].text):
        return True
    return any(_is_list_label(line.text) for line in right[:-1])


def _is_table_title(text: str) -> bool:
    bare = text.strip(" :\u00a0")
    return bool(_TABLE_TITLE.fullmatch(bare)) or is_column_title(bare)


def _is_list_label(text: str) -> bool:
    return len(text) <= 60 and (headings.is_label(text) or headings.opens_attendance(text))


def is_prose(lines: Sequence[Line]) -> bool:
    """Tell a column of running text: its lines are long, and sentences run over them."""
    if len(lines) < 4 or median(len(line.text) for line in lines) < 22:
        return False
    broken = sum(
        not headings.ends_sentence(one.text) and other.text[:1].islower()
        for one, other in pairwise(lines)
    )
    return broken >= 0.25 * len(lines)


def common_gaps(left: Sequence[Line], right: Sequence[Line]) -> list[float]:
    """Return the heights, ascending, between the rows of a table that has no ruled lines.

    Its cells begin level with one another, all of them after a gap; paragraphs in two
    columns of prose do so only by chance.
    """
    tops: list[list[float]] = []
    for side in (left, right):
        steps = [one.y - other.y for one, other in pairwise(side)]
        least = min((step for step in steps if step > 0), default=0.0)
        tops.append([o.y for step, o in zip(steps, side[1:], strict=True) if step > 1.25 * least])
    one, other = tops
    if len(one) != len(other) or any(abs(a - b) > 2 for a, b in zip(one, other, strict=True)):
        return []
    return sorted(y + 0.9 * left[0].size for y in one)


def read_lists(left: Sequence[list[Span]], right: Sequence[list[Span]]) -> list[Stretch]:
    """Read two lists down, the left before the right; every line is an entry."""
    return [
        Stretch(
            [line_from(group) for group in side],
            row=True,
            listed=True,
            right=max(span.right for group in side for span in group),
        )
        for side in (left, right)
    ]


def read_rows(
    groups: Sequence[list[Span]], gutter: float, bounds: Sequence[float]
) -> list[Stretch]:
    """Read a ruled table row by row; a cell keeps its lines together."""
    rows: dict[int, list[list[Span]]] = {}
    for group in groups:
        rows.setdefault(len(bounds) - bisect_left(bounds, group[0].y), []).append(group)
    end = max(span.right for group in groups for span in group)
    found: list[Stretch] = []
    for _, row in sorted(rows.items()):
        edges = [*_left_edges(row, gutter), float("inf")]
        for left, right in pairwise(edges):
            held = [[s for s in group if left <= s.x + ALIGNED < right] for group in row]
            lines = [line_from(group) for group in held if _inked(group)]
            if lines:
                edge = min(end, right - RUN_GAP * 2 * lines[0].size)
                found.append(Stretch(lines, True, False, edge))
    return found


def _left_edges(row: Sequence[list[Span]], gutter: float) -> list[float]:
    """Return where the cells of a row begin: behind what is empty on all of its lines."""
    runs = sorted(
        (run for group in row for run in runs_of(group, RUN_GAP)), key=lambda run: run[0].x
    )
    least = WIDE_GAP if len(row) < 3 else RUN_GAP
    edges = [float("-inf")]
    right = max(span.right for span in runs[0])
    for run in runs[1:]:
        x = run[0].x
        if x - right > least * run[0].size or right < gutter - 2 <= x + 1:
            edges.append(x)
        right = max(right, *(span.right for span in run))
    return edges


def read_across(groups: Sequence[list[Span]], gutter: float, edge: float) -> list[Stretch]:
    """Read a table whose rows are not ruled: a line is a row, unless it plainly goes on."""
    found: list[Stretch] = []
    last: dict[bool, Stretch] = {}
    for group in groups:
        sides = {
            True: [span for span in group if span.x < gutter - ALIGNED],
            False: [span for span in group if span.x >= gutter - ALIGNED],
        }
        lines = {side: line_from(spans) for side, spans in sides.items() if _inked(spans)}
        if lines and all(
            side in last and _goes_on(last[side].lines[-1], line, edge, alone=len(lines) == 1)
            for side, line in lines.items()
        ):
            for side, line in lines.items():
                last[side].lines.append(line)
            continue
        last = {}
        for side, spans in sides.items():
            cells = cells_of(spans) if _inked(spans) else []
            made = [Stretch([line_from(cell)], row=True, right=edge) for cell in cells]
            found += made
            if len(made) == 1:
                last[side] = made[0]
    return found


def _goes_on(before: Line, line: Line, edge: float, *, alone: bool) -> bool:
    """Tell the second line of a cell: lower case, or a line of its own under a full one."""
    if not 0 < before.y - line.y <= 1.6 * line.size or headings.ends_sentence(before.text):
        return False
    if headings.is_label(line.text) or headings.is_label(before.text):
        return False
    if line.text[:1].islower() or (alone and line.text[:1] == "("):
        return True
    word = line.text.split(None, 1)[0]
    full = before.right + (len(word) + 1) * 0.45 * line.size > edge
    return alone and full and abs(line.x - before.x) <= ALIGNED
