"""Intervals come from drawing documents again, and say nothing where there is nothing."""

from __future__ import annotations

import numpy as np
import pytest

from eval.commitments.intervals import bootstrap
from eval.commitments.records import Interval, Intervals


def test_documents_that_are_all_alike_leave_no_doubt() -> None:
    counts = np.array([[3, 4, 6]] * 5)
    assert bootstrap(counts, 200, 1) == Intervals(
        Interval(0.75, 0.75), Interval(0.5, 0.5), Interval(0.6, 0.6)
    )


def test_two_documents_give_the_three_outcomes_there_are() -> None:
    # Drawn twice the first: 1; one of each: 1/2; twice the second: 0. Each end has a quarter.
    counts = np.array([[4, 4, 4], [0, 4, 4]])
    found = bootstrap(counts, 500, 7)
    assert found.precision == Interval(0.0, 1.0)
    assert found.recall == Interval(0.0, 1.0)


def test_documents_are_drawn_not_sentences() -> None:
    # All the doubt is between documents; 2000 sentences drawn singly would give about 0.48 to 0.52.
    counts = np.array([[100, 100, 100]] * 10 + [[0, 100, 100]] * 10)
    found = bootstrap(counts, 4000, 3)
    assert found.precision is not None
    # A binomial of 20 documents: 2.5 % and 97.5 % lie at 6 and 14 of them.
    assert found.precision.low == pytest.approx(0.3, abs=0.051)
    assert found.precision.high == pytest.approx(0.7, abs=0.051)


def test_the_seed_decides() -> None:
    counts = np.random.default_rng(0).integers(0, 9, (30, 3))
    counts[:, 0] = counts.min(axis=1)
    assert bootstrap(counts, 100, 1) == bootstrap(counts, 100, 1)
    assert bootstrap(counts, 100, 1) != bootstrap(counts, 100, 2)


def test_a_share_that_no_draw_has_has_no_interval() -> None:
    assert bootstrap(np.array([[1, 2, 3]]), 100, 1) == Intervals(None, None, None)
    found = bootstrap(np.array([[0, 0, 3], [0, 0, 2]]), 100, 1)
    assert found == Intervals(None, Interval(0.0, 0.0), Interval(0.0, 0.0))
