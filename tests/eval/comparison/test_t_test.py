"""The paired t test: scipy's, and the cases in which it would divide by zero."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats  # type: ignore[import-untyped]

from eval.comparison.t_test import t_test_p


@pytest.mark.parametrize("queries", [2, 5, 50])
def test_it_is_scipys(queries: int) -> None:
    differences = np.random.default_rng(queries).normal(0.1, 1.0, (20, queries))
    expected = stats.ttest_rel(differences, np.zeros_like(differences), axis=1).pvalue
    assert t_test_p(differences) == pytest.approx(expected, abs=1e-12)


def test_nothing_is_divided_by_zero() -> None:
    with np.errstate(all="raise"):
        assert t_test_p(np.array([[0.5]])).tolist() == [1]
        assert t_test_p(np.array([[0.0, 0.0], [0.5, 0.5], [-0.5, -0.5]])).tolist() == [1, 0, 0]
