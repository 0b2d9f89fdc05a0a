"""Figures in words."""

from __future__ import annotations

import doctest

import pytest

from eval.comparison import Interval
from eval.report import wording


def test_the_examples_hold() -> None:
    found = doctest.testmod(wording)
    assert found.attempted >= 8
    assert not found.failed


@pytest.mark.parametrize(
    ("value", "written"), [(-0.0004, "0.000"), (-0.0006, "−0.001"), (1.0, "1.000")]
)
def test_no_minus_before_nothing(value: float, written: str) -> None:
    assert wording.figure(value) == written


def test_an_interval_below_nothing() -> None:
    assert wording.interval(Interval(-0.25, -0.125)) == "−0.250 to −0.125"
