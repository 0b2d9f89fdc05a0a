"""A comparison of systems arranged for the page: cells, plots and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from eval.comparison import Comparison, MeasureComparison, PairedDifference, RunMean
from eval.comparison.baseline import TIE
from eval.report.contents import QueryLine
from eval.report.plots import Estimate, difference_plot, interval_plot
from eval.report.wording import percent


@dataclass(frozen=True, slots=True)
class Cell:
    """One system by one measure; the baseline has no difference."""

    mean: RunMean
    best: bool
    difference: PairedDifference | None


@dataclass(frozen=True, slots=True)
class SystemRow:
    """One system by all measures."""

    system: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class QueryFigures:
    """One query: a figure for each system."""

    query: QueryLine
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure: differences as plots and pairs, and the figures of each query."""

    measure: str
    pairs: tuple[PairedDifference, ...]
    plots: tuple[Markup, ...]
    queries: tuple[QueryFigures, ...]


@dataclass(frozen=True, slots=True)
class RetrievalView:
    """All that the page shows of a comparison."""

    comparison: Comparison
    level: str
    rows: tuple[SystemRow, ...]
    intervals: tuple[Markup, ...]
    measures: tuple[MeasureView, ...]


def retrieval_view(key: str, comparison: Comparison, queries: Sequence[QueryLine]) -> RetrievalView:
    """Arrange a comparison.

    Parameters
    ----------
    key
        Unique in the page; what the plots' ids begin with.
    comparison
        Of the systems of one split.
    queries
        All that were compared.
    """
    level = percent(comparison.confidence)
    columns = [_cells(one) for one in comparison.measures]
    return RetrievalView(
        comparison=comparison,
        level=level,
        rows=tuple(
            SystemRow(system, tuple(column[row] for column in columns))
            for row, system in enumerate(comparison.runs)
        ),
        intervals=tuple(
            interval_plot(
                f"{key}-interval-{number}",
                one.measure,
                [Estimate(m.run, m.mean, m.interval.low, m.interval.high) for m in one.means],
                baseline=comparison.baseline,
                level=level,
            )
            for number, one in enumerate(comparison.measures)
        ),
        measures=tuple(
            _measure(f"{key}-difference-{number}", comparison, one, queries)
            for number, one in enumerate(comparison.measures)
        ),
    )


def _cells(one: MeasureComparison) -> list[Cell]:
    best = max(mean.mean for mean in one.means)
    pairs = {pair.run: pair for pair in one.differences}
    return [Cell(mean, mean.mean == best, pairs.get(mean.run)) for mean in one.means]


def _measure(
    key: str, comparison: Comparison, one: MeasureComparison, queries: Sequence[QueryLine]
) -> MeasureView:
    by_id = {query.id: query for query in queries}
    base = one.values[comparison.runs.index(comparison.baseline)]
    plots = []
    for number, (system, values) in enumerate(zip(comparison.runs, one.values, strict=True)):
        if system != comparison.baseline:
            differences = [_less(value, other) for value, other in zip(values, base, strict=True)]
            title = f"{system} less {comparison.baseline}, {one.measure}"
            plots.append(
                difference_plot(f"{key}-{number}", title, differences, comparison.baseline)
            )
    return MeasureView(
        measure=one.measure,
        pairs=one.differences,
        plots=tuple(plots),
        queries=tuple(
            QueryFigures(by_id[query], figures)
            for query, figures in zip(
                comparison.queries, zip(*one.values, strict=True), strict=True
            )
        ),
    )


def _less(value: float, other: float) -> float:
    """Return a difference; 0 where the comparison counts a tie."""
    difference = value - other
    return 0.0 if abs(difference) <= TIE else difference
