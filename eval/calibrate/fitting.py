"""Fitting: a logistic regression on signals, and two thresholds on held-out probabilities."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from corpus.errors import UsageError
from eval.calibrate.records import FitSettings, Thresholds
from retrieval.support import Signals

DIGITS = 4
"""Decimals of weights and thresholds: what is below is noise of the questions."""

NAMES = tuple(field.name for field in fields(Signals))


def fit(
    signals: NDArray[np.float64], answerable: NDArray[np.bool_], settings: FitSettings
) -> tuple[float, dict[str, float]]:
    """Return bias and weights (log odds, rounded) of a logistic regression.

    Parameters
    ----------
    signals
        float64, shape (questions, signals), in the order of :class:`Signals`.
    answerable
        bool, shape (questions,); both classes occur.
    settings
        Regularisation and weights of the classes.
    """
    model = _model(settings).fit(signals, answerable)
    weights = (round(float(weight), DIGITS) for weight in model.coef_[0])
    return round(float(model.intercept_[0]), DIGITS), dict(zip(NAMES, weights, strict=True))


def cross_validated(
    signals: NDArray[np.float64],
    answerable: NDArray[np.bool_],
    folds: NDArray[np.int64],
    settings: FitSettings,
) -> NDArray[np.float64]:
    """Return for each question the probability by a model fitted on the other folds.

    Parameters
    ----------
    signals, answerable
        As for :func:`fit`.
    folds
        int64, shape (questions,): :func:`eval.calibrate.folds.assign_folds`.

    Returns
    -------
    float64, shape (questions,), in [0, 1]
    """
    held_out = np.empty(len(answerable), dtype=np.float64)
    for number in np.unique(folds):
        inside = folds == number
        model = _model(settings).fit(signals[~inside], answerable[~inside])
        held_out[inside] = model.predict_proba(signals[inside])[:, 1]
    return held_out


def set_thresholds(
    probabilities: NDArray[np.float64],
    answerable: NDArray[np.bool_],
    near_miss: NDArray[np.bool_],
    settings: FitSettings,
) -> Thresholds:
    """Return where *answered* and *weak* begin.

    - *answered*: the quantile of near misses that lets ``false_answers`` of them through
      (questions in the record's own vocabulary that it does not answer; off-topic ones are
      told apart easily, and would only hide how many near misses are not). It lies between
      two of them, as so few make steps of a whole one coarse; what it really lets through
      of these stands in the result.
    - *weak*: the highest at which ``shown`` of the answerable ones are at it or above;
      never over *answered*.

    Parameters
    ----------
    probabilities
        float64, shape (questions,), of models that have not seen the question's meetings.
    answerable, near_miss
        bool, shape (questions,).

    Raises
    ------
    UsageError
        When there is no answerable question, or no near miss.
    """
    if not answerable.any() or not near_miss.any():
        raise UsageError(
            "Thresholds cannot be set without answerable development questions and near misses.",
            'Label some ("unanswerable_kind": "near-miss").',
        )
    no = probabilities[near_miss]
    yes = np.sort(probabilities[answerable])
    answered = round(float(np.quantile(no, 1.0 - settings.false_answers)), DIGITS)
    lost = int(np.floor((1.0 - settings.shown) * len(yes) + 1e-9))
    # Rounded down, so that the question it stands at is still shown.
    lowest = float(np.floor(yes[lost] * 10**DIGITS) / 10**DIGITS)
    weak = min(lowest, answered)
    return Thresholds(answered, weak, float((no >= answered).mean()), float((yes >= weak).mean()))


def _model(settings: FitSettings) -> Any:
    return LogisticRegression(
        C=settings.inverse_regularisation,
        class_weight="balanced" if settings.balanced else None,
        max_iter=1000,
    )
