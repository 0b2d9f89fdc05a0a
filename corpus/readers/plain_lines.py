"""The lines of a text file and where one wrapped line runs on into the next.

A paragraph broken at a right-hand margin is one block; a list of short lines is
many. The test is that of a line breaker: a line ran on if the next line's first
word would not have fitted before the margin any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.characters import marker_length, span, starts_number

_NARROWEST, _WIDEST = 50, 130
"""Margins (characters) at which text is broken by hand or by a program; outside
them a file has one paragraph to the line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the offsets of what shows of it, and where it begins and ends."""

    start: int
    end: int
    first: int
    text: str
    marker: int

    @property
    def indent(self) -> int:
        """Characters before what shows."""
        return self.start - self.first

    @property
    def width(self) -> int:
        """Characters from the left edge to the last that shows."""
        return self.end - self.first

    @property
    def column(self) -> int:
        """Where the text begins, behind the marker if there is one."""
        return self.indent + self.marker

    def first_word(self) -> int:
        """Return the length of the line's first word."""
        return len(self.text.split(None, 1)[0])


def groups_of(text: str) -> Iterator[tuple[Line, ...]]:
    """Yield the runs of lines that no blank line separates."""
    group: list[Line] = []
    position = 0
    for raw in text.split("\n"):
        start, end = span(text, position, position + len(raw))
        if start == end or "\f" in raw[: start - position]:
            if group:
                yield tuple(group)
            group = []
        if start < end:
            shown = text[start:end]
            marker = marker_length(shown)
            if marker < len(shown):  # a bullet's sign alone is no entry
                group.append(Line(start, end, position, shown, marker))
        position += len(raw) + 1
    if group:
        yield tuple(group)


def is_row(line: Line, text: str, line_end: int) -> bool:
    """Tell a table row turned to text: cells between tabs, not a tab after a marker or number."""
    tabs = text.count("\t", line.first, line_end)
    if not tabs:
        return False
    inner = line.text[line.marker :].count("\t")
    number = starts_number(line.text[line.marker :])
    if number and "\t" in line.text[: line.marker + number.end() + 1]:
        inner -= 1
        return inner > 0 or tabs > 1
    outside = tabs - line.text.count("\t")
    return inner > 0 or (outside > 1 and "\t" in text[line.end : line_end])


class Wrapping:
    """Knows a file's margin and says which lines run on."""

    def __init__(self, groups: Sequence[tuple[Line, ...]]) -> None:
        widths = sorted(line.width for group in groups for line in group)
        self._margin = widths[min(len(widths) - 1, int(len(widths) * 0.98))] if widths else 0
        full, pairs = 0, 0
        if self._plausible(self._margin):
            for group in groups:
                counted = self._pairs(group, self._margin)
                full, pairs = full + counted[0], pairs + counted[1]
        self._file_wraps = pairs >= 2 and full >= 0.6 * pairs

    def margin_of(self, group: Sequence[Line]) -> int | None:
        """Return the margin that the group's lines are broken at; None if they are not."""
        own = max(line.width for line in group)
        if len(group) >= 4 and self._plausible(own):
            full, pairs = self._pairs(group, own)
            if pairs >= 3 and full == pairs:
                return own
        if not self._plausible(self._margin):
            return None
        full, pairs = self._pairs(group, self._margin)
        if self._file_wraps or (pairs >= 3 and full >= 0.5 * pairs):
            return self._margin
        return None

    @staticmethod
    def _plausible(margin: int) -> bool:
        return _NARROWEST <= margin <= _WIDEST

    @staticmethod
    def _pairs(group: Sequence[Line], margin: int) -> tuple[int, int]:
        full = pairs = 0
        for one, other in pairwise(group):
            if not begins_anew(other):
                pairs += 1
                full += runs_on(one, other, margin)
        return full, pairs


def begins_anew(line: Line) -> bool:
    """Tell a line that starts an entry of its own: a marker or a punctuated number."""
    number = starts_number(line.text)
    return bool(line.marker) or bool(number and number.group()[-1] in ".)")


def runs_on(one: Line, other: Line, margin: int) -> bool:
    """Tell whether ``one`` was broken at the margin and ``other`` continues it."""
    if begins_anew(other):
        return False
    if one.marker:
        # The rest of a bullet hangs under its text or starts at the left edge.
        if other.indent and other.indent < one.indent + min(one.marker, 2):
            return False
    elif other.indent > one.indent + 1 and not begins_anew(one):
        return False
    # Justified text is filled with spaces, so allow the margin itself.
    return one.width + 1 + other.first_word() > margin
