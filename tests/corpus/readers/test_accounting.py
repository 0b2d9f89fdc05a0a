"""Nothing is lost: characters in are characters accounted for, for every reader.

Each non-white character of a file, as something other than our readers extracts it, is
in the canonical text or in `DROPPED`; each of the canonical text is in a block (page
furniture is one), or in `OUTSIDE`. Of a bundle, each file is handed on or named.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from reportlab.platypus import Table

from corpus.model import BlockKind, Reading
from corpus.readers import Budget, Limits, identify, open_container, read
from eval.benchmarks.made_files import RTF, odt, outlook, zipped
from eval.benchmarks.made_files import mail as message_with
from tests.conftest import REAL
from tests.corpus.readers import accounting
from tests.corpus.readers.accounting import characters, outside_blocks
from tests.corpus.readers.action_tables import Shape, action_table
from tests.corpus.readers.drawn import pages, with_glyphs, wrapped
from tests.corpus.readers.shapes import check, html, page_break, pdf, saved, word_with_body
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
    ".msg": {},
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
    ".msg": "•·-–*",
    ".doc": "•·-–*o",
}
"""Markers of lists (and of Markdown) that stand in no block."""

GIVEN = frozenset({".docx", ".odt", ".doc", ".eml", ".msg"})
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


OPEN = (
    f"<text:h>4. Burglary</text:h><text:p>{PROSE}</text:p><text:list><text:list-item><text:p>"
    "the cost of it, £1.2m;</text:p></text:list-item></text:list><table:table><table:table-row>"
    f"<table:table-cell><text:p>{PROSE}</text:p></table:table-cell><table:table-cell>"
    "<text:p>DCC</text:p></table:table-cell></table:table-row></table:table>"
)
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
    ("outlook", ".msg", outlook(text=f"{PROSE}\r\n\r\n{BULLET}\r\n\r\n{PROSE * 4}\r\n")),
    ("open", ".odt", odt(OPEN)),
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
    ".msg": accounting.of_outlook,
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


STRUCK_OUT = word_with_body(
    f"<w:p><w:r><w:t>{PROSE}</w:t></w:r><w:del><w:r><w:delText>nine</w:delText></w:r></w:del>"
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
)
MENUS = html(
    f"<nav><ul><li>Home</li><li>Panels</li></ul></nav><h1>4. Burglary</h1><p>{PROSE}</p>"
    f"<form><label>Your postcode</label></form><footer>{'Privacy and cookies. ' * 12}</footer>"
)


@pytest.mark.parametrize(
    ("suffix", "data", "dropped", "told"),
    [
        (".docx", STRUCK_OUT, "secret", ["4 characters of tracked", "6 characters of hidden"]),
        (".odt", odt(), "a", ["1 footnote or endnote not read."]),
        (
            ".html",
            MENUS,
            "Home Panels Your postcode" + "Privacy and cookies. " * 12,
            ["characters"],
        ),
    ],
)
def test_what_is_dropped_is_all_that_is_missing_and_is_told(
    suffix: str, data: bytes, dropped: str, told: list[str]
) -> None:
    reading = read(data, f"a{suffix}")
    check(reading)
    before, after = characters(SOURCES[suffix](data)), characters(reading.text)
    assert before - after == characters(dropped)
    notes = " ".join(reading.notes)
    assert all(part in notes for part in told), notes


@pytest.mark.parametrize("kind", ["zip", "mail", "outlook"])
def test_every_file_of_a_bundle_is_handed_on_or_named(kind: str) -> None:
    files = {"june.odt": odt(), "may.rtf": RTF, "logo.png": b"\x89PNG", "a/b.txt": PROSE.encode()}
    if kind == "zip":
        data = zipped({**files, "__MACOSX/._june.odt": b"x", "../out.txt": b"x"})
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
    else:
        data = (message_with if kind == "mail" else outlook)(files)
        held = {name.rpartition("/")[2]: content for name, content in files.items()}
    limits = Limits()
    opened = open_container(data, identify(data, "a"), limits, Budget.of(limits))
    members = [m for m in opened.members if m.name != "(text)"]
    assert len(members) == len(held)
    for member in members:
        assert member.data == held[member.name] if member.data is not None else member.reason
    assert sum(m.data is None for m in members) == (2 if kind == "zip" else 0)


def test_every_reader_is_accounted_for() -> None:
    """A format that is added has to be added here."""
    from eval.benchmarks.made_files import seeds

    bundles = {".zip"}
    endings = {f".{name.rpartition('.')[2]}" for name, _ in seeds().values()}
    assert endings == set(SOURCES) | bundles
    assert {suffix for _, suffix, _ in MADE} == set(SOURCES) - {".doc"}
