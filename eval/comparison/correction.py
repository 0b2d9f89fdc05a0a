"""Corrections of p values for having looked at several pairs of runs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from eval.comparison.bootstrap import Floats


def holm(p: Floats) -> Floats:
    """Correct step-down, keeping the family-wise error rate whatever the dependence.

    Parameters
    ----------
    p
        float64, shape (n,), the p values of one family.

    Returns
    -------
    float64, shape (n,), in the order given: never below ``p``, never above 1

    Notes
    -----
    Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal
    of Statistics 6(2), 1979: the i-th smallest of n is multiplied by n - i + 1, and none is
    less than one before it.
    """
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(stepped, 1.0)
    return corrected


def bonferroni(p: Floats) -> Floats:
    """Multiply every p value by their number; never above 1.

    Dunn, "Multiple comparisons among means", Journal of the American Statistical
    Association 56(293), 1961.
    """
    return np.minimum(p * len(p), 1.0)


CORRECTIONS: dict[str, Callable[[Floats], Floats]] = {
    "holm": holm,
    "bonferroni": bonferroni,
    "none": np.copy,
}
"""Corrections by name; each takes and returns float64, shape (n,)."""
