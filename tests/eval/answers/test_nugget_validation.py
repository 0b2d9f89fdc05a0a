"""The proxy's validation: pairs by hand, and the threshold that ships is the one it chooses."""

from __future__ import annotations

import pytest

from eval.answers.gold import gold_of
from eval.answers.nugget_validation import (
    GRID,
    OTHERS,
    Pairs,
    agreement,
    choose_threshold,
    measure,
    pairs_of,
)
from eval.answers.nuggets import THRESHOLD
from eval.cases_file import Anchors, load_cases
from eval.sets.catalogue import CASES
from retrieval.engine import Engine
from tests.eval.answers.making import Record, make_case


def test_pairs_by_hand(record: Record) -> None:
    cases = [
        make_case(
            "a",
            evidence=(("other.txt", "Burglary"),),
            nuggets=("burglary 8%", "figures next meeting", "it was"),
        ),
        make_case("b", evidence=(("paged.pdf", "Retail"),), nuggets=("retail up",)),
        make_case("c", evidence=(("other.txt", "8%"),), nuggets=()),
    ]
    places = Anchors(record.archive).resolve_all(cases)
    gold = {case.id: gold_of(record.documents, case, places[case.id]) for case in cases}
    pairs = pairs_of(record.documents, cases, gold)
    # c has the evidence of a, so it is no negative of a; both are negatives of b.
    assert pairs.own == (1.0, 0.0, 0.5)
    assert pairs.others == (0.0, 0.0, 0.0, 0.0)
    # The sentence before it in other.txt holds "figures", "next" and "meeting".
    assert pairs.beside == (0.0, 1.0, 0.0)


def test_agreement_by_hand() -> None:
    pairs = [Pairs((1.0, 0.5), (0.0,), (0.2,)), Pairs((0.4, 0.0), (0.5,), (0.6,))]
    one = agreement(pairs, 0.5)
    assert (one.own, one.others, one.beside) == (0.5, 0.5, 0.5)
    assert one.balanced_accuracy == 0.5
    assert agreement(pairs, 0.4).own == 0.75
    with pytest.raises(ValueError, match="no pair"):
        agreement([], 0.5)


def test_the_highest_threshold_near_the_best_is_chosen() -> None:
    pairs = Pairs((0.62,) * 200, (0.31,) * 200, (0.0,))
    assert choose_threshold([pairs]).threshold == 0.6
    # One evidence in 200 lost is half a point: stricter is preferred; ten are too many.
    few = Pairs((0.62,) * 199 + (0.42,), (0.31,) * 200, (0.0,))
    assert choose_threshold([few]).threshold == 0.6
    many = Pairs((0.62,) * 190 + (0.42,) * 10, (0.31,) * 200, (0.0,))
    assert choose_threshold([many]).threshold == 0.4


def test_the_threshold_that_ships_holds_on_the_sample_cases(sample: Engine) -> None:
    """On development cases: it tells own evidence from other evidence, as documented."""
    cases = load_cases(CASES / "sample" / "questions.jsonl")
    (pairs,) = measure([(sample.archive, cases)], "dev")
    nuggets = sum(len(c.nuggets) for c in cases if c.split == "dev" and c.answerable)
    assert (len(pairs.own), len(pairs.others)) == (nuggets, OTHERS * nuggets)
    assert THRESHOLD in GRID
    shipped = agreement([pairs])
    best = max(agreement([pairs], threshold).balanced_accuracy for threshold in GRID)
    assert shipped.balanced_accuracy >= best - 0.01
    assert shipped.balanced_accuracy > 0.9
