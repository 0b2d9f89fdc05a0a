"""What each query gains or loses against the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from eval.report.plots.svg import (
    BLUE,
    INK,
    QUIET,
    VERMILLION,
    WIDTH,
    Scale,
    axis_left,
    element,
    figure,
    line,
    number,
    text,
    ticks,
)
from eval.report.wording import signed

LEFT = 48.0
RIGHT = WIDTH - 8
TOP = 10.0
BOTTOM = 150.0
_HEIGHT = 176.0
_APART = 4.0
"""Bars at least this wide stand apart; narrower ones touch, or they would be all gaps."""


def difference_scales(differences: Sequence[float]) -> tuple[Scale, Scale, tuple[float, ...]]:
    """Return the scales of queries and of differences, and the ticks of the latter."""
    furthest = max((abs(one) for one in differences), default=0.0) or 1.0
    values = ticks(-furthest, furthest, most=5)
    across = Scale(0.0, float(max(1, len(differences))), LEFT, RIGHT)
    return across, Scale(values[0], values[-1], BOTTOM, TOP), values


def difference_plot(name: str, title: str, differences: Sequence[float], baseline: str) -> Markup:
    """Draw a bar for each query, from the greatest gain to the greatest loss.

    Parameters
    ----------
    name
        Unique in the page.
    title
        The system and the measure.
    differences
        Of each query, in any order: the system's figure less the baseline's.
    baseline
        Its name.
    """
    ordered = sorted(differences, reverse=True)
    across, up, values = difference_scales(ordered)
    better, worse = sum(one > 0 for one in ordered), sum(one < 0 for one in ordered)
    equal = len(ordered) - better - worse
    told = f"better on {better}, equal on {equal}, worse on {worse}"
    drawn = [axis_left(up, values, LEFT, RIGHT)]
    for sign, colour in ((1, BLUE), (-1, VERMILLION)):
        outline = _bars(ordered, sign, across, up)
        if outline:
            drawn.append(element("path", d=outline, fill=colour))
    drawn += [
        line(LEFT, up(0.0), RIGHT, up(0.0), stroke=INK, width=1.5),
        text((LEFT + RIGHT) / 2, BOTTOM + 19, told, anchor="middle", fill=QUIET),
    ]
    description = f"Queries from the greatest gain over {baseline} to the greatest loss: {told}."
    if ordered:
        description += f" They run from {signed(ordered[0])} to {signed(ordered[-1])}."
    return figure(name, title, description, _HEIGHT, *drawn)


def _bars(ordered: Sequence[float], sign: int, across: Scale, up: Scale) -> str:
    """Return one path for all bars of a sign; equal ones that touch are one rectangle."""
    wide = across(1.0) - across(0.0) >= _APART
    path = []
    place = 0
    for value, same in groupby(ordered):
        run = len(list(same))
        if value * sign > 0:
            starts = range(place, place + run) if wide else [place]
            size, gap = (1, 0.5) if wide else (run, 0.0)
            path += [
                f"M{number(across(at) + gap)} {number(up(0.0))}"
                f"V{number(up(value))}H{number(across(at + size) - gap)}V{number(up(0.0))}z"
                for at in starts
            ]
        place += run
    return "".join(path)
