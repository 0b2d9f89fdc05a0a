"""Percentile bootstrap of means over queries.

Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13. Rows are
resampled together: the same drawn queries for every run and every difference, so that the
interval of a difference is paired, and no row's interval depends on which rows stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CHUNK = 2**16
"""Numbers drawn at a time: half a megabyte, which stays in the processor's cache."""


def mean_intervals(
    values: Floats, samples: int, confidence: float, rng: np.random.Generator
) -> Floats:
    """Return percentile intervals of the means of rows.

    Parameters
    ----------
    values
        float64, shape (rows, queries), at least one query.
    samples
        How often the queries are resampled.
    confidence
        Share of the resampled means within the interval, in (0, 1).
    rng
        Where the samples come from.

    Returns
    -------
    float64, shape (rows, 2): low and high ends
    """
    rows, queries = values.shape
    means = np.empty((rows, samples))
    done = 0
    for counts in _resampled(queries, samples, rng):
        until = done + len(counts)
        for row in range(rows):
            # Row by row: the bits of a product of matrices depend on how many rows there are.
            means[row, done:until] = counts @ values[row]
        done = until
    means /= queries
    tail = (1.0 - confidence) / 2.0
    return np.ascontiguousarray(np.quantile(means, [tail, 1.0 - tail], axis=1).T)


def _resampled(queries: int, samples: int, rng: np.random.Generator) -> Iterator[Floats]:
    """Yield, some samples at a time, how often each query is drawn: shape (some, queries)."""
    most = max(1, CHUNK // queries)
    for done in range(0, samples, most):
        some = min(most, samples - done)
        drawn = rng.integers(0, queries, (some, queries)) + np.arange(some)[:, None] * queries
        counts = np.bincount(drawn.ravel(), minlength=some * queries)
        yield counts.reshape(some, queries).astype(np.float64)
