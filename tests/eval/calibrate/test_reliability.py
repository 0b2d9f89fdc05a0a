"""Reliability: figures worked out by hand, and what must hold of any probabilities."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from eval.calibrate.reliability import (
    Binning,
    brier_score,
    calibration_error,
    log_loss,
    reliability,
    reliability_bins,
    wilson,
)

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def arrays(*pairs: tuple[float, bool]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    return np.array([p for p, _ in pairs]), np.array([y for _, y in pairs])


def test_figures_worked_out_by_hand() -> None:
    p, y = arrays((0.1, False), (0.2, False), (0.3, True), (0.9, True), (0.8, False))
    assert brier_score(p, y) == pytest.approx((0.01 + 0.04 + 0.49 + 0.01 + 0.64) / 5)
    expected = -(math.log(0.9) + math.log(0.8) + math.log(0.3) + math.log(0.9) + math.log(0.2)) / 5
    assert log_loss(p, y) == pytest.approx(expected)
    low, high = reliability_bins(p, y, 2)
    assert [low.count, low.mean, low.observed] == pytest.approx([3, 0.2, 1 / 3])
    assert [high.count, high.mean, high.observed] == pytest.approx([2, 0.85, 0.5])
    error = (3 * abs(0.2 - 1 / 3) + 2 * abs(0.85 - 0.5)) / 5
    assert calibration_error((low, high)) == pytest.approx(error)


def test_a_bin_holds_its_upper_edge_and_the_first_its_lower_too() -> None:
    p, y = arrays((0.0, True), (0.5, True), (0.5000001, False), (1.0, False))
    low, high = reliability_bins(p, y, 2)
    assert (low.start, low.end, low.count, low.observed) == (0.0, 0.5, 2, 1.0)
    assert (high.start, high.end, high.count, high.observed) == (0.5, 1.0, 2, 0.0)


def test_bins_of_equal_mass_hold_as_many_each_and_never_part_equals() -> None:
    p = np.linspace(0.9, 1.0, 40)
    y = np.ones(40, dtype=np.bool_)
    assert [one.count for one in reliability_bins(p, y, 4, Binning.MASS)] == [10] * 4
    assert [one.count for one in reliability_bins(p, y, 4, Binning.WIDTH)] == [40]
    same = np.full(40, 0.7)
    assert [one.count for one in reliability_bins(same, y, 4, Binning.MASS)] == [40]


def test_certain_and_wrong_is_dear_but_not_infinite() -> None:
    p, y = arrays((0.0, True))
    assert 30 < log_loss(p, y) < 40


@given(PAIRS, st.integers(1, 12), st.sampled_from(Binning))
def test_bins_hold_every_question_once(
    pairs: list[tuple[float, bool]], bins: int, binning: Binning
) -> None:
    p, y = arrays(*pairs)
    found = reliability_bins(p, y, bins, binning)
    assert sum(one.count for one in found) == len(pairs)
    assert sum(one.count * one.observed for one in found) == pytest.approx(y.sum())
    assert sum(one.count * one.mean for one in found) == pytest.approx(p.sum())
    for one in found:
        assert one.start - 1e-9 <= one.mean <= one.end + 1e-9
        assert 0 <= one.low <= one.observed + 1e-9
        assert one.observed - 1e-9 <= one.high <= 1
    order = np.argsort(p * 7 % 1)
    again = reliability_bins(p[order], y[order], bins, binning)
    assert [(b.count, b.observed) for b in again] == [(b.count, b.observed) for b in found]


@given(PAIRS)
def test_saying_the_base_rate_costs_what_the_base_rate_costs(
    pairs: list[tuple[float, bool]],
) -> None:
    _, y = arrays(*pairs)
    always = reliability(np.full(len(y), y.mean()), y)
    assert always is not None
    assert always.brier == pytest.approx(always.brier_of_base_rate)
    assert always.error_width == pytest.approx(0, abs=1e-12)
    assert always.error_mass == pytest.approx(0, abs=1e-12)


def test_of_no_question_nothing_is_said() -> None:
    none = np.empty(0)
    assert reliability(none, none.astype(np.bool_)) is None
    assert reliability_bins(none, none.astype(np.bool_)) == ()
    assert calibration_error(()) is None


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan])
def test_what_is_no_probability_is_refused(value: float) -> None:
    p, y = arrays((0.5, True), (value, False))
    with pytest.raises(ValueError, match="between 0 and 1"):
        reliability(p, y)


def test_wilsons_interval_has_a_width_even_of_none_or_all() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263; 0 of 20; 1 of 29.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=1e-4)
