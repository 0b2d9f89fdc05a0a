"""One-to-one matching by overlap: by hand, and against every assignment there is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from eval.commitments.matching import match_spans, may_match, overlaps

Spans = NDArray[np.int64]


def spans(*given: tuple[int, int]) -> Spans:
    return np.array(given, dtype=np.int64).reshape(-1, 2)


def matched(
    predicted: Spans, labelled: Spans, agreement: Spans | None = None
) -> list[tuple[int, int]]:
    return [(p, m) for p, m in match_spans(predicted, labelled, agreement).tolist()]


def test_overlap_is_counted_in_code_points() -> None:
    found = overlaps(spans((0, 10), (10, 20)), spans((5, 12), (30, 40)))
    assert found.tolist() == [[5, 0], [2, 0]]


def test_half_of_the_shorter_span_is_enough_and_less_is_not() -> None:
    assert may_match(spans((0, 10)), spans((5, 100))).tolist() == [[True]]
    assert may_match(spans((0, 10)), spans((6, 100))).tolist() == [[False]]
    # An odd length: 3 of 5 is at least half, 2 of 5 is not.
    assert may_match(spans((0, 5)), spans((2, 100), (3, 100))).tolist() == [[True, False]]


def test_a_sentence_predicted_twice_is_matched_once() -> None:
    assert matched(spans((0, 10), (0, 10)), spans((0, 10))) == [(0, 0)]


def test_a_page_long_span_finds_one_label_only() -> None:
    assert matched(spans((0, 100)), spans((0, 10), (20, 40), (50, 60))) == [(0, 1)]


def test_total_overlap_goes_before_the_best_single_pair() -> None:
    # The first prediction overlaps the first label most (9); alone it would leave
    # the second prediction nothing. 8 and 7 together are more.
    predicted, labelled = spans((0, 17), (0, 9)), spans((0, 9), (9, 19))
    assert overlaps(predicted, labelled).tolist() == [[9, 8], [9, 0]]
    assert matched(predicted, labelled) == [(0, 1), (1, 0)]


def test_agreement_decides_between_equal_overlaps_only() -> None:
    predicted, labelled = spans((0, 10)), spans((0, 10), (0, 10))
    assert matched(predicted, labelled) == [(0, 0)]
    assert matched(predicted, labelled, spans((0, 1))) == [(0, 1)]
    longer = spans((0, 10), (0, 9))
    assert matched(predicted, longer, np.array([[0, 1000]])) == [(0, 0)]


def test_nothing_matches_nothing() -> None:
    none = spans()
    assert match_spans(none, spans((0, 1))).shape == (0, 2)
    assert match_spans(spans((0, 1)), none).shape == (0, 2)
    assert match_spans(spans((0, 1)), spans((1, 2))).shape == (0, 2)


@pytest.mark.parametrize(
    ("predicted", "agreement", "words"),
    [
        (np.zeros((2, 3), dtype=np.int64), None, "shape"),
        (spans((3, 3)), None, "empty"),
        (spans((0, 3)), np.zeros((2, 2), dtype=np.int64), "agreement"),
        (spans((0, 3)), np.array([[-1]]), "agreement"),
    ],
)
def test_wrong_arrays_are_refused(predicted: Spans, agreement: Spans | None, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        match_spans(predicted, spans((0, 3)), agreement)


def assignments(allowed: NDArray[np.bool_], row: int = 0) -> Iterator[list[tuple[int, int]]]:
    """Yield every one-to-one pairing of rows from ``row`` on with columns."""
    if row == len(allowed):
        yield []
        return
    for rest in assignments(allowed, row + 1):
        yield rest
        used = {column for _, column in rest}
        for column in np.flatnonzero(allowed[row]).tolist():
            if column not in used:
                yield [(row, column), *rest]


def best_of_all(predicted: Spans, labelled: Spans, agreement: Spans) -> list[tuple[int, int]]:
    shared = overlaps(predicted, labelled)

    def rank(pairs: list[tuple[int, int]]) -> tuple[int, int, list[int]]:
        partner = dict(pairs)
        return (
            -sum(int(shared[pair]) for pair in pairs),
            -sum(int(agreement[pair]) for pair in pairs),
            [partner.get(row, len(labelled)) for row in range(len(predicted))],
        )

    return min(assignments(may_match(predicted, labelled)), key=rank)


span_lists = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 8)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=5,
).map(lambda found: spans(*found))


@settings(max_examples=300, deadline=None)
@given(span_lists, span_lists, st.integers(0, 2**32 - 1))
def test_the_assignment_is_the_best_and_first_of_all(
    predicted: Spans, labelled: Spans, seed: int
) -> None:
    shape = (len(predicted), len(labelled))
    agreement = np.random.default_rng(seed).integers(0, 3, shape)
    assert matched(predicted, labelled, agreement) == best_of_all(predicted, labelled, agreement)
    zero = np.zeros(shape, dtype=np.int64)
    assert matched(predicted, labelled) == best_of_all(predicted, labelled, zero)
