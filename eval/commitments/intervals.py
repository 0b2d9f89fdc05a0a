"""How far precision, recall and F1 may be off: a bootstrap over documents.

Sentences of one set of minutes are alike (one clerk, one house style), so whole
documents are drawn again, not sentences; a bootstrap of sentences would claim
too narrow an interval. Efron and Tibshirani 1993, "An Introduction to the
Bootstrap", chapter 13 (percentile intervals).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from eval.commitments.records import Interval, Intervals

LEVEL = 0.95


def bootstrap(counts: NDArray[np.int64], resamples: int, seed: int) -> Intervals:
    """Return percentile intervals of the shares that summed counts yield.

    Parameters
    ----------
    counts
        ``right``, ``predicted``, ``labelled`` of each document, int64, shape (d, 3).
    resamples
        How often d documents are drawn, with replacement.
    seed
        Of the draw; the same seed gives the same intervals.

    Returns
    -------
    Intervals
        None for a share that no resample has (nothing was predicted), and for
        all with fewer than two documents. Resamples without a share are passed over.
    """
    documents = len(counts)
    if documents < 2:
        return Intervals(None, None, None)
    drawn = np.random.default_rng(seed).integers(0, documents, (resamples, documents))
    right, predicted, labelled = counts[drawn].sum(axis=1).T
    return Intervals(
        _percentiles(right, predicted),
        _percentiles(right, labelled),
        _percentiles(2 * right, predicted + labelled),
    )


def _percentiles(some: NDArray[np.int64], of: NDArray[np.int64]) -> Interval | None:
    shares = some[of > 0] / of[of > 0]
    if not len(shares):
        return None
    low, high = np.quantile(shares, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))
