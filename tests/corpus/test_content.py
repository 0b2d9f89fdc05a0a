"""Furniture left out, and items counted to match."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.content import content_indices, content_items, items_of_all
from corpus.model import Block, BlockKind, Item, Reading
from corpus.structure import recognise

F, P, H = BlockKind.FURNITURE, BlockKind.PARAGRAPH, BlockKind.HEADING


def reading_of(parts: list[tuple[str, BlockKind]]) -> Reading:
    text = ""
    blocks = []
    for words, kind in parts:
        blocks.append(Block(len(text), len(text) + len(words), kind, 1, 1 if kind is H else 0))
        text += words + "\n\n"
    return Reading(text, tuple(blocks), pages=1)


@given(st.lists(st.sampled_from([F, P]), max_size=12), st.data())
def test_items_are_counted_there_and_back(kinds: list[BlockKind], data: st.DataObject) -> None:
    blocks = [Block(i, i + 1, kind) for i, kind in enumerate(kinds)]
    kept = content_indices(blocks)
    cuts = data.draw(st.sets(st.integers(1, max(1, len(kept) - 1)), max_size=4)) if kept else set()
    bounds = [0, *sorted(c for c in cuts if c < len(kept)), len(kept)]
    items = [Item(None, None, a, b) for a, b in pairwise(bounds) if a < b]
    full = items_of_all(items, kept, len(blocks))
    covered = [n for item in full for n in range(item.first_block, item.end_block)]
    assert covered == list(range(len(blocks)))
    if items:
        assert content_items(full, kept) == tuple(items)


def test_no_item_or_attendee_is_made_of_furniture() -> None:
    reading = reading_of(
        [
            ("Present: Cllr Amy Footer", F),
            ("Harrowdale Police and Crime Panel", H),
            ("Minutes of the meeting held on 9 May 2019", P),
            ("Present:", H),
            ("Cllr Jane Roe", P),
            ("7. Registered Office", F),
            ("Cllr John Doe", P),
            ("1. Burglary", H),
            ("It was agreed that the plan be", P),
            ("8. Next Page", F),
            ("brought back in May.", P),
        ]
    )
    structure = recognise(reading)
    assert [a.name for a in structure.attendees] == ["Jane Roe", "John Doe"] or [
        a.name for a in structure.attendees
    ] == ["Cllr Jane Roe", "Cllr John Doe"]
    assert [item.title for item in structure.items if item.title] == ["Burglary"]
    covered = [n for i in structure.items for n in range(i.first_block, i.end_block)]
    assert covered == list(range(len(reading.blocks)))


def test_a_document_of_furniture_alone_has_one_empty_item() -> None:
    structure = recognise(reading_of([("Page 1", F), ("Page 2", F)]))
    assert [(i.title, i.first_block, i.end_block) for i in structure.items] == [(None, 0, 2)]
