"""Reports are written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import UsageError
from eval.report import render_page, report_text, write_report
from tests.eval.report.conftest import by_hand

REPORT = by_hand({"bm25": [1], "dense": [2]})


def test_both_files_are_written(tmp_path: Path) -> None:
    html, data = tmp_path / "new" / "report.html", tmp_path / "report.json"
    write_report(REPORT, html, data)
    assert html.read_text(encoding="utf-8") == render_page(REPORT)
    assert data.read_bytes() == report_text(REPORT).encode()
    assert json.loads(data.read_bytes())["format"] == 1
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["report.html", "report.json"]


def test_one_alone_is_written(tmp_path: Path) -> None:
    write_report(REPORT, None, tmp_path / "report.json")
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_nowhere_and_the_same_place_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        write_report(REPORT, None, None)
    with pytest.raises(UsageError, match="cannot both be"):
        write_report(REPORT, tmp_path / "a", tmp_path / "." / "a")
    assert not list(tmp_path.iterdir())


def test_a_failure_leaves_the_older_report(tmp_path: Path) -> None:
    html = tmp_path / "report.html"
    html.write_text("older")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UsageError, match="cannot be written"):
        write_report(REPORT, html, tmp_path / "file" / "report.json")
    assert html.read_text() == "older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "report.html"]


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(UsageError, match=r"report\.html"):
        write_report(REPORT, tmp_path / "report.html", None)
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
