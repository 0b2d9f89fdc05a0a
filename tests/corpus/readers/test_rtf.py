"""Rich text: paragraphs, numbers, cells and characters, and what is not shown left out."""

from __future__ import annotations

import pytest

from corpus.errors import ReadError
from corpus.model import BlockKind
from corpus.readers import identify, read
from eval.benchmarks.made_files import RTF, SENTENCE
from tests.corpus.readers.shapes import blocks, bullets, cells, check, headings

FONTS = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset2 Symbol;}{\f2\fcharset238 East;}}"


def rtf(body: str, head: str = r"\ansi\ansicpg1252\deff0" + FONTS) -> bytes:
    return ("{\\rtf1" + head + "\n" + body + "}").encode("latin-1")


def text(body: str) -> str:
    return read(rtf(body), "a.rtf").text


def test_a_whole_file() -> None:
    reading = read(RTF, "minutes.doc")
    check(reading)
    assert headings(reading)[:2] == ["Harrowdale Police and Crime Panel", "1. Burglary"]
    assert SENTENCE in blocks(reading, BlockKind.PARAGRAPH)
    assert "One patrol more." in bullets(reading)
    assert cells(reading)[-1] == "CC"
    assert reading.text.startswith("Restricted\n\n")
    assert reading.text.endswith("kept link")
    assert reading.title == "Minutes"
    assert reading.notes == (
        "1 footnote or endnote not read.",
        "4 characters of tracked deletions not read.",
        "6 characters of hidden text not read.",
    )


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.txt", "a"])
def test_the_content_tells_rich_text_whatever_the_name(name: str) -> None:
    assert identify(RTF, name).name == "rtf"


def test_characters_of_every_kind() -> None:
    body = (
        r"caf\'e9 \f2 \'f8\f0  \emdash \endash\lquote a\rquote  5\~% \u8364?5 \u-4051?"
        r"{\uc2\u233 \'c3\'a9}t\'e9 \u55357?\u56832? a\_b \{c\} \\d\par"
    )
    assert text(body) == (
        "caf\u00e9 \u0159 \u2014\u2013\u2018a\u2019 5\u00a0% \u20ac5 \uf02d\u00e9t\u00e9 "
        "\U0001f600 a\u2011b {c} \\d"
    )


def test_code_pages_and_two_byte_fonts() -> None:
    east = rtf(r"\'c1\'e0\par", head=r"\ansi\ansicpg1251")
    assert read(east, "a.rtf").text == "\u0411\u0430"
    japanese = rtf(r"\f3 \'93\'fa\'96\'7b\par", head=r"\ansi{\fonttbl{\f3\fcharset128 Gothic;}}")
    assert read(japanese, "a.rtf").text == "\u65e5\u672c"


def test_the_numbers_that_the_file_spells_out_are_read() -> None:
    body = (
        r"{\listtext 4.\tab}\pard\ls1\b Domestic burglary\b0\par "
        rf"\pard {SENTENCE}\par "
        r"{\listtext 4.1\tab}\pard\ls1\ilvl1 It was agreed.\par "
        r"{\listtext\f1\'b7\tab}\pard\ls2 A point was made.\par "
        r"{\pntext o\tab}\pard\ls2 Another.\par"
    )
    reading = read(rtf(body), "a.rtf")
    assert headings(reading) == ["4. Domestic burglary"]
    assert bullets(reading) == ["4.1 It was agreed.", "A point was made.", "Another."]


def test_rows_and_the_column_of_owners() -> None:
    row = r"\trowd\pard\intbl {}\cell {}\cell {}\cell\row "
    body = (
        row.format("No.", "Minute", "ACTION")
        + row.format("1", SENTENCE, "The clerk")
        + row.format("2", "The panel thanked all who had come to the hall.", "CC")
        + r"\pard After the table, the meeting closed at noon.\par"
    )
    reading = read(rtf(body), "a.rtf")
    check(reading)
    assert cells(reading) == ["No.", "Minute", "ACTION", "The clerk", "CC"]
    assert f"1 {SENTENCE}" in blocks(reading, BlockKind.PARAGRAPH)


def test_destinations_that_show_nothing_are_left_out() -> None:
    body = (
        r"{\*\generator Writer;}{\info{\author Nobody}{\title T}}{\pict 0102ff}"
        r"{\object{\*\objdata 00ff}{\result shown }}{\*\unknown gone}{\bkmkstart mark}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}}{\footnote note}"
        r"{\*\annotation comment}{\bin4 }}{{ end\par"
    )
    assert text(body.replace(r"{\bin4 }}{{", "")) == "shown a link end"
    assert text(r"before{\pict\bin4 }}{{} after\par") == "before after"


def test_a_text_box_stands_by_itself() -> None:
    body = r"The board {\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt\pard In a box.\par}}}met.\par"
    assert text(body) == "In a box.\n\nThe board met."


def test_unicode_halves_for_programs_without_unicode_are_read_once() -> None:
    assert text(r"{\upr{caf?}{\*\ud{caf\u233 ?}}} society\par") == "caf\u00e9 society"


def test_headers_and_footers_are_furniture() -> None:
    reading = read(rtf(r"{\header\pard Restricted\par}{\footer Page \chpgn}\pard Met.\par"), "a")
    assert reading.text == "Restricted\n\nMet.\n\nPage"
    assert "Restricted" not in blocks(reading, BlockKind.PARAGRAPH)


def test_a_file_cut_short_is_read_and_said_to_be() -> None:
    reading = read(rtf(SENTENCE)[:-1], "a.rtf")
    assert reading.text == SENTENCE
    assert "cut short" in reading.notes[0]


def test_what_follows_the_last_brace_is_no_text() -> None:
    assert read(rtf("Met.") + b"\0\0 junk", "a.rtf").text == "Met."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{\\rtf1 " + b"{" * 5000, "nested too deeply"),
        (b"{\\rtf1 " + b"\\b" * 1_100_000, "marks of layout"),
        (b"{\\rtf1 {\\*\\x }}", "no text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_mend(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read(data, "a.rtf")
    assert caught.value.mend
