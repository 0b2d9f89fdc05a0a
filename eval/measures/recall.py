"""R@k: the share of the relevant passages that stand in the first k ranks.

Kent, Berry, Luehrs and Perry, "Machine literature searching VIII", American
Documentation 6(2), 1955.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from eval.measures.measure import Grades, Measure, QueryGrades


def recall(ranked: Grades, judged: Grades, depth: int, rel: int = 1) -> float:
    """Return how much of what is relevant was found.

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
    return float(np.count_nonzero(ranked[:depth] >= rel) / relevant) if relevant else 0.0


@dataclass(frozen=True, slots=True)
class Recall(Measure):
    """``R@k``."""

    name: ClassVar[str] = "R"
    needs_cutoff: ClassVar[bool] = True

    def of(self, query: QueryGrades) -> float:
        """Return the figure of one query."""
        return recall(query.ranked, query.judged, self.depth, self.rel)
