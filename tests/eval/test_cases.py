"""Labelled cases: every anchor stands where it says, and faulty files are told whole."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import UsageError
from eval.calibration import CASES, Measured, thresholds
from eval.cases_file import Anchor, Anchors, Case, load_cases
from eval.evidence import find
from retrieval.engine import Engine
from retrieval.support import Signals, calibration


def case(values: dict[str, object]) -> str:
    whole = {"id": "x", "kind": "fact", "question": "q", "answerable": False, "split": "dev"}
    return json.dumps(whole | values) + "\n"


def test_every_sample_anchor_stands_there_once(sample: Engine) -> None:
    cases = load_cases(CASES / "sample" / "questions.jsonl")
    places = Anchors(sample.archive).resolve_all(cases)
    answerable = [c for c in cases if c.answerable]
    assert len(answerable) >= 80
    assert all(places[c.id] for c in answerable)
    for one in answerable:
        for anchor, place in zip(one.evidence, places[one.id], strict=True):
            text = sample.archive.text(place.document_id)[place.start : place.end]
            assert text.split() == anchor.words.split()


@pytest.mark.parametrize(
    ("file", "words"),
    [("nothing.html", "any"), ("tarrowdale-panel-2021-07-08.txt", "the")],
)
def test_an_anchor_that_is_missing_or_not_unique_is_an_error(
    sample: Engine, file: str, words: str
) -> None:
    with pytest.raises(UsageError, match="times"):
        Anchors(sample.archive).resolve(Anchor(file, words))


def test_every_faulty_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(case({}) + "{\n" + case({}) + case({"id": "y", "answerable": True}) + "{}\n")
    with pytest.raises(UsageError) as caught:
        load_cases(path)
    for words in ("line 2", "line 3: the id x", "line 4: y is answerable", "line 5: KeyError"):
        assert words in str(caught.value)


def test_the_two_splits_share_no_question() -> None:
    for name in ("sample", "real"):
        cases = load_cases(CASES / name / "questions.jsonl")
        assert {c.split for c in cases} == {"dev", "test"}
        assert len({c.question.casefold() for c in cases}) == len(cases)


def test_evidence_that_is_cited_is_found(sample: Engine) -> None:
    (one,) = [c for c in load_cases(CASES / "sample" / "questions.jsonl") if c.id == "s034"]
    places = Anchors(sample.archive).resolve_all([one])[one.id]
    found = find(sample, one, places)
    assert found.searched
    assert 0 <= found.cited <= 1
    assert found.right <= found.statements


def measured(kind: str | None) -> Measured:
    made = Case("x", "fact", "q", kind is None, kind, {}, (), (), "dev")
    return Measured(made, Signals(0, 0, 0, 0, 0, 0))


def test_thresholds_keep_near_misses_out_and_answers_in() -> None:
    cases = [measured(None)] * 10 + [measured("near-miss")] * 20 + [measured("off-topic")] * 5
    probabilities = np.array([0.9] * 9 + [0.2] + [0.3] * 19 + [0.8] + [0.99] * 5)
    answered, weak = thresholds(probabilities, cases)
    assert 0.3 <= answered < 0.8
    assert weak <= answered


def test_the_shipped_calibration_is_of_the_default_model(sample: Engine) -> None:
    shipped = calibration()
    assert shipped.model_key == sample.judge().model_key
    assert 0 < shipped.weak <= shipped.answered < 1
    low = Signals(0, 0, 0, 0, 0, 1)
    high = Signals(1, 1, 0.8, 0.7, 0.8, 0)
    assert shipped.probability(low) < shipped.weak
    assert shipped.probability(high) > shipped.answered
