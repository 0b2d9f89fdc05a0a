"""The runs of text on a PDF page, each with its place, size and weight."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from corpus.readers.characters import trim
from corpus.readers.deadline import Deadline
from corpus.readers.pdf_rules import Rule, RulePen
from corpus.readers.pdf_text import Shown, shown_on

_GAP = re.compile(r"[ \u00a0]{3,}|\t")
"""Runs of spaces that set columns apart; justified prose has one or two."""

_CROOKED = 3
"""Degrees; the lines of a scanned page with a text layer lean this much."""


@dataclass(slots=True)
class Span:
    """A run of text: left and right of its ink, baseline (points, y upwards), size, weight.

    ``edge`` is where the next run would begin, spaces at the end counted.
    """

    x: float
    right: float
    y: float
    size: float
    text: str
    bold: bool
    edge: float


@dataclass(slots=True)
class Page:
    """The spans of one page in the order they were drawn, the page turned upright.

    Attributes
    ----------
    asides
        Runs set at another angle than the page's own (a "DRAFT" across it).
    rules
        Its ruled lines, horizontal or vertical.
    confidence
        Mean confidence (percent) of its words where the page was read by OCR, else None.
    """

    number: int
    width: float
    height: float
    spans: list[Span]
    asides: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    confidence: int | None = None


def spans_of(page: Any, reader: Any, number: int, deadline: Deadline) -> Page:
    """Extract the spans of a page; raises what `corpus.readers.pdf_text.shown_on` raises."""
    pen = RulePen()
    runs = [(shown, _angle(shown)) for shown in shown_on(page, reader, pen, deadline)]
    runs = [run for run in runs if _is_sane(run[0])]
    turned = Counter[int]()
    for shown, angle in runs:
        turned[angle] += len(shown.text.strip())
    main = turned.most_common(1)[0][0] if turned else 0
    if _apart(main, round(main / 90) * 90) <= _CROOKED:
        main = round(main / 90) * 90 % 360
    turn = _Turn(main, page.mediabox)
    made = Page(number, turn.width, turn.height, [])
    made.rules = [turn.rule(rule) for rule in pen.rules]
    aside = ""
    drawn: set[tuple[str, int, int]] = set()
    for shown, angle in runs:
        if _apart(angle, main) > _CROOKED:
            aside += shown.text
            continue
        for span in _spans(shown, turn):
            # Some programs print a letter twice, a hair apart, to make it bold; the
            # narrowest letter is a fifth of an em wide, so a double "l" is kept.
            grain = max(0.08 * span.size, 0.01)
            key = (span.text, round(span.x / grain), round(span.y / grain))
            if key in drawn:
                continue
            drawn.add(key)
            if made.spans and _adjoins(made.spans[-1], span):
                last = made.spans[-1]
                last.text += span.text
                last.edge = span.edge
                last.right = span.right if trim(span.text) else last.right
            else:
                made.spans.append(span)
    if trim(aside):
        made.asides.append(aside)
    if not any(trim(span.text) for span in made.spans):
        made.spans = []  # spaces alone, as some scanners lay over a picture, are no text
    return made


class _Turn:
    """Turns a page so that its text stands upright and its lower left corner is (0, 0)."""

    def __init__(self, angle: int, box: Any) -> None:
        self._angle = angle
        self._left = self._low = 0.0
        one = self.point(float(box.left), float(box.bottom))
        other = self.point(float(box.right), float(box.top))
        self._left, self._low = min(one[0], other[0]), min(one[1], other[1])
        self.width, self.height = abs(other[0] - one[0]), abs(other[1] - one[1])

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page comes to stand."""
        turned = {90: (y, -x), 180: (-x, -y), 270: (-y, x)}.get(self._angle, (x, y))
        return turned[0] - self._left, turned[1] - self._low

    def rule(self, rule: Rule) -> Rule:
        """Return where a ruled line comes to stand."""
        one, other = self.point(rule.x0, rule.y0), self.point(rule.x1, rule.y1)
        return Rule(
            min(one[0], other[0]),
            min(one[1], other[1]),
            max(one[0], other[0]),
            max(one[1], other[1]),
        )


def _adjoins(last: Span, span: Span) -> bool:
    """Tell a run that goes on exactly where the last one ended, as when letters are placed singly.

    Two spaces in a row are left apart, since they may be the gap between columns.
    """
    return (
        last.bold == span.bold
        and abs(last.size - span.size) < 0.01
        and abs(last.y - span.y) < 0.01
        and abs(last.edge - span.x) < 0.03 * span.size
        and span.x - last.right < span.size
        and not (last.text[-1].isspace() and span.text[0].isspace())
        and bool(trim(last.text))
    )


def _is_sane(shown: Shown) -> bool:
    """Tell a run placed within a mile of the page; others are damage or mischief."""
    return all(abs(value) < 1e5 for value in (*shown.matrix, shown.size))


def _apart(one: int, other: int) -> int:
    """Return how many degrees lie between two angles."""
    return abs((one - other + 180) % 360 - 180)


def _angle(shown: Shown) -> int:
    across, up = shown.matrix[0], shown.matrix[1]
    return round(math.degrees(math.atan2(up, across))) % 360 if across or up else 0


def _spans(shown: Shown, turn: _Turn) -> list[Span]:
    """Cut a run at the gaps that set columns apart, and place each part on the page."""
    a, b, c, d, x, y = shown.matrix
    x, y = turn.point(x, y)
    stretch = math.hypot(a, b)
    size = abs(shown.size) * (math.hypot(c, d) or stretch) or 10.0
    name = shown.font.lower()
    bold = "bold" in name or "black" in name or "heavy" in name or name.endswith("-bd")
    edges = [x]
    for advance in shown.advances:
        edges.append(edges[-1] + advance * stretch)
    spans: list[Span] = []
    gaps = [found.span() for found in _GAP.finditer(shown.text)]
    # A single space can be stretched to stand for a tab.
    gaps += [
        (index, index + 1)
        for index, advance in enumerate(shown.advances)
        if shown.text[index] == " " and advance * stretch > 2.5 * size
    ]
    position = 0
    for end, following in [*sorted(gaps), (len(shown.text), -1)]:
        if end < position:
            continue
        part = shown.text[position:end]
        if trim(part):
            # Spaces at the ends are no ink: a gap is measured from letter to letter.
            left = position + len(part) - len(part.lstrip())
            right = position + len(part.rstrip())
            spans.append(Span(edges[left], edges[right], y, size, part, bold, edges[end]))
        elif part and following < 0 and position == 0:
            spans.append(Span(edges[0], edges[-1], y, size, " ", bold, edges[-1]))
        position = following
    return spans
