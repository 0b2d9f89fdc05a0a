"""Spans grouped into lines by their height on the page, and cut where a column begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.readers.cells import is_number_cell
from corpus.readers.characters import collapse, marker_length, starts_number, trim
from corpus.readers.pdf_spans import Span
from corpus.views import HYPHENS, SPACED, WIDE_SPACE

_COLUMN_GAP = 2.5
"""Ems of empty space that set two cells of a row apart; justified prose stays under two."""

_WORD_GAP = 0.15
"""Ems of empty space that stand for a space; kerning stays under a tenth of an em."""

_FEWEST_LETTERS = 4
"""Letters in a row, each placed apart, that make a line set letter by letter."""

_MOST_BESIDE = 200
"""Spans of a line that the next one is measured against; a line of single letters has 100."""

_WIDE = re.compile(" {2,}")


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


def lines_of(spans: list[Span]) -> list[list[Span]]:
    """Group spans by baseline, top to bottom; each group from left to right."""
    groups: list[list[Span]] = []
    base = size = 0.0
    for span in sorted(spans, key=lambda span: -span.y):
        # A superscript ("17th") stands higher than a line's own unevenness.
        uneven = 0.65 if abs(size - span.size) > 0.2 * max(size, span.size) else 0.45
        level = bool(groups) and base - span.y <= uneven * max(size, span.size)
        if level and not _is_below(groups[-1], span):
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


def _is_below(group: Sequence[Span], span: Span) -> bool:
    """Tell a span under one of a line's own: the next line, however near a larger word is."""
    least = 0.5 * span.size
    if not trim(span.text):
        return False
    return any(
        other.y - span.y > least
        and min(other.right, span.right) - max(other.x, span.x) > least
        and trim(other.text)
        for other in group[-_MOST_BESIDE:]
    )


def line_from(spans: list[Span]) -> Line:
    """Join the spans of one line, putting in the spaces that positions alone stand for."""
    text = ""
    right = spans[0].x
    spread = _spread(spans)
    for span in spans:
        gap = span.x - right
        # What begins again further left, off the line, is another line of the same row.
        again = gap < -span.size and abs(span.y - spans[0].y) > 0.2 * span.size
        if (
            (again or gap > (spread or _WORD_GAP * span.size))
            and text
            and not text[-1].isspace()
            and not span.text[:1].isspace()
        ):
            # Twice where it is wide, which tells words apart in "A C T I O N S  D U E".
            text += "  " if gap > 0.5 * span.size else " "
        text += span.text
        right = max(right, span.right)
    weight = sum(len(span.text.strip()) for span in spans if span.bold)
    shown = sum(len(span.text.strip()) for span in spans)
    size = max(spans, key=lambda span: len(span.text)).size
    y = max(spans, key=lambda span: span.size).y
    text = _collapsed(text)
    # The number before a bold title is often left plain.
    number = starts_number(text)
    bold = 0 < weight >= shown - (len(number.group()) if number else 0)
    return Line(spans[0].x, right, y, size, text, bold, spans)


def _spread(spans: Sequence[Span]) -> float | None:
    """Return the gap (points) above which a space is meant where letters stand apart, or None."""
    inked = [span for span in spans if trim(span.text)]
    longest: list[float] = []
    run: list[float] = []
    for one, other in pairwise(inked):
        gap = other.x - one.right
        alone = len(trim(one.text)) == len(trim(other.text)) == 1
        if alone and _WORD_GAP * other.size < gap < 1.5 * other.size:
            run.append(gap)
            longest = max(longest, run, key=len)
        else:
            run = []
    return 1.6 * median(longest) if len(longest) >= _FEWEST_LETTERS - 1 else None


def _collapsed(text: str) -> str:
    """Collapse white space; what parts words set letter by letter, or breaks one, stays."""
    text = SPACED.sub(lambda found: _WIDE.sub(WIDE_SPACE, found.group()), text)
    broken = text.rstrip().endswith("\u00ad")
    text = collapse(text)
    return f"{text}\u00ad" if broken and text[-1:].isalpha() else text


def joined(lines: Sequence[Line]) -> str:
    """Join lines by a space; a word broken at a hyphen is closed up, its hyphen kept."""
    parts: list[str] = []
    before = ""
    for line in lines:
        if before and not (breaks_word(before) and line.text[:1].islower()):
            parts.append(" ")
        parts.append(line.text)
        before = line.text
    return "".join(parts)


def breaks_word(text: str) -> bool:
    """Tell whether a line ends in the hyphen of a word that goes on in the next."""
    return text[-1:] in HYPHENS and text[-2:-1].isalpha()


def runs_of(spans: Sequence[Span], gap: float) -> list[list[Span]]:
    """Cut a line where it is empty for more than ``gap`` ems.

    A bullet's marker or an item's number keeps what follows it.
    """
    runs: list[list[Span]] = [[spans[0]]]
    right = spans[0].right
    for span in spans[1:]:
        apart = bool(trim(span.text)) and span.x - right > gap * span.size
        if apart and not (len(runs) == 1 and _is_lead(runs[0], span)):
            runs.append([span])
        else:
            runs[-1].append(span)
        if trim(span.text):
            right = max(right, span.right)
    return runs


def cells_of(spans: Sequence[Span]) -> list[list[Span]]:
    """Cut a line into the cells of a row, which stand further apart than words ever do."""
    return runs_of(spans, _COLUMN_GAP)


def _is_lead(group: list[Span], following: Span) -> bool:
    text = collapse("".join(span.text for span in group))
    if is_number_cell(text):
        return not is_number_cell(collapse(following.text))  # two figures are two columns
    return bool(text) and marker_length(text + " X") >= len(text)
