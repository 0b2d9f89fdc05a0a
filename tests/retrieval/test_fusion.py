"""Fusions keep magnitudes, are bounded, and never prefer what both channels put lower."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from retrieval.fusion import convex, reciprocal_rank

COSINES = arrays(np.float64, 6, elements=st.floats(-1, 1))
SCORES = arrays(np.float64, 6, elements=st.floats(0, 40))


@given(COSINES, SCORES)
def test_convex_is_within_bounds_and_monotone(dense: np.ndarray, lexical: np.ndarray) -> None:
    fused = convex(dense, lexical)
    assert ((fused >= 0) & (fused <= 1 + 1e-12)).all()
    for i in range(6):
        for j in range(6):
            if dense[i] >= dense[j] and lexical[i] >= lexical[j]:
                assert fused[i] >= fused[j] - 1e-12


def test_convex_by_hand() -> None:
    fused = convex(np.array([1.0, 0.0, -1.0]), np.array([0.0, 5.0, 10.0]), weight=0.6)
    np.testing.assert_allclose(fused, [0.6, 0.3 + 0.2, 0.4])


def test_no_words_in_common_leaves_the_dense_channel() -> None:
    fused = convex(np.array([0.2, 0.1]), np.zeros(2))
    assert fused[0] > fused[1]


def test_reciprocal_rank_by_hand() -> None:
    fused = reciprocal_rank(np.array([0.9, 0.5, 0.1]), np.array([0.0, 3.0, 3.0]))
    assert fused == pytest.approx([1 / 61, 1 / 62 + 1 / 61, 1 / 63 + 1 / 61])
