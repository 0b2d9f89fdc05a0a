"""The register as files: they open cleanly, hold the record's words, and run nothing."""

from __future__ import annotations

import csv
import io
import os
import stat
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from api.exports.cells import STAND_IN, base_address, carried, cut_to_cell, no_formula
from api.exports.columns import COLUMNS
from api.exports.csv_file import csv_file
from api.exports.docx_file import docx_file
from api.exports.facts import Export, export_of
from api.exports.whole_file import write_whole
from api.exports.xlsx_file import xlsx_file
from api.register import deciding
from api.register.listing import look_up
from corpus.errors import MinutedError, UsageError
from corpus.register import Corrections, ReviewAction
from indexer.manifest import IndexSettings
from retrieval.engine import Engine
from retrieval.records import Filters
from retrieval.register_records import RegisterFilters
from tests.api.register_archive import BELL, EVIL_OWNER, FORMULA, MARKUP, SUM
from tests.retrieval.register_made import CLOSED, DOGS, LETTERS, NOTE, STRATEGY, VICTIMS

AT = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def engine(register_engine: Engine) -> Engine:
    return register_engine


def export(engine: Engine, base: str | None = BASE, **asked: Any) -> Export:
    listing = look_up(engine.register(), RegisterFilters(**asked), limit=None, with_requests=True)
    return export_of(listing, engine.archive, base, AT)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def styled(document: Any) -> list[tuple[str, str]]:
    """Return the paragraphs with their styles' names."""
    return [(p.style.name, p.text) for p in document.paragraphs]


def test_csv_has_stable_columns_and_the_records_words(engine: Engine) -> None:
    data = csv_file(export(engine, scope=Filters(body="Wexcombe")))
    assert data.startswith(b"\xef\xbb\xbfid,meeting_date,body,kind,binding,quote,owner,")
    assert data.count(b"\n") == data.count(b"\r\n")
    found = {row["quote"]: row for row in rows(data)}
    assert found[VICTIMS]["due_date"] == "2024-05-31"
    assert found[VICTIMS]["follow_ups"] == "1"
    assert found[VICTIMS]["last_follow_up_quote"] == LETTERS
    assert found[VICTIMS]["link"].startswith(f"{BASE}/meetings/")
    assert found[NOTE]["binding"] == "no"
    assert list(found)[-1] == NOTE  # requests are told apart, after the promises
    assert found[DOGS]["status"] == "overdue"


def test_no_cell_is_a_formula(engine: Engine) -> None:
    found = export(engine)
    for row in rows(csv_file(found)):
        for name, value in row.items():
            assert not value.lstrip().startswith(("=", "+", "-", "@")), name
            assert not value.startswith(("\t", "\r")), name
    quotes = [row["quote"] for row in rows(csv_file(found))]
    assert f"'{FORMULA}" in quotes
    assert f"'{SUM}" in quotes
    owners = [row["owner"] for row in rows(csv_file(found))]
    assert f"'{EVIL_OWNER}" in owners
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(found)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    with zipfile.ZipFile(io.BytesIO(xlsx_file(found))) as parts:
        sheets = [parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]


def test_the_spreadsheet_opens_with_dates_links_filters_and_a_second_sheet(engine: Engine) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(export(engine, topic="burglary"))))
    sheet, about = book["Commitments"], book["About this list"]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in COLUMNS]
    assert (sheet.freeze_panes, sheet.auto_filter.ref is not None) == ("C2", True)
    place = {column.name: number for number, column in enumerate(COLUMNS)}
    lines = {line[place["quote"]].value: line for line in sheet.iter_rows(min_row=2)}
    victims = lines[VICTIMS]
    assert victims[place["due_date"]].value == datetime(2024, 5, 31)
    assert victims[place["meeting_date"]].value == datetime(2024, 3, 7)
    link = victims[place["link"]].hyperlink
    assert link is not None
    assert f"{link.target}#{link.location}".startswith(f"{BASE}/meetings/")
    assert lines[NOTE][place["binding"]].value == "no"
    said = " ".join(str(cell.value) for line in about.iter_rows() for cell in line if cell.value)
    for part in ("burglary", "never means", "gen-000001", "23 November 2026, 02:40 UTC"):
        assert part in said
    assert "Tarnbrook Police and Crime Panel" in said


@pytest.fixture
def reviewed(register_copy: Path) -> Iterator[Engine]:
    opened = Engine(register_copy, IndexSettings())
    yield opened
    opened.close()


def test_the_briefing_has_verified_quotes_coverage_and_requests_apart(reviewed: Engine) -> None:
    engine = reviewed
    key = next(e.id for e in export(engine).entries if e.citation.quote == VICTIMS)
    deciding.decide(
        engine,
        key,
        ReviewAction.CORRECT,
        by="Ada Marsh",
        reason="The signed minutes say so.",
        corrections=Corrections(owner="Head of Crime"),
    )
    read = docx.Document(
        io.BytesIO(docx_file(export(engine, scope=Filters(body="Wexcombe"), topic="burglary")))
    )
    texts = [paragraph.text for paragraph in read.paragraphs]
    headings = [
        p.text for p in read.paragraphs if ((p.style and p.style.name) or "").startswith("Heading")
    ]
    assert texts[0] == "Commitments on burglary in the minutes of Wexcombe Police and Crime Panel"
    assert headings.index("Commitments") < headings.index("Requests, which are not promises")
    assert "Wexcombe Police and Crime Panel, 7 March 2024" in headings
    quotes = [text for style, text in styled(read) if style == "Quote"]
    assert quotes == [f"“{VICTIMS}”", f"“{NOTE}”"]
    said = "\n".join(texts)
    for part in (
        "Owner: Head of Crime",
        "Review by a person: Corrected by Ada Marsh",
        "owner The Chief Constable",
        f"“{LETTERS}”",
        "Meetings held: 2",
        "7 March 2024 to 6 June 2024",
        "verified against it on 23 November 2026, 02:40 UTC, index generation gen-000001",
        "“No later record found in the archive” never means “not done”",
    ):
        assert part in said, part
    assert "docx" not in read.core_properties.author
    for entry in export(engine, topic="burglary").entries:
        text = engine.archive.text(entry.citation.document.id)
        assert text[entry.citation.start : entry.citation.end] == entry.citation.quote


def test_links_of_a_briefing_lead_to_the_server_only_where_it_is_known(engine: Engine) -> None:
    for base, count in ((BASE, 2), (None, 0)):
        found = export(engine, base, owner="DCC", later=True, words="confidence")
        data = docx_file(found)
        assert [e.citation.quote for e in found.entries] == [STRATEGY]
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            links = parts.read("word/_rels/document.xml.rels").decode()
        assert links.count(f'Target="{BASE}/meetings/') == count
        assert CLOSED in " ".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)


def test_hostile_text_stays_text_in_every_file(engine: Engine) -> None:
    found = export(engine, scope=Filters(body="Hostile"))
    shown = BELL.replace("\x07", STAND_IN).replace("\x1b", STAND_IN)
    in_csv = [row["quote"] for row in rows(csv_file(found))]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(found)))
    in_xlsx = [line[5].value for line in book["Commitments"].iter_rows(min_row=2)]
    read = docx.Document(io.BytesIO(docx_file(found)))
    in_docx = [text[1:-1] for style, text in styled(read) if style == "Quote"]
    for quotes in (in_csv, in_xlsx, in_docx):
        assert MARKUP in quotes
        assert shown in quotes or BELL.replace("\x1b", STAND_IN) in quotes or shown in str(quotes)
        assert not [q for q in quotes if "\x07" in str(q) or "\x1b" in str(q)]
    assert FORMULA in in_docx  # a document runs no formulas: the words stay as they are


def test_the_same_list_makes_the_same_bytes(engine: Engine) -> None:
    for make in (csv_file, xlsx_file, docx_file):
        assert make(export(engine)) == make(export(engine))


def test_an_empty_list_makes_files_that_say_so(engine: Engine) -> None:
    nothing = export(engine, topic="dragons")
    assert rows(csv_file(nothing)) == []
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(nothing)))
    said = " ".join(str(c.value) for line in book["About this list"].iter_rows() for c in line)
    assert "dragons" in said
    read = docx.Document(io.BytesIO(docx_file(nothing)))
    assert "The register holds nothing that fits." in " ".join(p.text for p in read.paragraphs)


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "  =1", "\u3000=1", "＝1", "＠a"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert no_formula(text) == f"'{text}"
    assert no_formula(f"a {text}") == f"a {text}"


def test_overlong_cells_say_what_they_leave_out() -> None:
    for long in ("x" * 40_000, "🏛" * 40_000):
        cut = cut_to_cell(long)
        assert len(cut.encode("utf-16-le")) // 2 <= 32_767
        assert "more characters" in cut
    assert cut_to_cell("x" * 32_767) == "x" * 32_767
    assert carried("a\ud800\uffffb") == f"a{STAND_IN}{STAND_IN}b"


@pytest.mark.parametrize(
    "address",
    ["", "127.0.0.1:8000", "ftp://a", "javascript:alert(1)", "http://", "http://a b", "http://a:x",
     "http://me@a", "http://a/?q", "http://a/#b", "http://[", "http://a\n"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(address: str) -> None:
    if address == "http://a\n":
        assert base_address(address) == "http://a"
        return
    with pytest.raises(UsageError):
        base_address(address)


def test_a_file_is_replaced_only_when_it_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "list.csv"
    write_whole(target, b"first")
    target.chmod(0o640)

    def cut_short(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", cut_short)
        with pytest.raises(MinutedError, match="cannot be written"):
            write_whole(target, b"second")
    assert target.read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]
    write_whole(target, b"third")
    assert target.read_bytes() == b"third"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_name_that_leads_elsewhere_keeps_leading_there(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_bytes(b"first")
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    write_whole(link, b"second")
    assert (link.is_symlink(), real.read_bytes()) == (True, b"second")


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no folder" / "a.csv"):
        with pytest.raises(UsageError):
            write_whole(path, b"x")
    for path in (tmp_path / ("x" * 300), tmp_path / "a\0b"):
        with pytest.raises(MinutedError):
            write_whole(path, b"x")


def test_dates_before_spreadsheets_begin_are_kept_as_text(engine: Engine) -> None:
    found = export(engine, topic="burglary")
    from dataclasses import replace

    page = found.listing.page
    old = replace(
        page.entries[0],
        citation=replace(page.entries[0].citation, meeting_date=date(1871, 3, 2)),
    )
    listing = replace(found.listing, page=replace(page, entries=(old,)), requests=())
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(replace(found, listing=listing))))
    assert book["Commitments"]["B2"].value == "1871-03-02"
