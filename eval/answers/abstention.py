"""When to say nothing: how well support and status tell what the record answers.

Pure functions on arrays of one value per question. What is undefined (a class
without members) is None, never a number that looks like a score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FALSE_ANSWERS = 0.05
"""Share of unanswerable questions that may be answered, for :func:`answered_share`."""


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """A risk-coverage curve: one point for each distinct support, from the highest down.

    Attributes
    ----------
    threshold
        Questions with this support or more are answered.
    coverage
        Share of all questions that are answered then; ascending, ends at 1.
    risk
        Share of the answered that are wrong.
    """

    threshold: tuple[float, ...]
    coverage: tuple[float, ...]
    risk: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AnsweredShare:
    """The answered share at a bound on false answers.

    Attributes
    ----------
    share
        Of the answerable questions, those with the threshold's support or more.
    threshold
        None where no support keeps the bound: then nothing is answered.
    false_answers
        Of the unanswerable questions, the share that is answered at that threshold.
    """

    share: float
    threshold: float | None
    false_answers: float


def auroc(answerable: NDArray[np.bool_], support: NDArray[np.float64]) -> float | None:
    """Return the area under the ROC curve: P(support of yes > of no) + P(equal) / 2.

    The Mann-Whitney statistic over its maximum, ties at half (Hanley and McNeil,
    Radiology 143, 1982).

    Parameters
    ----------
    answerable
        bool, shape (questions,).
    support
        float64, shape (questions,), finite.

    Returns
    -------
    float in [0, 1], or None where there is no answerable or no unanswerable question
    """
    yes = int(answerable.sum())
    no = len(answerable) - yes
    if not yes or not no:
        return None
    _, group, counts = np.unique(support, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = (last - (counts - 1) / 2)[group]  # midranks, from 1
    return float((ranks[answerable].sum() - yes * (yes + 1) / 2) / (yes * no))


def risk_coverage(wrong: NDArray[np.bool_], support: NDArray[np.float64]) -> RiskCoverage:
    """Return the curve of risk over coverage as the threshold falls.

    El-Yaniv and Wiener, JMLR 11, 2010. Questions of equal support are answered
    together, in one step, so that no order among them is invented.

    Parameters
    ----------
    wrong
        bool, shape (questions,): whether answering it would be (or is) wrong.
    support
        float64, shape (questions,), finite.
    """
    values, group, counts = np.unique(support, return_inverse=True, return_counts=True)
    errors = np.bincount(group, weights=wrong.astype(np.float64), minlength=len(values))
    answered = np.cumsum(counts[::-1])
    risk = np.cumsum(errors[::-1]) / answered
    return RiskCoverage(
        threshold=tuple(values[::-1].tolist()),
        coverage=tuple((answered / max(1, len(wrong))).tolist()),
        risk=tuple(risk.tolist()),
    )


def aurc(curve: RiskCoverage) -> float | None:
    """Return the area under a risk-coverage curve; lower is better.

    Each step's risk times the coverage it adds. Without ties that is the mean of the
    risks at 1, 2, ... n answered questions (Geifman, Uziel and El-Yaniv, ICLR 2019).
    """
    if not curve.coverage:
        return None
    return float((np.diff(np.array([0.0, *curve.coverage])) * np.array(curve.risk)).sum())


def answered_share(
    answerable: NDArray[np.bool_],
    support: NDArray[np.float64],
    false_answers: float = FALSE_ANSWERS,
) -> AnsweredShare | None:
    """Return how many answerable questions can be answered at a bound on false answers.

    A threshold answers every question with that support or more. Among the
    supports that occur, the lowest one is taken at which at most ``false_answers``
    of the unanswerable questions are answered; since both shares only grow as the
    threshold falls, it has the largest share of answerable ones. The count decides,
    nothing is interpolated: with 19 unanswerable questions or fewer, 5 % is none.

    Returns
    -------
    AnsweredShare, or None where there is no answerable or no unanswerable question
    """
    yes, no = np.sort(support[answerable]), np.sort(support[~answerable])
    if not len(yes) or not len(no):
        return None
    thresholds = np.unique(support)
    false = len(no) - np.searchsorted(no, thresholds)
    # In whole questions, so that 1 of 20 is 5 % whatever the rounding.
    kept = thresholds[false <= int(np.floor(false_answers * len(no) + 1e-9))]
    if not len(kept):
        return AnsweredShare(0.0, None, 0.0)
    chosen = float(kept[0])
    return AnsweredShare(
        share=float((yes >= chosen).mean()),
        threshold=chosen,
        false_answers=float((no >= chosen).mean()),
    )


def abstention_precision_recall(
    abstained: NDArray[np.bool_], answerable: NDArray[np.bool_]
) -> tuple[float | None, float | None]:
    """Return precision and recall of abstaining, the unanswerable being what to abstain from.

    Precision is the share of unanswerable questions among those abstained from (None
    where it never abstained), recall the share of unanswerable questions that were
    abstained from (None where there are none). A ``weak`` answer is no abstention.
    """
    right = int((abstained & ~answerable).sum())
    said, no = int(abstained.sum()), int((~answerable).sum())
    return (right / said if said else None), (right / no if no else None)


def state_counts(
    kinds: Sequence[str], states: Sequence[str], all_kinds: Sequence[str], all_states: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Return how many questions of each kind ended in each state; kinds that are absent have 0."""
    counts = Counter(zip(kinds, states, strict=True))
    return {kind: {state: counts[kind, state] for state in all_states} for kind in all_kinds}
