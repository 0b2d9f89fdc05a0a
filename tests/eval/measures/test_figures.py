"""Each measure by hand; agreement with others is shown in tests/oracles/test_measures.py."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures import UNJUDGED, Grades, Measure, parse_measures
from eval.measures.measure import QueryGrades
from eval.measures.ndcg import ndcg

NEW = UNJUDGED


def grades(*values: int) -> Grades:
    return np.array(values, np.int64)


RANKED = grades(0, 2, NEW, 1, -1, 3)
JUDGED = grades(3, 2, 1, 1, 0, 0, -1)


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("P@1", 0),
        ("P@4", 2 / 4),
        ("P@10", 3 / 10),
        ("P(rel=2)@6", 2 / 6),
        ("R@2", 1 / 4),
        ("R@100", 3 / 4),
        ("R(rel=3)@5", 0),
        ("R(rel=3)@6", 1),
        ("R(rel=4)@6", 0),
        ("RR", 1 / 2),
        ("RR@1", 0),
        ("RR@2", 1 / 2),
        ("RR(rel=3)", 1 / 6),
        ("AP", (1 / 2 + 2 / 4 + 3 / 6) / 4),
        ("AP@4", (1 / 2 + 2 / 4) / 4),
        ("AP(rel=2)", (1 / 2 + 2 / 6) / 2),
        ("AP(rel=9)", 0),
        ("Success@1", 0),
        ("Success@2", 1),
        ("Success(rel=3)@5", 0),
        ("Judged", 5 / 6),
        ("Judged@3", 2 / 3),
        ("Judged@50", 5 / 6),
        ("nDCG@1", 0),
        ("nDCG@2", (2 / math.log2(3)) / (3 + 2 / math.log2(3))),
        (
            "nDCG",
            (2 / math.log2(3) + 1 / math.log2(5) + 3 / math.log2(7))
            / (3 + 2 / math.log2(3) + 1 / math.log2(4) + 1 / math.log2(5)),
        ),
    ],
)
def test_figures_by_hand(name: str, figure: float) -> None:
    (measure,) = parse_measures([name])
    assert measure.of(QueryGrades(RANKED, JUDGED)) == pytest.approx(figure, abs=1e-15)


ALL = parse_measures(
    [
        *("nDCG", "nDCG@3", "R@3", "R(rel=2)@3", "RR", "RR@3", "AP", "AP@3", "P@3"),
        *("Success@3", "Judged", "Judged@3"),
    ]
)


@pytest.mark.parametrize("measure", ALL, ids=str)
def test_nothing_ranked_and_nothing_relevant_are_0(measure: Measure) -> None:
    assert measure.of(QueryGrades(grades(), JUDGED)) == 0
    assert measure.of(QueryGrades(grades(NEW, NEW), JUDGED)) == 0
    # trec_eval's nDCG never returns where all grades are negative; ours is 0.
    without = measure.of(QueryGrades(grades(-1, -2), grades(-2, -1)))
    assert without == (1 if measure.name == "Judged" else 0)


JUDGEMENTS = st.lists(st.integers(-2, 4), min_size=1, max_size=12)


@given(JUDGEMENTS, st.randoms(use_true_random=False), st.integers(0, 4))
def test_figures_stay_in_0_to_1_and_the_ideal_ranking_is_best(
    judged: list[int], rng: Random, unjudged: int
) -> None:
    ranked = judged + [NEW] * unjudged
    rng.shuffle(ranked)
    drawn = QueryGrades(grades(*ranked), grades(*judged))
    ideal = QueryGrades(grades(*sorted(judged, reverse=True)), grades(*judged))
    for measure in ALL:
        assert 0 <= measure.of(drawn) <= 1 + 1e-12
        assert measure.of(drawn) <= measure.of(ideal) + 1e-12
    if max(judged) >= 1:
        assert ndcg(ideal.ranked, ideal.judged, 12) == pytest.approx(1)


@given(JUDGEMENTS, st.integers(1, 12))
def test_unjudged_passages_at_the_end_change_nothing_but_the_judged_share(
    judged: list[int], more: int
) -> None:
    before = QueryGrades(grades(*judged), grades(*judged))
    after = QueryGrades(grades(*judged, *[NEW] * more), grades(*judged))
    for measure in ALL:
        if measure.name != "Judged":
            assert measure.of(before) == measure.of(after)
