"""A quote is marked in the record exactly where its offsets say, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.record import FURNITURE, Layout, lay_out
from corpus.model import Block, BlockKind, Item

from .conftest import BURGLARY

READING = BURGLARY.reading()


def _marked(layout: Layout) -> list[str]:
    return [p.text for r in layout.runs for part in r.parts for p in part.pieces if p.mark]


def _firsts(layout: Layout) -> int:
    return sum(p.mark == "first" for r in layout.runs for part in r.parts for p in part.pieces)


def test_offsets_count_code_points() -> None:
    """An astral character is one code point here, and two units to a browser."""
    words = "Guildhall 🏠"
    start = READING.text.index(words)
    layout = lay_out(READING.text, READING.blocks, quote=(start, start + len(words)))
    assert _marked(layout) == [words]


def test_a_quote_over_several_blocks_marks_each_part() -> None:
    start, end = READING.text.index("within a week"), READING.text.index("in May") + 2
    layout = lay_out(READING.text, READING.blocks, quote=(start, end))
    assert _marked(layout) == ["within a week.", "Patrols in Lower Wex would begin in"]
    assert _firsts(layout) == 1
    cited = [part.cited for run in layout.runs for part in run.parts]
    assert cited.count(True) == 2


@given(st.integers(-5, len(READING.text) + 5), st.integers(-5, len(READING.text) + 5))
def test_any_offsets_mark_what_they_say_or_nothing(start: int, end: int) -> None:
    layout = lay_out(READING.text, READING.blocks, quote=(start, end))
    inside = 0 <= start < end <= len(READING.text)
    wanted = [
        READING.text[max(b.start, start) : min(b.end, end)]
        for b in READING.blocks
        if inside and max(b.start, start) < min(b.end, end)
    ]
    assert _marked(layout) == wanted
    assert layout.marked == bool(wanted)
    assert _firsts(layout) == bool(wanted)
    shown = ["".join(p.text for p in part.pieces) for run in layout.runs for part in run.parts]
    assert shown == [words for _, _, words in BURGLARY.parts]


@pytest.mark.parametrize("levels", [(1, 6, 2), (5, 5, 1), (0, 3, 9, 9, 9, 9)])
def test_heading_levels_never_jump(levels: tuple[int, ...]) -> None:
    text = "\n\n".join("Heading" for _ in levels)
    blocks = [
        Block(i * 9, i * 9 + 7, BlockKind.HEADING, None, level) for i, level in enumerate(levels)
    ]
    before = 2
    for run in lay_out(text, blocks).runs:
        assert 3 <= run.parts[0].heading <= min(before + 1, 6)
        before = run.parts[0].heading


def test_what_stands_between_blocks_is_shown_and_can_be_marked() -> None:
    text = "Page 1 of 2\n\nThe Panel met.\n\n• It rose."
    blocks = [Block(13, 27, BlockKind.PARAGRAPH), Block(31, 39, BlockKind.BULLET, None, 1)]
    layout = lay_out(text, blocks, (Item(None, None, 0, 2), Item("1", None, 0, 1)), (0, 6))
    assert [run.kind for run in layout.runs] == [FURNITURE, "paragraph", "bullet"]
    assert _marked(layout) == ["Page 1"]
    assert layout.runs[1].parts[0].anchors == ("item-1", "item-2")
    assert lay_out("", ()).runs == ()
