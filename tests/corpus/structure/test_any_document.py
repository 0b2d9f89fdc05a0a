"""Whatever the blocks are: no error, and every block in exactly one item."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Block, BlockKind, Reading, Structure
from corpus.structure import parts_of, recognise
from corpus.structure.doctitle import is_document_title
from corpus.structure.lines import lines_of

_PHRASES = st.sampled_from(
    [
        "1.",
        "2.",
        "4a",
        "5b",
        "39/20",
        "4.1",
        "3(1)",
        "No.",
        "Item",
        "Agenda item",
        "Minutes:",
        "Present:",
        "Apologies:",
        "Attendees",
        "Dana Stone (DS)",
        "PFCC Dana Stone",
        "Knife Crime",
        "AOB",
        "Meeting: 09/09/2021 - Eastmoor Panel (Item 1)",
        "Date:",
        "9 May 2019",
        "31 June 2020",
        "Draft",
        "Actions arising:",
        "The Chair said that it was late.",
        "2 2. Burglary",
        "Name:",
        "EASTMOOR POLICE AND CRIME PANEL",
        "Key DS: Dana Stone, PN: Piers Nettle",
        "1. Welcome",
        "Apologies were received from",
        "Name: Capacity:",
        "Commissioner (CEx)",
        "(",
        "((",
        "•",
        "&",
    ]
)
_TEXTS = st.one_of(_PHRASES, st.text(min_size=1, max_size=80).filter(lambda t: bool(t.strip())))
_BLOCKS = st.lists(
    st.tuples(_TEXTS, st.sampled_from(list(BlockKind)), st.integers(0, 6), st.integers(1, 4)),
    max_size=30,
)


def _reading(rows: list[tuple[str, BlockKind, int, int]]) -> Reading:
    text = ""
    blocks: list[Block] = []
    for words, kind, level, page in rows:
        words = words.strip()
        if not words:
            continue
        blocks.append(Block(len(text), len(text) + len(words), kind, page, level))
        text += words + "\n\n"
    return Reading(text, tuple(blocks), pages=4)


def _assert_sound(reading: Reading, structure: Structure) -> None:
    covered = [n for i in structure.items for n in range(i.first_block, i.end_block)]
    assert covered == list(range(len(reading.blocks)))
    assert all(i.first_block < i.end_block and i.level >= 1 for i in structure.items)
    for before, after in zip(structure.items, structure.items[1:], strict=False):
        assert after.level <= before.level + 1
    for position, item in enumerate(structure.items):
        assert item.title is not None or (position == 0 and item.number is None)
    assert all(a.name.strip() for a in structure.attendees)


@given(_BLOCKS)
@settings(max_examples=300, deadline=None)
def test_items_cover_every_block_once_and_nothing_is_raised(
    rows: list[tuple[str, BlockKind, int, int]],
) -> None:
    reading = _reading(rows)
    structure = recognise(reading)
    _assert_sound(reading, structure)
    assert recognise(reading) == structure
    parts = parts_of(reading, structure.items)
    titled = [i for i in structure.items if i.title is not None]
    covered = [b for p in parts for b in range(p.first_block, p.end_block)]
    assert covered == [b for i in titled for b in range(i.first_block, i.end_block)]


def test_an_empty_document() -> None:
    assert recognise(Reading("", ())) == Structure()


def test_hostile_text_does_not_hang() -> None:
    rows: list[tuple[str, BlockKind, int, int]] = []
    for bomb in (
        "a" * 50_000, "1." * 20_000, "(" * 20_000, "A " * 20_000, "1/" * 20_000, ", and " * 9_000,
        "Present: " + "A B, " * 9_000, "Apologies from " * 3_000, "9 May " * 8_000, "-" * 50_000,
        "Key " + "AB: Ann Bell, " * 3_000, "AB AB " * 9_000, "Monday " * 9_000, "\t" * 9 + "x",
        "." * 20_000 + " view the full text", "... view the full minutes text " * 5_000,
        "the following " * 9_000 + ":", "a > " * 9_000, "1 | " * 9_000, "Agenda Document " * 9_000,
        "Minutes of the meeting of " * 9_000, "A Bell MP " * 9_000, "1(i" * 9_000,
        "x. " + "…... " * 5_000 + "view the full minutes text for item 1",
    ):  # fmt: skip
        rows += [(bomb, kind, 1, 1) for kind in BlockKind]
    rows += [("Knife Crime", BlockKind.PARAGRAPH, 0, 1)] * 3_000
    rows += [("1. Same", BlockKind.HEADING, n % 7, 1) for n in range(2_000)]
    reading = _reading(rows)
    began = time.monotonic()
    structure = recognise(reading, "1 May 2019 " * 500)
    parts_of(reading, structure.items)
    assert time.monotonic() - began < 10
    _assert_sound(reading, structure)


@pytest.mark.timeout(20)
def test_thirty_equal_titles_are_not_compared_over_and_over() -> None:
    # Each line once asked all earlier ones, which asked all earlier ones: 2 to the 30th questions.
    lines = lines_of(_reading([("Papers for everybody here", BlockKind.PARAGRAPH, 0, 1)] * 30))
    began = time.monotonic()
    assert not is_document_title(lines, 29)
    assert time.monotonic() - began < 2
