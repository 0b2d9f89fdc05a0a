"""A register is scored only if every entry points at what it quotes."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UsageError
from eval.commitments.predicted import Predicted, read_register
from indexer.commitments import Kind
from retrieval.engine import Engine

Entry = dict[str, Any]


def register(sample: Engine, count: int = 1) -> dict[str, list[Entry]]:
    """Make a register of the beginnings of a document, as DESIGN.md has it."""
    document = sample.archive.documents()[0]
    text = sample.archive.text(document.id)
    return {
        "commitments": [
            {
                "id": f"c-{start}",
                "kind": "undertaking",
                "binding": True,
                "quote": text[start : start + 20],
                "owner": {"raw": "DCC", "person": None, "role": "DCC", "basis": "stated"},
                "due": {"raw": "by 30 April", "date": "2021-04-30"},
                "topics": [],
                "status": "open",
                "acceptance": None,
                "follow_ups": [],
                "review": {},
                "citation": {
                    "quote": text[start : start + 20],
                    "start": start,
                    "end": start + 20,
                    "page": 1,
                    "document": {"id": document.id, "sha256": document.sha256},
                },
            }
            for start in range(count)
        ]
    }


def test_an_entry_is_read_as_the_contract_has_it(sample: Engine, tmp_path: Path) -> None:
    given = register(sample, 2)
    given["commitments"][1] |= {
        "kind": "request",
        "binding": False,
        "owner": {"raw": None, "person": None, "role": None, "basis": "none"},
        "due": {"raw": None, "date": None},
    }
    document = sample.archive.documents()[0].id
    expected = (
        Predicted(
            document,
            0,
            20,
            Kind.UNDERTAKING,
            True,
            "DCC",
            "by 30 April",
            date(2021, 4, 30),
            "c-0",
        ),
        Predicted(document, 1, 21, Kind.REQUEST, False, None, None, None, "c-1"),
    )
    assert read_register(given, sample.archive) == expected
    path = tmp_path / "register.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    assert read_register(path, sample.archive) == expected


def entry_with(key: str, value: object) -> Callable[[Entry], None]:
    """Set a field, named by its path."""

    def change(entry: Entry) -> None:
        *above, last = key.split(".")
        for name in above:
            entry = entry[name]
        entry[last] = value

    return change


def without(key: str) -> Callable[[Entry], None]:
    """Drop a field, named by its path."""

    def change(entry: Entry) -> None:
        *above, last = key.split(".")
        for name in above:
            entry = entry[name]
        del entry[last]

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (entry_with("citation.document.id", "d-nowhere"), "holds no document 'd-nowhere'"),
        (entry_with("citation.document.sha256", "00"), "with another sha256"),
        (without("citation"), "it cites no document"),
        (entry_with("citation.end", 10**9), "are not within the"),
        (entry_with("citation.start", -1), "are not within the"),
        (entry_with("citation.end", 1), "are not within the"),
        (entry_with("citation.start", "1"), "must be whole numbers"),
        (entry_with("citation.start", True), "must be whole numbers"),
        (entry_with("quote", "It was promised."), "'quote' is not what stands at 1 to 21"),
        (entry_with("citation.quote", "So."), "'citation.quote' is not what stands at 1 to 21"),
        (entry_with("citation.start", 2), "is not what stands at 2 to 21"),
        (entry_with("kind", "promise"), "unknown kind 'promise'; known are action"),
        (entry_with("kind", None), "unknown kind None"),
        (entry_with("kind", "request"), "binding, but a request never binds"),
        (entry_with("binding", 1), "'binding' must be true or false, not 1"),
        (without("owner"), "'owner' must be an object with 'raw'"),
        (entry_with("owner", "DCC"), "'owner' must be an object with 'raw'"),
        (entry_with("due.raw", ""), "'due.raw' must be words or null, not ''"),
        (entry_with("due.date", "30 April"), "'due.date' must be a day"),
        (entry_with("id", "c-0"), "the id is that of commitment 1"),
    ],
)
def test_each_fault_is_told_with_its_entry(
    sample: Engine, change: Callable[[Entry], None], fault: str
) -> None:
    given = register(sample, 3)
    change(given["commitments"][1])
    with pytest.raises(UsageError) as caught:
        read_register(given, sample.archive)
    told = [part.strip() for part in str(caught.value).split("\n") if part.startswith("  ")]
    assert told
    assert all(part.startswith("commitment 2 (") for part in told)
    assert any(fault in part for part in told)


def test_a_quote_must_be_there(sample: Engine) -> None:
    given = register(sample)
    del given["commitments"][0]["quote"], given["commitments"][0]["citation"]["quote"]
    with pytest.raises(UsageError, match="it holds no quote"):
        read_register(given, sample.archive)


def test_all_faults_are_told_at_once(sample: Engine) -> None:
    given = register(sample, 4)
    given["commitments"][0] |= {"kind": "x", "binding": None}
    given["commitments"][3]["citation"]["document"]["id"] = "d-x"
    given["commitments"].append("nothing")  # type: ignore[arg-type]
    before = copy.deepcopy(given)
    with pytest.raises(UsageError) as caught:
        read_register(given, sample.archive)
    told = [part.strip() for part in str(caught.value).split("\n") if part.startswith("  ")]
    assert [part.split(":")[0] for part in told] == [
        "commitment 1 (c-0)",
        "commitment 1 (c-0)",
        "commitment 4 (c-3)",
        "commitment 5",
    ]
    assert given == before


@pytest.mark.parametrize("given", [{}, {"commitments": {}}, [], "x"])
def test_what_is_no_register_is_refused(sample: Engine, given: Any) -> None:
    with pytest.raises(UsageError, match="is no register"):
        read_register(given, sample.archive)


def test_a_part_of_a_register_is_refused(sample: Engine) -> None:
    with pytest.raises(UsageError, match="holds 1 of 7 commitments"):
        read_register(register(sample) | {"total": 7}, sample.archive)
    assert len(read_register(register(sample) | {"total": 1}, sample.archive)) == 1


def test_a_file_that_cannot_be_read_is_wrong_usage(sample: Engine, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    for path in (broken, tmp_path / "none.json"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_register(path, sample.archive)
