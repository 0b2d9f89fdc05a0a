"""RR: one divided by the rank of the first relevant passage.

Kantor and Voorhees, "The TREC-5 Confusion Track", Information Retrieval 2(2), 2000.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from eval.measures.measure import Grades, Measure, QueryGrades, TieRule


def reciprocal_rank(ranked: Grades, depth: int, rel: int = 1) -> float:
    """Return 1 / rank of the first relevant passage, 0 where none stands in the top.

    Parameters
    ----------
    ranked
        int64, shape (n,): grades in rank order.
    depth
        How many ranks count.
    rel
        The least grade that is relevant.
    """
    hits = np.flatnonzero(ranked[:depth] >= rel)
    return 1.0 / (int(hits[0]) + 1) if len(hits) else 0.0


@dataclass(frozen=True, slots=True)
class ReciprocalRank(Measure):
    """``RR`` or ``RR@k``."""

    name: ClassVar[str] = "RR"

    @property
    def ties(self) -> TieRule:
        """RR is trec_eval's; RR@k is ir_measures' own and puts the lesser id first."""
        return TieRule.TREC_EVAL if self.cutoff is None else TieRule.LESSER_ID

    def of(self, query: QueryGrades) -> float:
        """Return the figure of one query."""
        return reciprocal_rank(query.ranked, self.depth, self.rel)
