"""Web pages: main content in order, furniture left out, hostile pages in linear time."""

from __future__ import annotations

import time

import pytest

from corpus.errors import ReadError
from corpus.model import BlockKind
from corpus.readers import read
from tests.corpus.readers.shapes import blocks, bullets, cells, check, headings, html


def test_headings_paragraphs_and_nested_lists_in_order() -> None:
    reading = read(
        html("<h1>Board</h1><p>It met.</p><ul><li>One<ul><li>Two</li></ul></li></ul><h2>End</h2>"),
        "a.html",
    )
    assert [(b.kind, b.level, reading.text[b.start : b.end]) for b in reading.blocks] == [
        (BlockKind.HEADING, 1, "Board"),
        (BlockKind.PARAGRAPH, 0, "It met."),
        (BlockKind.BULLET, 1, "One"),
        (BlockKind.BULLET, 2, "Two"),
        (BlockKind.HEADING, 2, "End"),
    ]
    assert reading.text == "Board\n\nIt met.\n\nOne\n\nTwo\n\nEnd"
    assert reading.title == "Minutes"


def test_bold_paragraphs_are_headings_but_bold_labels_are_not() -> None:
    reading = read(
        html(
            "<p><strong>3. Membership</strong></p><p> <b>Update on work</b>\n</p>"
            "<p><strong>Action 1:</strong> JB to write to the board.</p>"
            "<p><strong>RESOLVED that the report be noted</strong></p>"
            "<p><strong>Action: JB to write</strong></p><p><strong>It was agreed so.</strong></p>"
        ),
        "a.html",
    )
    assert headings(reading) == ["3. Membership", "Update on work"]
    assert "Action 1: JB to write to the board." in blocks(reading)


def test_line_breaks_separate_lines_but_not_a_running_sentence() -> None:
    reading = read(
        html(
            "<p>Present:<br>Jane Roe<br>John Doe</p><p>The chair thanked all those<br>who came.</p>"
        ),
        "a.html",
    )
    assert blocks(reading) == [
        "Present:",
        "Jane Roe",
        "John Doe",
        "The chair thanked all those who came.",
    ]


def test_furniture_and_hidden_parts_are_left_out() -> None:
    reading = read(
        html(
            "<header><p>Fenshire Council</p></header><nav>Home</nav><div class='cookie-banner'>Eat"
            "</div><div role='search'>Find</div><main><header><h1>Minutes</h1></header>"
            "<p>It met.</p><p hidden>x1</p><p style='display: none'>x2</p>"
            "<span class='mgHide'>ref: 9</span><p>Share this item</p><button>Go</button>"
            "<select><option>a</option></select></main>"
            "<script>var x</script><style>p{}</style><noscript>x3</noscript>"
            "<svg><text>x4</text></svg>"
            "<aside>Ads</aside><footer>Contact</footer>"
        ),
        "a.html",
    )
    assert blocks(reading) == ["Minutes", "It met."]
    assert reading.notes == ()


def test_much_dropped_text_is_noted() -> None:
    reading = read(html(f"<p>It met.</p><footer>{'word ' * 100}</footer>"), "a.html")
    assert any("furniture" in note and "<footer>" in note for note in reading.notes)


def test_a_page_of_nothing_but_furniture_is_read_whole() -> None:
    reading = read(html("<footer><p>The minutes are here.</p></footer>"), "a.html")
    assert blocks(reading) == ["The minutes are here."]
    assert reading.notes


def test_named_furniture_that_holds_the_minutes_is_kept() -> None:
    reading = read(html("<div class='share'><h1>Board</h1><p>It met.</p></div>"), "a.html")
    assert blocks(reading) == ["Board", "It met."]


def test_a_form_around_the_page_is_no_furniture() -> None:
    reading = read(html("<form id='aspnetForm'><p>It met.</p><input value='x'></form>"), "a.html")
    assert blocks(reading) == ["It met."]


def test_council_item_number_is_read_with_its_title_and_order_is_kept() -> None:
    reading = read(
        html(
            "<table><tr><td>4.</td><td><p class='mgAiTitleTxt'>Burglary in Marsham</p>"
            "<p>To hear from the chief constable.</p><p class='mgSubSubTitleTxt'>Decision:</p>"
            "<p>That it be noted.</p><p>Minutes:</p><p>The panel heard from her.</p>"
            "</td></tr></table>"
        ),
        "a.html",
    )
    assert blocks(reading) == [
        "4. Burglary in Marsham",
        "To hear from the chief constable.",
        "Decision:",
        "That it be noted.",
        "Minutes:",
        "The panel heard from her.",
    ]
    assert headings(reading) == ["4. Burglary in Marsham", "Decision:", "Minutes:"]


def test_table_cells_are_cells_and_owner_codes_stand_apart() -> None:
    reading = read(
        html(
            "<table><tr><th>Matter</th><th>ACTION</th></tr><tr><td>A plan for the two towns is to"
            " be brought to the board in May.</td><td>DCC</td></tr><tr><td>42</td><td>7</td></tr>"
            "</table>"
        ),
        "a.html",
    )
    assert cells(reading) == ["Matter", "ACTION", "DCC", "42", "7"]


def test_white_space_collapses_and_no_break_space_stays() -> None:
    reading = read(
        html("<p>  a\n\n b\u00a0c\t d </p><p>&nbsp;</p><p>&amp;amp;nbsp; x</p>"), "a.html"
    )
    assert blocks(reading) == ["a b\u00a0c d", "&amp;nbsp; x"]


def test_bullet_signs_in_paragraphs_make_bullets() -> None:
    reading = read(html("<p>·&nbsp;&nbsp;&nbsp; A point.</p><p>• Another.</p>"), "a.html")
    assert bullets(reading) == ["A point.", "Another."]
    assert "·" in reading.text


def test_addresses_hidden_from_robots_and_script_links_are_only_text() -> None:
    reading = read(
        html("<p>Write to [email protected] or <a href='javascript:alert(1)'>here</a>.</p>"),
        "a.html",
    )
    assert blocks(reading) == ["Write to [email protected] or here."]


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 100_000 + b"It met.",
        b"<p>It met.<b>x" * 30_000,
        b"".join(b"<b id=%d>" % n for n in range(1000)) + b"<p>It met." * 20_000,
        b"<html><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">It met.",
        b"<html><p " + b"".join(b"a%d='>' " % n for n in range(30_000)) + b">It met.",
        b"<ul><li>It met." * 20_000,
        b"<table><tr><td>It met." * 10_000,
        b"<html>It met. " + b"<a" * 300_000,
        b"<html>" + b"<div class=cookie>" * 400 + b"<h1>It met.</h1>" + b"<p>z</p>" * 20_000,
        b"<html><p>" + b"It met.<br>" * 60_000,
    ],
    ids=["div", "bold", "formatting", "attrs", "quoted", "ul", "table", "open", "cookie", "br"],
)
def test_hostile_pages_are_read_in_linear_time(page: bytes) -> None:
    """100,000 nested divs took the parser 22 s, 200,000 attributes 146 s."""
    started = time.perf_counter()
    reading = read(page, "a.html")
    assert time.perf_counter() - started < 20
    check(reading)
    assert "It met." in reading.text


def test_a_page_of_millions_of_tags_is_refused() -> None:
    with pytest.raises(ReadError, match="tags"):
        read(b"<html>" + b"<p>" * 3_100_000, "a.html")


def test_nul_bytes_are_replaced_and_noted() -> None:
    reading = read(html("<p>It\0 met.</p>"), "a.html")
    assert blocks(reading) == ["It\ufffd met."]
    assert "NUL" in reading.notes[0]


def test_what_a_site_puts_around_a_page_is_no_part_of_the_minutes() -> None:
    page = b"""<html><body><div class="cookie-banner"><p>We use cookies on this site.</p>
    <button>Accept</button></div><nav><a>Skip to content</a></nav><main><h1>Agenda item</h1>
    <h2>Rural crime</h2><button>Share this item</button>
    <p>Contact: <a href="/cdn-cgi/l/email-protection#ab">[email&#160;protected]</a></p>
    <p>Minutes:</p><p>The Commissioner said that thefts had fallen.</p></main>
    <form><label>Enter your postcode</label><input></form>
    <footer>Accessibility statement</footer></body></html>"""
    text = read(page, "a.html").text
    assert "thefts had fallen" in text
    assert "[email" in text
    for furniture in ("cookies", "Skip to", "Share this", "postcode", "Accessibility"):
        assert furniture not in text
