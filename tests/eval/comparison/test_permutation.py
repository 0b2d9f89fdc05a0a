"""The sign-flip permutation test: against scipy's, by hand, and under the null hypothesis."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from eval.comparison.bootstrap import Floats
from eval.comparison.permutation import sign_flip_p


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def scipys(differences: Floats, resamples: int) -> float:
    test = stats.permutation_test(
        (differences, np.zeros(len(differences))),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        n_resamples=resamples,
        vectorized=True,
        rng=rng(2),
    )
    return float(test.pvalue)


@pytest.mark.parametrize("queries", [2, 3, 7, 12])
def test_it_is_exact_where_all_signs_can_be_looked_at(queries: int) -> None:
    for seed in range(5):
        # Rounded, so that several sign vectors give the same sum.
        differences = rng(seed).normal(0.05, 0.2, queries).round(1)
        p, exact = sign_flip_p(differences[None], 5_000, rng())
        assert exact.tolist() == [True]
        assert p[0] == pytest.approx(scipys(differences, 10_000), abs=1e-12)


def test_with_many_queries_it_is_near_the_exact_p() -> None:
    differences = np.stack([rng(seed).normal(0.05, 0.2, 14) for seed in range(6)])
    exactly, every = sign_flip_p(differences, 2**14, rng())
    nearly, some = sign_flip_p(differences, 2**14 - 1, rng())
    assert every.all()
    assert not some.any()
    # Three standard errors of a share of 16 thousand.
    assert np.all(np.abs(exactly - nearly) < 3 * np.sqrt(exactly / 2**14) + 1e-4)


def test_by_hand() -> None:
    # Of eight sign vectors only all plus and all minus reach 6; with 1 + 2 = 3, four do.
    p, _ = sign_flip_p(np.array([[1.0, 2.0, 3.0], [3.0, -1.0, -2.0]]), 8, rng())
    assert p.tolist() == [2 / 8, 1.0]


def test_one_more_sign_vector_than_samples_is_not_exact() -> None:
    differences = np.ones((1, 4))
    for samples, exact in [(16, True), (15, False), (17, True), (1, False)]:
        assert sign_flip_p(differences, samples, rng())[1].tolist() == [exact]


def test_p_is_1_without_a_difference_and_with_a_single_query() -> None:
    p, exact = sign_flip_p(np.zeros((2, 500)), 100, rng())
    assert p.tolist() == [1, 1]
    assert exact.all()
    assert sign_flip_p(np.array([[0.4]]), 100, rng())[0].tolist() == [1]


def test_p_is_never_0() -> None:
    p, _ = sign_flip_p(np.ones((1, 400)), 99, rng())
    assert p.tolist() == [1 / 100]


def test_p_is_uniform_where_the_runs_differ_by_chance_alone() -> None:
    signs = rng(5).choice([-1.0, 1.0], (600, 40))
    differences = signs * rng(6).gamma(1.0, 0.1, (600, 40))
    p, exact = sign_flip_p(differences, 999, rng(7))
    assert not exact.any()
    assert stats.kstest(p, "uniform").pvalue > 0.01
    assert 0.02 < np.mean(p <= 0.05) < 0.09


@given(
    st.lists(st.floats(-1, 1).map(lambda x: round(x, 3)), min_size=1, max_size=20),
    st.integers(1, 300),
)
def test_p_ignores_the_sign_and_queries_that_are_alike(
    differences: list[float], samples: int
) -> None:
    row = np.array(differences)
    p, _ = sign_flip_p(row[None], samples, rng())
    assert 0 < p[0] <= 1
    assert sign_flip_p(-row[None], samples, rng())[0].tolist() == p.tolist()
    if np.count_nonzero(row) < 8 and samples >= 256:
        padded = np.concatenate((row, np.zeros(30)))
        assert sign_flip_p(padded[None], samples, rng())[0][0] == pytest.approx(p[0])
