"""OpenDocument texts: what the page shows, in its order, and nothing that it does not show."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpus.errors import ReadError
from corpus.model import BlockKind
from corpus.readers import Limits, read
from corpus.readers.odt_lists import format_number
from eval.benchmarks.made_files import LISTS, ODF_NAMES, SENTENCE, odt, zipped
from tests.corpus.readers.shapes import blocks, bullets, cells, check, headings


def numbers(*entries: str, start: str = "", more: str = "") -> str:
    items = "".join(
        f"<text:list-item{start}><text:p>{entry}</text:p></text:list-item>" for entry in entries
    )
    return f'<text:list text:style-name="N"{more}>{items}</text:list>'


def test_headings_paragraphs_and_bullets_in_order() -> None:
    reading = read(odt(), "a.odt")
    check(reading)
    assert headings(reading) == ["Harrowdale Police and Crime Panel", "1. Burglary"]
    assert SENTENCE in blocks(reading, BlockKind.PARAGRAPH)
    assert bullets(reading)[:2] == ["One patrol", "more."]
    assert cells(reading) == ["CC"]
    assert blocks(reading)[-1] == "In a box."


def test_list_entries_have_the_numbers_that_are_printed() -> None:
    inner = "<text:list><text:list-item><text:p>It was late.</text:p></text:list-item></text:list>"
    body = (
        numbers("The minutes were agreed.", "The plan was noted.")
        + "<text:p>A paragraph in between, which has no number.</text:p>"
        + numbers("Nothing else arose.", more=' text:continue-numbering="true"')
        + '<text:list text:style-name="N" text:continue-numbering="true"><text:list-item>'
        + f"<text:p>The report was late.</text:p>{inner}</text:list-item></text:list>"
        + numbers("A list anew.")
    )
    assert bullets(read(odt(body), "a.odt")) == [
        "1. The minutes were agreed.",
        "2. The plan was noted.",
        "3. Nothing else arose.",
        "4. The report was late.",
        "4.1 It was late.",
        "1. A list anew.",
    ]


def test_a_list_goes_on_where_it_is_told_to_and_starts_where_it_is_told_to() -> None:
    body = (
        numbers("One thing was said.", more=' xml:id="first"')
        + numbers("Another list stands here.")
        + numbers("A second was said.", more=' text:continue-list="first"')
        + numbers("A late one.", start=' text:start-value="39"')
    )
    assert bullets(read(odt(body), "a.odt")) == [
        "1. One thing was said.",
        "1. Another list stands here.",
        "2. A second was said.",
        "39. A late one.",
    ]


def test_a_numbered_title_is_an_item_and_short_entries_of_one_list_are_not() -> None:
    body = (
        numbers("Domestic burglary")
        + f"<text:p>{SENTENCE}</text:p>"
        + numbers("Anna Field", "Ben Marsh", "Cara Dale")
    )
    reading = read(odt(body), "a.odt")
    assert headings(reading) == ["1. Domestic burglary"]
    assert bullets(reading) == ["1. Anna Field", "2. Ben Marsh", "3. Cara Dale"]


def test_headings_are_numbered_by_the_outline() -> None:
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" '
        'style:num-format="1" style:num-suffix="."/><text:outline-level-style text:level="2" '
        'style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:outline-style>'
    )
    body = "".join(
        f'<text:h text:outline-level="{level}">{title}</text:h><text:p>{SENTENCE}</text:p>'
        for level, title in ((1, "Burglary"), (2, "Sheds"), (2, "Shops"), (1, "Knife crime"))
    )
    reading = read(odt(body, styles=f"<office:styles>{outline}</office:styles>"), "a.odt")
    assert headings(reading) == ["1. Burglary", "(a) Sheds", "(b) Shops", "2. Knife crime"]


def test_a_newer_number_pattern_wins() -> None:
    loext = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
    style = (
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" '
        f'style:num-format="I" xmlns:l="{loext}" l:num-list-format="Item %1%:"/></text:list-style>'
    )
    reading = read(odt(numbers("It was so.", "It was not."), automatic=style), "a.odt")
    assert bullets(reading) == ["Item I: It was so.", "Item II: It was not."]


@pytest.mark.parametrize(
    ("value", "how", "printed"),
    [
        (1, "1", "1"),
        (27, "a", "aa"),
        (52, "A", "AZ"),
        (9, "i", "ix"),
        (1994, "I", "MCMXCIV"),
        (0, "a", ""),
        (5, "", ""),
        (4000, "i", ""),
        (3, "\u4e00", ""),
    ],
)
def test_numbers_are_written_as_the_style_says(value: int, how: str, printed: str) -> None:
    assert format_number(value, how) == printed


def test_deleted_and_hidden_text_comments_and_notes_are_left_out_and_counted() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion>'
        "<text:p>STRUCK</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>The board <text:change text:change-id="c"/>met'
        '<text:span text:style-name="Hidden">HIDDEN</text:span>'
        "<office:annotation><text:p>COMMENT</text:p></office:annotation>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>NOTE</text:p>"
        '</text:note-body></text:note> and <text:change-start text:change-id="d"/>agreed'
        '<text:change-end text:change-id="d"/>.</text:p>'
        '<text:section text:display="none"><text:p>SECRET</text:p></text:section>'
    )
    reading = read(odt(body), "a.odt")
    assert reading.text == "The board met and agreed."
    assert reading.notes == (
        "1 footnote or endnote not read.",
        "1 comment not read.",
        "1 deletion that is tracked not read.",
        "12 characters of hidden text not read.",
    )


def test_the_column_of_owners_is_cells_beside_their_rows() -> None:
    def row(*cells_: str) -> str:
        inner = "".join(
            f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in cells_
        )
        return f"<table:table-row>{inner}</table:table-row>"

    body = (
        f"<table:table>{row('No.', 'Minute', 'ACTION')}{row('4', SENTENCE, 'Head of Finance')}"
        f"{row('5', 'The panel thanked all who had come to the hall.', '')}</table:table>"
    )
    reading = read(odt(body), "a.odt")
    check(reading)
    assert cells(reading) == ["No.", "Minute", "ACTION", "Head of Finance"]
    assert f"4 {SENTENCE}" in blocks(reading, BlockKind.PARAGRAPH)


def test_covered_cells_keep_the_columns_apart() -> None:
    body = (
        "<table:table><table:table-row><table:table-cell><text:p>Minute</text:p>"
        "</table:table-cell><table:table-cell><text:p>Note</text:p></table:table-cell>"
        "<table:table-cell><text:p>ACTION</text:p></table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell table:number-columns-spanned="2">'
        f"<text:p>{SENTENCE}</text:p></table:table-cell><table:covered-table-cell/>"
        "<table:table-cell><text:p>The clerk to the panel</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    reading = read(odt(body), "a.odt")
    assert "The clerk to the panel" in cells(reading)


def test_page_headers_and_contents_are_kept_in_the_text_and_never_quoted() -> None:
    styles = (
        '<office:master-styles><style:master-page style:name="S"><style:header><text:p>RESTRICTED'
        "</text:p></style:header><style:footer><text:p>Page 1</text:p></style:footer>"
        '<style:footer-first style:display="false"><text:p>UNUSED</text:p></style:footer-first>'
        "</style:master-page></office:master-styles>"
    )
    index = (
        "<text:table-of-content><text:index-body><text:p>Burglary 3</text:p></text:index-body>"
        "</text:table-of-content>"
    )
    reading = read(odt(f"{index}<text:p>{SENTENCE}</text:p>", styles=styles), "a.odt")
    assert reading.text == f"RESTRICTED\n\nBurglary 3\n\n{SENTENCE}\n\nPage 1"
    furniture = [b for b in reading.blocks if b.kind not in tuple(BlockKind)[:4]]
    quoted = [reading.text[b.start : b.end] for b in reading.blocks if b not in furniture]
    assert quoted == [SENTENCE]


def test_bold_is_inherited_and_can_be_switched_off() -> None:
    automatic = (
        '<style:style style:name="P" style:family="paragraph" style:parent-style-name="Strong"/>'
        '<style:style style:name="T" style:family="text"><style:text-properties '
        'fo:font-weight="normal"/></style:style>'
    )
    styles = (
        '<office:styles><style:style style:name="Strong" style:family="paragraph">'
        '<style:text-properties fo:font-weight="bold"/></style:style></office:styles>'
    )
    body = (
        '<text:p text:style-name="P">Rural crime and wildlife in the north of the county</text:p>'
        f"<text:p>{SENTENCE}</text:p>"
        '<text:p text:style-name="P"><text:span text:style-name="T">'
        "A plain line that went on without a stop for a while and was not bold at all</text:span>"
        "</text:p>"
    )
    reading = read(odt(body, automatic=automatic, styles=styles), "a.odt")
    assert headings(reading) == ["Rural crime and wildlife in the north of the county"]


def test_a_bold_entry_under_a_bullet_is_no_heading() -> None:
    body = (
        '<text:list text:style-name="B"><text:list-item><text:p>'
        '<text:span text:style-name="Bold">Anna Field: contracts</text:span></text:p>'
        f"</text:list-item></text:list><text:p>{SENTENCE}</text:p>"
    )
    assert bullets(read(odt(body), "a.odt")) == ["Anna Field: contracts"]


def test_a_flat_file_reads_as_the_zip_does() -> None:
    packed = odt()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        content = archive.read("content.xml")
    flat = b'<?xml version="1.0"?>\n' + content.replace(
        b"office:document-content", b"office:document"
    )
    assert read(flat, "a.fodt").text == read(packed, "a.odt").text


def test_the_title_is_the_documents_own() -> None:
    meta = f"<office:document-meta {ODF_NAMES}><office:meta><dc:title> Panel  minutes</dc:title>"
    meta += "</office:meta></office:document-meta>"
    reading = read(odt(parts={"meta.xml": meta.encode()}), "a.odt")
    assert reading.title == "Panel minutes"


def locked() -> bytes:
    manifest = (
        f'<manifest:manifest {ODF_NAMES}><manifest:file-entry manifest:full-path="content.xml">'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    return odt(parts={"META-INF/manifest.xml": manifest.encode()})


def entities() -> bytes:
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;'
            b'&a;&a;">]><x>&b;&b;</x>',
        }
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (locked(), "locked with a password"),
        (odt(parts={"encrypted-package": b"x"}), "locked with a password"),
        (odt("<text:p>&undefined;</text:p>"), "damaged"),
        (entities(), "not a text document"),
        (
            odt("<text:p>" + "<text:span>" * 400 + "x" + "</text:span>" * 400 + "</text:p>"),
            "damaged",
        ),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "spreadsheet"),
        (odt().replace(b"content.xml", b"cuntent.xml"), "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_mend(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read(data, "a.odt")
    assert caught.value.mend


def test_an_outside_entity_is_never_fetched(tmp_path: object) -> None:
    content = (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><office:document-content '
        f"{ODF_NAMES}><office:body><office:text><text:p>Before &a; after.</text:p></office:text>"
        "</office:body></office:document-content>"
    )
    reading = read(odt(parts={"content.xml": content.encode()}), "a.odt")
    assert reading.text == "Before after."


def test_a_small_zip_that_unpacks_to_much_is_refused() -> None:
    large = odt("<text:p>word</text:p>" * 5000)
    with pytest.raises(ReadError, match="unpacks to"):
        read(large, "a.odt", Limits(max_xml_bytes=10_000))
    with pytest.raises(ReadError, match="marks of layout"):
        read(odt("<text:p/>" * 2_100_000), "a.odt")


def test_hostile_numbers_and_spaces_cost_nothing() -> None:
    automatic = LISTS.replace('style:num-suffix="."', f'style:num-suffix="{"." * 100_000}"')
    body = numbers(*["It was so."] * 200) + '<text:p>a<text:s text:c="999999999"/>b</text:p>'
    reading = read(odt(body, automatic=automatic), "a.odt")
    assert len(reading.text) < 20_000
    assert reading.text.endswith("a b")


def bold(text: str) -> str:
    return f'<text:p><text:span text:style-name="Bold">{text}</text:span></text:p>'


def test_where_titles_are_bold_a_plain_numbered_entry_is_none() -> None:
    plain = numbers("Better data") + f"<text:p>{SENTENCE}</text:p>"
    assert headings(read(odt(plain), "a.odt")) == ["1. Better data"]
    titles = "".join(bold(t) + f"<text:p>{SENTENCE}</text:p>" for t in ("Fire", "Roads", "Knives"))
    reading = read(odt(titles + plain + numbers("Apologies")), "a.odt")
    assert headings(reading) == ["Fire", "Roads", "Knives", "1. Apologies"]
    assert bullets(reading) == ["1. Better data"]


def test_a_cell_that_lays_out_the_page_is_read_as_a_page() -> None:
    def table(inner: str) -> str:
        cell = f"<table:table-cell>{inner}</table:table-cell>"
        return f"<table:table><table:table-row>{cell}</table:table-row></table:table>"

    entry = "<text:list-item><text:p>More patrols</text:p></text:list-item>"
    entries = f'<text:list text:style-name="B">{entry * 5}</text:list>'
    page = bold("Points made") + f"<text:p>{SENTENCE}</text:p>" * 5 + entries
    reading = read(odt(table(page)), "a.odt")
    assert headings(reading) == ["Points made"]
    assert bullets(reading) == ["More patrols"] * 5
    names = "".join(bold(name) for name in ("Anna Field", "Ben Marsh", "Cara Dale") * 5)
    assert headings(read(odt(table(names)), "a.odt")) == []
