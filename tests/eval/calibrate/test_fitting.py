"""Fitting: held-out probabilities are held out, and thresholds do what they are set to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UsageError
from eval.calibrate.fitting import NAMES, cross_validated, fit, set_thresholds
from eval.calibrate.records import FitSettings
from retrieval.support import Calibration, Signals
from tests.eval.calibrate.making import INDEX

DEFAULTS = FitSettings()
SUPPORT = st.floats(0, 1)


def draw(size: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return signals and answerable: the first signal speaks for an answer, the last against."""
    chance = np.random.default_rng(seed)
    y = chance.random(size) < 0.6
    x = np.clip(chance.normal(0.4, 0.2, (size, 6)), 0, 1)
    x[:, 0] = np.clip(x[:, 0] + 0.4 * y, 0, 1)
    x[:, 5] = np.clip(x[:, 5] - 0.4 * y, 0, 1)
    return x, y


def test_weights_have_the_signs_of_what_they_are_fitted_on() -> None:
    x, y = draw(400)
    bias, weights = fit(x, y, DEFAULTS)
    assert tuple(weights) == NAMES
    assert weights[NAMES[0]] > 1
    assert weights[NAMES[5]] < -1
    fitted = Calibration("m", INDEX, bias, weights, 0.5, 0.5, "", "")
    said = np.array([fitted.probability(Signals(*row)) for row in x.tolist()])
    assert said[y].mean() > 0.6 > 0.4 > said[~y].mean()


def test_balanced_classes_move_the_probabilities_and_unbalanced_ones_meet_the_share() -> None:
    x, y = draw(600)
    y[np.flatnonzero(y)[:250]] = False
    means = {}
    for balanced in (True, False):
        bias, weights = fit(x, y, replace(DEFAULTS, balanced=balanced))
        fitted = Calibration("m", INDEX, bias, weights, 0.5, 0.5, "", "")
        means[balanced] = np.mean([fitted.probability(Signals(*row)) for row in x.tolist()])
    assert means[False] == pytest.approx(y.mean(), abs=0.01)
    assert means[True] > y.mean() + 0.1


def test_a_fold_learns_nothing_of_its_own_questions() -> None:
    x, y = draw(100)
    folds = np.arange(100) % 5
    before = cross_validated(x, y, folds, DEFAULTS)
    turned = y.copy()
    turned[folds == 2] = ~turned[folds == 2]
    after = cross_validated(x, turned, folds, DEFAULTS)
    assert after[folds == 2].tolist() == before[folds == 2].tolist()
    assert not np.allclose(after[folds != 2], before[folds != 2])


def test_thresholds_keep_near_misses_out_and_answers_in() -> None:
    p = np.array([0.9] * 9 + [0.2] + [0.3] * 19 + [0.8] + [0.99] * 5)
    answerable = np.arange(35) < 10
    near = (np.arange(35) >= 10) & (np.arange(35) < 30)
    found = set_thresholds(p, answerable, near, DEFAULTS)
    assert 0.3 < found.answered < 0.8
    assert found.false_answers == 0.05
    assert found.weak == pytest.approx(found.answered)
    assert found.shown == 0.9


@given(
    st.lists(SUPPORT, min_size=1, max_size=60),
    st.lists(SUPPORT, min_size=1, max_size=60),
    st.sampled_from([0.01, 0.05, 0.2, 0.5]),
    st.sampled_from([0.5, 0.9, 0.99]),
)
def test_what_thresholds_promise_holds_of_any_probabilities(
    yes: list[float], no: list[float], false_answers: float, shown: float
) -> None:
    p = np.array(yes + no)
    answerable = np.arange(len(p)) < len(yes)
    settings = FitSettings(false_answers=false_answers, shown=shown)
    found = set_thresholds(p, answerable, ~answerable, settings)
    assert found.weak <= found.answered
    assert found.shown >= shown - 1e-9
    assert found.shown == np.mean(np.array(yes) >= found.weak)
    assert found.false_answers == np.mean(np.array(no) >= found.answered)
    # At most one more than asked for, but for ties and the last decimal.
    strictly = np.sum(np.array(no) >= found.answered + 1e-4)
    assert strictly <= false_answers * len(no) + 1


def test_thresholds_need_both_an_answer_and_a_near_miss() -> None:
    p, none, some = np.array([0.2, 0.8]), np.zeros(2, dtype=np.bool_), np.array([True, False])
    for answerable, near in ((none, some), (some, none)):
        with pytest.raises(UsageError, match="near miss"):
            set_thresholds(p, answerable, near, DEFAULTS)


def test_all_faulty_settings_are_named_at_once() -> None:
    with pytest.raises(UsageError) as caught:
        FitSettings(false_answers=0, shown=1.5, folds=1, seed=-1, inverse_regularisation=0)
    for words in ("false answers", "shown", "2 folds", "seed", "C must"):
        assert words in str(caught.value)
