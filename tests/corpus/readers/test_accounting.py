"""Nothing is lost: characters in are characters accounted for, for every reader.

Each non-white character of a file, as something other than our readers extracts it, is
in the canonical text or in `DROPPED`; each of the canonical text is in a block (page
furniture is one), or in `OUTSIDE`.
"""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from reportlab.platypus import Table

from corpus.model import BlockKind, Reading
from corpus.readers import read
from tests.conftest import REAL
from tests.corpus.readers import accounting
from tests.corpus.readers.accounting import characters, outside_blocks
from tests.corpus.readers.action_tables import Shape, action_table
from tests.corpus.readers.drawn import pages, with_glyphs, wrapped
from tests.corpus.readers.shapes import check, html, page_break, pdf, saved
from tests.corpus.readers.test_pdf_owners import TWO

DROPPED: dict[str, dict[str, str]] = {
    ".pdf": {},
    ".html": {},
    ".txt": {},
    ".md": {},
    ".docx": {},
    ".odt": {},
    ".rtf": {},
    ".eml": {},
    # What antiword draws itself: borders, bullets, "[pic]" for a picture, "[1]" for a note.
    ".doc": {"|": "borders", "•o-": "bullets", "[]pic0123456789": "pictures and notes"},
}
"""Characters of the source that are not in the canonical text, and what they are."""

OUTSIDE: dict[str, str] = {
    ".pdf": "•·-–*o\uf0b7",
    ".html": "•·-–*",
    ".txt": "•·-–*o",
    ".md": "#*_>-+`|[]()•",
    ".docx": "•·-–*",
    ".odt": "•·-–*",
    ".rtf": "•·-–*",
    ".eml": "•·-–*",
    ".doc": "•·-–*o",
}
"""Markers of lists (and of Markdown) that stand in no block."""

GIVEN = frozenset({".docx", ".odt", ".doc", ".eml"})
"""Formats whose list numbers, page headers or sender are stored apart from their text: the
canonical text has more than the text nodes do. In all others it has nothing besides."""

PROSE = "The panel heard that the plan (“Safer Streets”) would be brought back – in full – in May."
BULLET = "\u2022 the cost of it, £1.2m;"


def word() -> bytes:
    document = docx.Document()
    document.add_heading("4. Burglary", 1)
    document.add_paragraph(PROSE)
    document.add_paragraph("the cost of it, £1.2m;", style="List Bullet")
    table = document.add_table(2, 3)
    for row, texts in enumerate((("", "MATTER", "ACTION"), ("1.1", PROSE, "DCC"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    return saved(document)


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Minutes"
    message["From"] = "clerk@harrowdale.example"
    message.set_content(f"{PROSE}\n\n{BULLET}\n\n{PROSE * 4}\n")
    return bytes(message)


def rich() -> bytes:
    escaped = "".join(
        c if c.isascii() else f"\\'{c.encode('cp1252').hex()}" for c in f"{PROSE} \\par {BULLET}"
    )
    return f"{{\\rtf1\\ansi\\ansicpg1252 {escaped}\\par}}".encode("ascii")


PAGE = html(
    f"<h1>4. Burglary</h1><p>{PROSE}</p><ul><li>{PROSE}</li><li>None.</li></ul>"
    f"<table><tr><td>1.1</td><td>{PROSE}</td><td>DCC</td></tr></table><p>&#8226; {PROSE}</p>"
)
FURNISHED = pages(
    [["4. Burglary", *wrapped(PROSE * 3)[:2]], [*wrapped(PROSE * 3)[2:], BULLET]],
    lambda _: ["Harrowdale Panel"],
    lambda number: ["1 High Street, Harrowdale", f"Page {number} of 2"],
)
GLYPHS = with_glyphs(
    b"BT /F1 10 Tf 14 TL 72 700 Td (A C T I O N S   D U E) Tj T* (con\x01dence \x02 and) Tj"
    b" T* (\x03 the accom\xad) Tj T* (modation, re-) Tj T* (offending) Tj ET",
    ["fi", "ffi", "uniF0B7"],
)
MADE: list[tuple[str, str, bytes]] = [
    ("furniture", ".pdf", FURNISHED),
    ("glyphs", ".pdf", GLYPHS),
    ("bullets", ".pdf", pdf([PROSE, BULLET, page_break(), PROSE], footer="Page {page}")),
    (
        "lists",
        ".pdf",
        pdf([Table([["Present:", "Apologies:"], ["A Lee", "B Roe"], ["C Doe", ""]])]),
    ),
    ("page", ".html", PAGE),
    ("text", ".txt", f"4. BURGLARY\n\n{PROSE}\n{BULLET}\n- that.\n\n1.1\t{PROSE}\tDCC\n".encode()),
    ("markdown", ".md", f"# Burglary\n\n{PROSE}\n\n- {PROSE}\n- **DCC**\n".encode()),
    ("word", ".docx", word()),
    ("rich", ".rtf", rich()),
    ("mail", ".eml", mail()),
] + [
    (f"owners-{at}-{ruled}", ".pdf", action_table(TWO, Shape(at, 4, ruled, first_page_lines=2)))
    for at in ("top", "middle", "bottom")
    for ruled in (False, True)
]
SOURCES: dict[str, Callable[[bytes], str]] = {
    ".pdf": accounting.of_pdf,
    ".html": accounting.of_html,
    ".txt": accounting.of_text,
    ".md": accounting.of_markdown,
    ".docx": accounting.of_word,
    ".odt": accounting.of_odt,
    ".rtf": accounting.of_rtf,
    ".eml": accounting.of_mail,
    ".doc": accounting.of_doc,
}
FOUND = sorted(p for p in REAL.rglob("*") if p.suffix.lower() in SOURCES and p.name != "README.md")
# Old Word files take seconds each to convert: some of them stand for all.
FILES = [p for p in FOUND if p.suffix.lower() != ".doc"] + [
    p for p in FOUND if p.suffix.lower() == ".doc"
][::6]


def account(reading: Reading, source: str, suffix: str) -> None:
    """Assert that every character in is one accounted for, and the reverse."""
    check(reading)
    before, after = characters(source), characters(reading.text)
    assert set(before - after) <= set("".join(DROPPED[suffix])), dict(before - after)
    if suffix not in GIVEN:
        assert not after - before, dict(after - before)
    assert set(outside_blocks(reading)) - set(OUTSIDE[suffix]) <= set(" \t\n\r\xa0\u200b\u2003")


@pytest.mark.parametrize(("suffix", "data"), [m[1:] for m in MADE], ids=[m[0] for m in MADE])
def test_every_character_of_a_made_up_file_is_accounted_for(suffix: str, data: bytes) -> None:
    account(read(data, f"a{suffix}"), SOURCES[suffix](data), suffix)


@pytest.mark.skipif(not FILES, reason="no real minutes at hand")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[-40:])
def test_every_character_of_a_real_file_is_accounted_for(path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix == ".doc" and not accounting.has_antiword():
        pytest.skip("the means to check it is antiword")
    data = path.read_bytes()
    reading = read(data, path.name)
    source = SOURCES[suffix](data)
    if suffix == ".doc" and any("footnote" in note for note in reading.notes):
        source = source.split("\n-----------------------\n")[0]  # noted as not read
    account(reading, source, suffix)


def test_furniture_is_counted_with_the_rest() -> None:
    reading = read(FURNISHED, "a.pdf")
    held = [b for b in reading.blocks if b.kind is BlockKind.FURNITURE]
    assert (
        sum(b.end - b.start for b in held)
        == sum(
            len(text) for text in ("Harrowdale Panel", "1 High Street, Harrowdale", "Page 1 of 2")
        )
        * 2
    )
