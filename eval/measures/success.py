"""Success@k: 1 where a relevant passage stands in the first k ranks, otherwise 0.

Craswell and Hawking, "Overview of the TREC-2004 Web Track", TREC 2004.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from eval.measures.measure import Grades, Measure, QueryGrades


def success(ranked: Grades, depth: int, rel: int = 1) -> float:
    """Tell, as 1 or 0, whether anything relevant stands in the top.

    Parameters
    ----------
    ranked
        int64, shape (n,): grades in rank order.
    depth
        How many ranks count.
    rel
        The least grade that is relevant.
    """
    return float(np.any(ranked[:depth] >= rel))


@dataclass(frozen=True, slots=True)
class Success(Measure):
    """``Success@k``."""

    name: ClassVar[str] = "Success"
    needs_cutoff: ClassVar[bool] = True

    def of(self, query: QueryGrades) -> float:
        """Return the figure of one query."""
        return success(query.ranked, self.depth, self.rel)
