"""AP: the mean, over all relevant passages, of the precision at the rank of each.

Harman, "Evaluation issues in information retrieval", Information Processing and
Management 28(4), 1992; cut at k, the divisor stays the number of all relevant passages,
as in trec_eval's map_cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from eval.measures.measure import Grades, Measure, QueryGrades


def average_precision(ranked: Grades, judged: Grades, depth: int, rel: int = 1) -> float:
    """Return the mean precision at the relevant passages; one that is not found counts 0.

    Parameters
    ----------
    ranked, judged
        int64: grades in rank order, and of all judged passages.
    depth
        How many ranks count.
    rel
        The least grade that is relevant.

    Returns
    -------
    In [0, 1]; 0 where no judged passage is relevant.
    """
    relevant = np.count_nonzero(judged >= rel)
    if not relevant:
        return 0.0
    ranks = np.flatnonzero(ranked[:depth] >= rel) + 1
    return float(np.sum(np.arange(1, len(ranks) + 1) / ranks) / relevant)


@dataclass(frozen=True, slots=True)
class AveragePrecision(Measure):
    """``AP`` or ``AP@k``."""

    name: ClassVar[str] = "AP"

    def of(self, query: QueryGrades) -> float:
        """Return the figure of one query."""
        return average_precision(query.ranked, query.judged, self.depth, self.rel)
