"""The sample archive and its labels: what is promised of them, checked."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from corpus.errors import MinutedError
from corpus.readers import read
from corpus.sample import build_sample
from corpus.sample.build import SOURCES
from corpus.sample.script import Line, Mark, Table, read_script
from corpus.structure import recognise

CASES = Path(__file__).parents[2] / "eval" / "cases" / "sample"
NOTICE = "Invented record"
ABSENT = re.compile(r"\bdrones?\b|\buavs?\b|unmanned|cyber|pollut|sewage|\bwater quality\b", re.I)
KINDS = {"commitments", "fact", "who-said", "decision", "timeline", "comparison"}
REGISTER = {
    "action",
    "agreed",
    "undertaking",
    "resolved",
    "request",
    "recommendation",
    "target",
    "aspiration",
    "refusal",
    "deferral",
    "noted",
    "none",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return build_sample(tmp_path_factory.mktemp("sample"))


def squeeze(text: str) -> str:
    return " ".join(text.split())


@cache
def source_text(name: str) -> str:
    """The text anchors are looked up in: what is read, or for rendered forms what is rendered."""
    script_path = SOURCES / f"{name}.txt"
    if not script_path.exists():
        return squeeze(read((SOURCES / name).read_bytes(), name).text)
    pieces: list[str] = []
    for block in read_script(script_path.read_text("utf-8"), name).blocks:
        if isinstance(block, Line):
            pieces.append(block.text)
        else:
            pieces.extend(cell.replace("¶", " ") for row in block.rows for cell in row)
    return squeeze("\n".join(pieces))


@cache
def lines_of(name: str) -> tuple[dict[str, Any], ...]:
    text = (CASES / name).read_text("utf-8")
    return tuple(json.loads(line) for line in text.splitlines())


def stated(path: Path) -> tuple[str | None, str | None, str | None]:
    """Force, body and date of a document: its sidecar's, else the text's."""
    said = recognise(read(path.read_bytes(), path.name))
    beside = path.with_suffix(".json")
    side = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    day = said.date.isoformat() if said.date else None
    return side.get("force", said.force), side.get("body", said.body), side.get("date", day)


def test_two_builds_are_byte_identical(built: tuple[Path, ...], tmp_path: Path) -> None:
    again = build_sample(tmp_path)
    assert [path.name for path in again] == [path.name for path in built]
    folder = built[0].parent
    assert {path.name for path in folder.iterdir()} == {path.name for path in tmp_path.iterdir()}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_building_over_a_spoilt_build_mends_it(built: tuple[Path, ...], tmp_path: Path) -> None:
    first = build_sample(tmp_path)
    first[0].write_bytes(b"half a fi")
    first[1].unlink()
    (tmp_path / "mine.txt").write_text("kept")
    build_sample(tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "kept"
    for path in built:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()
    assert not list(tmp_path.glob(".*"))


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(MinutedError, match="could not be written"):
        build_sample(tmp_path / "file")


def test_there_are_enough_meetings_bodies_forces_and_years(built: tuple[Path, ...]) -> None:
    known = [stated(path) for path in built]
    meetings = {(body, day) for _, body, day in known if body and day}
    assert len(meetings) >= 32
    assert len({force for force, _, _ in known if force}) == 3
    assert len({body for _, body, _ in known if body}) == 8
    assert {day[:4] for _, _, day in known if day} == {"2021", "2022", "2023", "2024"}


def test_every_form_is_there(built: tuple[Path, ...]) -> None:
    forms = Counter(path.suffix for path in built)
    assert set(forms) == {".html", ".pdf", ".docx", ".txt", ".md"}
    assert min(forms.values()) >= 3
    assert all(
        len(PdfReader(path).pages) >= 2
        for path in built
        if path.name.startswith("brackenshire-mam-")
    )


def test_exactly_one_document_has_neither_body_nor_date(built: tuple[Path, ...]) -> None:
    unknown = [path.name for path in built if stated(path)[1:] == (None, None)]
    assert unknown == ["ostermere-panel-item-speed-cameras.html"]


def test_the_page_cut_short_stops_in_mid_sentence() -> None:
    text = source_text("ostermere-panel-issue-2022-09-22.html")
    before, marker, _ = text.partition("view the full minutes text")
    assert marker
    assert before.rstrip(" .\u2026")[-1].isalpha()


def test_draft_and_final_differ_in_the_figure_that_was_corrected() -> None:
    draft = source_text("brackenshire-panel-2022-07-14-draft.html")
    final = source_text("brackenshire-panel-2022-07-14.html")
    assert "stood at 74.3%" in draft
    assert "stood at 73.4%" in final
    assert "74.3%" not in final


def test_every_document_says_that_it_is_invented(built: tuple[Path, ...]) -> None:
    for path in built:
        if path.suffix == ".pdf":
            text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
        elif path.suffix == ".docx":
            with ZipFile(path) as package:
                text = package.read("word/document.xml").decode()
        else:
            text = path.read_text("utf-8")
        assert NOTICE in text, path.name


def test_the_absent_topics_are_absent() -> None:
    for path in SOURCES.iterdir():
        found = ABSENT.search(path.read_text("utf-8"))
        assert found is None, f"{path.name}: {found}"


def test_no_clock_and_no_compression_in_the_word_packages(built: tuple[Path, ...]) -> None:
    for path in built:
        if path.suffix == ".docx":
            with ZipFile(path) as package:
                for info in package.infolist():
                    assert info.date_time == (1980, 1, 1, 0, 0, 0)
                    assert info.compress_type == 0


def test_questions_are_well_formed() -> None:
    questions = lines_of("questions.jsonl")
    assert len({row["id"] for row in questions}) == len(questions)
    assert len({row["question"] for row in questions}) == len(questions)
    for row in questions:
        assert row["kind"] in KINDS, row["id"]
        assert row["split"] in {"dev", "test"}, row["id"]
        assert set(row["filters"]) <= {"force", "body", "since", "until"}
        assert row["answerable"] is bool(row["evidence"]) is bool(row["nuggets"]), row["id"]
        assert (row["unanswerable_kind"] is None) is row["answerable"], row["id"]


def test_there_are_enough_questions_of_each_kind() -> None:
    questions = lines_of("questions.jsonl")
    why = Counter(row["unanswerable_kind"] for row in questions)
    assert why[None] >= 80
    assert why["near-miss"] >= 20
    assert why["off-topic"] >= 20
    assert {row["kind"] for row in questions if row["answerable"]} == KINDS
    splits = Counter(row["split"] for row in questions)
    assert abs(splits["dev"] - splits["test"]) <= len(questions) // 5


def test_commitments_are_well_formed() -> None:
    rows = lines_of("commitments.jsonl")
    assert len({row["file"] for row in rows}) >= 15
    for row in rows:
        assert row["kind"] in REGISTER, row
        assert (row["kind"] == "none") is ("trap" in row), row
        if row["kind"] in {"none", "request", "recommendation", "aspiration", "refusal", "noted"}:
            assert row["binding"] is False, row
        if row["kind"] == "action":
            assert row["binding"] is True, row
    by_meeting: dict[str, set[str]] = {}
    for row in rows:
        by_meeting.setdefault(row["file"].replace("-draft", ""), set()).add(row["split"])
    assert all(len(splits) == 1 for splits in by_meeting.values())


def test_every_anchor_occurs_exactly_once() -> None:
    anchors = [(row["file"], row["anchor"]) for row in lines_of("commitments.jsonl")]
    for row in lines_of("questions.jsonl"):
        anchors.extend((piece["file"], piece["anchor"]) for piece in row["evidence"])
    for file, anchor in anchors:
        assert 1 <= len(anchor.split()) <= 8, anchor
        assert source_text(file).count(anchor) == 1, f"{file}: {anchor}"


def test_a_script_is_read_into_its_blocks() -> None:
    script = read_script(
        "title: T\nlayout: portrait\n\n# Head\n## Low\n- one\ntext: with colon\n"
        "|! a | b |\n| 1 |  |\n|! c |\n| 2 |\n",
        "x",
    )
    assert script.setting("title") == "T"
    assert script.setting("missing", "none") == "none"
    assert script.blocks == (
        Line(Mark.HEADING, "Head"),
        Line(Mark.SUBHEADING, "Low"),
        Line(Mark.BULLET, "one"),
        Line(Mark.PARAGRAPH, "text: with colon"),
        Table((("a", "b"), ("1", ""))),
        Table((("c",), ("2",))),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no colon here\n\n# x\n", "key: value"),
        ("a: b\n\n| row |\n", "before any header"),
        ("a: b\n\n|! one | two |\n| only |\n", "1 cells"),
    ],
)
def test_a_faulty_script_is_refused_with_its_name(text: str, message: str) -> None:
    with pytest.raises(MinutedError, match=message) as raised:
        read_script(text, "minutes.pdf.txt")
    assert "minutes.pdf.txt" in str(raised.value)
