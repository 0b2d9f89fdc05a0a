import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.api.cli.conftest import HOSTILE, PANEL, Small
from tests.api.cli.invoking import minuted


def _document(small: Small, name: str) -> str:
    return next(
        str(f["document_id"]) for f in small.added.json["files"] if Path(f["source"]).name == name
    )


def test_the_text_is_printed_byte_for_byte(small: Small) -> None:
    key = _document(small, "board.txt")
    exact = minuted("show", key, "--text", "--archive", small.root)
    known = minuted("show", key, "--json", "--archive", small.root).json
    assert hashlib.sha256(exact.raw).hexdigest() == known["text_sha256"]
    assert len(exact.out) == known["characters"]
    assert "clerk read" in exact.out
    with_text = minuted("show", key, "--text", "--json", "--archive", small.root).json
    assert with_text == {**known, "text": exact.out}


def test_a_terminal_gets_the_text_with_its_controls_written_out(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api.cli import show

    class Terminal:
        written = ""

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            self.written += text

    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    show._print_text(HOSTILE)
    assert terminal.written.startswith("The clerk read \\x1b]0;owned\\x07")
    assert not set("\x1b\x9b\u202e") & set(terminal.written)


def test_a_document_in_json_and_in_words(small: Small) -> None:
    key = _document(small, "panel.html")
    shown: dict[str, Any] = minuted("show", key, "--archive", small.root, "--json").json
    assert shown["id"] == key
    assert shown["source"] == str(small.files / "panel.html")
    assert shown["sources"] == [shown["source"]]
    assert shown["meeting_date"] == "2025-03-10"
    assert [item["title"] for item in shown["items"]][-2:] == ["Burglary", "Café licences"]
    words = minuted("show", key, "--archive", small.root).out
    assert f"Document {key} of meeting {shown['meeting_id']}" in words
    assert "10 March 2025" in words
    assert "4, Burglary" in words
    assert f"sha256 {shown['sha256']}" in words


def test_a_meeting_lists_its_documents(small: Small) -> None:
    key = minuted("show", _document(small, "panel.html"), "--archive", small.root, "--json").json
    shown = minuted("show", key["meeting_id"], "--archive", small.root, "--json").json
    assert shown["id"] == key["meeting_id"]
    assert shown["documents"] == [key]
    assert key["id"] in minuted("show", key["meeting_id"], "--archive", small.root).out


def test_a_passage_is_a_whole_citation(small: Small) -> None:
    hit = minuted("search", "burglary", "-k", "1", "--archive", small.root, "--json").json["hits"][
        0
    ]
    shown = minuted("show", hit["passage_id"], "--archive", small.root, "--json").json
    assert shown["quote"] == hit["text"]
    assert (shown["start"], shown["end"]) == (hit["start"], hit["end"])
    words = minuted("show", hit["passage_id"], "--archive", small.root).out
    assert words.startswith("“")
    assert f"(passage {hit['passage_id']})" in words


def test_the_original_is_given_back_and_nothing_is_overwritten(
    small: Small, tmp_path: Path
) -> None:
    key = _document(small, "panel.html")
    target = tmp_path / "back.html"
    arguments = ("show", key, "--original", target, "--archive", small.root)
    assert minuted(*arguments).code == 0
    assert target.read_text(encoding="utf-8") == PANEL
    again = minuted(*arguments)
    assert (again.code, again.raw) == (1, b"")
    assert "There is a file" in again.err


@pytest.mark.parametrize("key", ["d-0000000000000000", "m-0000000000000000", "p-0000000000000000"])
def test_what_is_not_held_is_a_failure(key: str, small: Small) -> None:
    outcome = minuted("show", key, "--archive", small.root, "--json")
    assert (outcome.code, outcome.raw) == (1, b"")
    assert key in outcome.err


@pytest.mark.parametrize(
    "arguments", [("burglary",), ("",), ("x-1",), ("m-1", "--text"), ("p-1", "--original", "f")]
)
def test_what_is_no_id_is_wrong_usage(arguments: tuple[str, ...], small: Small) -> None:
    outcome = minuted("show", *arguments, "--archive", small.root)
    assert (outcome.code, outcome.raw) == (2, b"")
