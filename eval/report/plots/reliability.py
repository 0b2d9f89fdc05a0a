"""The reliability diagram: what was said to be likely against what was so."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from eval.calibrate.reliability import Bin
from eval.report.plots.svg import (
    BLUE,
    GRID,
    INK,
    QUIET,
    WIDTH,
    Scale,
    axis_below,
    axis_left,
    element,
    figure,
    line,
    text,
)

ACROSS = Scale(0.0, 1.0, 52.0, WIDTH - 12)
UP = Scale(0.0, 1.0, 300.0, 28.0)
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_COUNTS = 406.0
"""Base line of the bars that show how many questions a bin holds."""

_TALLEST = 44.0
_HEIGHT = 434.0


def reliability_diagram(name: str, title: str, bins: Sequence[Bin]) -> Markup:
    """Draw a point for each bin with its interval, and under it how many questions it holds.

    Parameters
    ----------
    name
        Unique in the page.
    title
        Whose probabilities, on which questions.
    bins
        Ascending, each holding a question. A well calibrated system's points lie on
        the dashed diagonal.
    """
    fullest = max((one.count for one in bins), default=1)
    drawn = [
        text(ACROSS.start, 14, "share of questions that the record answers", fill=QUIET),
        axis_below(ACROSS, _TICKS, UP.start, UP.end),
        axis_left(UP, _TICKS, ACROSS.start, ACROSS.end),
        line(ACROSS(0), UP(0), ACROSS(1), UP(1), stroke=QUIET, width=1.5, dashes="4 3"),
    ]
    for one in bins:
        x = ACROSS(one.mean)
        drawn.append(line(x, UP(one.low), x, UP(one.high), stroke=BLUE, width=2))
    if len(bins) > 1:
        points = " ".join(f"{ACROSS(b.mean):.2f},{UP(b.observed):.2f}" for b in bins)
        drawn.append(element("polyline", points=points, fill="none", stroke=BLUE, stroke_width=1.0))
    drawn += [
        element("circle", cx=ACROSS(b.mean), cy=UP(b.observed), r=5.0, fill=INK) for b in bins
    ]
    drawn.append(text(ACROSS.start, UP.start + 36, "mean support of the bin", fill=QUIET))
    drawn.append(line(ACROSS.start, _COUNTS, ACROSS.end, _COUNTS, stroke=GRID))
    for one in bins:
        left, right = ACROSS(one.start) + 1, ACROSS(one.end) - 1
        tall = _TALLEST * one.count / fullest
        drawn += [
            element("rect", x=left, y=_COUNTS - tall, width=right - left, height=tall, fill=BLUE),
            text((left + right) / 2, _COUNTS - tall - 4, str(one.count), anchor="middle"),
        ]
    drawn.append(text(ACROSS.start, _COUNTS + 17, "questions in each bin", fill=QUIET))
    description = "Share of questions that the record answers, against their mean support. "
    description += "; ".join(
        f"{one.count} with a mean support of {one.mean:.2f}: {one.observed:.2f} answerable"
        for one in bins
    )
    return figure(name, title, description, _HEIGHT, *drawn)
