"""P@k: the share of the first k ranks that hold a relevant passage.

Kent, Berry, Luehrs and Perry, "Machine literature searching VIII", American
Documentation 6(2), 1955; cut at k as in trec_eval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from eval.measures.measure import Grades, Measure, QueryGrades


def precision(ranked: Grades, depth: int, rel: int = 1) -> float:
    """Return how much of the top is relevant; ranks that a short ranking leaves empty are not.

    Parameters
    ----------
    ranked
        int64, shape (n,): grades in rank order.
    depth
        How many ranks count; the divisor whatever n is.
    rel
        The least grade that is relevant.
    """
    return float(np.count_nonzero(ranked[:depth] >= rel) / depth)


@dataclass(frozen=True, slots=True)
class Precision(Measure):
    """``P@k``."""

    name: ClassVar[str] = "P"
    needs_cutoff: ClassVar[bool] = True

    def of(self, query: QueryGrades) -> float:
        """Return the figure of one query."""
        return precision(query.ranked, self.depth, self.rel)
