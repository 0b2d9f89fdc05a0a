"""The ruled lines of a PDF page: borders of tables, as its drawing operators draw them.

Operators as in ISO 32000-1, 8.5. Only straight lines along the page's edges count:
strokes, and rectangles so thin that they stand for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Point = tuple[float, float]

_THIN = 3.0
"""Points; borders are drawn as filled rectangles up to this thick."""

_SHORTEST = 8.0
"""Points; what is shorter is a dash or part of a letter."""

_MOST = 5_000
"""Lines kept of one page; a drawing has more, a table does not."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line (points): ``x0 <= x1`` and ``y0 <= y1``."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_horizontal(self) -> bool:
        """Tell whether it runs across the page."""
        return self.x1 - self.x0 >= self.y1 - self.y0


def separators(rules: Sequence[Rule], left: float, right: float) -> list[float]:
    """Return the heights, ascending, at which ruled lines run from ``left`` to ``right``.

    A border may be drawn cell by cell; nine tenths of the way must be covered.
    """
    found: list[float] = []
    lines = sorted(
        (rule for rule in rules if rule.is_horizontal and rule.x0 < right and rule.x1 > left),
        key=lambda rule: rule.y0,
    )
    index = 0
    while index < len(lines):
        low = lines[index].y0
        level = []
        while index < len(lines) and lines[index].y0 <= low + _THIN:
            level.append(lines[index])
            index += 1
        if _covered(level, left, right) >= 0.9 * (right - left):
            found.append(max(rule.y1 for rule in level))
    return found


def _covered(rules: Sequence[Rule], left: float, right: float) -> float:
    covered, end = 0.0, left
    for rule in sorted(rules, key=lambda rule: rule.x0):
        covered += max(0.0, min(rule.x1, right) - max(rule.x0, end))
        end = max(end, min(rule.x1, right))
    return covered


@dataclass(slots=True)
class RulePen:
    """Follows the path operators of a page and keeps the ruled lines that are painted."""

    rules: list[Rule] = field(default_factory=list)
    _segments: list[tuple[Point, Point]] = field(default_factory=list)
    _boxes: list[tuple[Point, Point]] = field(default_factory=list)
    _begin: Point = (0.0, 0.0)
    _at: Point = (0.0, 0.0)

    def draw(self, operator: bytes, operands: Sequence[Any], matrix: Sequence[float]) -> None:
        """Take one operator; raises what wrong operands raise.

        Parameters
        ----------
        operator, operands
            As they stand in the content stream; others than path operators do nothing.
        matrix
            Takes the operands' space to the page.
        """
        if operator in _PAINTS:
            stroked, filled = _PAINTS[operator]
            self._paint(stroked, filled)
        elif operator == b"m":
            self._begin = self._at = _placed(operands[0], operands[1], matrix)
        elif operator == b"l":
            after = _placed(operands[0], operands[1], matrix)
            self._segments.append((self._at, after))
            self._at = after
        elif operator == b"h":
            self._segments.append((self._at, self._begin))
            self._at = self._begin
        elif operator == b"re":
            x, y, width, height = (float(value) for value in operands[:4])
            corners = (_placed(x, y, matrix), _placed(x + width, y + height, matrix))
            self._boxes.append(corners)
            self._begin = self._at = corners[0]
        elif operator in (b"c", b"v", b"y"):
            self._at = _placed(operands[-2], operands[-1], matrix)
        if len(self._segments) + len(self._boxes) > _MOST:
            self._segments.clear()
            self._boxes.clear()

    def _paint(self, stroked: bool, filled: bool) -> None:
        for (x0, y0), (x1, y1) in self._boxes:
            if min(abs(x1 - x0), abs(y1 - y0)) <= _THIN:
                if stroked or filled:
                    self._keep((x0, y0), (x1, y1))
            elif stroked:
                for one, other in (
                    ((x0, y0), (x1, y0)),
                    ((x0, y1), (x1, y1)),
                    ((x0, y0), (x0, y1)),
                    ((x1, y0), (x1, y1)),
                ):
                    self._keep(one, other)
        if stroked:
            for one, other in self._segments:
                self._keep(one, other)
        self._segments.clear()
        self._boxes.clear()

    def _keep(self, one: Point, other: Point) -> None:
        rule = Rule(
            min(one[0], other[0]),
            min(one[1], other[1]),
            max(one[0], other[0]),
            max(one[1], other[1]),
        )
        across, up = rule.x1 - rule.x0, rule.y1 - rule.y0
        sane = all(abs(value) < 1e5 for value in (*one, *other))
        if (
            sane
            and min(across, up) <= _THIN
            and max(across, up) >= _SHORTEST
            and len(self.rules) < _MOST
        ):
            self.rules.append(rule)


_PAINTS = {
    b"S": (True, False),
    b"s": (True, False),
    b"B": (True, True),
    b"B*": (True, True),
    b"b": (True, True),
    b"b*": (True, True),
    b"f": (False, True),
    b"F": (False, True),
    b"f*": (False, True),
    b"n": (False, False),
}


def _placed(x: Any, y: Any, matrix: Sequence[float]) -> Point:
    a, b, c, d, e, f = matrix
    x, y = float(x), float(y)
    return a * x + c * y + e, b * x + d * y + f
