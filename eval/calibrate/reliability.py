"""Whether a support that is read as a probability is one.

Questions are put into bins by their probability, and each bin's mean is held against
the share of its questions that the record answers. Pure functions on two arrays with
one value per question. What no question stands for is left out or None, never a
number that looks like a score.

Sources: bins and the expected calibration error as Guo, Pleiss, Sun and Weinberger, "On
calibration of modern neural networks", ICML 2017, with bins of equal mass as Nguyen and
O'Connor, EMNLP 2015; Brier, "Verification of forecasts expressed in terms of probability",
Monthly Weather Review 78(1), 1950; Wilson, Journal of the American Statistical Association
22(158), 1927.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

BINS = 10
CONFIDENCE = 0.95


class Binning(StrEnum):
    """How the edges of bins are chosen: at equal steps, or at the probabilities' quantiles."""

    WIDTH = "width"
    MASS = "mass"


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose probability lies in ``(start, end]``; the first bin holds its start too.

    Attributes
    ----------
    count
        How many; at least 1.
    mean
        Their mean probability.
    observed
        Share of them that the record answers.
    low, high
        Wilson's 95 % interval of that share.
    """

    start: float
    end: float
    count: int
    mean: float
    observed: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far probabilities are to be believed.

    Attributes
    ----------
    questions
        How many; at least 1.
    observed, mean
        Share that the record answers, and the mean probability.
    brier
        :func:`brier_score`; lower is better.
    brier_of_base_rate
        The same of always saying ``observed``: what is not below it says nothing.
    log_loss
        :func:`log_loss`, in nats; lower is better.
    equal_width, equal_mass
        Bins, ascending; those that hold no question are left out.
    error_width, error_mass
        Expected calibration error over these bins, in [0, 1].
    """

    questions: int
    observed: float
    mean: float
    brier: float
    brier_of_base_rate: float
    log_loss: float
    equal_width: tuple[Bin, ...]
    equal_mass: tuple[Bin, ...]
    error_width: float
    error_mass: float


def reliability(
    probabilities: NDArray[np.float64], answerable: NDArray[np.bool_], bins: int = BINS
) -> Reliability | None:
    """Return everything of one set of questions; None of no question.

    Parameters
    ----------
    probabilities
        float64, shape (questions,), in [0, 1].
    answerable
        bool, shape (questions,): whether the record answers.
    bins
        How many, of either kind.

    Raises
    ------
    ValueError
        When a probability is none.
    """
    if not len(probabilities):
        return None
    width = reliability_bins(probabilities, answerable, bins, Binning.WIDTH)
    mass = reliability_bins(probabilities, answerable, bins, Binning.MASS)
    observed = float(answerable.mean())
    return Reliability(
        questions=len(probabilities),
        observed=observed,
        mean=float(probabilities.mean()),
        brier=brier_score(probabilities, answerable),
        brier_of_base_rate=observed * (1.0 - observed),
        log_loss=log_loss(probabilities, answerable),
        equal_width=width,
        equal_mass=mass,
        error_width=calibration_error(width) or 0.0,
        error_mass=calibration_error(mass) or 0.0,
    )


def reliability_bins(
    probabilities: NDArray[np.float64],
    answerable: NDArray[np.bool_],
    bins: int = BINS,
    binning: Binning = Binning.WIDTH,
) -> tuple[Bin, ...]:
    """Return bins over [0, 1], or between the quantiles of the probabilities.

    Equal probabilities share a bin, so bins of equal mass can differ in size, and
    the order of questions does not matter.

    Raises
    ------
    ValueError
        When a probability is none.
    """
    _check(probabilities)
    if not len(probabilities):
        return ()
    steps = np.linspace(0.0, 1.0, bins + 1)
    edges = steps if binning is Binning.WIDTH else np.percentile(probabilities, steps * 100)
    where = np.searchsorted(edges[1:-1], probabilities)
    found = []
    for index in range(bins):
        held = where == index
        count = int(held.sum())
        if not count:
            continue
        right = int(answerable[held].sum())
        start, end = float(edges[index]), float(edges[index + 1])
        mean = float(probabilities[held].mean())
        found.append(Bin(start, end, count, mean, right / count, *wilson(right, count)))
    return tuple(found)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error: bins' distance of mean and share, by their size."""
    total = sum(one.count for one in bins)
    if not total:
        return None
    return sum(one.count * abs(one.mean - one.observed) for one in bins) / total


def brier_score(probabilities: NDArray[np.float64], answerable: NDArray[np.bool_]) -> float:
    """Return the mean squared distance of probability and outcome, in [0, 1].

    Brier summed it over both outcomes, which is twice as much; this is the form in use now.
    """
    _check(probabilities)
    return float(np.mean((probabilities - answerable) ** 2))


def log_loss(probabilities: NDArray[np.float64], answerable: NDArray[np.bool_]) -> float:
    """Return the mean negative log of the probability given to what was so, in nats.

    A probability of exactly 0 or 1 is moved by the smallest step above 1 that a float64
    knows, since being certain and wrong would cost infinitely much.
    """
    _check(probabilities)
    step = float(np.finfo(np.float64).eps)
    kept = np.clip(probabilities, step, 1.0 - step)
    return float(-np.mean(np.where(answerable, np.log(kept), np.log1p(-kept))))


def wilson(right: int, count: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the ends of Wilson's interval of ``right / count``: within [0, 1], never a point."""
    z = NormalDist().inv_cdf((1.0 + confidence) / 2.0)
    share, weight = right / count, 1.0 + z * z / count
    middle = (share + z * z / (2 * count)) / weight
    half = z / weight * ((share * (1 - share) + z * z / (4 * count)) / count) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def _check(probabilities: NDArray[np.float64]) -> None:
    # Written so that a value that is not a number fails too.
    if len(probabilities) and not (probabilities.min() >= 0.0 and probabilities.max() <= 1.0):
        raise ValueError("probabilities must lie between 0 and 1")
