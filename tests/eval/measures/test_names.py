"""Measure names: spelt as ir_measures does, and all faults told at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UsageError
from eval.measures import KNOWN_MEASURES, parse_measures


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("nDCG@10", "nDCG@10"),
        ("R(rel=2)@100", "R(rel=2)@100"),
        (" P( rel = 2 ) @ 5 ", "P(rel=2)@5"),
        ("P(rel=1)@5", "P@5"),
        ("P(cutoff=5,rel=3)", "P(rel=3)@5"),
        ("AP(rel=2)", "AP(rel=2)"),
        ("AP()", "AP"),
        ("MAP", "AP"),
        ("MRR@10", "RR@10"),
        ("NDCG", "nDCG"),
        ("Recall@9", "R@9"),
        ("Precision@1", "P@1"),
        ("Judged", "Judged"),
    ],
)
def test_canonical_names(given_name: str, name: str) -> None:
    (measure,) = parse_measures([given_name])
    assert str(measure) == name
    assert parse_measures([name]) == (measure,)


FAULTY = {
    "nope@10": "no such measure",
    "ndcg@10": "no such measure",
    "P": "a cut-off is needed, as in P@5",
    "R(rel=2)": "a cut-off is needed, as in R@5",
    "P@0": "whole cut-off of at least 1",
    "P@-1": "whole cut-off of at least 1",
    "P@5.0": "whole cut-off of at least 1",
    "P@٣": "whole cut-off of at least 1",
    "P@5@6": "not a name",
    "": "not a name",
    "P(5)@5": "'5' is not a parameter",
    "P(rel=0)@5": "rel must be a whole number of at least 1",
    "P(rel='2')@5": "rel must be a whole number",
    "P(rel=2,rel=3)@5": "rel is given twice",
    "P(cutoff=5)@5": "the cut-off is given twice",
    "nDCG(rel=2)@5": "nDCG with the parameter rel is not supported",
    "nDCG(dcg='exp-log2')@10": "nDCG with the parameter dcg is not supported",
    "Judged(rel=2)@5": "Judged with the parameter rel is not supported",
    "RR(judged_only=True)": "RR with the parameter judged_only is not supported",
}


def test_every_faulty_name_is_told_in_one_error_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        parse_measures(["nDCG@10", *FAULTY])
    lines = caught.value.message.splitlines()[1:]
    assert len(lines) == len(FAULTY)
    for line, (name, fault) in zip(lines, FAULTY.items(), strict=True):
        assert line.startswith(f"  {name!r}: ")
        assert fault in line
    assert caught.value.mend is not None
    assert all(known in caught.value.mend for known in KNOWN_MEASURES)


def test_a_measure_named_twice_is_one_and_none_at_all_is_an_error() -> None:
    assert len(parse_measures(["AP", "MAP", "AP(rel=1)", "P@5"])) == 2
    with pytest.raises(UsageError, match="No measure"):
        parse_measures([])


@given(st.lists(st.text(alphabet="nDCGRPAJ@()=rel,0129 '", max_size=14), max_size=4))
def test_any_text_is_parsed_or_refused_and_names_come_back_as_they_are(names: list[str]) -> None:
    try:
        measures = parse_measures(names)
    except UsageError:
        return
    assert parse_measures(str(measure) for measure in measures) == measures
