"""Evaluation: which queries count, and what is refused."""

from __future__ import annotations

import pytest

from corpus.errors import UsageError
from eval.measures import evaluate, parse_measures

QRELS = {
    "found": {"a": 1, "b": 0},
    "missing": {"a": 1},
    "empty": {"a": 1},
    "none-relevant": {"a": 0, "b": -1},
}
RUN = {
    "found": {"b": 2.0, "a": 1.0},
    "empty": {},
    "none-relevant": {"a": 2.0, "b": 1.0},
    "extra": {"a": 1.0},
}


def test_the_queries_are_those_of_the_judgements() -> None:
    found = evaluate(parse_measures(["RR", "P@2", "Judged@2"]), QRELS, RUN)
    assert found.queries == ("empty", "found", "missing", "none-relevant")
    assert found.per_query == {
        "RR": {"empty": 0, "found": 0.5, "missing": 0, "none-relevant": 0},
        "P@2": {"empty": 0, "found": 0.5, "missing": 0, "none-relevant": 0},
        "Judged@2": {"empty": 0, "found": 1, "missing": 0, "none-relevant": 1},
    }
    assert found.means == {"RR": 0.5 / 4, "P@2": 0.5 / 4, "Judged@2": 2 / 4}
    assert found.missing == ("empty", "missing")
    assert found.ignored == ("extra",)


def test_a_query_that_is_dropped_from_the_run_lowers_the_mean_by_its_share() -> None:
    measures = parse_measures(["nDCG@10"])
    qrels = {str(n): {"a": 1} for n in range(5)}
    run = {str(n): {"a": 1.0} for n in range(5)}
    assert evaluate(measures, qrels, run).means == {"nDCG@10": 1}
    del run["3"]
    assert evaluate(measures, qrels, run).means == {"nDCG@10": pytest.approx(0.8)}
    del qrels["3"]
    assert evaluate(measures, qrels, run).means == {"nDCG@10": 1}


def test_rr_without_and_with_a_cutoff_break_ties_as_their_tools_do() -> None:
    found = evaluate(parse_measures(["RR", "RR@9"]), {"q": {"a": 1}}, {"q": {"a": 1.0, "b": 1.0}})
    assert found.means == {"RR": 0.5, "RR@9": 1.0}


def test_what_cannot_be_scored_is_told_whole() -> None:
    nan = float("nan")
    run = {"q": {"a": nan, "b": 1.0}, "other": {"c": nan}}
    with pytest.raises(UsageError) as caught:
        evaluate(parse_measures(["AP"]), {"q": {"a": 1, "b": 2**40}}, run)
    for fault in (
        "query q, passage a: the score is not a number",
        "query other, passage c: the score is not a number",
        "query q, passage b: the grade 1099511627776 does not fit",
    ):
        assert fault in caught.value.message


def test_many_faults_are_counted() -> None:
    run = {"q": {str(n): float("nan") for n in range(25)}}
    with pytest.raises(UsageError, match="and 15 more"):
        evaluate(parse_measures(["AP"]), {"q": {"a": 1}}, run)


def test_judgements_without_a_query_are_refused() -> None:
    with pytest.raises(UsageError, match="no query"):
        evaluate(parse_measures(["AP"]), {}, RUN)
