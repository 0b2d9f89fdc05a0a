"""Case files: whatever their loader refuses is a fault here, and more is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.cases_file import load_cases
from eval.formats.validate import validate
from eval.sets.catalogue import CASES

GOOD: dict[str, Any] = {
    "id": "x",
    "kind": "fact",
    "question": "Who?",
    "answerable": True,
    "unanswerable_kind": None,
    "filters": {"force": "Essex"},
    "evidence": [{"file": "a.txt", "anchor": "one two"}],
    "nuggets": ["the mayor"],
    "split": "dev",
}


def line(**values: object) -> str:
    return json.dumps(GOOD | values)


def written(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["sample", "real"])
def test_the_cases_that_are_here_have_no_fault_and_no_warning(name: str) -> None:
    path = CASES / name / "questions.jsonl"
    found = validate(path)
    assert (found.kind, found.faults, found.warnings) == ("cases", (), ())
    assert found.queries == found.lines == len(load_cases(path))


def test_every_fault_is_named_with_its_line(tmp_path: Path) -> None:
    nine = "one two three four five six seven eight nine"
    without = {key: value for key, value in GOOD.items() if key not in ("id", "question")}
    path = written(
        tmp_path / "questions.jsonl",
        line(),
        line(),
        line(id="b", evidence=[]),
        line(id="c", evidence=[{"file": "a.txt", "anchor": nine}, {"file": ""}, 3]),
        line(id="d", kind="riddle", split="train"),
        line(id="e", answerable="yes"),
        line(id="f", unanswerable_kind="near-miss"),
        line(id="g", answerable=False, unanswerable_kind="nonsense"),
        line(id="h", answerable=False, unanswerable_kind="off-topic", evidence=None),
        line(id="i", filters={"place": "x", "since": "May"}),
        line(id="j", nuggets=["", 3], nugets=[]),
        json.dumps(without),
        line(id="k", answerable=False),
        "{",
    )
    found = validate(path, "cases")
    assert [(fault.line, fault.message) for fault in found.faults] == [
        (2, "the id 'x' is on line 1 already"),
        (3, "answerable, but it points at no evidence"),
        (4, "evidence[2] must be an object, not 3"),
        (4, "evidence[0].anchor has 9 words; at most 8 may be quoted"),
        (4, "evidence[1].file is empty"),
        (4, "evidence[1].anchor is missing"),
        (5, "kind 'riddle' is none of commitments, fact, who-said, decision, timeline, comparison"),
        (5, "split 'train' is none of dev, test"),
        (6, "answerable must be true or false, not 'yes'"),
        (7, "answerable, and yet near-miss"),
        (8, "unanswerable_kind 'nonsense' is none of near-miss, off-topic"),
        (
            10,
            "filters.place is no filter: force, body, since, until, item, speaker, document are",
        ),
        (10, "filters.since must be a date like 2021-03-31, not 'May'"),
        (11, "nuggets[0] must be text, not ''"),
        (11, "nuggets[1] must be text, not 3"),
        (12, "id is missing"),
        (12, "question is missing"),
        (14, "not JSON: Expecting property name enclosed in double quotes at column 2"),
    ]
    assert [(warning.line, warning.message) for warning in found.warnings] == [
        (11, "unknown field 'nugets'"),
        (13, "not answerable, but not said whether near-miss or off-topic"),
    ]


SOMETHING = st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.just([1])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    changes=st.lists(
        st.dictionaries(
            st.sampled_from(sorted(GOOD)),
            SOMETHING
            | st.lists(st.fixed_dictionaries({}, optional={"file": SOMETHING, "anchor": SOMETHING}))
            | st.dictionaries(st.sampled_from(["force", "since", "x"]), SOMETHING),
            max_size=2,
        ),
        min_size=1,
        max_size=3,
    ),
    drop=st.sets(st.sampled_from(sorted(GOOD)), max_size=1),
)
def test_what_has_no_fault_can_be_loaded(
    changes: list[dict[str, object]], drop: set[str], tmp_path: Path
) -> None:
    rows = [GOOD | {"id": f"x{number}"} | change for number, change in enumerate(changes)]
    kept = [{key: value for key, value in row.items() if key not in drop} for row in rows]
    path = written(tmp_path / "questions.jsonl", *map(json.dumps, kept))
    if not validate(path, "cases").faults:
        assert len(load_cases(path)) == len(rows)


def test_packed_cases_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line().encode())
    assert not validate(path).faults
    assert len(load_cases(path)) == 1
    packed = tmp_path / "questions.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert not validate(packed).faults
    assert load_cases(packed) == load_cases(path)
