"""``minuted commitments`` and ``minuted show k-...``: listing, JSON, files, exit codes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.api.cli.invoking import Outcome, minuted
from tests.api.register_archive import BELL, FORMULA
from tests.retrieval.register_made import (
    CLOSED,
    DOGS,
    FIGURES,
    HOPE,
    NOTE,
    STRATEGY,
    TRAINING,
    VICTIMS,
)

WEXCOMBE = ("--body", "Wexcombe")


def listed(root: Path, *arguments: str) -> Outcome:
    return minuted("commitments", *arguments, "--archive", root)


def quotes(root: Path, *arguments: str) -> list[str]:
    outcome = listed(root, *arguments, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    return [one["quote"] for one in outcome.json["commitments"]]


def test_promises_come_by_meeting_and_requests_are_told_apart(register_root: Path) -> None:
    outcome = listed(register_root, *WEXCOMBE)
    assert (outcome.code, outcome.err) == (0, "")
    out = outcome.out
    order = [
        out.index(part)
        for part in (
            "6 promises in the register.",
            "Wexcombe Police and Crime Panel, 7 March 2024",
            f"“{VICTIMS}”",
            "Due: by the end of May 2024 (31 May 2024).",
            "Was due by 31 May 2024. Progress is recorded on 6 June 2024 (1 later record).",
            "Wexcombe Police and Crime Panel, 6 June 2024",
            "Requests, which are not promises: 1",
            f"“{NOTE}”",
            "Left out, since they bind nobody: 1 aspiration.",
            "never means “not done”",
            "Looked through: 2 meetings",
        )
    ]
    assert order == sorted(order)
    assert HOPE not in out
    assert "No later record found in the archive (held to 6 June 2024)" in out


def test_json_is_the_contracts_object(register_root: Path) -> None:
    found = listed(register_root, *WEXCOMBE, "--json").json
    one = next(c for c in found["commitments"] if c["quote"] == VICTIMS)
    for name in ("id", "kind", "binding", "quote", "owner", "due", "topics", "status"):
        assert name in one
    assert one["due"] == {"raw": "by the end of May 2024", "date": "2024-05-31", "kind": "date"}
    assert (found["total"], found["limit"]) == (6, None)
    assert found["left_out"] == {"aspiration": 1, "request": 1}


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("--topic", "burglary"), [FIGURES, VICTIMS]),
        (("--topic", "burglary", "--all"), [FIGURES, VICTIMS, NOTE, HOPE]),
        (("--kind", "request", "--kind", "aspiration"), [NOTE, HOPE]),
        (("--kind", "request", "--binding"), []),
        (("--owner", "DCC", "--status", "overdue", "--status", "closed"), [STRATEGY, DOGS]),
        (("--due-before", "2024-04-30", *WEXCOMBE), [DOGS]),
        (("--due-after", "2024-05-01", *WEXCOMBE), [VICTIMS]),
        (("--no-later", "--kind", "undertaking", *WEXCOMBE), [TRAINING]),
        (("--later", "--sort", "due", *WEXCOMBE), [DOGS, VICTIMS, STRATEGY]),
        (("--status", "overdue", "--as-of", "2024-05-15", *WEXCOMBE), [DOGS]),
        (("--words", "confidence strategy"), [STRATEGY]),
        (("--since", "2024-06-01"), [TRAINING]),
        (("--reviewed",), []),
        (("--limit", "1", "--offset", "1", "--topic", "burglary"), [VICTIMS]),
    ],
)
def test_filters(register_root: Path, arguments: tuple[str, ...], wanted: list[str]) -> None:
    assert quotes(register_root, *arguments) == wanted


def test_what_is_not_held_is_an_answer(register_root: Path) -> None:
    outcome = listed(register_root, "--topic", "dragons")
    assert outcome.code == 0
    assert "Nothing is held of dragons." in outcome.out


def test_a_long_list_says_how_to_go_on(register_root: Path) -> None:
    outcome = listed(register_root, "--limit", "2")
    assert "of which 1 to 2 (more: --offset 2)" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "promise"), "--kind"),
        (("--status", "done"), "--status"),
        (("--sort", "size"), "--sort"),
        (("--due-before", "March"), "--due-before"),
        (("--due-before", "2024-01-01", "--due-after", "2024-02-01"), "Swap the two dates"),
        (("--limit", "0"), "--limit"),
        (("--limit", "1001"), "--limit"),
        (("--offset", "-1"), "--offset"),
        (("--topic", " "), "--topic"),
        (("--owner", "x" * 400), "--owner"),
        (("--as-of", "today"), "--as-of"),
        (("--csv", "-"), "--csv"),
        (("--csv", "a", "--xlsx", "a"), "one name"),
        (("--csv", "a", "--base-url", "nowhere"), "nowhere"),
        (("show", "k-1"), "show"),
    ],
)
def test_wrong_usage(register_root: Path, arguments: tuple[str, ...], said: str) -> None:
    outcome = listed(register_root, *arguments)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert said in outcome.err


def test_files_are_written_and_told_on_stderr(register_root: Path, tmp_path: Path) -> None:
    files = {suffix: tmp_path / f"list.{suffix}" for suffix in ("csv", "xlsx", "docx")}
    arguments = [part for suffix, path in files.items() for part in (f"--{suffix}", str(path))]
    files["csv"].write_text("old")
    outcome = listed(
        register_root, *WEXCOMBE, *arguments, "--base-url", "http://127.0.0.1:8000/", "--json"
    )
    assert outcome.code == 0
    assert outcome.json["total"] == 6
    for path in files.values():
        assert f"7 entries written to {path}." in outcome.err
    text = files["csv"].read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert VICTIMS in [row["quote"] for row in rows]
    assert rows[0]["link"].startswith("http://127.0.0.1:8000/meetings/")
    assert len(list(openpyxl.load_workbook(files["xlsx"])["Commitments"].iter_rows())) == 8
    said = " ".join(p.text for p in docx.Document(str(files["docx"])).paragraphs)
    assert f"“{VICTIMS}”" in said
    alone = listed(register_root, "--csv", str(files["csv"]))
    assert (alone.code, alone.raw) == (0, b"")


def test_links_are_relative_where_no_server_is_known(register_root: Path, tmp_path: Path) -> None:
    listed(register_root, "--csv", str(tmp_path / "a.csv"))
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["link"].startswith("/meetings/")


@pytest.mark.parametrize("place", ["", "no folder/list.csv"])
def test_a_path_that_cannot_be_written_is_told(
    register_root: Path, tmp_path: Path, place: str
) -> None:
    outcome = listed(register_root, "--csv", str(tmp_path / place))
    assert (outcome.code, outcome.raw) == (2, b"")
    assert "folder" in outcome.err


def test_nothing_raw_of_a_document_reaches_the_terminal(register_root: Path) -> None:
    outcome = listed(register_root, "--body", "Hostile")
    assert BELL.replace("\x07", "\\x07").replace("\x1b", "\\x1b") in outcome.out
    assert not set("\x1b\x07") & set(outcome.out)
    assert FORMULA in outcome.out


def test_one_commitment_is_shown_with_all_that_is_known(register_root: Path) -> None:
    found = listed(register_root, "--json", "--words", "confidence").json["commitments"][0]
    outcome = minuted("show", found["id"], "--archive", register_root)
    assert outcome.code == 0
    for part in (
        f"“{STRATEGY}”",
        f"{found['id']}: Action",
        "Owner: DCC",
        "Why it is here. Rule: made by hand",
        "Closed by the record of 6 June 2024.",
        f"“{CLOSED}”",
        "Nobody has reviewed it.",
        "never means “not done”",
    ):
        assert part in outcome.out, part
    shown = minuted("show", found["id"], "--archive", register_root, "--json").json
    assert {name: shown[name] for name in found} == found
    assert [step["what"] for step in shown["timeline"]] == ["found", "closed"]


def test_a_commitment_that_is_not_held_is_a_failure(register_root: Path) -> None:
    outcome = minuted("show", "k-0000000000000000", "--archive", register_root)
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "k-0000000000000000" in outcome.err
