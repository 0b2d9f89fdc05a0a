"""The order of a ranking: by score, in the precision and with the ties of the two tools."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures import UNJUDGED, TieRule
from eval.measures.ranking import grades, ranking


@pytest.mark.parametrize(
    ("scores", "trec_eval", "lesser_id"),
    [
        ({"a": 1.0, "b": 2.0, "c": 0.0}, "bac", "bac"),
        ({"a": 1.0, "b": 1.0, "c": 2.0}, "cba", "cab"),
        ({"a": 1.0 + 1e-9, "b": 1.0}, "ba", "ab"),
        ({"a": 1.0, "b": 1.0 + 1e-9}, "ba", "ba"),
        ({"a": 0.0, "b": -0.0}, "ba", "ab"),
        ({"a": 1e300, "b": 1e301, "c": float("inf")}, "cba", "cba"),
        ({"a": float("-inf"), "b": -1.0}, "ba", "ba"),
        ({"Z": 1.0, "a": 1.0, "é": 1.0, "𝒳": 1.0}, "𝒳éaZ", "Zaé𝒳"),
    ],
)
def test_order(scores: dict[str, float], trec_eval: str, lesser_id: str) -> None:
    assert "".join(ranking(scores, TieRule.TREC_EVAL)) == trec_eval
    assert "".join(ranking(scores, TieRule.LESSER_ID)) == lesser_id


SCORES = st.dictionaries(
    st.text(min_size=1, max_size=3),
    st.floats(-3, 3, width=16) | st.sampled_from([1.0, 1.0 + 1e-9]),
    max_size=12,
)


@given(SCORES, st.randoms(use_true_random=False), st.sampled_from(TieRule))
def test_the_order_in_which_passages_are_given_is_nothing(
    scores: dict[str, float], rng: Random, ties: TieRule
) -> None:
    items = list(scores.items())
    rng.shuffle(items)
    order = ranking(dict(items), ties)
    assert order == ranking(scores, ties)
    assert sorted(order) == sorted(scores)


def test_grades_follow_the_ranking_and_the_unjudged_are_marked() -> None:
    query = grades({"a": 1.0, "b": 3.0, "c": 2.0}, {"a": 2, "b": -1, "d": 1}, TieRule.TREC_EVAL)
    assert query.ranked.tolist() == [-1, UNJUDGED, 2]
    assert sorted(query.judged.tolist()) == [-1, 1, 2]
