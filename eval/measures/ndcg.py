"""nDCG: gains discounted by rank, relative to the best possible ranking.

Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS
20(4), 2002; with the discount log2(rank + 1) and the linear gains of trec_eval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from eval.measures.measure import Grades, Measure, QueryGrades


def ndcg(ranked: Grades, judged: Grades, depth: int) -> float:
    """Return DCG divided by the DCG of the judged passages in their best order.

    Parameters
    ----------
    ranked
        int64, shape (n,): grades in rank order; a grade is its gain, below 1 there is none.
    judged
        int64, shape (m,): grades of all judged passages.
    depth
        How many ranks count, in both rankings.

    Returns
    -------
    In [0, 1]; 0 where no judged passage is relevant.
    """
    ideal = _dcg(-np.sort(-judged)[:depth])
    return _dcg(ranked[:depth]) / ideal if ideal else 0.0


def _dcg(grades: Grades) -> float:
    places = np.flatnonzero(grades > 0)
    return float(np.sum(grades[places] / np.log2(places + 2)))


@dataclass(frozen=True, slots=True)
class NDCG(Measure):
    """``nDCG`` or ``nDCG@k``."""

    name: ClassVar[str] = "nDCG"
    takes_rel: ClassVar[bool] = False

    def of(self, query: QueryGrades) -> float:
        """Return the figure of one query."""
        return ndcg(query.ranked, query.judged, self.depth)
