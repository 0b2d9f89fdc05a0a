import re
import sqlite3
from pathlib import Path

import pytest

from tests.api.cli.conftest import PANEL, Small
from tests.api.cli.invoking import minuted

OUTCOMES = ("read", "replaced", "updated", "unchanged", "failed")


def test_what_was_found_adds_up(small: Small) -> None:
    added = small.added
    said = added.json
    assert added.code == 1  # one file failed
    assert said["found"] == 3 == sum(said[outcome] for outcome in OUTCOMES)
    assert (said["read"], said["failed"]) == (2, 1)
    assert said["archive"] == str(small.root)
    assert [f["source"] for f in said["failures"]] == [str(small.files / "broken.pdf")]
    assert said["failures"][0]["reason"]
    assert said["passed_over"] == {".xlsx": 1}
    assert {f["outcome"] for f in said["files"]} == {"read", "failed"}
    index = said["index"]
    assert index["generation"] == "gen-000001"
    assert index["built"] is True
    assert index["documents"] == 2
    assert index["passages"] == index["embedded"] > 2
    assert "broken.pdf" in added.err


def test_the_second_time_nothing_is_done_again(small: Small, copy: Path) -> None:
    outcome = minuted("add", small.files, "--archive", copy, "--json")
    said = outcome.json
    assert outcome.code == 1
    assert (said["unchanged"], said["failed"]) == (2, 1)
    assert said["failures"][0]["tried"] is False
    assert "not tried again" in outcome.err
    assert (said["index"]["built"], said["index"]["embedded"]) == (False, 0)


def test_in_words_results_are_on_stdout_and_the_rest_on_stderr(small: Small, copy: Path) -> None:
    (small.files.parent / "more").mkdir(exist_ok=True)
    more = small.files.parent / "more" / "panel.html"
    more.write_text(PANEL.replace("10 March 2025", "12 June 2025"), encoding="utf-8")
    outcome = minuted("add", more, "--archive", copy)
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == "1 file found: 1 read, 0 replaced, 0 updated, 0 unchanged, 0 failed."
    assert lines[1].startswith("Index: gen-000002 built: 3 documents, ")
    assert lines[1].endswith(" newly embedded.")
    assert re.fullmatch(
        r"Register: [\d,]+ entries found in [\d.]+ s, \d+% of the build\.", lines[2]
    )
    assert len(lines) == 3
    assert "Reading files 0 of 1" in outcome.err


def test_a_table_alone_speaks_of_what_is_held(copy: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("file,body\npanel.html,Renamed Panel\nnobody.pdf,X\n", encoding="utf-8")
    outcome = minuted("add", "--metadata", table, "--archive", copy, "--json")
    assert outcome.code == 0
    assert (outcome.json["found"], outcome.json["updated"]) == (1, 1)
    assert outcome.json["unmatched_rows"] == ["nobody.pdf"]
    assert "nobody.pdf" in outcome.err
    bodies = [b["body"] for b in minuted("coverage", "--archive", copy, "--json").json["bodies"]]
    assert "Renamed Panel" in bodies


def test_a_table_alone_makes_no_archive(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("file,body\na.pdf,X\n", encoding="utf-8")
    outcome = minuted("add", "--metadata", table)
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "There is no archive at archive." in outcome.err
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize(
    "arguments", [("add",), ("add", "nowhere"), ("add", ".", "--metadata", "nowhere.csv")]
)
def test_wrong_usage_makes_no_archive(arguments: tuple[str, ...], tmp_path: Path) -> None:
    outcome = minuted(*arguments)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert outcome.err.startswith("Error: ")
    assert not (tmp_path / "archive").exists()


def test_the_archives_own_files_are_not_taken_for_minutes(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("Minutes of a meeting\n\nIt was noted.\n", encoding="utf-8")
    (copy / "kept.txt").write_text("Not minutes\n", encoding="utf-8")
    outcome = minuted("add", tmp_path, "--archive", copy, "--json")
    assert outcome.json["found"] == 1
    assert outcome.json["passed_over"] == {}


def test_when_no_file_can_be_read_there_is_no_index_and_no_model_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.cli.index.prepare_model", lambda _s: pytest.fail("asked for it"))
    (tmp_path / "empty.pdf").write_bytes(b"")
    outcome = minuted("add", "empty.pdf", "--json")
    assert outcome.code == 1
    assert outcome.json["index"] == {
        "generation": None,
        "built": False,
        "documents": 0,
        "passages": 0,
        "embedded": 0,
        "commitments": 0,
        "finding_s": 0.0,
        "took_s": 0.0,
    }


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    outcome = minuted("add", "folder")
    assert outcome.code == 0
    assert outcome.out.startswith("0 files found: ")
    assert "No minutes were found" in outcome.err


def test_when_the_index_cannot_be_built_the_mend_is_named(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("indexer.build.build_index", full)
    (tmp_path / "new.txt").write_text("Minutes of a meeting\n\nIt was noted.\n", encoding="utf-8")
    outcome = minuted("add", "new.txt", "--archive", copy, "--json")
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "What was read is in the archive" in outcome.err
    assert "Finish with: minuted index" in outcome.err
    assert "The disk is full." in outcome.err
    monkeypatch.undo()
    assert minuted("index", "--archive", copy, "--json").json["documents"] == 3


def test_two_writers_at_once_are_told(copy: Path, small: Small) -> None:
    from corpus.archive_writer import ArchiveWriter

    with ArchiveWriter(copy):
        outcome = minuted("add", small.files, "--archive", copy)
    assert outcome.code == 1
    assert "Another minuted command is writing" in outcome.err


def test_a_file_name_cannot_command_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "bad\x1b[2J\nname.pdf").write_bytes(b"%PDF-1.4 nothing")
    outcome = minuted("add", ".", "--archive", tmp_path / "a")
    assert outcome.code == 1
    assert "\x1b" not in outcome.err + outcome.out
    assert "bad\\x1b[2J\\x0aname.pdf" in outcome.err


def test_the_setting_says_how_many_processes_read(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus import ingest, reading_processes

    asked: list[int] = []

    def readings(processes: int, *rest: object) -> object:
        asked.append(processes)
        return reading_processes.readings(processes, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(ingest, "readings", readings)
    monkeypatch.setenv("MINUTED_PROCESSES", "3")
    (tmp_path / "note.txt").write_text("The board met and nothing was decided at all.")
    assert minuted("add", tmp_path / "note.txt", "--archive", copy).code == 0
    assert asked == [3]
