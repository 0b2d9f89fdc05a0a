"""Reports: one that is really run, on a slice of the sample set, and ones made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from eval.comparison import compare
from eval.measures import parse_measures
from eval.report import Report, run_report
from eval.report.contents import IndexIdentity, QueryLine, SetReport, Settings, SplitReport
from eval.sets import LabelledSet, Work
from retrieval.support import calibration

SYSTEMS = ("bm25", "hybrid")
MEASURES = ("nDCG@10", "Success@5")
SEED = 7
SAMPLES = 200
COMMAND = "minuted eval report --set sample --seed 7"


def slice_of(labelled: LabelledSet, answerable: int = 3, unanswerable: int = 1) -> LabelledSet:
    """Keep a few questions of each split."""
    cases = [
        case
        for split in ("dev", "test")
        for answers, few in ((True, answerable), (False, unanswerable))
        for case in [c for c in labelled.cases if (c.split, c.answerable) == (split, answers)][:few]
    ]
    kept = {case.id for case in cases}
    queries = tuple(one for one in labelled.queries if one.query.id in kept)
    return replace(labelled, cases=tuple(cases), queries=queries)


def run(few: LabelledSet, work: Work) -> Report:
    return run_report([few], SYSTEMS, MEASURES, work, seed=SEED, command=COMMAND, samples=SAMPLES)


@pytest.fixture(scope="session")
def few(labelled: LabelledSet) -> LabelledSet:
    """A slice of the sample set: six questions with an answer, two without."""
    return slice_of(labelled)


@pytest.fixture(scope="session")
def report(few: LabelledSet, work: Work) -> Report:
    """A report that was run."""
    return run(few, work)


@pytest.fixture(scope="session")
def again(few: LabelledSet, work: Work, report: Report) -> Report:
    """The same, run once more."""
    assert report.settings.seed == SEED
    return run(few, work)


def by_hand(
    runs: Mapping[str, Sequence[float]],
    *,
    text: str = "What was agreed?",
    filters: Mapping[str, str] | None = None,
) -> Report:
    """Return a report on made-up runs: for each system, the rank of each query's one answer.

    A rank of 0 stands for not found.
    """
    count = len(next(iter(runs.values())))
    queries = [f"q{number}" for number in range(count)]
    qrels = {query: {"right": 1} for query in queries}
    ranked = {
        name: {
            query: {
                ("right" if place == rank else f"wrong{place}"): 1.0 / place
                for place in range(1, 11)
            }
            for query, rank in zip(queries, ranks, strict=True)
        }
        for name, ranks in runs.items()
    }
    measures = parse_measures(["RR@10"])
    comparison = compare(qrels, ranked, measures, samples=100, seed=SEED)
    split = SplitReport(
        name="test",
        queries=tuple(QueryLine(query, text, filters or {}, 1) for query in queries),
        comparison=comparison,
        refused={},
        answers=None,
        reliability=None,
        latencies={},
    )
    index = IndexIdentity(
        headers=True,
        generation="gen-000001",
        fingerprint="f" * 64,
        minuted="0.1.0",
        model="a model",
        model_key="key",
        dimension=3,
        lexical_engine="tantivy",
        versions={"passages": 1},
        documents=1,
        passages=2,
        calibrated=False,
        built_at="2026-01-01T00:00:00+00:00",
    )
    made = SetReport(
        name="sample",
        title="made by hand",
        labels="0" * 16,
        indexes=(index,),
        unread=(),
        splits=(split,),
        commitments=None,
    )
    settings = Settings(
        systems=tuple(runs),
        measures=("RR@10",),
        splits=("test",),
        baseline=comparison.baseline,
        test="permutation",
        correction="holm",
        depth=100,
        samples=100,
        confidence=0.95,
        seed=SEED,
        answers=False,
        commitments=False,
        calibration=False,
        command=COMMAND,
    )
    return Report(
        settings=settings,
        versions={"python": "3.11"},
        thresholds=calibration(),
        sets=(made,),
        made_at="2026-01-02T00:00:00+00:00",
        took_s=1.5,
    )
