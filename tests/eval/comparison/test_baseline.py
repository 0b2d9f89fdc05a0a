"""The comparison of runs: what it reports, and that only the seed decides what is drawn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import UsageError
from eval.comparison import Comparison, PairedDifference, compare, comparison_json
from eval.measures import evaluate, parse_measures

Run = dict[str, dict[str, float]]

QUERIES = [f"q{number:02}" for number in range(40)]
QRELS = {query: {f"d{n}": (n % 7) // 5 + n // 29 for n in range(30)} for query in QUERIES}
MEASURES = parse_measures(["nDCG@5", "AP", "RR"])


def drawn(seed: int, help_of: float = 0.0) -> Run:
    """A random run, the better the more help it has."""
    rng = np.random.default_rng(seed)
    return {
        query: {d: float(rng.random() + help_of * grade) for d, grade in QRELS[query].items()}
        for query in QUERIES
    }


RUNS = {"base": drawn(1), "same": drawn(1), "better": drawn(2, 0.3), "other": drawn(3)}


def by_run(found: Comparison, measure: str) -> dict[str, PairedDifference]:
    (one,) = [one for one in found.measures if one.measure == measure]
    return {pair.run: pair for pair in one.differences}


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(QRELS, RUNS, MEASURES, samples=2_000, seed=4)


def test_means_and_differences_are_those_of_the_figures(found: Comparison) -> None:
    assert found.baseline == "base"
    assert found.queries == tuple(QUERIES)
    for one in found.measures:
        scored = {name: evaluate(MEASURES, QRELS, run).means for name, run in RUNS.items()}
        for mean in one.means:
            assert mean.mean == pytest.approx(scored[mean.run][one.measure], abs=1e-12)
            assert mean.interval.low < mean.mean < mean.interval.high, mean
        assert [pair.run for pair in one.differences] == ["same", "better", "other"]
        for pair in one.differences:
            expected = scored[pair.run][one.measure] - scored["base"][one.measure]
            assert pair.difference == pytest.approx(expected, abs=1e-12)
            assert pair.wins + pair.ties + pair.losses == len(QUERIES)
            assert pair.p <= pair.corrected_p <= 1


def test_a_run_like_the_baseline_ties_everywhere(found: Comparison) -> None:
    for measure in MEASURES:
        pair = by_run(found, str(measure))["same"]
        assert (pair.wins, pair.ties, pair.losses) == (0, len(QUERIES), 0)
        assert (pair.difference, pair.p, pair.corrected_p) == (0, 1, 1)
        assert (pair.interval.low, pair.interval.high) == (0, 0)


def test_a_better_run_is_told_from_chance(found: Comparison) -> None:
    pairs = by_run(found, "nDCG@5")
    better = pairs["better"]
    assert better.interval.low > 0
    assert better.wins > better.losses
    assert better.corrected_p < 0.01
    assert better.method == "monte-carlo"
    # The least of three p values is multiplied by three.
    assert better.corrected_p == pytest.approx(3 * better.p)
    assert pairs["other"].p > 0.05


@pytest.mark.parametrize("order", [[3, 2, 1, 0], [0, 2], [2, 0, 3]])
def test_neither_the_order_of_the_runs_nor_which_others_there_are_changes_a_number(
    found: Comparison, order: list[int]
) -> None:
    names = [list(RUNS)[place] for place in order]
    again = compare(
        QRELS,
        {name: RUNS[name] for name in names},
        MEASURES[::-1],
        baseline="base",
        correction="none",
        samples=2_000,
        seed=4,
    )
    for before in found.measures:
        (after,) = [one for one in again.measures if one.measure == before.measure]
        means = {mean.run: mean for mean in before.means}
        assert list(after.means) == [means[name] for name in names]
        for pair in after.differences:
            was = by_run(found, before.measure)[pair.run]
            assert (pair.difference, pair.interval, pair.p) == (was.difference, was.interval, was.p)


def test_the_order_of_queries_and_passages_is_nothing(found: Comparison) -> None:
    turned = {
        name: {query: dict(reversed(run[query].items())) for query in reversed(QUERIES)}
        for name, run in RUNS.items()
    }
    qrels = {query: QRELS[query] for query in reversed(QUERIES)}
    assert compare(qrels, turned, MEASURES, samples=2_000, seed=4) == found


def test_swapping_the_two_runs_turns_the_numbers_round() -> None:
    pair = {"base": RUNS["base"], "better": RUNS["better"]}
    one = by_run(compare(QRELS, pair, MEASURES, samples=500), "AP")["better"]
    turned = compare(QRELS, pair, MEASURES, baseline="better", samples=500)
    other = by_run(turned, "AP")["base"]
    assert other.difference == pytest.approx(-one.difference)
    assert (other.wins, other.losses, other.p) == (one.losses, one.wins, one.p)
    assert other.interval.low == pytest.approx(-one.interval.high)
    assert other.interval.high == pytest.approx(-one.interval.low)


def test_another_seed_draws_otherwise_and_the_same_seed_alike(found: Comparison) -> None:
    assert compare(QRELS, RUNS, MEASURES, samples=2_000, seed=4) == found
    other = compare(QRELS, RUNS, MEASURES, samples=2_000, seed=5)
    assert by_run(other, "AP")["better"].interval != by_run(found, "AP")["better"].interval
    assert by_run(other, "AP")["better"].difference == by_run(found, "AP")["better"].difference


COMPARED = """
import json
from eval.comparison import comparison_json
from tests.eval.comparison.test_baseline import MEASURES, QRELS, RUNS, compare
print(json.dumps(comparison_json(compare(QRELS, RUNS, MEASURES, samples=100, seed=4))))
"""


def test_another_process_draws_alike() -> None:
    # Python hashes strings otherwise in each process.
    printed = subprocess.run(
        [sys.executable, "-c", COMPARED],
        cwd=Path(__file__).parents[3],
        env=os.environ | {"PYTHONHASHSEED": "12"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    here = comparison_json(compare(QRELS, RUNS, MEASURES, samples=100, seed=4))
    assert json.loads(printed) == here


@pytest.mark.parametrize("test", ["permutation", "t"])
def test_one_query_divides_nothing_by_zero(test: str) -> None:
    runs = {"base": {"q": {"a": 1.0, "b": 2.0}}, "better": {"q": {"a": 2.0, "b": 1.0}}}
    with np.errstate(all="raise"):
        one = compare({"q": {"a": 1}}, runs, parse_measures(["RR"]), test=test, samples=100)
    pair = by_run(one, "RR")["better"]
    assert (pair.difference, pair.wins, pair.p, pair.corrected_p) == (0.5, 1, 1, 1)
    assert pair.method == ("exact" if test == "permutation" else "t")


def test_queries_that_a_run_lacks_count_0_and_are_told_of() -> None:
    short = {query: RUNS["base"][query] for query in QUERIES[:30]} | {"unknown": {"a": 1.0}}
    found = compare(QRELS, {"base": RUNS["base"], "short": short}, MEASURES, samples=100)
    assert found.missing == {"base": (), "short": tuple(QUERIES[30:])}
    assert found.ignored == {"base": (), "short": ("unknown",)}
    assert by_run(found, "AP")["short"].losses == 10


def test_a_single_run_has_means_and_no_differences() -> None:
    found = compare(QRELS, {"base": RUNS["base"]}, MEASURES, samples=100)
    assert [len(one.differences) for one in found.measures] == [0, 0, 0]
    assert all(len(one.means) == 1 for one in found.measures)


def test_rounding_alone_is_a_tie() -> None:
    # Hits at ranks 1, 2 and at ranks 1, 3, 9 both make AP 1/2 with four relevant passages,
    # but 1 + 2/3 + 3/9 comes out a bit below 2.
    qrels = {"q": dict.fromkeys("abcd", 1)}
    runs = {
        "base": {"q": {passage: -float(rank) for rank, passage in enumerate("ab")}},
        "other": {"q": {passage: -float(rank) for rank, passage in enumerate("axbyzuvwc")}},
    }
    found = compare(qrels, runs, parse_measures(["AP"]), samples=10)
    (base,), (other,) = found.measures[0].values
    assert 0 < base - other < 1e-12
    pair = by_run(found, "AP")["other"]
    assert (pair.wins, pair.ties, pair.losses, pair.difference) == (0, 1, 0, 0)


def test_every_fault_of_the_settings_is_told() -> None:
    with pytest.raises(UsageError) as caught:
        compare(
            QRELS,
            RUNS,
            [],
            baseline="nobody",
            test="sign",
            correction="fdr",
            samples=0,
            confidence=1.0,
        )
    for words in ("'nobody'", "no measure", "'sign'", "'fdr'", "samples is 0", "confidence is 1.0"):
        assert words in caught.value.message
    with pytest.raises(UsageError, match="no run"):
        compare(QRELS, {}, MEASURES)
