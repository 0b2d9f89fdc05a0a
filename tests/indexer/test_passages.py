"""Passages: within the window, of one item, holding every block once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Block, BlockKind, Document, Item
from corpus.views import whole_words
from indexer.analysis import document_tokens
from indexer.passages import SPECIAL_TOKENS, cut_passages, indexed_text

DOCUMENT = Document(
    id="d-1",
    sha256="0" * 64,
    text_sha256="1" * 64,
    source="a.txt",
    source_url=None,
    reader="text",
    reader_version=1,
    structure_version=1,
    title="Minutes",
    body="Harrowdale Police and Crime Panel",
    force="Harrowdale",
    date=date(2024, 6, 4),
    status=None,
    meeting_id="m-1",
    pages=None,
    pages_without_text=(),
    notes=(),
    characters=0,
    current=True,
)


def count(texts: Sequence[str]) -> list[int]:
    """A tokenizer that is easy to reason about: a token for every five characters of a word."""
    return [
        SPECIAL_TOKENS + sum(-(-len(word) // 5) for word in re.findall(r"\w+|[^\w\s]", text))
        for text in texts
    ]


def layout(
    parts: Sequence[tuple[str, BlockKind]], items: Sequence[tuple[str | None, str | None, int]]
) -> tuple[str, tuple[Block, ...], tuple[Item, ...]]:
    text = ""
    blocks: list[Block] = []
    for words, kind in parts:
        start = len(text)
        text += words
        blocks.append(Block(start, len(text), kind, page=1 + len(blocks)))
        text += "\n\n"
    made, first = [], 0
    for number, title, length in items:
        made.append(Item(number, title, first, first + length))
        first += length
    return text, tuple(blocks), tuple(made)


P, H, F = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.FURNITURE


def test_the_header_is_indexed_and_not_part_of_the_text() -> None:
    text, blocks, items = layout(
        [("Burglary", H), ("It was agreed to report back.", P)], [("4", "Burglary", 2)]
    )
    (passage,) = cut_passages(DOCUMENT, text, blocks, items, 60, count)
    assert passage.header == "Harrowdale Police and Crime Panel | 4 June 2024 | 4 Burglary"
    assert passage.text == text[passage.start : passage.end]
    assert "Harrowdale" not in passage.text
    assert indexed_text(passage).startswith(passage.header + "\n")


def test_unknown_date_and_body_are_left_out_of_the_header() -> None:
    text, blocks, items = layout([("Nothing is known.", P)], [(None, None, 1)])
    document = replace(DOCUMENT, body=None, date=None, title=None)
    (passage,) = cut_passages(document, text, blocks, items, 60, count)
    assert passage.header == ""
    assert passage.item is None


def test_a_passage_never_crosses_items() -> None:
    text, blocks, items = layout(
        [("One thing.", P), ("Another thing.", P)], [("1", "One", 1), ("2", "Two", 1)]
    )
    passages = cut_passages(DOCUMENT, text, blocks, items, 100, count)
    assert [p.text for p in passages] == ["One thing.", "Another thing."]


def test_the_titles_above_an_item_are_in_its_header() -> None:
    text, blocks, _ = layout([("Text under it.", P)] * 2, [])
    items = (Item("4", "Holding to account", 0, 1, 1), Item("2", "Burglary", 1, 2, 2))
    passages = cut_passages(DOCUMENT, text, blocks, items, 100, count)
    assert passages[1].header.endswith("| Holding to account | 2 Burglary")


def test_a_heading_is_not_left_behind() -> None:
    text, blocks, items = layout(
        [("word " * 20, P), ("Actions arising", H), ("word " * 20, P)], [("1", "One", 3)]
    )
    blocks = tuple(
        Block(b.start, b.start + len(text[b.start : b.end].rstrip()), b.kind) for b in blocks
    )
    passages = cut_passages(replace(DOCUMENT, body=None, date=None), text, blocks, items, 40, count)
    assert [p.text.startswith("Actions arising") for p in passages] == [False, True]


def test_a_long_heading_does_not_eat_the_window() -> None:
    title = "Report of the Commissioner on " + "very " * 80 + "many things"
    text, blocks, items = layout([("It was noted.", P)], [("9", title, 1)])
    (passage,) = cut_passages(DOCUMENT, text, blocks, items, 80, count)
    assert count([passage.header])[0] <= 80 * 0.25 + SPECIAL_TOKENS
    assert passage.header.startswith("Harrowdale Police and Crime Panel")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(alphabet=st.sampled_from("abc de. F\n-,9"), min_size=1, max_size=400).map(
                lambda t: t.strip() or "x"
            ),
            st.sampled_from([P, H, BlockKind.BULLET, BlockKind.CELL]),
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(min_value=24, max_value=120),
)
def test_every_block_is_in_a_passage_and_every_passage_in_the_window(
    parts: list[tuple[str, BlockKind]], window: int
) -> None:
    text, blocks, items = layout(parts, [("1", "An item", len(parts))])
    passages = cut_passages(DOCUMENT, text, blocks, items, window, count)
    assert all(size <= window for size in count([indexed_text(p) for p in passages]))
    covered = "".join(p.text for p in passages)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(passages))
    assert len({p.id for p in passages}) == len(passages)


def test_furniture_is_in_no_passage_and_no_passage_reaches_across_it() -> None:
    text, blocks, items = layout(
        [("Page one of it.", F), ("One thing.", P), ("* * *", F), ("Another thing.", P)],
        [("1", "One", 4)],
    )
    passages = cut_passages(DOCUMENT, text, blocks, items, 100, count)
    assert [p.text for p in passages] == ["One thing.", "Another thing."]


def test_what_is_indexed_is_legible_and_the_passage_is_as_printed() -> None:
    text, blocks, items = layout(
        [
            ("A C T I O N S", H),
            ("The con\ufb01dence plan for accom-modation.", P),
            ("All of the accommodation was let.", P),
        ],
        [("1", "A C T I O N S", 3)],
    )
    (passage,) = cut_passages(DOCUMENT, text, blocks, items, 100, count)
    assert passage.text == text[passage.start : passage.end]
    indexed = indexed_text(passage, whole_words(text))
    assert "1 ACTIONS\nACTIONS\n" in indexed
    assert "The confidence plan for accommodation." in indexed
    assert {"action", "confid", "accommod"} <= set(document_tokens(indexed))


def test_a_passage_fits_as_it_is_read_by_the_model() -> None:
    """A ligature is one letter of the text and three of what the model reads."""
    words = " ".join(["o\ufb03ce"] * 200)
    text, blocks, items = layout([(words, P)], [("1", "One", 1)])
    passages = cut_passages(DOCUMENT, text, blocks, items, 60, count)
    assert len(passages) > 1
    assert max(count([indexed_text(passage) for passage in passages])) <= 60
