"""Elements, scales and axes that the plots are drawn with; escaping is always on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

WIDTH = 460.0
"""User units of every plot: a pixel each in a window 500 pixels wide, so text keeps its size."""

FONT = 13.0
CHARACTER = 6.9
"""Mean width of a character at that size, in user units; only room is reckoned with it."""

INK = "#0b0c0c"
QUIET = "#505a5f"
GRID = "#b1b4b6"
BLUE = "#0072b2"
VERMILLION = "#d55e00"
"""Two colours that the colour-blind tell apart (Okabe and Ito, "Color Universal Design", 2008),
each with a contrast of at least 3:1 on white, and of another darkness in grey print."""

Anchor = Literal["start", "middle", "end"]


def number(value: float) -> str:
    """Write a coordinate: two decimals at most, no trailing zeros, no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def element(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """Return an element; children and attributes are escaped unless they are markup.

    An underscore in an attribute's name stands for a hyphen; None leaves it out.
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(
            key.rstrip("_").replace("_", "-"), value if isinstance(value, str) else number(value)
        )
        for key, value in attributes.items()
        if value is not None
    )
    if not children:
        return Markup("<{}{}/>").format(name, written)
    inner = Markup("").join(escape(child) for child in children)
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, inner)


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: Anchor = "start",
    fill: str = INK,
    weight: str | None = None,
    halo: bool = False,
) -> Markup:
    """Return words whose base line starts, is centred or ends at a point.

    With a halo they can be read on top of lines.
    """
    return element(
        "text",
        words,
        x=x,
        y=y,
        text_anchor=None if anchor == "start" else anchor,
        fill=fill,
        font_weight=weight,
        stroke="#ffffff" if halo else None,
        stroke_width=4.0 if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
    )


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    stroke: str = GRID,
    width: float = 1.0,
    dashes: str | None = None,
) -> Markup:
    """Return a straight line."""
    return element(
        "line",
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        stroke=stroke,
        stroke_width=width,
        stroke_dasharray=dashes,
    )


def figure(name: str, title: str, description: str, height: float, *children: Markup) -> Markup:
    """Return a whole plot, named and described for those who do not see it.

    Parameters
    ----------
    name
        Unique in the page; the ids of title and description are made of it.
    height
        User units; the width is :data:`WIDTH`.
    """
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        *children,
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        viewBox=f"0 0 {number(WIDTH)} {number(height)}",
        font_family="Helvetica Neue, Arial, Liberation Sans, sans-serif",
        font_size=FONT,
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from values to user units."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return where a value stands."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Return round values that cover an interval: steps of 1, 2 or 5 times a power of ten.

    Parameters
    ----------
    low, high
        The interval; widened where both ends are equal.
    most
        How many values at most.

    Returns
    -------
    tuple of float
        Ascending; the first is at most ``low``, the last at least ``high``.
    """
    if high <= low:
        low, high = low - 0.05, high + 0.05
    power = math.floor(math.log10((high - low) / most))
    for step in (10.0**exponent * m for exponent in (power, power + 1) for m in (1, 2, 5)):
        # A hair's breadth, since 0.3 / 0.1 is not 3.
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first + 1 <= most:
            return tuple(round(index * step, 10) for index in range(first, last + 1))
    return (low, high)


def tick_label(value: float, values: Sequence[float]) -> str:
    """Write one of some ticks, all with as many decimals as their step needs."""
    step = values[1] - values[0] if len(values) > 1 else 1.0
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    written = f"{abs(value):.{decimals}f}"
    return written if value >= 0 or float(written) == 0 else f"−{written}"


def axis_below(scale: Scale, values: Sequence[float], y: float, top: float) -> Markup:
    """Return a horizontal axis: grid lines from ``top`` to ``y``, and labels under them."""
    return Markup("").join(
        line(scale(value), top, scale(value), y)
        + text(scale(value), y + 17, tick_label(value, values), anchor="middle", fill=QUIET)
        for value in values
    )


def axis_left(scale: Scale, values: Sequence[float], x: float, right: float) -> Markup:
    """Return a vertical axis: grid lines from ``x`` to ``right``, and labels left of them."""
    return Markup("").join(
        line(x, scale(value), right, scale(value))
        + text(x - 6, scale(value) + 4.5, tick_label(value, values), anchor="end", fill=QUIET)
        for value in values
    )
