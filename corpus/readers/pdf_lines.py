"""Spans grouped into lines by their height on the page, and cut where a column begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.readers.cells import is_number_cell
from corpus.readers.characters import collapse, marker_length, starts_number, trim
from corpus.readers.pdf_spans import Span

_COLUMN_GAP = 2.5
"""Ems of empty space that set two cells of a row apart; justified prose stays under two."""

_WORD_GAP = 0.15
"""Ems of empty space that stand for a space; kerning stays under a tenth of an em."""


@dataclass(slots=True)
class Line:
    """A line, or one cell of it: its text, edges, baseline, size and weight."""

    x: float
    right: float
    y: float
    size: float
    text: str
    bold: bool
    spans: list[Span] = field(default_factory=list)
    cell: bool = False


def lines_of(spans: list[Span]) -> list[list[Span]]:
    """Group spans by baseline, top to bottom; each group from left to right."""
    groups: list[list[Span]] = []
    base = size = 0.0
    for span in sorted(spans, key=lambda span: -span.y):
        # A superscript ("17th") stands higher than a line's own unevenness.
        uneven = 0.65 if abs(size - span.size) > 0.2 * max(size, span.size) else 0.45
        if groups and base - span.y <= uneven * max(size, span.size):
            groups[-1].append(span)
            if span.size > size:
                base, size = span.y, span.size
        else:
            groups.append([span])
            base, size = span.y, span.size
    lines: list[list[Span]] = []
    for group in groups:
        group.sort(key=lambda span: span.x)
        inked = [index for index, span in enumerate(group) if trim(span.text)]
        if inked:
            lines.append(group[inked[0] : inked[-1] + 1])
    return lines


def line_from(spans: list[Span]) -> Line:
    """Join the spans of one line, putting in the spaces that positions alone stand for."""
    text = ""
    right = spans[0].x
    for span in spans:
        apart = span.x - right > _WORD_GAP * span.size
        if apart and text and not text[-1].isspace() and not span.text[:1].isspace():
            text += " "
        text += span.text
        right = max(right, span.right)
    weight = sum(len(span.text.strip()) for span in spans if span.bold)
    shown = sum(len(span.text.strip()) for span in spans)
    size = max(spans, key=lambda span: len(span.text)).size
    y = max(spans, key=lambda span: span.size).y
    text = collapse(text)
    # The number before a bold title is often left plain.
    number = starts_number(text)
    bold = 0 < weight >= shown - (len(number.group()) if number else 0)
    return Line(spans[0].x, right, y, size, text, bold, spans)


def cells_of(spans: list[Span]) -> list[Line]:
    """Cut a line at wide gaps; a bullet's marker or an item's number keeps what follows it."""
    groups: list[list[Span]] = [[spans[0]]]
    right = spans[0].right
    for span in spans[1:]:
        if not trim(span.text):
            groups[-1].append(span)
            continue
        if span.x - right > _COLUMN_GAP * span.size and not _is_lead(groups[-1]):
            groups.append([span])
        else:
            groups[-1].append(span)
        right = max(right, span.right)
    lines = [line_from(group) for group in groups]
    if len(lines) > 1:
        for line in lines:
            line.cell = True
    return lines


def _is_lead(group: list[Span]) -> bool:
    text = collapse("".join(span.text for span in group))
    return is_number_cell(text) or (bool(text) and marker_length(text + " x") >= len(text))
