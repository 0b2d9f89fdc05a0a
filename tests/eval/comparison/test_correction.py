"""Corrections of p values, by hand and by what must hold of them."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.comparison.bootstrap import Floats
from eval.comparison.correction import CORRECTIONS, bonferroni, holm


@pytest.mark.parametrize(
    ("p", "corrected"),
    [
        ([], []),
        ([0.03], [0.03]),
        ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
        ([0.01, 0.01, 0.01], [0.03, 0.03, 0.03]),
        # 3 * .02 = .06, 2 * .025 = .05 is raised to .06, 1 * .9.
        ([0.9, 0.025, 0.02], [0.9, 0.06, 0.06]),
        ([0.5, 0.6], [1.0, 1.0]),
        ([1.0, 0.0], [1.0, 0.0]),
    ],
)
def test_holm_by_hand(p: list[float], corrected: list[float]) -> None:
    assert holm(np.array(p)) == pytest.approx(corrected, abs=1e-15)


def test_bonferroni_by_hand() -> None:
    assert bonferroni(np.array([0.01, 0.4, 0.2])) == pytest.approx([0.03, 1.0, 0.6])


P = st.lists(st.floats(0, 1), max_size=12).map(lambda p: np.array(p, np.float64))


@given(P, st.sampled_from(sorted(CORRECTIONS)))
def test_no_correction_lowers_a_p_value_or_changes_their_order(p: Floats, name: str) -> None:
    corrected = CORRECTIONS[name](p)
    assert np.all(corrected >= p)
    assert np.all(corrected <= 1)
    assert np.all(np.diff(corrected[np.argsort(p, kind="stable")]) >= 0)


@given(P, st.randoms(use_true_random=False))
def test_holm_lies_between_none_and_bonferroni_and_follows_its_p_values(
    p: Floats, rng: Random
) -> None:
    corrected = holm(p)
    assert np.all(corrected <= bonferroni(p))
    order = np.array(rng.sample(range(len(p)), len(p)), np.int64)
    assert holm(p[order]).tolist() == corrected[order].tolist()
