"""The comparison as JSON and as rows per query."""

from __future__ import annotations

import json

import pytest

from eval.comparison import compare, comparison_json, per_query_rows
from eval.measures import parse_measures

QRELS = {"one": {"a": 1}, "two": {"a": 1, "b": 1}}
RUNS = {
    "first": {"one": {"a": 2.0, "b": 1.0}, "two": {"x": 2.0, "a": 1.0}},
    "second": {"one": {"b": 2.0, "a": 1.0}, "two": {"a": 2.0, "b": 1.0}},
}
FOUND = compare(QRELS, RUNS, parse_measures(["RR", "P@2"]), baseline="second", samples=50, seed=3)


def test_rows_hold_the_figures_and_what_they_are_above_the_baseline() -> None:
    rows = [(row.measure, row.query, row.values, row.differences) for row in per_query_rows(FOUND)]
    assert rows == [
        ("RR", "one", (1.0, 0.5), (0.5, 0.0)),
        ("RR", "two", (0.5, 1.0), (-0.5, 0.0)),
        ("P@2", "one", (0.5, 0.5), (0.0, 0.0)),
        ("P@2", "two", (0.5, 1.0), (-0.5, 0.0)),
    ]


def test_json_holds_the_settings_and_every_number() -> None:
    found = comparison_json(FOUND)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert {key: found[key] for key in ("runs", "baseline", "queries", "samples", "seed")} == {
        "runs": ["first", "second"],
        "baseline": "second",
        "queries": 2,
        "samples": 50,
        "seed": 3,
    }
    assert "per_query" not in found
    ranks, precision = found["measures"]
    assert ranks["means"][0]["mean"] == pytest.approx(0.75)
    (pair,) = precision["differences"]
    assert pair["run"] == "first"
    assert pair["difference"] == pytest.approx(-0.25)
    assert (pair["wins"], pair["ties"], pair["losses"]) == (0, 1, 1)
    assert pair["interval"] == [-0.5, 0.0]
    assert (pair["p"], pair["corrected_p"], pair["method"]) == (1, 1, "exact")


def test_json_holds_the_figures_per_query_where_asked() -> None:
    rows = comparison_json(FOUND, per_query=True)["per_query"]
    assert len(rows) == 4
    assert rows[1] == {"measure": "RR", "query": "two", "values": {"first": 0.5, "second": 1.0}}
