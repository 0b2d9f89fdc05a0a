"""What a report holds is what the rooms it takes it from say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.errors import UsageError
from eval.answers import ask, score_answers
from eval.commitments import load_labels
from eval.comparison import compare
from eval.measures import parse_measures
from eval.report import Report, run_report
from eval.sets import LabelledSet, Work
from eval.sets.labelled import judgements
from eval.systems import Systems, retrieve
from tests.eval.report.conftest import COMMAND, MEASURES, SAMPLES, SEED, SYSTEMS


def test_dev_and_test_stand_apart(report: Report, few: LabelledSet) -> None:
    (one,) = report.sets
    assert [split.name for split in one.splits] == ["dev", "test"]
    for split in one.splits:
        assert [q.id for q in split.queries] == [q.query.id for q in few.of_split(split.name)]
        assert split.comparison is not None
        assert split.comparison.queries == tuple(sorted(q.id for q in split.queries))
        assert split.answers is not None
        assert set(split.answers.questions) == {c.id for c in few.cases if c.split == split.name}


def test_figures_are_those_of_the_comparison(report: Report, few: LabelledSet, work: Work) -> None:
    asked = few.of_split("test")
    with Systems(few.root, few.settings, work) as systems:
        qrels = judgements(asked, systems.engine().judge().generation)
        runs = {
            name: retrieve(systems.open(name), [one.query for one in asked]).run for name in SYSTEMS
        }
        cases = [case for case in few.cases if case.split == "test"]
        engine = systems.engine()
        scores = score_answers(
            engine.archive, cases, ask(engine, cases), split="test", samples=SAMPLES, seed=SEED
        )
    split = report.sets[0].splits[1]
    wanted = compare(
        qrels, runs, parse_measures(MEASURES), baseline="bm25", samples=SAMPLES, seed=SEED
    )
    assert split.comparison == wanted
    assert split.answers is not None
    assert split.answers.scores == scores
    assert [query.relevant for query in split.queries] == [len(qrels[q.id]) for q in split.queries]


def test_the_operating_points_are_counted_from_the_states(report: Report) -> None:
    for split in report.sets[0].splits:
        assert split.answers is not None
        rows = split.answers.scores.rows
        answered, shown = split.answers.points
        assert answered.coverage == sum(row.status == "answered" for row in rows) / len(rows)
        said = [row for row in rows if row.status != "abstained"]
        assert shown.coverage == len(said) / len(rows)
        assert said
        assert shown.risk == sum(row.wrong for row in said) / len(said)


def test_reliability_is_of_the_products_support(report: Report) -> None:
    for split in report.sets[0].splits:
        assert split.answers is not None
        assert split.reliability is not None
        supports = [row.support for row in split.answers.scores.rows]
        assert split.reliability.questions == len(supports)
        assert split.reliability.mean == pytest.approx(sum(supports) / len(supports))


def test_commitments_are_those_of_the_register(report: Report, few: LabelledSet) -> None:
    scores = report.sets[0].commitments
    assert scores is not None
    assert few.commitments is not None
    labels = load_labels(few.commitments)
    assert scores.part("all").labels == len(labels)
    assert scores.part("all").binding.labelled == sum(label.binding for label in labels)
    assert scores.part("test").traps


def test_identity_is_complete(report: Report, few: LabelledSet, work: Work) -> None:
    (index,) = report.sets[0].indexes
    with Systems(few.root, few.settings, work) as systems:
        manifest = systems.engine().judge().generation.manifest
    assert (index.fingerprint, index.generation) == (manifest.fingerprint, manifest.generation)
    assert (index.model_key, index.passages) == (manifest.model_key, manifest.passages)
    assert report.settings.command == COMMAND
    assert report.settings.seed == SEED
    assert {"minuted", "python", "numpy", "faiss", "onnxruntime", "tantivy"} <= set(report.versions)
    assert all(version != "not installed" for version in report.versions.values())


def test_another_label_gives_another_fingerprint(
    report: Report, few: LabelledSet, work: Work
) -> None:
    first = few.queries[0]
    moved = replace(first.places[0], end=first.places[0].end + 1)
    altered = replace(few, queries=(replace(first, places=(moved,)), *few.queries[1:]), cases=())
    same = run_report([replace(few, cases=())], ["bm25"], ["P@5"], work, seed=1, commitments=False)
    other = run_report([altered], ["bm25"], ["P@5"], work, seed=1, commitments=False)
    assert len({same.sets[0].labels, other.sets[0].labels, report.sets[0].labels}) == 3


def test_a_set_without_cases_has_no_answers(few: LabelledSet, work: Work) -> None:
    bare = replace(few, cases=(), commitments=None, queries=few.queries[:1])
    found = run_report([bare], ["dense"], ["RR@10"], work, seed=1)
    (split,) = found.sets[0].splits
    assert found.settings.baseline == "dense"
    assert split.answers is None
    assert split.reliability is None
    assert found.sets[0].commitments is None
    assert split.comparison is not None
    assert split.comparison.measures[0].differences == ()


def test_a_split_of_unanswerable_questions_has_nothing_to_retrieve(
    few: LabelledSet, work: Work
) -> None:
    cases = tuple(case for case in few.cases if not case.answerable and case.split == "test")
    only = replace(few, cases=cases, queries=())
    found = run_report([only], ["bm25"], ["RR@10"], work, seed=1, commitments=False)
    (split,) = found.sets[0].splits
    assert split.comparison is None
    assert split.answers is not None
    assert split.answers.scores.answerable == 0
    assert split.latencies == {}


def test_one_split_alone_says_nothing_of_the_other(few: LabelledSet, work: Work) -> None:
    found = run_report(
        [few], ["bm25"], ["RR@10"], work, seed=1, splits=["dev"], answers=False, calibration=False
    )
    (one,) = found.sets
    assert [split.name for split in one.splits] == ["dev"]
    assert one.commitments is not None
    assert [part.name for part in one.commitments.parts] == ["all", "dev"]


def test_refused_queries_are_told(few: LabelledSet, work: Work) -> None:
    first = few.queries[0]
    nothing = replace(first, query=replace(first.query, text="?!"))
    odd = replace(few, queries=(nothing, few.queries[1]), cases=())
    found = run_report([odd], ["hybrid"], ["RR@10"], work, seed=1, commitments=False)
    split = next(split for split in found.sets[0].splits if split.refused)
    ((query, reason),) = split.refused["hybrid"]
    assert query == first.query.id
    assert reason


def test_all_that_is_wrong_is_said_at_once(few: LabelledSet, work: Work) -> None:
    with pytest.raises(UsageError) as caught:
        run_report([few, few], ["bm26"], ["nDGC@10"], work, seed=1, splits=["train"])
    for fault in ("sample is given twice", "bm26", "nDGC@10", "train"):
        assert fault in str(caught.value)
    with pytest.raises(UsageError, match=r"No set is given(.|\n)*No system is given"):
        run_report([], [], ["RR"], work, seed=1)


def test_running_again_gives_the_same(report: Report, again: Report) -> None:
    assert again is not report
    assert again == report
