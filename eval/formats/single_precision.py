"""Scores that keep their order when a reader rounds them to 32 bits."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

LARGEST = float(np.finfo(np.float32).max)
"""About 3.4e38; beyond it a 32-bit score is infinite."""


def strictly_decreasing(scores: Sequence[float]) -> list[float]:
    """Return scores that strictly decrease, in 64 bits as in 32.

    trec_eval up to version 9 and pytrec_eval keep a score in 32 bits, and order
    what ties there by id, whatever the ranks say; later versions keep 64.

    Parameters
    ----------
    scores
        Finite, not increasing, none beyond :data:`LARGEST`.

    Returns
    -------
    list of float
        Each is the score given where, rounded to 32 bits, it is below the one before;
        else the next lower 32-bit number to the one before. Rounding keeps order, so
        what decreases strictly in 32 bits does in 64.

    Raises
    ------
    ValueError
        When there is no lower number: a score of -:data:`LARGEST` that is tied.

    Examples
    --------
    >>> strictly_decreasing([0.5, 0.5, 0.25])
    [0.5, 0.4999999701976776, 0.25]
    """
    lowest = np.float32(-np.inf)
    previous = np.float32(np.inf)
    written: list[float] = []
    for score in scores:
        rounded = np.float32(score)
        if rounded < previous:
            written.append(float(score))
        else:
            with np.errstate(over="ignore"):
                rounded = np.nextafter(previous, lowest)
            if math.isinf(rounded):
                raise ValueError("there is no lower score of 32 bits")
            written.append(float(rounded))
        previous = rounded
    return written
