"""A run scored by measures: figures per query and their means.

The queries are those of the judgements, as in ir_measures (its ``calc_aggregate`` and its
command line; trec_eval's ``-c``): a query that the run lacks counts 0, a query without
judgements is ignored. A query none of whose judged passages is relevant stays in the mean:
it counts 0, by Judged@k what is judged of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UsageError
from eval.measures.measure import Measure, QueryGrades, TieRule
from eval.measures.ranking import grades
from eval.records import Qrels, Run

LARGEST_GRADE = 2**31 - 1
_NAMED = 10
"""So many faults are named one by one; the rest are counted."""


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """The figures of one run.

    Attributes
    ----------
    measures
        What was asked for, in that order.
    queries
        Ids of the judged queries, ascending.
    values
        float64, shape (measures, queries), in [0, 1].
    means
        The mean over all queries, by the measure's name.
    per_query
        The figure of each query, by the measure's name, then the query's id.
    missing
        Judged queries for which the run ranks nothing; they count 0.
    ignored
        Queries of the run without judgements; they count nowhere.
    """

    measures: tuple[Measure, ...]
    queries: tuple[str, ...]
    values: NDArray[np.float64]
    means: Mapping[str, float]
    per_query: Mapping[str, Mapping[str, float]]
    missing: tuple[str, ...]
    ignored: tuple[str, ...]


def evaluate(measures: Sequence[Measure], qrels: Qrels, run: Run) -> Evaluation:
    """Score a run.

    Parameters
    ----------
    measures
        From :func:`eval.measures.parse_measures`.
    qrels
        Grades; below a measure's ``rel`` (1 unless told) not relevant, absent not judged
        and not relevant either.
    run
        Scores. Only they order the passages; ties as :class:`~eval.measures.TieRule` says.

    Raises
    ------
    corpus.errors.UsageError
        Where the judgements hold no query, a score is not a number, or a grade does not
        fit in 32 bits; all faults of both at once.
    """
    _check(qrels, run)
    queries = tuple(sorted(qrels))
    values = np.zeros((len(measures), len(queries)))
    for column, query in enumerate(queries):
        scores = run.get(query)
        if not scores:
            continue
        seen: dict[TieRule, QueryGrades] = {}
        for row, measure in enumerate(measures):
            if measure.ties not in seen:
                seen[measure.ties] = grades(scores, qrels[query], measure.ties)
            values[row, column] = measure.of(seen[measure.ties])
    names = [str(measure) for measure in measures]
    return Evaluation(
        tuple(measures),
        queries,
        values,
        means=dict(zip(names, values.mean(axis=1).tolist(), strict=True)),
        per_query={
            name: dict(zip(queries, figures, strict=True))
            for name, figures in zip(names, values.tolist(), strict=True)
        },
        missing=tuple(query for query in queries if not run.get(query)),
        ignored=tuple(sorted(set(run) - set(qrels))),
    )


def _check(qrels: Qrels, run: Run) -> None:
    if not qrels:
        raise UsageError("The judgements hold no query, so there is nothing to score.")
    faults = [
        f"query {query}, passage {passage}: the score is not a number"
        for query, scores in run.items()
        for passage, score in scores.items()
        if math.isnan(score)
    ] + [
        f"query {query}, passage {passage}: the grade {grade} does not fit in 32 bits"
        for query, judgements in qrels.items()
        for passage, grade in judgements.items()
        if abs(grade) > LARGEST_GRADE
    ]
    if faults:
        more = [f"and {len(faults) - _NAMED} more"] if len(faults) > _NAMED else []
        raise UsageError(
            "This run cannot be scored:\n  " + "\n  ".join(faults[:_NAMED] + more) + ".",
            "Write the run and the judgements again with plain numbers.",
        )
