"""Folds: no meeting on both sides, whatever shares what with whom."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.errors import UsageError
from eval.calibrate.folds import assign_folds, connected

MEETINGS = st.frozensets(st.sampled_from([f"m{n}" for n in range(60)]), max_size=2)
TIED = st.lists(MEETINGS, min_size=25, max_size=80)


def own(number: int) -> str:
    return f"sample/s{number:03}"


def test_questions_are_joined_through_others_and_by_name_of_the_first_meeting() -> None:
    tied = [("a", {"m3", "m2"}), ("b", {"m9"}), ("c", {"m1", "m3"}), ("d", set()), ("e", {"m2"})]
    groups = connected((name, frozenset(meetings)) for name, meetings in tied)
    assert groups == ("m1", "m9", "m1", "d", "m1")


def test_two_that_are_tied_to_nothing_are_two_groups() -> None:
    assert connected([("a", frozenset()), ("b", frozenset())]) == ("a", "b")


@given(TIED, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order(
    meetings: list[frozenset[str]], chance: random.Random
) -> None:
    questions = [(own(n), one) for n, one in enumerate(meetings)]
    shuffled = list(questions)
    chance.shuffle(shuffled)
    first = dict(zip((name for name, _ in questions), connected(questions), strict=True))
    other = dict(zip((name for name, _ in shuffled), connected(shuffled), strict=True))
    assert first == other


@given(TIED, st.integers(2, 5), st.integers(0, 3))
def test_no_meeting_is_on_both_sides_of_any_fold(
    meetings: list[frozenset[str]], folds: int, seed: int
) -> None:
    groups = connected((own(n), one) for n, one in enumerate(meetings))
    answerable = np.array([n % 3 > 0 for n in range(len(meetings))])
    try:
        assigned = assign_folds(answerable, groups, folds, seed)
    except UsageError:
        assume(False)
    assert set(assigned.tolist()) <= set(range(folds))
    for number in range(folds):
        inside = {m for one, f in zip(meetings, assigned, strict=True) for m in one if f == number}
        outside = {m for one, f in zip(meetings, assigned, strict=True) for m in one if f != number}
        assert not inside & outside
    again = assign_folds(answerable, groups, folds, seed)
    assert assigned.tolist() == again.tolist()


def test_the_seed_shuffles_the_groups() -> None:
    answerable = np.array([True, False] * 30)
    groups = [own(n) for n in range(60)]
    one, other = (assign_folds(answerable, groups, 5, seed).tolist() for seed in (1, 2))
    assert one != other
    assert sorted(one) == sorted(other) == sorted(list(range(5)) * 12)


def test_too_few_groups_or_questions_are_refused() -> None:
    with pytest.raises(UsageError, match="2 separate meetings"):
        assign_folds(np.array([True, False] * 10), ["m1", "m2"] * 10, 3, 0)
    with pytest.raises(UsageError, match="2 of them answerable"):
        assign_folds(np.array([True] * 2 + [False] * 18), [own(n) for n in range(20)], 3, 0)


def test_a_class_that_stands_in_one_group_alone_is_refused() -> None:
    answerable = np.array([True] * 10 + [False] * 10)
    with pytest.raises(UsageError, match="one group"):
        assign_folds(answerable, ["m1"] * 10 + [own(n) for n in range(10)], 3, 0)
