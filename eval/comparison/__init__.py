"""Runs compared on the same queries: means, differences, intervals and p values."""

from eval.comparison.baseline import TESTS, compare
from eval.comparison.correction import CORRECTIONS
from eval.comparison.records import (
    Comparison,
    Interval,
    MeasureComparison,
    PairedDifference,
    QueryRow,
    RunMean,
)
from eval.comparison.tables import comparison_json, per_query_rows

__all__ = [
    "CORRECTIONS",
    "TESTS",
    "Comparison",
    "Interval",
    "MeasureComparison",
    "PairedDifference",
    "QueryRow",
    "RunMean",
    "compare",
    "comparison_json",
    "per_query_rows",
]
