"""Calibrating: from questions to a report, the same each time, nothing learned from test."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from corpus.errors import UsageError
from eval.calibrate import FitSettings, calibrate, report_json
from eval.calibrate.calibrating import fit_report
from eval.calibrate.measuring import MeasuredSet
from eval.calibrate.records import CROSS_VALIDATED, FITTED
from eval.sets import LabelledSet, Work
from tests.eval.calibrate.making import INDEX, MODEL, made_set, measured

SETTINGS = FitSettings(folds=4)


@pytest.fixture(scope="module")
def two() -> tuple[MeasuredSet, MeasuredSet]:
    """Two sets made by hand."""
    return made_set("sample", 1), made_set("real", 2)


def test_the_report_adds_up(two: tuple[MeasuredSet, MeasuredSet]) -> None:
    report = fit_report(two, SETTINGS, command="minuted eval calibrate --set sample")
    fitted = report.fitted
    dev = [q for q in report.questions if q.split == "dev"]
    assert (fitted.model_key, fitted.index) == (MODEL, INDEX)
    assert fitted.fitted_on.startswith(f"sample and real: {len(dev)} development questions")
    assert (fitted.answered, fitted.weak) == (report.thresholds.answered, report.thresholds.weak)
    assert [s.name for s in report.signals] == list(fitted.weights)
    assert report.signals[-1].auroc is not None
    assert report.signals[-1].auroc < 0.5 < (report.signals[0].auroc or 0)
    assert sum(fold.questions for fold in report.folds) == len(dev)
    assert sum(fold.groups for fold in report.folds) == report.groups
    assert not report.present_holds
    names = [(p.set_name, p.split, p.probabilities) for p in report.parts]
    assert names == [
        (name, *rest)
        for name in ("sample", "real", None)
        for rest in (("dev", CROSS_VALIDATED), ("dev", FITTED), ("test", FITTED))
    ]
    assert [n for n in names if n[2] == FITTED] == [
        (p.set_name, p.split, p.probabilities) for p in report.present_parts
    ]
    together = report.part(None, "test", FITTED)
    assert sum(k.questions for k in together.kinds) == len(report.questions) - len(dev) + 2
    assert sum(k.refused for k in together.kinds) == 2
    assert report.part(None, "dev", CROSS_VALIDATED).reliability is not None
    with pytest.raises(KeyError):
        report.part("qmsum", "dev", FITTED)


def test_thresholds_are_set_on_held_out_probabilities_of_whole_meetings(
    two: tuple[MeasuredSet, MeasuredSet],
) -> None:
    report = fit_report(two, SETTINGS)
    tied = {(q.set_name, q.case.id): q.meetings for one in two for q in one.questions}
    fold_of: dict[str, set[int | None]] = {}
    for row in report.questions:
        assert (row.fold is None) == (row.split == "test") == (row.cross_validated is None)
        if row.split == "dev":
            for meeting in tied[row.set_name, row.case_id]:
                fold_of.setdefault(meeting, set()).add(row.fold)
    # The two sets have meetings of the same ids: these are one group as well.
    assert len(fold_of) == 10
    assert all(len(folds) == 1 for folds in fold_of.values())
    shown = [q for q in report.questions if q.kind == "answerable" and q.cross_validated]
    at_weak = [q for q in shown if (q.cross_validated or 0) >= report.thresholds.weak]
    assert len(at_weak) / len(shown) == report.thresholds.shown


def test_test_questions_are_never_fitted(two: tuple[MeasuredSet, MeasuredSet]) -> None:
    without = [
        replace(one, questions=tuple(q for q in one.questions if q.case.split == "dev"))
        for one in two
    ]
    report, other = fit_report(two, SETTINGS), fit_report(without, SETTINGS)
    assert report.fitted == other.fitted
    assert report.shared == other.shared == {"sample": 0, "real": 0}


def test_test_questions_on_a_development_meeting_are_told(
    two: tuple[MeasuredSet, MeasuredSet],
) -> None:
    first, second = two
    late = measured("t1", None, "m-dev-03", "m-new", split="test")
    report = fit_report([replace(first, questions=(*first.questions, late)), second], SETTINGS)
    assert report.shared == {"sample": 1, "real": 0}


def test_the_same_bytes_each_time_and_other_targets_others(
    two: tuple[MeasuredSet, MeasuredSet],
) -> None:
    def text(sets: Sequence[MeasuredSet], settings: FitSettings) -> str:
        return json.dumps(report_json(fit_report(sets, settings)), allow_nan=False)

    assert text(two, SETTINGS) == text(two, SETTINGS)
    values = json.loads(text(two, SETTINGS))
    looser: dict[str, Any] = json.loads(text(two, replace(SETTINGS, false_answers=0.3, shown=0.99)))
    assert looser["fitted"]["answered"] < values["fitted"]["answered"]
    assert looser["fitted"]["weak"] < values["fitted"]["weak"]
    assert looser["fitted"]["weights"] == values["fitted"]["weights"]
    parts = {(p["set"], p["split"], p["probabilities"]): p for p in values["parts"]}
    bins = parts[None, "dev", CROSS_VALIDATED]["reliability"]["bins"]
    rows = [q for q in values["per_question"] if q["split"] == "dev"]
    assert sum(b["count"] for b in bins["mass"]) == len(rows)
    assert values["present"]["holds_for_these_indexes"] is False


def test_sets_of_two_models_are_not_mixed(two: tuple[MeasuredSet, MeasuredSet]) -> None:
    first, second = two
    for other in (
        replace(second, model_key="model-b"),
        replace(second, index={**INDEX, "headers": False}),
    ):
        with pytest.raises(UsageError, match="sample and real"):
            fit_report([first, other], SETTINGS)


def test_sets_that_cannot_be_used_are_named_together(labelled: LabelledSet, work: Work) -> None:
    bare = replace(labelled, name="bare", cases=())
    with pytest.raises(UsageError) as caught:
        calibrate([labelled, bare, labelled], work)
    assert "set sample is given twice" in str(caught.value)
    assert "set bare has no questions" in str(caught.value)
    with pytest.raises(UsageError, match="No set"):
        calibrate([], work)


def test_cases_of_the_sample_are_measured_and_fitted(labelled: LabelledSet, work: Work) -> None:
    # Three pairs of answerable questions on meetings of their own; one test question asks nothing.
    ids: tuple[str, ...] = ("s017", "s018", "s036", "s037", "s041", "s042", "s060", "s146")
    for kind in ("near-miss", "off-topic"):
        ids += tuple(c.id for c in labelled.cases if c.unanswerable_kind == kind)[:3]
    chosen = [c for c in labelled.cases if c.id in ids]
    told: list[tuple[str, int, int]] = []
    report = calibrate(
        [replace(labelled, cases=tuple(chosen))],
        work,
        FitSettings(folds=2),
        progress=lambda what, done, total: told.append((what, done, total)),
    )
    assert told[-1] == ("measuring sample", len(chosen), len(chosen))
    assert report.present_holds
    assert report.fitted.index["lexical_engine"] == "tantivy"
    assert [q.case_id for q in report.questions] == [c.id for c in chosen if c.id != "s146"]
    assert sum(k.refused for k in report.part("sample", "test", FITTED).kinds) == 1
    answerable = [q for q in report.questions if q.kind == "answerable" and q.split == "dev"]
    pairs = [q.group for q in answerable]
    assert pairs[0::2] == pairs[1::2]
    assert all(group and group.startswith("m-") for group in pairs)
    assert report.groups == 3 + 6
    assert report.part("sample", "dev", FITTED).auroc["off-topic"] == 1.0
