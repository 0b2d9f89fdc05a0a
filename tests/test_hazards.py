"""The table of hazards cannot rot: each number is there, and each test that it names."""

from __future__ import annotations

import ast
import re

import pytest

from tests.conftest import REPOSITORY

TABLE = REPOSITORY / "docs" / "hazards.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in TABLE.read_text("utf-8").splitlines()
    if line.startswith("|") and not line.startswith("|-")
]
HEADS = {"no.", "page", "field", "convention"}
HAZARDS = [row for row in ROWS if row[0].isdigit()]


def functions(path: str) -> set[str]:
    tree = ast.parse((REPOSITORY / path).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_hazard_has_its_row_in_order() -> None:
    assert [int(row[0]) for row in HAZARDS] == list(range(1, 24))
    assert all(len(row) == 4 for row in HAZARDS)


@pytest.mark.parametrize("row", [r for r in ROWS if r[0] not in HEADS], ids=lambda row: row[0])
def test_every_row_names_a_test_or_says_what_is_not_done(row: list[str]) -> None:
    *said, named = row
    tests = NAMED.findall(named)
    # Nothing but names of tests stands in the last column.
    assert NAMED.sub("", named).split() == []
    assert tests or "Not done:" in said[-1]
    assert tests or not row[0].isdigit()


def test_every_test_that_is_named_is_there() -> None:
    named: dict[str, set[str]] = {}
    for path, name in NAMED.findall(TABLE.read_text("utf-8")):
        named.setdefault(path, set()).add(name)
    assert len(named) > 20
    missing = {
        f"{path}::{name}"
        for path, names in named.items()
        for name in names - (functions(path) if (REPOSITORY / path).is_file() else set())
    }
    assert missing == set()
    assert all(name.startswith("test_") for names in named.values() for name in names)
