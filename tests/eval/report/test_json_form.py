"""The JSON of a report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from eval.report import Report, report_json, report_text
from tests.eval.report.conftest import by_hand


def without_timing(text: str) -> str:
    values = json.loads(text)
    del values["timing"]
    return json.dumps(values, sort_keys=True)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def floats(value: Any) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from floats(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from floats(inner)


def test_two_runs_differ_in_times_only(report: Report, again: Report) -> None:
    first, second = report_text(report), report_text(again)
    assert first != second
    assert without_timing(first) == without_timing(second)


def test_all_times_stand_under_timing(report: Report) -> None:
    values = report_json(report)
    timing = values.pop("timing")
    told = set(keys(json.loads(json.dumps(values))))
    assert not {key for key in told if key.endswith(("_ms", "_s", "_at")) or "timing" in key}
    assert {"made_at", "took_s", "p50_ms", "indexes_built_at"} <= set(keys(timing))
    assert set(timing["sets"]["sample"]["splits"]["dev"]["systems"]) == {"bm25", "hybrid"}
    assert timing["sets"]["sample"]["splits"]["dev"]["answers"]["answers"] == 4


def test_floats_have_six_decimals(report: Report) -> None:
    found = list(floats(report_json(report)))
    assert len(found) > 100
    assert all(value == round(value, 6) for value in found)
    assert not any(str(value) == "-0.0" for value in found)


def test_it_holds_what_the_page_shows(report: Report) -> None:
    values = json.loads(report_text(report))
    assert values["settings"]["systems"] == ["bm25", "hybrid"]
    assert values["thresholds"]["answered"] > values["thresholds"]["weak"]
    (one,) = values["sets"]
    assert one["indexes"][0]["lexical_engine"] == "tantivy"
    dev = one["splits"][0]
    assert len(dev["comparison"]["per_query"]) == 2 * len(dev["queries"])
    assert dev["answers"]["scores"]["quote_fidelity"]["share"] == pytest.approx(1.0)
    assert dev["answers"]["operating_points"][0]["name"] == "answered"
    assert dev["reliability"]["questions"] == 4
    assert set(one["commitments"]["parts"]) == {"all", "dev", "test"}


def test_what_is_not_there_is_null() -> None:
    (one,) = report_json(by_hand({"bm25": [1]}))["sets"]
    assert one["commitments"] is None
    assert one["splits"][0]["answers"] is None
    assert one["splits"][0]["reliability"] is None


def test_the_text_is_in_order_and_keeps_letters() -> None:
    text = report_text(by_hand({"bm25": [1]}, text="Où est-ce ‘dit’?"))
    assert "Où est-ce ‘dit’?" in text
    assert text.endswith("}\n")
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def test_nothing_is_below_zero_by_a_hair() -> None:
    made = replace(by_hand({"bm25": [1]}), took_s=-1e-9)
    assert str(report_json(made)["timing"]["took_s"]) == "0.0"
