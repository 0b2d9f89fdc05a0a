"""A comparison as plain values: one JSON object, or rows of figures per query."""

from __future__ import annotations

from typing import Any

from eval.comparison.records import Comparison, Interval, QueryRow


def comparison_json(comparison: Comparison, *, per_query: bool = False) -> dict[str, Any]:
    """Return the object that ``--json`` prints.

    Parameters
    ----------
    comparison
        What :func:`eval.comparison.compare` returned.
    per_query
        Whether the figures of every query are in it.
    """
    found: dict[str, Any] = {
        "runs": list(comparison.runs),
        "baseline": comparison.baseline,
        "queries": len(comparison.queries),
        "test": comparison.test,
        "correction": comparison.correction,
        "family": "every run against the baseline, by one measure",
        "samples": comparison.samples,
        "seed": comparison.seed,
        "confidence": comparison.confidence,
        "missing_queries": {run: len(comparison.missing[run]) for run in comparison.runs},
        "ignored_queries": {run: len(comparison.ignored[run]) for run in comparison.runs},
        "measures": [
            {
                "measure": one.measure,
                "means": [
                    {"run": mean.run, "mean": mean.mean, "interval": _ends(mean.interval)}
                    for mean in one.means
                ],
                "differences": [
                    {
                        "run": pair.run,
                        "difference": pair.difference,
                        "interval": _ends(pair.interval),
                        "wins": pair.wins,
                        "ties": pair.ties,
                        "losses": pair.losses,
                        "p": pair.p,
                        "corrected_p": pair.corrected_p,
                        "method": pair.method,
                    }
                    for pair in one.differences
                ],
            }
            for one in comparison.measures
        ],
    }
    if per_query:
        found["per_query"] = [
            {
                "measure": row.measure,
                "query": row.query,
                "values": dict(zip(comparison.runs, row.values, strict=True)),
            }
            for row in per_query_rows(comparison)
        ]
    return found


def _ends(interval: Interval) -> list[float]:
    return [interval.low, interval.high]


def per_query_rows(comparison: Comparison) -> tuple[QueryRow, ...]:
    """Return the figures of every query, by measure, then by query id."""
    base = comparison.runs.index(comparison.baseline)
    return tuple(
        QueryRow(
            measure=one.measure,
            query=query,
            values=figures,
            differences=tuple(figure - figures[base] for figure in figures),
        )
        for one in comparison.measures
        for query, figures in zip(comparison.queries, zip(*one.values, strict=True), strict=True)
    )
