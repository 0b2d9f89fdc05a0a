"""Elements, scales, ticks and colours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from eval.report.plots.svg import (
    BLUE,
    INK,
    QUIET,
    VERMILLION,
    Scale,
    element,
    figure,
    number,
    text,
    tick_label,
    ticks,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.0, "1"), (0.5, "0.5"), (1 / 3, "0.33"), (-0.001, "0"), (-2.5, "-2.5"), (100.0, "100")],
)
def test_coordinates_are_short_and_never_minus_zero(value: float, written: str) -> None:
    assert number(value) == written


def test_what_is_written_is_escaped_once() -> None:
    made = element("text", '<b>&"', title='"><script>')
    assert made == '<text title="&#34;&gt;&lt;script&gt;">&lt;b&gt;&amp;&#34;</text>'
    assert element("g", made) == Markup("<g>") + made + Markup("</g>")


def test_a_plot_is_named_and_described() -> None:
    made = etree.fromstring(figure("p1", "A title", "What it shows", 50, text(1, 2, "x")))
    assert made.get("role") == "img"
    assert made.get("viewBox") == "0 0 460 50"
    title, description = made.find("title"), made.find("desc")
    assert (title.text, description.text) == ("A title", "What it shows")
    assert made.get("aria-labelledby") == title.get("id")
    assert made.get("aria-describedby") == description.get("id")


def test_a_scale_is_straight_in_either_direction() -> None:
    down = Scale(0.0, 2.0, 100.0, 0.0)
    assert [down(value) for value in (0.0, 0.5, 2.0)] == [100.0, 75.0, 0.0]


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0.4, 0.6, 5, (0.4, 0.45, 0.5, 0.55, 0.6)),
        (0.0, 1.0, 6, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        (0.0, 1.0, 5, (0.0, 0.5, 1.0)),
        (-1.0, 1.0, 5, (-1.0, -0.5, 0.0, 0.5, 1.0)),
        (0.0, 0.3, 6, (0.0, 0.1, 0.2, 0.3)),
    ],
)
def test_ticks_are_round(low: float, high: float, most: int, expected: tuple[float, ...]) -> None:
    assert ticks(low, high, most) == pytest.approx(expected)


def test_ticks_around_a_single_value() -> None:
    found = ticks(0.5, 0.5)
    assert found[0] < 0.5 < found[-1]


@given(st.floats(-1, 1), st.floats(1e-6, 2), st.integers(4, 8))
def test_ticks_cover_the_interval_in_equal_steps(low: float, width: float, most: int) -> None:
    found = ticks(low, low + width, most)
    assert 2 <= len(found) <= most
    assert found[0] <= low + 1e-8 * width + 1e-9
    assert found[-1] >= low + width - 1e-8 * width - 1e-9
    steps = [b - a for a, b in pairwise(found)]
    assert steps == pytest.approx([steps[0]] * len(steps), abs=1e-9)


def test_tick_labels_have_the_decimals_of_their_step() -> None:
    assert [tick_label(v, (0.4, 0.45, 0.5)) for v in (0.4, 0.45)] == ["0.40", "0.45"]
    assert [tick_label(v, (-0.5, 0.0, 0.5)) for v in (-0.5, 0.0)] == ["−0.5", "0.0"]


def luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("colour", "least"), [(INK, 4.5), (QUIET, 4.5), (BLUE, 3.0), (VERMILLION, 3.0)]
)
def test_colours_stand_out_on_white(colour: str, least: float) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= least


def test_the_two_colours_differ_in_grey_print() -> None:
    darker, lighter = sorted((luminance(BLUE), luminance(VERMILLION)))
    assert (lighter + 0.05) / (darker + 0.05) > 1.2
