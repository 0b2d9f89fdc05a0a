"""The paired permutation test, which swaps the figures of two runs on any of the queries.

Under the null hypothesis the sign of each query's difference is a coin's. The p value is
the share of sign vectors whose mean difference is at least as far from 0 as the one seen:
Fisher's randomization test, which Smucker, Allan and Carterette, "A comparison of
statistical significance tests for information retrieval evaluation", CIKM 2007, recommend.
With too many queries for all sign vectors, some are drawn at random, and the p value is
(b + 1) / (m + 1), never 0: Phipson and Smyth, "Permutation P-values should never be zero",
Statistical Applications in Genetics and Molecular Biology 9(1), 2010.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from eval.comparison.bootstrap import CHUNK, Floats

_ROUNDING = 1e-12
"""Of the sum of absolute differences: sums this near to the one seen are as far from 0."""


def sign_flip_p(
    differences: Floats, samples: int, rng: np.random.Generator
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return two-sided p values of mean differences, and which of them are exact.

    Parameters
    ----------
    differences
        float64, shape (pairs, queries).
    samples
        How many sign vectors may be looked at. All are, where there are no more than
        that; a query without a difference has no sign and adds none.
    rng
        Where the sign vectors come from otherwise; the same ones for all pairs.

    Returns
    -------
    p values, float64, shape (pairs,), in (0, 1]; and bool, shape (pairs,)
    """
    p = np.ones(len(differences))
    signed = np.count_nonzero(differences, axis=1)
    # 2 ** signed <= samples, without the power of a large number.
    exact = signed < samples.bit_length()
    for pair in np.flatnonzero(exact):
        p[pair] = _exact(differences[pair][differences[pair] != 0])
    rest = np.flatnonzero(~exact)
    if len(rest):
        p[rest] = _monte_carlo(differences[rest], samples, rng)
    return p, exact


def _least_extreme(differences: Floats) -> float:
    """Return how far from 0 a sum must be to count."""
    return float(abs(differences.sum()) - _ROUNDING * np.abs(differences).sum())


def _exact(differences: Floats) -> float:
    sums = np.zeros(1)
    for difference in differences:
        sums = np.concatenate((sums + difference, sums - difference))
    return float(np.mean(np.abs(sums) >= _least_extreme(differences)))


def _monte_carlo(differences: Floats, samples: int, rng: np.random.Generator) -> Floats:
    pairs, queries = differences.shape
    totals = differences.sum(axis=1)
    least = [_least_extreme(row) for row in differences]
    extreme = np.zeros(pairs)
    most = max(1, CHUNK // queries)
    for done in range(0, samples, most):
        shape = (min(most, samples - done), queries)
        flipped = rng.integers(0, 2, shape, dtype=np.int8).astype(np.float64)
        for pair in range(pairs):
            sums = totals[pair] - 2.0 * (flipped @ differences[pair])
            extreme[pair] += np.count_nonzero(np.abs(sums) >= least[pair])
    return (extreme + 1.0) / (samples + 1.0)
