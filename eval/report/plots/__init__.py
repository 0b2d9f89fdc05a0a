"""Plots as inline SVG: pure functions from figures to markup, without any script."""

from eval.report.plots.differences import difference_plot
from eval.report.plots.intervals import Estimate, interval_plot
from eval.report.plots.reliability import reliability_diagram
from eval.report.plots.risk_coverage import OperatingPoint, risk_coverage_plot

__all__ = [
    "Estimate",
    "OperatingPoint",
    "difference_plot",
    "interval_plot",
    "reliability_diagram",
    "risk_coverage_plot",
]
