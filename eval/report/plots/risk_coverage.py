"""The risk-coverage curve, and where the product stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from eval.answers.abstention import RiskCoverage
from eval.report.plots.svg import (
    BLUE,
    INK,
    QUIET,
    VERMILLION,
    WIDTH,
    Scale,
    axis_below,
    axis_left,
    element,
    figure,
    text,
    ticks,
)

ACROSS = Scale(0.0, 1.0, 52.0, WIDTH - 12)
_BOTTOM, _TOP = 260.0, 28.0
_HEIGHT = 306.0
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """What a system does at one of its thresholds.

    Attributes
    ----------
    name
        What it gives there: "answered".
    coverage, risk
        Share of the questions that it answers so, and share of these that are wrong;
        None where it answers none.
    """

    name: str
    coverage: float
    risk: float | None


def risk_scale(
    curve: RiskCoverage, points: Sequence[OperatingPoint]
) -> tuple[Scale, tuple[float, ...]]:
    """Return the vertical scale, from 0 to a little above the highest risk, and its ticks."""
    risks = [*curve.risk, *(point.risk for point in points if point.risk is not None)]
    values = ticks(0.0, max(risks, default=0.0) or 0.1)
    return Scale(values[0], values[-1], _BOTTOM, _TOP), values


def risk_coverage_plot(
    name: str, title: str, curve: RiskCoverage, points: Sequence[OperatingPoint]
) -> Markup:
    """Draw the curve, with a marker and a label for each operating point.

    Parameters
    ----------
    name
        Unique in the page.
    title
        Which questions.
    curve
        From :func:`eval.answers.abstention.risk_coverage`.
    points
        Where the system stands; one without risk is not drawn.
    """
    up, values = risk_scale(curve, points)
    drawn = [
        text(ACROSS.start, 14, "risk: share of answers that are wrong", fill=QUIET),
        axis_below(ACROSS, _TICKS, _BOTTOM, _TOP),
        axis_left(up, values, ACROSS.start, ACROSS.end),
    ]
    steps = list(zip(curve.coverage, curve.risk, strict=True))
    if steps:
        where = " ".join(f"{ACROSS(c):.2f},{up(r):.2f}" for c, r in steps)
        drawn.append(
            element("polyline", points=where, fill="none", stroke=BLUE, stroke_width=2.5)
            if len(steps) > 1
            else element("circle", cx=ACROSS(steps[0][0]), cy=up(steps[0][1]), r=3.0, fill=BLUE)
        )
    told = []
    for point in points:
        if point.risk is None:
            continue
        drawn += _marker(ACROSS(point.coverage), up(point.risk), point.name)
        told.append(f"{point.name}: coverage {point.coverage:.2f}, risk {point.risk:.2f}")
    drawn.append(
        text(ACROSS.start, _BOTTOM + 36, "coverage: share of questions answered", fill=QUIET)
    )
    description = "Share of answers that are wrong, against the share of questions answered. "
    return figure(name, title, description + "; ".join(told), _HEIGHT, *drawn)


def _marker(x: float, y: float, label: str) -> list[Markup]:
    # To the left of a marker in the right half, so that no label leaves the plot.
    right_half = x > WIDTH / 2
    above = y > _TOP + 24
    return [
        element("rect", x=x - 6, y=y - 6, width=12, height=12, fill=VERMILLION, stroke=INK),
        text(
            x - 10 if right_half else x + 10,
            y - 10 if above else y + 20,
            label,
            anchor="end" if right_half else "start",
            weight="bold",
            halo=True,
        ),
    ]
