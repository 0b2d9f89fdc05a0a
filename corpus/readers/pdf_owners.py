"""The ACTION column of a PDF's table: where it stands, and what stands in it.

An owner code is level with some line of its row, the first, the middle or the last, and
often no further from it than one word from the next. What tells it apart is where it
begins: under the column's header, or behind the ruled line beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.readers import headings
from corpus.readers.cells import is_column_title, is_owner_title
from corpus.readers.characters import collapse
from corpus.readers.pdf_lines import Line, line_from, lines_of, runs_of
from corpus.readers.pdf_rules import Rule
from corpus.readers.pdf_spans import Span
from corpus.views import view_of

_LONGEST_OWNER = 60
"""Characters; what is longer in the column is prose that runs across it."""

_APART = 0.6
"""Ems between a sentence and an owner; within the column's own edge none are needed."""

_LINES_THAT_END_IT = 2
"""Lines of prose in a row that run across where the column stood: its table has ended."""

_ACTIONS = frozenset({"action", "actions"})


@dataclass(frozen=True, slots=True)
class Column:
    """Where an ACTION column stands (points): its header's edges.

    Attributes
    ----------
    further
        Left edges of the columns right of it (a date, a status).
    over
        Whether its table has ended; only codes right under the header still count.
    """

    x: float
    right: float
    further: tuple[float, ...] = ()
    over: bool = False

    @property
    def centre(self) -> float:
        """Return the middle of the header."""
        return (self.x + self.right) / 2


@dataclass(frozen=True, slots=True)
class Owner:
    """What stands in the column on one line; ``place`` numbers the columns from 0."""

    line: Line
    place: int


def find_column(group: Sequence[Span], width: float) -> Column | None:
    """Return the ACTION column that a line of column titles heads, or None.

    Parameters
    ----------
    group
        The spans of one line, from left to right.
    width
        Of the page, in points.
    """
    cells = runs_of(group, _APART)
    titles = [view_of(collapse("".join(span.text for span in cell))).text for cell in cells]
    first = len(cells)
    while first > 0 and is_column_title(titles[first - 1]):
        first -= 1
    owners = [i for i in range(max(first, 1), len(cells)) if is_owner_title(titles[i])]
    if len(cells) == 1 and is_owner_title(titles[0]) and group[0].x > 0.6 * width:
        owners = [0]  # the titles of the other columns stand higher or lower
    if not owners:
        return None
    # "Action" is what is to be done where another column says by whom.
    by_whom = [i for i in owners if _plain(titles[i]) not in _ACTIONS]
    chosen = by_whom[0] if by_whom else owners[-1]
    x = cells[chosen][0].x
    if chosen and x < group[0].x + 150:
        return None
    right = max(span.right for span in cells[chosen])
    return Column(x, right, tuple(cell[0].x for cell in cells[chosen + 1 :]))


def _plain(title: str) -> str:
    return title.casefold().strip(" :\u00a0")


def set_owners_apart(
    spans: list[Span], rules: Sequence[Rule], width: float, column: Column | None
) -> tuple[list[list[Span]], list[Owner], Column | None]:
    """Take what stands in the ACTION column out of a page's lines.

    Returns
    -------
    lines
        The lines that are left, top to bottom, the column's header among them.
    owners
        What stood in the column, top to bottom.
    column
        Where the column stands at the end of the page, if its table may go on.
    """
    owners: list[Owner] = []
    taken: set[int] = set()
    crossing = 0
    for group in lines_of(spans):
        header = find_column(group, width)
        if header is not None:
            column, crossing = header, 0
            continue
        if column is None:
            continue
        edge = _ruled_edge(rules, group[0].y, column)
        right = _behind(group, edge) if edge is not None else _under(group, column)
        if right:
            column = replace(column, over=False)
            crossing = 0
            taken.update(map(id, right))
            owners += _owners(right, column)
        elif edge is None and _crosses(group, column):
            crossing += 1
            column = replace(column, over=column.over or crossing >= _LINES_THAT_END_IT)
        else:
            crossing = 0
    left = [span for span in spans if id(span) not in taken]
    return lines_of(left), owners, column


def _ruled_edge(rules: Sequence[Rule], y: float, column: Column) -> float | None:
    """Return where the ruled line on the left of the column stands at a height, if one does."""
    edges = [
        rule.x0
        for rule in rules
        if not rule.is_horizontal
        and rule.y0 - 2 <= y <= rule.y1 + 2
        and column.x - 90 < rule.x0 <= column.x + 1
    ]
    return max(edges, default=None)


def _behind(group: list[Span], edge: float) -> list[Span]:
    return [span for span in group if (span.x + span.right) / 2 > edge and span.x > edge - 2]


def _under(group: list[Span], column: Column) -> list[Span]:
    """Return the end of a line that stands under the column's header."""
    for index, span in enumerate(group):
        if span.right < column.x - 30:
            continue
        before = max((other.right for other in group[:index]), default=span.x - 100)
        gap = (span.x - before) / span.size
        rest = group[index:]
        text = collapse("".join(each.text for each in rest))
        if not text or len(text) > _LONGEST_OWNER + 20 * len(column.further) or gap < -0.2:
            continue
        is_code = headings.is_owner(text)
        level = abs(span.x - column.x) <= 1.5
        if column.over:
            if level and is_code and gap > _APART:
                return rest
            continue
        middle = (span.x + max(each.right for each in rest)) / 2
        central = not column.further and abs(middle - column.centre) <= 4
        inside = column.x - 3 <= span.x <= column.right
        # Words of prose are sometimes placed one by one; few begin right here in a capital.
        if level and (is_code or gap > _APART or text[0].isupper()):
            return rest
        if (central or inside) and (gap > 0.1 if is_code else gap > _APART):
            return rest
        if is_code and gap > _APART and span.x > column.x - 30:
            return rest
    return []


def _crosses(group: list[Span], column: Column) -> bool:
    """Tell a line of prose that runs across where the column stands."""
    return any(
        run[0].x < column.x - 60 and max(span.right for span in run) > column.x + 30
        for run in runs_of(group, _APART)
    )


def _owners(spans: list[Span], column: Column) -> list[Owner]:
    """Return what stands in the column and in those right of it, each apart."""
    places: dict[int, list[Span]] = {}
    for span in spans:
        place = sum(span.x >= x - 3 for x in column.further)
        places.setdefault(place, []).append(span)
    return [Owner(line_from(held), place) for place, held in sorted(places.items())]
