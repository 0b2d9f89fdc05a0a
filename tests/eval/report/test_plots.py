"""Marks stand where a ruler would put them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from eval.answers.abstention import RiskCoverage
from eval.calibrate.reliability import Bin
from eval.report.plots import (
    Estimate,
    OperatingPoint,
    difference_plot,
    interval_plot,
    reliability_diagram,
    risk_coverage_plot,
)

BLUE, VERMILLION, INK = "#0072b2", "#d55e00", "#0b0c0c"


def drawn(plot: str) -> Any:
    return etree.fromstring(plot)


def words(plot: Any) -> list[str]:
    return [one.text for one in plot.iter("text")]


def points(shape: Any) -> list[tuple[float, float]]:
    pairs = [pair.split(",") for pair in shape.get("points").split()]
    return [(float(x), float(y)) for x, y in pairs]


class TestIntervals:
    # One character of label: the axis runs from 22.9 to 408; ticks from 0.4 to 0.6.
    ESTIMATES = (Estimate("a", 0.5, 0.4, 0.6), Estimate("b", 0.45, 0.4, 0.5))

    @pytest.fixture
    def plot(self) -> Any:
        return drawn(interval_plot("p", "RR", self.ESTIMATES, baseline="b", level="95 %"))

    def test_bars_run_from_end_to_end(self, plot: Any) -> None:
        bars = [one for one in plot.iter("line") if one.get("stroke-width") == "3"]
        ends = [(float(b.get("x1")), float(b.get("x2")), float(b.get("y1"))) for b in bars]
        assert ends == [(22.9, 408.0, 20.0), (22.9, 215.45, 44.0)]

    def test_the_best_is_a_diamond_and_the_others_discs(self, plot: Any) -> None:
        (diamond,) = plot.iter("polygon")
        across, up = zip(*points(diamond), strict=True)
        assert (sum(across) / 4, sum(up) / 4) == pytest.approx((215.45, 20.0))
        (disc,) = plot.iter("circle")
        assert float(disc.get("cx")) == pytest.approx(22.9 + 385.1 / 4, abs=0.01)
        assert disc.get("cy") == "44"

    def test_the_baseline_is_a_dashed_line_at_its_mean(self, plot: Any) -> None:
        (dashed,) = [one for one in plot.iter("line") if one.get("stroke-dasharray")]
        (disc,) = plot.iter("circle")
        assert dashed.get("x1") == dashed.get("x2") == disc.get("cx")

    def test_figures_are_there_as_text_and_in_the_description(self, plot: Any) -> None:
        assert {"a", "b", "0.500", "0.450"} <= set(words(plot))
        assert "a 0.500, from 0.400 to 0.600; b 0.450" in plot.find("desc").text

    def test_one_system_without_width_does_not_break(self) -> None:
        plot = drawn(
            interval_plot("p", "RR", [Estimate("a", 1.0, 1.0, 1.0)], baseline="a", level="95 %")
        )
        (diamond,) = plot.iter("polygon")
        assert points(diamond)[0][0] == pytest.approx((22.9 + 408) / 2)


class TestDifferences:
    # Four queries over the width from 48 to 452: 101 each. Up from 150 (-1) to 10 (1).
    def test_bars_are_sorted_and_as_high_as_their_difference(self) -> None:
        plot = drawn(difference_plot("p", "a", [-1.0, 0.0, 0.5, 1.0], "b"))
        gains, losses = plot.iter("path")
        assert gains.get("fill") == BLUE
        assert gains.get("d") == "M48.5 80V10H148.5V80zM149.5 80V45H249.5V80z"
        assert losses.get("fill") == VERMILLION
        assert losses.get("d") == "M351.5 80V150H451.5V80z"

    def test_counts_are_told(self) -> None:
        plot = drawn(difference_plot("p", "a", [-1.0, 0.0, 0.5, 1.0], "b"))
        assert "better on 2, equal on 1, worse on 1" in words(plot)
        assert "over b" in plot.find("desc").text
        assert "They run from +1.000 to −1.000." in plot.find("desc").text

    def test_the_scale_is_as_long_up_as_down(self) -> None:
        plot = drawn(difference_plot("p", "a", [0.2, 0.1], "b"))
        assert [t for t in words(plot) if re.fullmatch(r"−?\d\.\d", t)] == [
            "−0.2",
            "−0.1",
            "0.0",
            "0.1",
            "0.2",
        ]

    def test_many_equal_bars_are_one_rectangle(self) -> None:
        plot = drawn(difference_plot("p", "a", [1.0] * 101 + [-0.5] * 303, "b"))
        gains, losses = plot.iter("path")
        assert gains.get("d") == "M48 80V10H149V80z"
        assert losses.get("d") == "M149 80V115H452V80z"

    @pytest.mark.parametrize("differences", [[], [0.0], [0.0, 0.0]])
    def test_nothing_to_draw_does_not_break(self, differences: list[float]) -> None:
        plot = drawn(difference_plot("p", "a", differences, "b"))
        assert not list(plot.iter("path"))
        assert f"better on 0, equal on {len(differences)}, worse on 0" in words(plot)


class TestReliability:
    BINS = (Bin(0.0, 0.1, 4, 0.05, 0.25, 0.0, 0.5), Bin(0.9, 1.0, 2, 0.95, 1.0, 0.5, 1.0))

    @pytest.fixture
    def plot(self) -> Any:
        return drawn(reliability_diagram("p", "support", self.BINS))

    def test_points_stand_at_mean_and_share(self, plot: Any) -> None:
        # Across from 52 to 448, up from 300 to 28.
        discs = [(float(c.get("cx")), float(c.get("cy"))) for c in plot.iter("circle")]
        assert discs == [(71.8, 232.0), (428.2, 28.0)]

    def test_intervals_are_drawn_through_them(self, plot: Any) -> None:
        bars = [one for one in plot.iter("line") if one.get("stroke") == BLUE]
        ends = [(float(b.get("y1")), float(b.get("y2"))) for b in bars]
        assert ends == [(300.0, 164.0), (164.0, 28.0)]

    def test_counts_are_bars_with_numbers(self, plot: Any) -> None:
        heights = [float(bar.get("height")) for bar in plot.iter("rect")]
        assert heights == [44.0, 22.0]
        assert {"4", "2"} <= set(words(plot))

    def test_the_diagonal_is_there(self, plot: Any) -> None:
        (dashed,) = [one for one in plot.iter("line") if one.get("stroke-dasharray")]
        ends = [dashed.get(name) for name in ("x1", "y1", "x2", "y2")]
        assert ends == ["52", "300", "448", "28"]

    @pytest.mark.parametrize("bins", [(), BINS[:1]])
    def test_few_bins_do_not_break(self, bins: tuple[Bin, ...]) -> None:
        plot = drawn(reliability_diagram("p", "support", bins))
        assert len(list(plot.iter("circle"))) == len(bins)
        assert not list(plot.iter("polyline"))


class TestRiskCoverage:
    CURVE = RiskCoverage(threshold=(0.9, 0.5, 0.1), coverage=(0.25, 0.5, 1.0), risk=(0.0, 0.1, 0.4))

    def test_the_curve_goes_through_its_points(self) -> None:
        # Across from 52 to 448; up from 260 (0) to 28 (0.4).
        plot = drawn(risk_coverage_plot("p", "t", self.CURVE, ()))
        (curve,) = plot.iter("polyline")
        assert points(curve) == [(151.0, 260.0), (250.0, 202.0), (448.0, 28.0)]

    def test_operating_points_are_marked_and_named(self) -> None:
        at = (OperatingPoint("answered", 0.5, 0.1), OperatingPoint("nothing", 0.0, None))
        plot = drawn(risk_coverage_plot("p", "t", self.CURVE, at))
        (marker,) = plot.iter("rect")
        middle = (float(marker.get("x")) + 6, float(marker.get("y")) + 6)
        assert middle == pytest.approx((250.0, 202.0))
        assert "answered" in words(plot)
        assert "nothing" not in words(plot)
        assert "answered: coverage 0.50, risk 0.10" in plot.find("desc").text

    def test_no_label_leaves_the_plot(self) -> None:
        at = (OperatingPoint("answered or weak", 1.0, 0.4), OperatingPoint("answered", 0.01, 0.0))
        plot = drawn(risk_coverage_plot("p", "t", self.CURVE, at))
        placed = {one.text: one for one in plot.iter("text")}
        right, left = placed["answered or weak"], placed["answered"]
        assert right.get("text-anchor") == "end"
        assert 0 < float(right.get("x")) < 448
        assert float(right.get("y")) > 28
        assert left.get("text-anchor") is None
        assert float(left.get("x")) > 52

    def test_a_curve_without_risk_or_points_does_not_break(self) -> None:
        never_wrong = RiskCoverage((0.5,), (1.0,), (0.0,))
        (dot,) = drawn(risk_coverage_plot("p", "t", never_wrong, ())).iter("circle")
        assert (dot.get("cx"), dot.get("cy")) == ("448", "260")
        empty = drawn(risk_coverage_plot("p", "t", RiskCoverage((), (), ()), ()))
        assert not list(empty.iter("polyline"))
