"""What PDFs do to words: kept to the letter in the text, legible in its view."""

from __future__ import annotations

import pytest
from reportlab.pdfgen import canvas

from corpus.readers import read
from corpus.views import view_of, whole_words
from tests.corpus.readers.drawn import drawing, with_glyphs
from tests.corpus.readers.shapes import blocks, bullets, check, headings


def shown(operators: str, names: tuple[str, ...] = ("fi", "ffi", "uniF0B7", "uniE005")) -> bytes:
    content = f"BT /F1 10 Tf 14 TL 72 700 Td {operators} ET"
    return with_glyphs(content.encode("latin-1"), names)


def test_ligatures_stay_one_character_and_are_searched_as_letters() -> None:
    reading = read(shown("(The con\x01dence in the o\x02ce grew.) Tj"), "a.pdf")
    assert blocks(reading) == ["The con\ufb01dence in the o\ufb03ce grew."]
    assert view_of(reading.text).text == "The confidence in the office grew."


def test_private_use_bullets_stand_outside_their_block() -> None:
    reading = read(shown("(\x03 Land data.) Tj T* (\x03 Company data.) Tj"), "a.pdf")
    check(reading)
    assert bullets(reading) == ["Land data.", "Company data."]
    assert reading.text == "\uf0b7 Land data.\n\n\uf0b7 Company data."
    assert view_of(reading.text).text.split() == ["Land", "data.", "Company", "data."]


@pytest.mark.parametrize("hyphen", ["-", "\xad"])
def test_a_word_broken_at_a_lines_end_is_found_whole(hyphen: str) -> None:
    lines = f"(The plan for accom{hyphen}) Tj T* (modation was closed.) Tj"
    end = "0 -40 Td (All of the accommodation was let.) Tj"
    reading = read(shown(f"{lines} {end}"), "a.pdf")
    assert blocks(reading)[0] == f"The plan for accom{hyphen}modation was closed."
    view = view_of(reading.text, whole_words(reading.text))
    assert view.text.startswith("The plan for accommodation was closed.")
    start = view.text.index("accommodation")
    assert reading.text[slice(*view.to_canonical(start, start + 13))] == f"accom{hyphen}modation"


@pytest.mark.parametrize(
    ("operators", "text"),
    [
        ("(A C T I O N S) Tj", "A C T I O N S"),
        ("(A C T I O N S   D U E) Tj", "A C T I O N S\u2003D U E"),
        ("6 Tc (ACTIONS DUE) Tj", "ACTIONS DUE"),
        ("[(A) -300 (C) -300 (T) -300 (I) -300 (O) -300 (N) -300 (S)] TJ", "ACTIONS"),
        ("[(P) -300 (L) -300 (A) -300 (N) -300 (S) -900 (D) -300 (U) -300 (E)] TJ", "PLANS DUE"),
    ],
)
def test_headings_set_letter_by_letter(operators: str, text: str) -> None:
    reading = read(shown(operators + " 0 Tc 0 -30 Td (It was so.) Tj"), "a.pdf")
    assert headings(reading) == [text]
    seen = view_of(reading.text).text.split("\n")[0]
    assert seen in ("ACTIONS", "ACTIONS DUE", "PLANS DUE")
    assert seen.endswith("DUE") == text.endswith("E")


def test_an_owner_column_may_be_headed_letter_by_letter() -> None:
    def draw(page: canvas.Canvas) -> None:
        for y, left, right in (
            (700, "MATTERS BROUGHT FORWARD", "A C T I O N"),
            (
                680,
                "1.1 The plan that was drawn up in May is to be brought back to the board",
                "DCC",
            ),
        ):
            page.drawString(72, y, left)
            page.drawString(450, y, right)

    assert blocks(read(drawing(draw), "a.pdf"))[-2:] == [
        "1.1 The plan that was drawn up in May is to be brought back to the board",
        "DCC",
    ]
