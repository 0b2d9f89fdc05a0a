"""Sidecars and metadata tables: what they may say, and how they are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.metadata import merge, parse, read_table
from corpus.model import MeetingStatus, Metadata


def test_fields_are_tidied_and_typed() -> None:
    assert parse({"body": "  The\n Panel ", "date": "2024-06-04", "status": "DRAFT"}) == Metadata(
        body="The Panel", date=date(2024, 6, 4), status=MeetingStatus.DRAFT
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"dte": "2024-06-04"}, "unknown field 'dte'"),
        ({"date": "04/06/2024"}, "not of the form"),
        ({"date": "2024-06-31"}, "not of the form"),
        ({"status": "finished"}, "none of agenda, draft, approved"),
        ({"title": 7}, "must be text"),
        ({"title": "x" * 501}, "longer than 500"),
    ],
)
def test_wrong_fields_are_named(values: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse(values)


def test_a_field_that_is_given_wins_and_an_empty_one_says_nothing() -> None:
    older = Metadata(body="Panel", force="Harrowdale")
    assert merge(older, parse({"body": "Board", "force": ""})) == Metadata(
        body="Board", force="Harrowdale"
    )


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_rows_are_found_by_the_longest_end_of_the_path(tmp_path: Path) -> None:
    table = read_table(
        write(tmp_path, "\ufefffile,title\nminutes.txt,Any\n2024/minutes.txt,Of 2024\n")
    )
    assert table.lookup(Path("/a/2024/minutes.txt")) == (
        "2024/minutes.txt",
        Metadata(title="Of 2024"),
    )
    assert table.lookup(Path("b/minutes.txt")) == ("minutes.txt", Metadata(title="Any"))
    assert table.lookup(Path("b/other.txt")) is None


def test_every_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "file,date\na.txt,2024-13-01\n,2024-01-01\na.txt,2024-01-02\nb.txt,x,y\nc.txt,2024-01-03\n"
        "c.txt,2024-01-03\n",
    )
    with pytest.raises(UsageError) as caught:
        read_table(path)
    message = str(caught.value)
    for words in ("line 2: date", "line 3: the file name is empty", "line 5: more cells", "line 7"):
        assert words in message
    assert "Nothing was added" in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,date\na,2024-01-01\n", "no column named 'file'"),
        ("file,datum\na,2024-01-01\n", "unknown column 'datum'"),
        ("", "no column named 'file'"),
    ],
)
def test_a_table_of_another_shape_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_table(write(tmp_path, text))


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("file,title\na.txt,Café\n".encode("cp1252"))
    with pytest.raises(UsageError, match="CSV UTF-8"):
        read_table(path)
