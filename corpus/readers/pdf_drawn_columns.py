"""Columns of running text, told by the order in which a page draws them.

A program that sets text in columns draws the whole of one before the next, and one that
draws a table goes from cell to cell, row after row. So where a strip of a page is empty,
and all of what stands left of it was drawn before what stands right of it, the two are
read one after the other, however short the second is and wherever its baselines stand.
Where a page is drawn line by line across its columns, both have to be long and plainly prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers import headings
from corpus.readers.characters import marker_length, starts_number, trim
from corpus.readers.pdf_gutters import ALIGNED, RUN_GAP
from corpus.readers.pdf_lines import Line, line_from, lines_of, runs_of
from corpus.readers.pdf_rules import Rule, separators
from corpus.readers.pdf_spans import Span
from corpus.readers.pdf_tables import are_lists, common_gaps, is_prose

_MOST_SPANS = 10_000
"""A page of more runs of text than this is not looked at."""

_MOST_GUTTERS = 12
_DEEPEST = 3
"""Four columns beside one another; no page of minutes has more."""

_FEWEST_LINES = 4
"""Of a first column; twice as many where columns stand below columns, as rows do."""

_LONG_LINE = 22
"""Characters of a line that is no name, code or figure."""

_LEVEL = 0.1
"""Ems between the baselines of what is surely one line."""

_NARROWEST = 60.0
"""Points; the least width of a column."""


@dataclass(frozen=True, slots=True)
class Part:
    """Spans of a page to be read before those of the next part.

    ``right`` is where its full lines end (points) where it is a column, else None.
    """

    spans: list[Span]
    right: float | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    x: float
    right: float
    y: float
    size: float


def parts_of(spans: Sequence[Span], rules: Sequence[Rule], depth: int = 0) -> list[Part]:
    """Cut a page, or a column of it, into the parts that are read one after the other.

    Parameters
    ----------
    spans
        In the order they were drawn.
    rules
        The page's ruled lines; what they part into rows is a table, and left whole.
    depth
        How many columns the spans are already known to lie within.

    Returns
    -------
    parts
        In reading order; the page as the only part where it has no such columns.
    """
    whole = [Part(list(spans))]
    if depth >= _DEEPEST or not 2 <= len(spans) <= _MOST_SPANS:
        return whole
    runs = _runs(spans)
    for gutter in _gutters(runs):
        parts = _cut(spans, runs, gutter, rules)
        if len(parts) > 1:
            return [inner for part in parts for inner in _within(part, rules, depth + 1)]
    return whole


def _within(part: Part, rules: Sequence[Rule], depth: int) -> list[Part]:
    found = parts_of(part.spans, rules, depth)
    return found if len(found) > 1 else [part]


def _runs(spans: Sequence[Span]) -> list[_Run]:
    """Return the stretches of ink on one baseline that no gap as wide as a gutter breaks."""
    levels: list[list[Span]] = []
    inked = [span for span in spans if trim(span.text)]
    for span in sorted(inked, key=lambda span: -span.y):
        if levels and levels[-1][0].y - span.y <= _LEVEL * span.size:
            levels[-1].append(span)
        else:
            levels.append([span])
    return [
        _Run(
            run[0].x,
            max(span.right for span in run),
            run[0].y,
            max(span.size for span in run),
        )
        for level in levels
        for run in runs_of(sorted(level, key=lambda span: span.x), RUN_GAP)
    ]


def _gutters(runs: Sequence[_Run]) -> list[float]:
    """Return where a second column may begin, from left to right."""
    if not runs:
        return []
    left = min(run.x for run in runs)
    clusters: list[list[float]] = []
    for edge in sorted(run.x for run in runs if run.x > left + _NARROWEST):
        if clusters and edge - clusters[-1][0] <= ALIGNED:
            clusters[-1].append(edge)
        else:
            clusters.append([edge])
    clusters.sort(key=len, reverse=True)
    return sorted(cluster[0] for cluster in clusters[:_MOST_GUTTERS])


def _cut(
    spans: Sequence[Span], runs: Sequence[_Run], gutter: float, rules: Sequence[Rule]
) -> list[Part]:
    """Cut spans at one gutter: what runs across it stays in its place between the columns."""
    parts: list[Part] = []
    across: list[Span] = []
    for crossing, band in _bands(spans, runs, gutter):
        for stage, columns in [(band, [])] if crossing else _read(band, gutter, rules):
            if columns:
                parts += [Part(across)] if across else []
                parts += columns
                across = []
            else:
                across = across + stage
    return parts + ([Part(across)] if across else [])


def _bands(
    spans: Sequence[Span], runs: Sequence[_Run], gutter: float
) -> list[tuple[bool, list[Span]]]:
    """Return what runs across a gutter, and what stands between, top to bottom."""
    edges: list[tuple[float, float]] = []
    crossed = [run for run in runs if run.x < gutter - ALIGNED and run.right > gutter - 2]
    for run in crossed:  # top to bottom
        high, low = run.y + 0.7 * run.size, run.y - 0.3 * run.size
        if edges and high >= edges[-1][1]:
            edges[-1] = max(high, edges[-1][0]), min(low, edges[-1][1])
        else:
            edges.append((high, low))
    found: list[tuple[bool, list[Span]]] = [(False, [])]
    for _ in edges:
        found += [(True, []), (False, [])]
    # What stands at a height is in the band below all edges that are higher.
    order = sorted(range(len(spans)), key=lambda index: -spans[index].y)
    place = 0
    placed: list[list[int]] = [[] for _ in found]
    for index in order:
        y = spans[index].y
        while place < 2 * len(edges) and y <= edges[place // 2][place % 2]:
            place += 1
        placed[place].append(index)
    for (_, held), indices in zip(found, placed, strict=True):
        held += [spans[index] for index in sorted(indices)]
    return [(crossing, held) for crossing, held in _with_headings(found, gutter) if held]


def _with_headings(
    bands: Sequence[tuple[bool, list[Span]]], gutter: float
) -> list[tuple[bool, list[Span]]]:
    """Give a heading below both columns to the text across the page that it stands over."""
    found = list(bands)
    for index, ((_, held), (crossing, across)) in enumerate(pairwise(bands)):
        if not crossing or not across or not held:
            continue
        low = min((s.y for s in held if s.x >= gutter - ALIGNED and trim(s.text)), default=0.0)
        taken: set[int] = set()
        for group in reversed(lines_of([span for span in held if span.y < low - 1])):
            line = line_from(group)
            if not _opens(line):
                break
            taken.update(map(id, group))
        if taken:
            heading = [span for span in held if id(span) in taken]
            found[index] = (False, [span for span in held if id(span) not in taken])
            found[index + 1] = (True, heading + across)
    return found


def _opens(line: Line) -> bool:
    if marker_length(line.text) or len(line.text) > 80 or headings.ends_sentence(line.text):
        return False
    return line.bold or starts_number(line.text) is not None or headings.is_capitals(line.text)


def _read(
    band: list[Span], gutter: float, rules: Sequence[Rule]
) -> list[tuple[list[Span], list[Part]]]:
    """Return the stages of a band, top to bottom, each with its columns if it has them."""
    if _is_ruled(band, rules):
        return [(band, [])]
    stages = _stages(band, gutter)
    if len(stages) > 1:
        found = [(stage, _columns(stage, gutter, 2 * _FEWEST_LINES)) for stage in stages]
        if any(columns for _, columns in found):
            return found
    return [(band, _columns(band, gutter, _FEWEST_LINES))]


def _stages(band: list[Span], gutter: float) -> list[list[Span]]:
    """Cut a band where columns end and others, drawn later, begin below both."""
    inked = [index for index, span in enumerate(band) if trim(span.text)]
    starts = [
        index
        for before, index in pairwise(inked)
        if band[before].x >= gutter - ALIGNED > band[index].x
    ]
    if not starts:
        return [band]
    lowest: list[float] = []  # of all that is drawn up to here
    for span in band:
        lowest.append(min(span.y, lowest[-1]) if lowest else span.y)
    highest = [0.0] * len(band)  # of all that is drawn from here on
    top = float("-inf")
    for index in range(len(band) - 1, -1, -1):
        top = highest[index] = max(top, band[index].y)
    cuts = [index for index in starts if lowest[index - 1] > highest[index]]
    return [band[one:other] for one, other in pairwise([0, *cuts, len(band)])]


def _is_ruled(band: Sequence[Span], rules: Sequence[Rule]) -> bool:
    """Tell the rows of a table, which ruled lines part."""
    if not rules or not band:
        return False
    high, low = max(span.y for span in band), min(span.y for span in band)
    left, right = min(span.x for span in band), max(span.right for span in band)
    return any(low < y < high for y in separators(rules, left, right - 5))


def _columns(band: Sequence[Span], gutter: float, least: int) -> list[Part]:
    """Return the two columns of a band, or nothing where it has none."""
    left = [span for span in band if span.x < gutter - ALIGNED]
    right = [span for span in band if span.x >= gutter - ALIGNED]
    sides = [bool(span.x >= gutter - ALIGNED) for span in band if trim(span.text)]
    if len(set(sides)) < 2:
        return []
    lefts, rights = ([line_from(group) for group in lines_of(side)] for side in (left, right))
    if len(lefts) < least or are_lists(lefts, rights):
        return []
    in_turn = sides == sorted(sides)
    if not (_is_text if in_turn else _are_long)(lefts, rights):
        return []
    return [Part(side, max(span.right for span in side)) for side in (left, right)]


def _is_text(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Tell columns of running text: sentences run over the lines, and from one to the next."""
    if median(len(line.text) for line in left) < 18:
        return False
    if _broken(left) < 0.15 * len(left):
        return False
    rest = _goes_on(left[-1], right[0])
    if len(right) < 3:
        # The end of a sentence, or what stands under a heading at the first column's foot.
        return rest or (_opens(left[-1]) and len(right[0].text) >= _LONG_LINE)
    longest = max(len(line.text) for line in right)
    goes_on = rest or _opens(left[-1]) or _broken(right) >= 0.15 * len(right)
    return longest >= _LONG_LINE and goes_on


def _are_long(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Tell two long columns of running text, drawn in whatever order; no table's rows."""
    both = (left, right)
    if any(len(side) < 2 * _FEWEST_LINES or not is_prose(side) for side in both):
        return False
    return not common_gaps(left, right)


def _goes_on(before: Line, line: Line) -> bool:
    return not headings.ends_sentence(before.text) and line.text[:1].islower()


def _broken(lines: Sequence[Line]) -> int:
    return sum(_goes_on(one, other) for one, other in pairwise(lines))
