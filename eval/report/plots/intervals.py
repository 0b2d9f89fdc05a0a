"""Means of systems side by side, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from eval.report.plots.svg import (
    BLUE,
    CHARACTER,
    INK,
    QUIET,
    VERMILLION,
    WIDTH,
    Scale,
    axis_below,
    element,
    figure,
    line,
    text,
    ticks,
)

ROW = 24.0
TOP = 8.0
_BELOW = 26.0
_VALUES = 44.0
"""Room right of the axis for the means as numbers."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and the ends of its interval."""

    label: str
    mean: float
    low: float
    high: float


def interval_scale(estimates: Sequence[Estimate]) -> tuple[Scale, tuple[float, ...]]:
    """Return the horizontal scale that shows all intervals, and its ticks."""
    longest = max((len(estimate.label) for estimate in estimates), default=0)
    left = 8 + CHARACTER * longest
    lows, highs = [e.low for e in estimates], [e.high for e in estimates]
    values = ticks(min(lows, default=0.0), max(highs, default=1.0), most=5)
    return Scale(values[0], values[-1], left + 8, WIDTH - _VALUES - 8), values


def interval_plot(
    name: str, title: str, estimates: Sequence[Estimate], *, baseline: str, level: str
) -> Markup:
    """Draw a row for each system: a point at its mean, a bar over its interval.

    Parameters
    ----------
    name
        Unique in the page.
    title
        The measure.
    estimates
        In the order of the rows.
    baseline
        The label whose mean is drawn as a dashed line through all rows; the systems
        whose mean is highest have a diamond, the others a disc.
    level
        Of the intervals, as it is to be read: "95 %".
    """
    scale, values = interval_scale(estimates)
    bottom = TOP + ROW * len(estimates)
    best = max((estimate.mean for estimate in estimates), default=0.0)
    drawn = [axis_below(scale, values, bottom, TOP)]
    drawn += [
        line(scale(e.mean), TOP, scale(e.mean), bottom, stroke=QUIET, width=1.5, dashes="4 3")
        for e in estimates
        if e.label == baseline
    ]
    for row, estimate in enumerate(estimates):
        y = TOP + ROW * (row + 0.5)
        weight = "bold" if estimate.mean == best else None
        drawn += [
            text(scale.start - 12, y + 4.5, estimate.label, anchor="end", weight=weight),
            line(scale(estimate.low), y, scale(estimate.high), y, stroke=BLUE, width=3),
            *(
                line(scale(end), y - 5, scale(end), y + 5, stroke=BLUE, width=1.5)
                for end in (estimate.low, estimate.high)
            ),
            _diamond(scale(estimate.mean), y)
            if estimate.mean == best
            else element("circle", cx=scale(estimate.mean), cy=y, r=4.5, fill=INK),
            text(WIDTH - 2, y + 4.5, f"{estimate.mean:.3f}", anchor="end", weight=weight),
        ]
    description = f"Mean and {level} interval. " + "; ".join(
        f"{e.label} {e.mean:.3f}, from {e.low:.3f} to {e.high:.3f}" for e in estimates
    )
    return figure(name, title, description, bottom + _BELOW, *drawn)


def _diamond(x: float, y: float) -> Markup:
    points = f"{x:.2f},{y - 7:.2f} {x + 7:.2f},{y:.2f} {x:.2f},{y + 7:.2f} {x - 7:.2f},{y:.2f}"
    return element("polygon", points=points, fill=VERMILLION, stroke=INK)
