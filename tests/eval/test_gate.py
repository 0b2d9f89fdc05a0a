"""The gate stays shut when ranking is broken, and says so when it is better than expected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import UsageError
from eval.gate import (
    EXPECTED,
    MARGIN,
    Measured,
    Verdict,
    compare_with,
    measure_set,
    read_expected,
    write_expected,
)
from eval.sets import LabelledSet, Work, open_set
from retrieval import fusion
from tests.conftest import REAL, REPOSITORY

QMSUM = REPOSITORY.parent / "shared" / "qmsum" / "val"


@pytest.fixture(scope="module")
def scores(labelled: LabelledSet, work: Work) -> Measured:
    return measure_set(labelled, work)


def told(measured: Mapping[str, Measured]) -> str:
    """Fail with what to do where a score fell; remind where one rose."""
    gate = compare_with(read_expected(), measured)
    fallen = gate.of(Verdict.FALLEN, Verdict.MISSING)
    assert gate.passed, f"scores fell by more than {gate.margin}: {fallen}"
    risen = gate.of(Verdict.RISEN, Verdict.NEW)
    return f"better than expected, measure again with: {gate.commands}: {risen}" if risen else ""


def test_the_sample_archive_scores_as_expected(scores: Measured) -> None:
    reminder = told({"sample": scores})
    if reminder:
        pytest.fail(reminder)  # an improvement is kept by writing it down


def test_the_file_names_the_commands_that_made_it() -> None:
    expected = read_expected()
    assert expected["margin"] == MARGIN
    assert set(expected["sets"]) >= {"sample", "real", "qmsum"}
    for name, one in expected["sets"].items():
        assert one["command"].startswith(f"minuted eval gate --update --set {name}")


@pytest.mark.skipif(not REAL.is_dir(), reason="no real minutes at hand")
def test_real_minutes_score_as_expected(work: Work) -> None:
    assert not told({"real": measure_set(open_set("real", REAL, work), work)})


@pytest.mark.skipif(not QMSUM.is_dir(), reason="no QMSum at hand")
def test_committee_transcripts_score_as_expected(work: Work) -> None:
    assert not told({"qmsum": measure_set(open_set("qmsum", QMSUM, work), work)})


def test_breaking_the_ranking_turns_the_gate_red(
    labelled: LabelledSet, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upside_down(dense: fusion.Scores, lexical: fusion.Scores) -> fusion.Scores:
        return np.asarray(-fusion.convex(dense, lexical))

    monkeypatch.setitem(fusion.FUSIONS, "convex", upside_down)
    broken = measure_set(labelled, work, ["hybrid"])
    gate = compare_with(read_expected(), {"sample": broken})
    assert not gate.passed
    fallen = {line.measure for line in gate.of(Verdict.FALLEN) if line.system == "hybrid"}
    assert {"nDCG@10", "Success@5"} <= fallen


def test_a_subtler_break_turns_it_red_too(
    labelled: LabelledSet, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(fusion.FUSIONS, "convex", fusion.FUSIONS["dense"])
    gate = compare_with(read_expected(), {"sample": measure_set(labelled, work, ["hybrid"])})
    assert any(line.system == "hybrid" for line in gate.of(Verdict.FALLEN))


def expectation(value: float) -> dict[str, object]:
    one = {"command": "c", "questions": "q", "scores": {"bm25": {"P@1": value}}}
    return {"margin": 0.02, "sets": {"s": one}}


def found(system: str, value: float, questions: str = "q") -> dict[str, Measured]:
    return {"s": Measured(questions, {system: {"P@1": value}})}


@pytest.mark.parametrize(
    ("now", "verdict", "passed"),
    [
        (0.5, Verdict.SAME, True),
        (0.481, Verdict.SAME, True),
        (0.479, Verdict.FALLEN, False),
        (0.521, Verdict.RISEN, True),
    ],
)
def test_verdicts(now: float, verdict: Verdict, passed: bool) -> None:
    gate = compare_with(expectation(0.5), found("bm25", now))
    assert [line.verdict for line in gate.lines] == [verdict]
    assert gate.passed is passed


def test_a_system_that_is_gone_fails_and_a_new_one_is_told() -> None:
    gate = compare_with(expectation(0.5), found("dense", 0.5))
    assert {(line.system, line.verdict) for line in gate.lines} == {
        ("bm25", Verdict.MISSING),
        ("dense", Verdict.NEW),
    }
    assert not gate.passed


def test_other_questions_and_unknown_sets_are_not_compared() -> None:
    with pytest.raises(UsageError, match="not those"):
        compare_with(expectation(0.5), found("bm25", 0.5, "others"))
    with pytest.raises(UsageError, match="Nothing is expected of the set t"):
        compare_with(expectation(0.5), {"t": Measured("q", {})})


def test_writing_keeps_the_sets_that_were_not_measured(tmp_path: Path) -> None:
    path = tmp_path / "expected.json"
    for name, command in (("a", "first"), ("b", "second")):
        one = Measured("q", {"bm25": {"P@1": 0.5}})
        write_expected({name: one}, {name: command}, path)
    read = read_expected(path)["sets"]
    assert {name: one["command"] for name, one in read.items()} == {"a": "first", "b": "second"}


@pytest.mark.parametrize(
    "content", ["", "{}", '{"sets": [], "margin": 1}', '{"sets": {"a": {}}, "margin": 1}', "null"]
)
def test_a_damaged_file_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "expected.json"
    path.write_text(content)
    with pytest.raises(UsageError, match="cannot be used"):
        read_expected(path)


def test_the_shipped_file_is_plain_json() -> None:
    assert json.loads(EXPECTED.read_text(encoding="utf-8"))["sets"]
