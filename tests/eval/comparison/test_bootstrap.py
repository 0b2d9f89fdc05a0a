"""Percentile intervals: against scipy's bootstrap and theory."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats  # type: ignore[import-untyped]

from eval.comparison import bootstrap
from eval.comparison.bootstrap import mean_intervals


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_it_is_scipys_percentile_bootstrap(confidence: float) -> None:
    values = rng(3).beta(0.5, 0.5, 80)
    theirs = stats.bootstrap(
        (values,),
        np.mean,
        n_resamples=20_000,
        confidence_level=confidence,
        method="percentile",
        rng=rng(4),
    ).confidence_interval
    ours = mean_intervals(values[None], 20_000, confidence, rng())
    # Two estimates of a quantile whose standard error is below .001.
    assert ours[0] == pytest.approx([theirs.low, theirs.high], abs=0.004)


def test_every_resample_is_a_mean_of_some_of_the_queries() -> None:
    # With two queries the means are 0, 1/2 and 1, with probabilities 1/4, 1/2, 1/4.
    (interval,) = mean_intervals(np.array([[0.0, 1.0]]), 4_000, 0.4, rng())
    assert interval.tolist() == [0.5, 0.5]
    (interval,) = mean_intervals(np.array([[0.0, 1.0]]), 4_000, 0.9, rng())
    assert interval.tolist() == [0.0, 1.0]


def test_the_interval_holds_the_true_mean_about_as_often_as_it_says() -> None:
    values = rng(8).exponential(1.0, (400, 60))
    ends = mean_intervals(values, 999, 0.9, rng(9))
    assert 0.84 < np.mean((ends[:, 0] <= 1) & (ends[:, 1] >= 1)) < 0.93


def test_a_row_does_not_depend_on_the_rows_beside_it() -> None:
    values = rng(3).random((7, 300))
    together = mean_intervals(values, 500, 0.95, rng())
    for row in range(7):
        alone = mean_intervals(values[row][None], 500, 0.95, rng())
        assert alone[0].tolist() == together[row].tolist()


def test_the_interval_of_a_difference_is_paired() -> None:
    shared = rng(3).random(200)
    ends = mean_intervals(np.stack((shared, shared + 0.1, -shared)), 500, 0.95, rng())
    assert ends[1] == pytest.approx(ends[0] + 0.1)
    assert ends[2] == pytest.approx(-ends[0][::-1])


@pytest.mark.parametrize("chunk", [1, 100, 10**7])
def test_how_many_are_drawn_at_a_time_changes_nothing(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = rng(3).random((2, 50))
    before = mean_intervals(values, 200, 0.95, rng())
    monkeypatch.setattr(bootstrap, "CHUNK", chunk)
    assert mean_intervals(values, 200, 0.95, rng()) == pytest.approx(before, abs=1e-12)


def test_one_query_has_an_interval_without_width() -> None:
    assert mean_intervals(np.array([[0.25]]), 10, 0.95, rng()).tolist() == [[0.25, 0.25]]
