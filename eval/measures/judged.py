"""Judged@k: the share of the first k passages that somebody judged, whatever the grade.

It tells how far the other figures can be trusted: an unjudged passage counts as not
relevant. As in ir_measures, a ranking of fewer than k passages is divided by its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from eval.measures.measure import UNJUDGED, Grades, Measure, QueryGrades, TieRule


def judged_share(ranked: Grades, depth: int) -> float:
    """Return the share of the top that is judged; 0 for an empty ranking.

    Parameters
    ----------
    ranked
        int64, shape (n,): grades in rank order, UNJUDGED where there is none.
    depth
        How many ranks count.
    """
    top = ranked[:depth]
    return float(np.count_nonzero(top != UNJUDGED) / len(top)) if len(top) else 0.0


@dataclass(frozen=True, slots=True)
class Judged(Measure):
    """``Judged`` or ``Judged@k``."""

    name: ClassVar[str] = "Judged"
    takes_rel: ClassVar[bool] = False

    @property
    def ties(self) -> TieRule:
        """The measure is ir_measures' own and puts the lesser id first."""
        return TieRule.LESSER_ID

    def of(self, query: QueryGrades) -> float:
        """Return the figure of one query."""
        return judged_share(query.ranked, self.depth)
