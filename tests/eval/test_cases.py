"""Labelled cases: every anchor stands where it says, and faulty files are told whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import UsageError
from eval.cases_file import Anchor, Anchors, load_cases
from eval.sets.catalogue import CASES
from retrieval.engine import Engine


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
    for number in (2, 3, 4, 5):
        assert f"line {number}: " in str(caught.value)
    assert "points at no evidence" in str(caught.value)


@pytest.mark.parametrize(
    "values",
    [
        {"answerable": "no"},
        {"split": "tset"},
        {"unanswerable_kind": "nearmiss"},
        {"evidence": [{"file": "a", "anchor": 5}]},
        {"evidence": [{"file": "a", "anchor": "one two three four five six seven eight nine"}]},
        {"filters": [1]},
    ],
)
def test_a_label_with_a_slip_is_refused(tmp_path: Path, values: dict[str, object]) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(case(values))
    with pytest.raises(UsageError, match="line 1"):
        load_cases(path)


def test_the_two_splits_share_no_question() -> None:
    for name in ("sample", "real"):
        cases = load_cases(CASES / name / "questions.jsonl")
        assert {c.split for c in cases} == {"dev", "test"}
        assert len({c.question.casefold() for c in cases}) == len(cases)


def test_a_line_separator_in_a_question_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    whole = {**json.loads(case({})), "question": "a\u2028b"}
    path.write_text(json.dumps(whole, ensure_ascii=False) + "\n", encoding="utf-8")
    assert load_cases(path)[0].question == "a\u2028b"


def test_cases_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.jsonl"):
        load_cases(tmp_path / "none.jsonl")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="bytes"):
        load_cases(tmp_path / "bytes")
