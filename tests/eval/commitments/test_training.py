"""Training: only what the rules leave open, folds by meeting, and the same file every time."""

from __future__ import annotations

import pytest

from corpus.errors import UsageError
from corpus.register import Kind
from corpus.structure import PartKind
from eval.commitments.examples import Example, examples_of, labels_to_learn_from
from eval.commitments.training import BOTH, CUES, RULES, TrainingReport, TrainSettings, train
from eval.sets.catalogue import CASES
from indexer.commitments.deciding import Look
from indexer.commitments.structure_rules import Ruling
from indexer.commitments.units import Shape, Unit
from retrieval.engine import Engine

SETTINGS = TrainSettings(folds=4, least=2, smallest=0.01)


def example(number: int, *features: str, kind: str = "none", ruled: bool = False) -> Example:
    unit = Unit(
        0, 9, 0, None, "It was so.", Shape.SENTENCE, PartKind.MINUTES,
        None, None, None, None, None, (), None, None, None,
    )  # fmt: skip
    ruling = Ruling(Kind.ACTION, True, "action-label") if ruled else None
    binding = kind in ("action", "undertaking")
    look = Look(unit, ruling, frozenset(features))
    return Example(look, kind, binding, "made", f"made:m{number % 12}")


def made() -> list[Example]:
    found = [example(n, "will", f"odd {n}", kind="undertaking") for n in range(24)]
    found += [example(n, "was", f"even {n}") for n in range(60)]
    found += [example(n, "asked", "was", kind="request") for n in range(24)]
    found += [example(n, ruled=True, kind="action") for n in range(12)]
    return found


@pytest.fixture(scope="module")
def report() -> TrainingReport:
    return train(made(), SETTINGS, command="by hand")


def test_it_learns_what_the_rules_leave_open(report: TrainingReport) -> None:
    model = report.classifier
    assert model.probability({"will"}) > model.threshold > model.probability({"was"})
    assert model.kind(frozenset({"will"}), binding=True) is Kind.UNDERTAKING
    assert model.kind(frozenset({"asked", "was"}), binding=False) is Kind.REQUEST
    # What stands in one example only is no feature.
    assert not [name for name in model.weights if name.startswith("odd")]
    assert (report.examples, report.open_examples) == (120, 108)
    assert (report.binding, report.open_binding) == (36, 24)


def test_ways_are_compared_on_the_same_units(report: TrainingReport) -> None:
    by_way = {one.way: one for one in report.counts}
    assert set(by_way) == {CUES, RULES, BOTH}
    assert {one.labelled for one in report.counts} == {36}
    assert (by_way[RULES].right, by_way[RULES].predicted) == (12, 12)
    assert by_way[BOTH].right == by_way[BOTH].predicted == 36
    assert by_way[CUES].precision is None
    assert report.average_precision == pytest.approx(1.0)


def test_the_same_examples_make_the_same_file(report: TrainingReport) -> None:
    again = train(made(), SETTINGS, command="by hand")
    assert again.classifier.to_json() == report.classifier.to_json()
    assert report.classifier.trained["command"] == "by hand"


def test_too_little_to_learn_from() -> None:
    with pytest.raises(UsageError, match="too few"):
        train(made()[:8], SETTINGS)


def test_examples_of_the_sample_leave_the_test_split_alone(sample: Engine) -> None:
    paths = labels_to_learn_from(CASES / "sample" / "commitments.jsonl")
    found = examples_of(sample.archive, paths, "sample")
    assert len(found) > 500
    assert sum(one.binding for one in found) > 100
    learnt = {one.group.removeprefix("sample:") for one in found}
    tested = {
        d.meeting_id
        for d in sample.archive.documents()
        if d.source.endswith("brackenshire-panel-2021-09-16.html")
    }
    assert tested
    assert not learnt & tested


def test_training_labels_stand_beside_a_sets_own() -> None:
    names = [path.name for path in labels_to_learn_from(CASES / "real" / "commitments.jsonl")]
    assert names == ["commitments.jsonl", "commitments-train.jsonl"]
