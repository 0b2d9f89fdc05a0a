"""The paired t test, for comparison with what others report.

Student, "The probable error of a mean", Biometrika 6(1), 1908. Smucker, Allan and
Carterette, CIKM 2007, find it agrees with the permutation test on retrieval measures.
"""

from __future__ import annotations

import numpy as np
from scipy.special import stdtr  # type: ignore[import-untyped]

from eval.comparison.bootstrap import Floats


def t_test_p(differences: Floats) -> Floats:
    """Return two-sided p values of mean differences.

    Parameters
    ----------
    differences
        float64, shape (pairs, queries).

    Returns
    -------
    float64, shape (pairs,), in [0, 1]: 1 where there is no difference or only one query;
    0 where all queries differ by the very same amount, the limit as their spread vanishes
    """
    pairs, queries = differences.shape
    p = np.ones(pairs)
    if queries < 2:
        return p
    means = differences.mean(axis=1)
    errors = differences.std(axis=1, ddof=1) / np.sqrt(queries)
    spread = errors > 0
    p[~spread & (means != 0)] = 0.0
    p[spread] = 2.0 * stdtr(queries - 1, -np.abs(means[spread] / errors[spread]))
    return p
