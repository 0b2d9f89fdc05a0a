"""What a measure is: a name, a cut-off, a least relevant grade, and a figure for one query."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Grades = NDArray[np.int64]

UNJUDGED = int(np.iinfo(np.int64).min)
"""Stands for the grade of a passage that nobody judged: below every grade, so not relevant."""


class TieRule(StrEnum):
    """How equal scores are put in order.

    trec_eval reads scores as 32-bit floats and puts the greater id first.
    ir_measures computes RR@k and Judged@k, which trec_eval lacks, with code of its own
    that compares 64-bit scores and puts the lesser id first. A run whose scores strictly
    decrease in 32 bits (as the runs that Minuted writes) is ordered alike by both.
    """

    TREC_EVAL = "32-bit scores, greater id first"
    LESSER_ID = "64-bit scores, lesser id first"


@dataclass(frozen=True, slots=True, eq=False)
class QueryGrades:
    """All that a measure sees of one query.

    Attributes
    ----------
    ranked
        int64, shape (n,): the grades of the ranked passages, best first; UNJUDGED where
        there is none.
    judged
        int64, shape (m,): the grades of all judged passages, in any order.
    """

    ranked: Grades
    judged: Grades


@dataclass(frozen=True, slots=True)
class Measure(ABC):
    """One measure with its parameters; ``str`` gives the name as ir_measures spells it.

    Attributes
    ----------
    cutoff
        How many passages from the top count; None for all.
    rel
        The least grade that is relevant.
    """

    name: ClassVar[str]
    needs_cutoff: ClassVar[bool] = False
    takes_rel: ClassVar[bool] = True

    cutoff: int | None = None
    rel: int = 1

    @property
    def ties(self) -> TieRule:
        """How the ranking is ordered where scores are equal."""
        return TieRule.TREC_EVAL

    @property
    def depth(self) -> int:
        """The cut-off, or a number no ranking is as long as."""
        return sys.maxsize if self.cutoff is None else self.cutoff

    @abstractmethod
    def of(self, query: QueryGrades) -> float:
        """Return the figure of one query, in [0, 1]."""

    def __str__(self) -> str:
        parameters = "" if self.rel == 1 else f"(rel={self.rel})"
        at = "" if self.cutoff is None else f"@{self.cutoff}"
        return f"{self.name}{parameters}{at}"
