"""Abstention: every measure by hand, and what must hold of any support."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.answers.abstention import (
    AnsweredShare,
    RiskCoverage,
    abstention_precision_recall,
    answered_share,
    aurc,
    auroc,
    risk_coverage,
    state_counts,
)

QUESTIONS = st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.1, 0.5, 0.7, 1.0])))


def yes(*values: int) -> np.typing.NDArray[np.bool_]:
    return np.array(values, dtype=np.bool_)


def test_auroc_by_hand_with_a_tie() -> None:
    support = np.array([0.9, 0.5, 0.5, 0.1])
    # Pairs (yes, no): .9 > .5, .9 > .1, .5 = .5, .5 > .1: 3.5 of 4.
    assert auroc(yes(1, 1, 0, 0), support) == pytest.approx(3.5 / 4)
    assert auroc(yes(0, 0, 1, 1), support) == pytest.approx(0.5 / 4)


@pytest.mark.parametrize("answerable", [yes(1, 1), yes(0, 0), yes()])
def test_one_class_alone_has_no_auroc_and_no_share(
    answerable: np.typing.NDArray[np.bool_],
) -> None:
    support = np.zeros(len(answerable))
    assert auroc(answerable, support) is None
    assert answered_share(answerable, support) is None


def test_risk_coverage_by_hand() -> None:
    curve = risk_coverage(yes(0, 1, 0, 1), np.array([0.9, 0.8, 0.7, 0.1]))
    assert curve.threshold == (0.9, 0.8, 0.7, 0.1)
    assert curve.coverage == (0.25, 0.5, 0.75, 1.0)
    assert curve.risk == pytest.approx((0, 1 / 2, 1 / 3, 2 / 4))
    assert aurc(curve) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_ties_are_one_step() -> None:
    curve = risk_coverage(yes(0, 1, 0, 1), np.array([0.5, 0.9, 0.9, 0.5]))
    assert curve == RiskCoverage((0.9, 0.5), (0.5, 1.0), (0.5, 0.5))
    assert aurc(curve) == pytest.approx(0.5)


def test_no_question_has_no_curve() -> None:
    curve = risk_coverage(yes(), np.array([]))
    assert curve == RiskCoverage((), (), ())
    assert aurc(curve) is None


def test_answered_share_by_hand() -> None:
    answerable = yes(*[1] * 4, *[0] * 20)
    no = np.linspace(0.05, 0.6, 20)
    support = np.concatenate(([0.9, 0.7, 0.58, 0.2], no))
    # One of twenty may be answered: the one at .6; the next stands at .571.
    found = answered_share(answerable, support)
    assert found == AnsweredShare(share=0.75, threshold=0.58, false_answers=0.05)
    strict = answered_share(answerable, support, 0.04)
    assert strict == AnsweredShare(share=0.5, threshold=0.7, false_answers=0.0)


def test_a_tie_with_an_unanswerable_question_is_not_split() -> None:
    assert answered_share(yes(1, 1, 0), np.array([0.9, 0.5, 0.5])) == AnsweredShare(0.5, 0.9, 0.0)
    assert answered_share(yes(1, 0), np.array([0.5, 0.5])) == AnsweredShare(0.0, None, 0.0)


def test_abstention_precision_and_recall_by_hand() -> None:
    abstained, answerable = yes(1, 1, 1, 0, 0), yes(0, 0, 1, 0, 1)
    assert abstention_precision_recall(abstained, answerable) == (2 / 3, 2 / 3)
    assert abstention_precision_recall(yes(0, 0), yes(1, 0)) == (None, 0.0)
    assert abstention_precision_recall(yes(1, 0), yes(1, 1)) == (0.0, None)


def test_counts_name_what_is_absent_too() -> None:
    counts = state_counts(["a", "b", "a"], ["x", "y", "x"], ("a", "b", "c"), ("x", "y"))
    assert counts == {"a": {"x": 2, "y": 0}, "b": {"x": 0, "y": 1}, "c": {"x": 0, "y": 0}}


@given(QUESTIONS)
def test_coverage_falls_as_the_threshold_rises(questions: list[tuple[bool, float]]) -> None:
    wrong = np.array([w for w, _ in questions], dtype=np.bool_)
    support = np.array([s for _, s in questions], dtype=np.float64)
    curve = risk_coverage(wrong, support)
    assert list(curve.threshold) == sorted(set(support.tolist()), reverse=True)
    assert list(curve.coverage) == sorted(set(curve.coverage))
    for threshold, coverage, risk in zip(*_columns(curve), strict=True):
        answered = support >= threshold
        assert coverage == pytest.approx(answered.mean())
        assert risk == pytest.approx(wrong[answered].mean())
    if questions:
        assert curve.coverage[-1] == 1.0
        area = aurc(curve)
        assert area is not None
        assert min(curve.risk) - 1e-12 <= area <= max(curve.risk) + 1e-12


@given(QUESTIONS, st.floats(0, 1), st.floats(0, 1))
def test_a_looser_bound_answers_no_fewer(
    questions: list[tuple[bool, float]], one: float, other: float
) -> None:
    answerable = np.array([a for a, _ in questions], dtype=np.bool_)
    support = np.array([s for _, s in questions], dtype=np.float64)
    strict = answered_share(answerable, support, min(one, other))
    loose = answered_share(answerable, support, max(one, other))
    assert (strict is None) == (loose is None)
    if strict and loose:
        assert strict.share <= loose.share
        assert strict.false_answers <= min(one, other) + 1e-9
        # No threshold that keeps the bound answers more.
        for threshold in set(support.tolist()):
            answered = support >= threshold
            if answered[~answerable].mean() <= min(one, other):
                assert answered[answerable].mean() <= strict.share


@given(QUESTIONS)
def test_support_turned_round_turns_auroc_round(questions: list[tuple[bool, float]]) -> None:
    answerable = np.array([a for a, _ in questions], dtype=np.bool_)
    support = np.array([s for _, s in questions], dtype=np.float64)
    forwards, backwards = auroc(answerable, support), auroc(answerable, -support)
    if forwards is None or backwards is None:
        assert answerable.all() or not answerable.any()
    else:
        assert forwards + backwards == pytest.approx(1)


def _columns(curve: RiskCoverage) -> tuple[tuple[float, ...], ...]:
    return curve.threshold, curve.coverage, curve.risk
