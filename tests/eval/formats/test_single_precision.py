"""Scores that any reader, of 32 bits or 64, puts in the order they are written in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.formats.single_precision import LARGEST, strictly_decreasing

SCORES = st.floats(-1e30, 1e30) | st.sampled_from([0.0, -0.0, 0.1, 0.1 + 1e-12, 1e-45, 1.0])


@given(st.lists(SCORES, max_size=40))
def test_they_decrease_strictly_in_32_bits_and_in_64(scores: list[float]) -> None:
    given_scores = sorted(scores, reverse=True)
    written = np.array(strictly_decreasing(given_scores))
    assert len(written) == len(scores)
    assert (np.diff(written) < 0).all()
    single = written.astype(np.float32)
    assert (single[1:] < single[:-1]).all()
    assert (single <= np.array(given_scores, dtype=np.float32)).all()


@given(st.lists(SCORES, max_size=40))
def test_doing_it_twice_changes_nothing(scores: list[float]) -> None:
    once = strictly_decreasing(sorted(scores, reverse=True))
    assert strictly_decreasing(once) == once


def test_a_score_that_is_below_the_one_before_stays_as_it_is() -> None:
    scores = [3.141592653589793, 0.1, 0.1 - 1e-6, -2.5]
    assert strictly_decreasing(scores) == scores


def test_one_that_only_64_bits_tell_apart_goes_to_the_next_lower_32_bit_number() -> None:
    first, second = strictly_decreasing([0.1, 0.1 - 1e-12])
    assert first == 0.1
    assert second == float(np.nextafter(np.float32(0.1), np.float32(-1)))


def test_there_must_be_room_below() -> None:
    with pytest.raises(ValueError, match="no lower score"):
        strictly_decreasing([-LARGEST, -LARGEST])
