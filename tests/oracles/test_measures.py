"""Our measures against ir_measures, pytrec_eval (trec_eval's own code) and ranx."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import ir_measures
import pytest
import pytrec_eval

from eval.formats.trec import read_qrels, read_run, write_qrels, write_run
from eval.measures import Evaluation, evaluate, parse_measures

NAMES = (
    *("nDCG", "nDCG@1", "nDCG@3", "nDCG@10", "nDCG@1000"),
    *("R@1", "R@5", "R@100", "R(rel=2)@5"),
    *("RR", "RR(rel=2)", "RR@1", "RR@5", "RR@10", "RR(rel=2)@5"),
    *("AP", "AP(rel=2)", "AP@5", "AP@100", "AP(rel=3)@5"),
    *("P@1", "P@5", "P@100", "P(rel=2)@5"),
    *("Success@1", "Success@5", "Success(rel=2)@5"),
    *("Judged", "Judged@1", "Judged@10", "Judged@100"),
)

OWN_OF_IR_MEASURES = ("RR@", "RR(rel=2)@", "Judged")
"""trec_eval has no such measures: ir_measures computes them without it."""

TREC_EVAL_NAMES = {
    "nDCG": "ndcg",
    "nDCG@3": "ndcg_cut_3",
    "nDCG@10": "ndcg_cut_10",
    "R@5": "recall_5",
    "R@100": "recall_100",
    "RR": "recip_rank",
    "AP": "map",
    "AP@5": "map_cut_5",
    "P@5": "P_5",
    "Success@5": "success_5",
}

RANX_NAMES = {
    "nDCG": "ndcg",
    "nDCG@10": "ndcg@10",
    "R@5": "recall@5",
    "RR": "mrr",
    "RR@5": "mrr@5",
    "AP": "map",
    "AP@5": "map@5",
    "P@5": "precision@5",
    "Success@5": "hit_rate@5",
}
"""What ranx defines as trec_eval does. Its order among equal scores is its own."""

IDS = [f"d{n}" for n in range(25)] + ["D1", "a_b", "a-b", "é", "z", "z0", "ﬀ", "𝒳"]

Qrels = dict[str, dict[str, int]]
Run = dict[str, dict[str, float]]


def labelled(rng: random.Random) -> Qrels:
    """Graded judgements, some of them negative; some queries without a relevant passage.

    No query has negative grades only: trec_eval's nDCG without a cut-off never returns then.
    """
    qrels: Qrels = {}
    for number in range(rng.randint(1, 9)):
        grades = rng.choice([[0, 1], [-2, -1, 0, 1, 2, 3], [0, -1], [1], [0, 0, 0, 2]])
        judged = rng.sample(IDS, rng.randint(1, len(IDS)))
        query = {passage: rng.choice(grades) for passage in judged}
        query[judged[0]] = max(query[judged[0]], 0)
        qrels[f"q{number}"] = query
    return qrels


def ranked(rng: random.Random, qrels: Qrels, *, ties: bool) -> Run:
    """A run that lacks some queries and answers others that were never judged."""
    run: Run = {}
    for query in [*qrels, "unjudged-1", "unjudged-2"]:
        if rng.random() < 0.2:
            continue
        found = rng.sample(IDS, rng.randint(1, len(IDS)))
        scores = [rng.uniform(-5, 5) for _ in found]
        if ties:
            # 1 + 1e-9 is above 1 in 64 bits and equal to it in 32.
            scores = [rng.choice([0.0, -0.0, 1.0, 1.0 + 1e-9, 1.0 - 1e-9, -3.5, s]) for s in scores]
        run[query] = dict(zip(found, scores, strict=True))
    return run


def drawn(seed: int, *, ties: bool = True) -> tuple[Qrels, Run]:
    rng = random.Random(seed)
    qrels = labelled(rng)
    return qrels, ranked(rng, qrels, ties=ties)


def test_the_runs_drawn_hold_what_is_hard() -> None:
    sets = [drawn(seed) for seed in range(60)]
    pairs = [(qrels, run, query) for qrels, run in sets for query in qrels]
    assert any(query not in run for _, run, query in pairs)
    assert any(query not in qrels for qrels, run in sets for query in run)
    assert any(max(qrels[query].values()) < 1 for qrels, _, query in pairs)
    scores = [run[query].values() for _, run, query in pairs if query in run]
    assert any(len(set(some)) < len(some) for some in scores)
    assert any({1.0, 1.0 + 1e-9} <= set(some) for some in scores)


@pytest.mark.parametrize("seed", range(60))
def test_figures_are_those_of_ir_measures(seed: int) -> None:
    qrels, run = drawn(seed)
    found = evaluate(parse_measures(NAMES), qrels, run)
    expected = ir_measures.calc([ir_measures.parse_measure(name) for name in NAMES], qrels, run)
    assert isinstance(expected.aggregated, dict)
    assert found.means == pytest.approx(
        {str(measure): mean for measure, mean in expected.aggregated.items()}, abs=1e-9
    )
    per_query = found.per_query
    assert len(expected.per_query) == len(NAMES) * len(qrels)
    for one in expected.per_query:
        assert per_query[str(one.measure)][one.query_id] == pytest.approx(one.value, abs=1e-9)


def test_figures_are_those_of_its_pytrec_eval_provider() -> None:
    names = [name for name in NAMES if not name.startswith(OWN_OF_IR_MEASURES)]
    for seed in range(60, 80):
        qrels, run = drawn(seed)
        expected = ir_measures.pytrec_eval.calc_aggregate(
            [ir_measures.parse_measure(name) for name in names], qrels, run
        )
        assert evaluate(parse_measures(names), qrels, run).means == pytest.approx(
            {str(measure): mean for measure, mean in expected.items()}, abs=1e-9
        )


@pytest.mark.parametrize("level", [1, 2])
def test_figures_are_those_of_pytrec_eval(level: int) -> None:
    names = {
        str(replace(measure, rel=level)): TREC_EVAL_NAMES[str(measure)]
        for measure in parse_measures(TREC_EVAL_NAMES)
        if level == 1 or measure.takes_rel
    }
    for seed in range(80, 110):
        qrels, run = drawn(seed)
        evaluator = pytrec_eval.RelevanceEvaluator(
            qrels, set(names.values()), relevance_level=level
        )
        expected = evaluator.evaluate(run)
        found = evaluate(parse_measures(names), qrels, run).per_query
        for name, theirs in names.items():
            for query in qrels:
                assert found[name][query] == pytest.approx(
                    expected.get(query, {theirs: 0.0})[theirs], abs=1e-9
                ), (seed, name, query)


SCORED_BY_RANX = """
import json, sys, ranx
given = json.load(sys.stdin)
run = ranx.Run(given["run"])
means = ranx.evaluate(ranx.Qrels(given["qrels"]), run, given["names"], make_comparable=True)
per_query = {n: {q: float(v) for q, v in some.items()} for n, some in run.scores.items()}
json.dump({"means": {n: float(v) for n, v in means.items()}, "per_query": per_query}, sys.stdout)
"""


def test_figures_are_those_of_ranx_where_no_scores_are_equal() -> None:
    qrels: Qrels = {}
    run: Run = {}
    for seed in range(110, 130):
        some, ranking = drawn(seed, ties=False)
        qrels |= {f"{seed}-{query}": judged for query, judged in some.items()}
        run |= {f"{seed}-{query}": scores for query, scores in ranking.items()}
    given = {"qrels": qrels, "run": run, "names": list(RANX_NAMES.values())}
    # In a process of its own, where its code runs as Python: to compile it takes half a minute.
    printed = subprocess.run(
        [sys.executable, "-c", SCORED_BY_RANX],
        input=json.dumps(given),
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    expected = json.loads(printed)
    found = evaluate(parse_measures(RANX_NAMES), qrels, run)
    for name, ranx_name in RANX_NAMES.items():
        assert found.means[name] == pytest.approx(expected["means"][ranx_name], abs=1e-9), name
        theirs = expected["per_query"][ranx_name]
        for query, figure in found.per_query[name].items():
            assert figure == pytest.approx(theirs[query], abs=1e-9), (name, query)


def printed_by_ir_measures(qrels: Path, run: Path) -> list[tuple[str, str, float]]:
    """Measure, query (``all`` for the mean) and figure, as its command line prints them."""
    printed = subprocess.run(
        [
            *(sys.executable, "-m", "ir_measures", str(qrels), str(run)),
            *(*NAMES, "-q", "-o", "jsonl"),
        ],
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    lines = [json.loads(line) for line in printed.splitlines()]
    return [(line["measure"], line["query_id"], line["value"]) for line in lines]


def assert_printed(found: Evaluation, printed: list[tuple[str, str, float]]) -> None:
    assert len(printed) == len(NAMES) * (len(found.queries) + 1)
    for name, query, value in printed:
        figure = found.means[name] if query == "all" else found.per_query[name][query]
        assert figure == pytest.approx(value, abs=1e-9), (name, query)


def test_its_command_line_gives_the_same_figures_from_shuffled_lines(tmp_path: Path) -> None:
    rng = random.Random(7)
    qrels, run = drawn(7)
    judged = [f"{q} 0 {p} {grade}\n" for q, some in qrels.items() for p, grade in some.items()]
    # The ranks say nothing, and neither does the order of the lines.
    lines = [
        f"{q} Q0 {p} 1 {score!r} tag\n" for q, some in run.items() for p, score in some.items()
    ]
    rng.shuffle(judged)
    rng.shuffle(lines)
    (tmp_path / "qrels").write_text("".join(judged), encoding="utf-8")
    (tmp_path / "run").write_text("".join(lines), encoding="utf-8")
    printed = printed_by_ir_measures(tmp_path / "qrels", tmp_path / "run")
    assert_printed(evaluate(parse_measures(NAMES), qrels, run), printed)


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_its_command_line_gives_the_same_figures_from_files_we_wrote(
    tmp_path: Path, ending: str
) -> None:
    qrels, run = drawn(8)
    paths = tmp_path / f"qrels{ending}", tmp_path / f"run{ending}"
    write_qrels(paths[0], qrels)
    write_run(paths[1], run, "tag")
    found = evaluate(parse_measures(NAMES), read_qrels(paths[0]), read_run(paths[1]))
    assert_printed(found, printed_by_ir_measures(*paths))


@pytest.mark.parametrize("name", [*NAMES, "MAP", "MRR@10", "P(rel=1)@5", "P(cutoff=5)", "NDCG@7"])
def test_names_are_spelt_as_ir_measures_spells_them(name: str) -> None:
    (measure,) = parse_measures([name])
    assert str(measure) == str(ir_measures.parse_measure(name))
    assert parse_measures([str(measure)]) == (measure,)
