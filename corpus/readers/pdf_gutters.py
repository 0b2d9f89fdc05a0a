"""The upright gutters of a page: where two columns stand side by side.

A region is a stretch of lines that one gutter parts, none of them running across it. It
is borne out by right columns that begin level with one another, line after line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers import headings
from corpus.readers.characters import collapse, starts_number
from corpus.readers.pdf_lines import runs_of
from corpus.readers.pdf_spans import Span

RUN_GAP = 0.6
"""Ems of empty space within a line that may be part of a gutter."""

WIDE_GAP = 2.5
"""Ems of empty space that are a gutter where only two lines bear it out."""

ALIGNED = 3.0
"""Points; how evenly the lines of a column begin."""

_MOST_GUTTERS = 12


@dataclass(frozen=True, slots=True)
class _Extent:
    x: float
    right: float
    y: float
    size: float
    label: bool
    opens: bool


def _extent(run: Sequence[Span]) -> _Extent:
    text = collapse("".join(span.text for span in run))
    return _Extent(
        run[0].x,
        max(span.right for span in run),
        run[0].y,
        max(span.size for span in run),
        text.endswith(":"),
        run[0].bold or starts_number(text) is not None or headings.is_capitals(text),
    )


def find_region(groups: Sequence[list[Span]]) -> tuple[int, int, float] | None:
    """Return the first region: the range of its lines, and where its right column begins."""
    lines = [[_extent(run) for run in runs_of(group, RUN_GAP)] for group in groups]
    best: tuple[int, int, float] | None = None
    for gutter in _gutters(lines):
        for begin, end in _uncrossed(lines, gutter):
            found = _borne_out(lines[begin:end], gutter)
            if found is None:
                continue
            first, last = begin + found[0], begin + found[1]
            if best is None or (first, -last) < (best[0], -best[1]):
                best = first, last, gutter
    return best


def _gutters(lines: Sequence[Sequence[_Extent]]) -> list[float]:
    """Return where right columns may begin: left edges that many lines share."""
    left = min(line[0].x for line in lines)
    edges = sorted(run.x for line in lines for run in line if run.x > left + 60)
    clusters: list[list[float]] = []
    for edge in edges:
        if clusters and edge - clusters[-1][0] <= ALIGNED:
            clusters[-1].append(edge)
        else:
            clusters.append([edge])
    shared = sorted((c for c in clusters if len(c) >= 2), key=len, reverse=True)
    return sorted(cluster[0] for cluster in shared[:_MOST_GUTTERS])


def _uncrossed(lines: Sequence[Sequence[_Extent]], gutter: float) -> list[tuple[int, int]]:
    """Return the longest ranges of lines none of which runs across the gutter."""
    ranges: list[tuple[int, int]] = []
    begin = 0
    for index, line in enumerate(lines):
        if any(run.x < gutter - ALIGNED and run.right > gutter - 2 for run in line):
            ranges.append((begin, index))
            begin = index + 1
    ranges.append((begin, len(lines)))
    return [(begin, end) for begin, end in ranges if end - begin >= 2]


def _borne_out(lines: Sequence[Sequence[_Extent]], gutter: float) -> tuple[int, int] | None:
    """Return the part of a range in which two columns stand side by side, if they do."""
    right = [i for i, line in enumerate(lines) if line[-1].x >= gutter - ALIGNED]
    left = [i for i, line in enumerate(lines) if line[0].x < gutter - ALIGNED]
    if not right or not left:
        return None
    begin, end = right[0], right[-1] + 1
    left = [i for i in left if begin <= i < end]
    aligned = [i for i in right if any(abs(run.x - gutter) <= ALIGNED for run in lines[i])]
    if len(aligned) < 2 or not left:
        return None
    both = [i for i in aligned if lines[i][0].x < gutter - ALIGNED]
    gaps = [
        (run.x - max(r.right for r in lines[i] if r.x < run.x)) / run.size
        for i in both
        for run in lines[i]
        if abs(run.x - gutter) <= ALIGNED
    ]
    wide = sum(gap > WIDE_GAP for gap in gaps)
    labels = sum(lines[i][0].label for i in both)
    if wide < 2 and labels > 0.5 * len(both):
        return None  # "Action 1:  A to write to B" is one line
    # Prose columns of different leading share no line at all; then both must be long.
    if wide < 2 and len(both) < 3 and min(len(left), len(right)) < 5:
        return None
    steps = [one[0].y - other[0].y for one, other in pairwise(lines[begin:end])]
    pitch = max(1.1 * median(steps), 1.6 * lines[begin][0].size)
    while end < len(lines) and _hangs_on(lines[end - 1], lines[end], gutter, pitch):
        end += 1
    while begin and len(both) < 3 and _hangs_on(lines[begin - 1], lines[begin], gutter, pitch):
        begin -= 1
    return begin, end


def _hangs_on(
    above: Sequence[_Extent], line: Sequence[_Extent], gutter: float, pitch: float
) -> bool:
    """Tell the end of a left column that is the longer one, or the start of one set higher."""
    left = line[0] if line[0].x < gutter - ALIGNED else above[0]
    step = above[0].y - line[0].y
    return not left.opens and 0 < step <= pitch and left.right < gutter - 2
