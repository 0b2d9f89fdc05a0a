"""Quoting from PDFs: no furniture, words found as they read, OCR told beside the quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model import Block, BlockKind, Document, Item
from corpus.ocr import confidence_note
from indexer.embedder import OnnxEmbedder
from indexer.manifest import IndexSettings
from retrieval.engine import Engine
from retrieval.reading import OpenDocument
from retrieval.records import Filters
from retrieval.serial import citation_json
from tests.conftest import add
from tests.corpus.readers.drawn import pages, with_glyphs, wrapped
from tests.indexer.test_passages import DOCUMENT

GOES_ON = (
    "It was agreed that the deputy would report to the board on the theft of bicycles from the"
    " racks beside the railway station and in the streets around it, and on what had been done"
    " about it since the spring, before the summer."
)
GLYPHS = (
    b"BT /F1 10 Tf 14 TL 72 700 Td (A C T I O N S) Tj 0 -30 Td (The con\x01dence of victims was"
    b" looked at by the board.) Tj 0 -30 Td (The plan for accom\xad) Tj T* (modation of witnesses"
    b" was closed.) Tj 0 -30 Td (\x02 Speed cameras were wanted on the coast road.) Tj ET"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: OnnxEmbedder) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("pdfs")
    lines = wrapped(GOES_ON)
    furnished = pages(
        [
            ["1. Bicycles", "", *lines[:2]],
            [*lines[2:], "", "2. Close", "", "The board rose at ten."],
        ],
        lambda _: ["Harrowdale zebra bulletin"],
        lambda number: [f"Registered office: 1 High Street, page {number}"],
    )
    (folder / "furnished.pdf").write_bytes(furnished)
    (folder / "glyphs.pdf").write_bytes(with_glyphs(GLYPHS, ["fi", "uniF0B7"]))
    root = folder / "archive"
    add(root, folder / "furnished.pdf", folder / "glyphs.pdf", embedder=embedder)
    made = Engine(root, IndexSettings())
    yield made
    made.close()


def test_furniture_is_never_found_or_quoted(engine: Engine) -> None:
    assert not engine.search('"zebra bulletin"', Filters(), 10).hits
    for hit in engine.search("registered office bulletin", Filters(), 10).hits:
        assert "zebra" not in hit.citation.quote
        assert "Registered office" not in hit.citation.quote


def test_a_sentence_over_a_pages_end_is_one_quote(engine: Engine) -> None:
    answer = engine.ask("what was agreed on the theft of bicycles", Filters())
    (citation,) = [c for c in answer.citations if "bicycles" in c.quote]
    assert citation.quote == GOES_ON
    assert citation.page == 1
    text = engine.archive.text(citation.document.id)
    assert text[citation.start : citation.end] == GOES_ON


@pytest.mark.parametrize(
    ("query", "quoted"),
    [
        ("actions", "A C T I O N S"),
        ("confidence", "con\ufb01dence"),
        ('"accommodation of witnesses"', "accom\u00admodation of witnesses"),
        ('"speed cameras were wanted"', "Speed cameras were wanted"),
    ],
)
def test_words_are_found_as_they_read_and_quoted_as_printed(
    engine: Engine, query: str, quoted: str
) -> None:
    found = [hit.citation.quote for hit in engine.search(query, Filters(), 5).hits if hit.lexical]
    assert any(quoted in quote for quote in found)


def opened(notes: tuple[str, ...]) -> OpenDocument:
    words = ["Page head", "One thing.", "Page foot", "Page head", "Another thing.", "A third."]
    kinds = [BlockKind.FURNITURE, BlockKind.PARAGRAPH, BlockKind.FURNITURE, BlockKind.FURNITURE]
    kinds += [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    text, blocks = "", []
    for word, kind, page in zip(words, kinds, (1, 1, 1, 2, 2, 3), strict=True):
        blocks.append(Block(len(text), len(text) + len(word), kind, page))
        text += word + "\n\n"
    document: Document = replace(DOCUMENT, notes=notes, pages=3)
    return OpenDocument(document, text, tuple(blocks), (Item("1", "One", 0, 6),))


def test_sentences_are_of_what_is_not_furniture() -> None:
    document = opened(())
    spans = [(s.start, s.end) for s in document.sentences(0, len(document.text))]
    assert [document.text[a:b] for a, b in spans] == ["One thing.", "Another thing.", "A third."]
    assert document.items[0].end_block == 3
    assert document.item_at(2) is document.items[0]


def test_a_quote_carries_the_lowest_confidence_of_its_pages() -> None:
    document = opened((confidence_note(2, 91), confidence_note(3, 64), "something else"))
    one, two, three = document.blocks
    assert document.ocr_between(one.start, one.end) is None
    assert document.ocr_between(two.start, two.end) == 91
    assert document.ocr_between(two.start, three.end) == 64
    assert document.ocr_between(one.start, two.end) == 91


def test_the_confidence_is_in_the_citation(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hit = engine.search("bicycles", Filters(), 1).hits[0]
    assert citation_json(hit.citation)["ocr"] is None
    library = engine._open().library
    document = library.open(hit.citation.document.id)
    monkeypatch.setattr(document, "_ocr", {1: 72})
    again = engine.search("bicycles", Filters(), 1).hits[0]
    assert citation_json(again.citation)["ocr"] == 72
