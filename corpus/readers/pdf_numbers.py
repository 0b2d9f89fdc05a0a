"""The numbers in the first column of a table, level with some other line of their row.

A number in the middle or at the foot of its row stands before words in the middle of a
sentence; it is put before the row's first line.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.readers import headings
from corpus.readers.cells import is_number_cell
from corpus.readers.characters import collapse, trim
from corpus.readers.pdf_lines import line_from
from corpus.readers.pdf_rules import Rule, separators
from corpus.readers.pdf_spans import Span

_ALIGNED = 2.0
_LEADING = 1.45
"""Ems from one line to the next within a row."""


def set_numbers_first(groups: list[list[Span]], rules: Sequence[Rule]) -> None:
    """Move each number before the first line of its row; ``groups`` are altered in place.

    Parameters
    ----------
    groups
        The spans of each line, top to bottom.
    rules
        The ruled lines of the page; where there are none, only a number before words in
        lower case, which go on from the line above, is known to stand too low.
    """
    index = 0
    while index + 1 < len(groups):
        index += 1
        group = groups[index]
        lead = _lead(group)
        alone = not lead and is_number_cell(line_from(group).text)
        # A number between two lines is level with neither, and comes before the second.
        line = groups[index + 1] if alone and index + 1 < len(groups) else group[lead:]
        if not (lead or alone) or line[0].x < group[0].right + line[0].size:
            continue
        bounds = separators(rules, line[0].x, max(span.right for span in line))
        ruled = min((y for y in bounds if y > group[0].y), default=None)
        if alone and any(line[0].y < y < group[0].y for y in bounds):
            continue
        first = _first_of_row(groups, index, line[0].x, ruled)
        if first == index:
            continue
        above, text = line_from(groups[index - 1]).text, line_from(line).text
        if ruled is None and (headings.ends_sentence(above) or not text[:1].islower()):
            continue
        number = group if alone else group[:lead]
        for span in number:
            span.y = groups[first][0].y
        groups[first] = number + groups[first]
        if alone:
            del groups[index]
            index -= 1
        else:
            groups[index] = line


def _lead(group: Sequence[Span]) -> int:
    """Return how many spans at the start of a line are a number in a column of its own."""
    for index in range(1, len(group)):
        if not trim(group[index].text):
            continue
        right = max(span.right for span in group[:index])
        text = collapse("".join(span.text for span in group[:index]))
        if not is_number_cell(text):
            return 0
        if group[index].x - right > group[index].size:
            return index
    return 0


def _first_of_row(
    groups: Sequence[list[Span]], index: int, left: float, ruled: float | None
) -> int:
    """Return the index of the first line of the row that a line stands in."""
    first = index
    while first > 0:
        above, below = groups[first - 1], groups[first]
        if ruled is not None and above[0].y > ruled:
            break
        if above[0].x < left - _ALIGNED or _lead(above):
            break
        step = above[0].y - below[-1].y
        if ruled is None and (
            abs(above[0].x - left) > _ALIGNED or step > _LEADING * below[-1].size
        ):
            break
        first -= 1
    return first
