"""Readings built by hand, so that these tests need no reader."""

from __future__ import annotations

from corpus.model import Block, BlockKind, Item, Reading, Structure

_KINDS = {
    "#": (BlockKind.HEADING, 1),
    "##": (BlockKind.HEADING, 2),
    "###": (BlockKind.HEADING, 3),
    "*": (BlockKind.BULLET, 1),
    "|": (BlockKind.CELL, 0),
}


def page(source: str, *, title: str | None = None, pages: int | None = None) -> Reading:
    """One block per line: ``#`` heading, ``*`` bullet, ``|`` cell, ``~`` page break.

    Text after ``^`` is left outside all blocks, as readers leave page headers.
    """
    text = ""
    blocks: list[Block] = []
    number = 1
    for line in source.strip().splitlines():
        line = line.strip()
        if not line:
            continue
        if line == "~":
            number += 1
            continue
        mark, _, rest = line.partition(" ")
        if text:
            text += "\n\n"
        if mark == "^":
            text += rest
            continue
        kind, level = _KINDS.get(mark, (BlockKind.PARAGRAPH, 0))
        if mark not in _KINDS:
            rest = line
        rest = rest.replace("\\n", "\n").replace("\\t", "\t")
        start = len(text)
        text += rest
        blocks.append(Block(start, len(text), kind, number if pages else None, level))
    return Reading(text, tuple(blocks), title, pages)


def outline(structure: Structure) -> list[tuple[int, str | None, str | None]]:
    """Level, number and title of every item but the matter before the first."""
    return [(i.level, i.number, i.title) for i in structure.items if i.title is not None]


def text_of(reading: Reading, item: Item) -> str:
    first, last = reading.blocks[item.first_block], reading.blocks[item.end_block - 1]
    return reading.text[first.start : last.end]
