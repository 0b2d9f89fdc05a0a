"""Fusions of the two channels: pure functions, scores in, scores out.

Which one ranks best on written minutes is not settled, so several stand behind
one door and the evaluation chooses. Only fusions that keep magnitudes may say
whether there is evidence at all: ranks carry none (a nonsense question has a
first rank too).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

DENSE_WEIGHT = 0.6
"""On committee transcripts nDCG@10 is flat for weights from .5 to .75."""

RRF_K = 60
"""Cormack, Clarke and Büttcher, SIGIR 2009."""


def convex(dense: Scores, lexical: Scores, weight: float = DENSE_WEIGHT) -> Scores:
    """Fuse by a convex sum, each channel scaled from its theoretical minimum to its maximum.

    Parameters
    ----------
    dense
        Cosines in [-1, 1], float64, shape (n,); scaled from -1.
    lexical
        BM25 scores, at least 0, shape (n,); scaled from 0.
    weight
        Weight of the dense channel, in [0, 1].

    Returns
    -------
    float64, shape (n,), in [0, 1]

    Notes
    -----
    Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid
    Retrieval", ACM TOIS 2023 (their TM2C2). The theoretical minima keep a weak
    best hit from being scaled up to look like a strong one.
    """
    return weight * _scaled(dense + 1.0) + (1.0 - weight) * _scaled(lexical)


def _scaled(scores: Scores) -> Scores:
    highest = scores.max(initial=0.0)
    return scores / highest if highest > 0 else np.zeros_like(scores)


def reciprocal_rank(dense: Scores, lexical: Scores, k: int = RRF_K) -> Scores:
    """Fuse by reciprocal ranks; a passage without any word of the question has no lexical rank.

    Parameters
    ----------
    dense, lexical
        As for :func:`convex`. Equal scores share the better rank.
    k
        Damping constant.
    """
    fused = 1.0 / (k + _ranks(dense))
    fused += np.where(lexical > 0, 1.0 / (k + _ranks(lexical)), 0.0)
    return fused


def _ranks(scores: Scores) -> Scores:
    ordered = np.sort(-scores)
    return np.searchsorted(ordered, -scores, side="left").astype(np.float64) + 1.0


FUSIONS: dict[str, Callable[[Scores, Scores], Scores]] = {
    "convex": convex,
    "rrf": reciprocal_rank,
    "dense": lambda dense, _lexical: dense,
    "bm25": lambda _dense, lexical: lexical,
}
"""Fusions by the names the evaluation uses."""
