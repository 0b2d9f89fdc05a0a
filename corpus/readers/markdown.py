"""Markdown: a text file whose headings, bullets and tables are marked."""

from __future__ import annotations

import re

from corpus.model import Block, BlockKind, Reading
from corpus.readers.cells import cell_kind
from corpus.readers.characters import marker_length, span, starts_number
from corpus.readers.plain import canonical
from corpus.readers.plain_lines import Line, groups_of

NAME = "markdown"
VERSION = 1  # raise whenever the same bytes would read differently

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"(?:=+|-{2,})")
# Possessive, so that a line of ten thousand hyphens is looked through once.
_RULE = re.compile(r"(?:[-*_][ \t]*+){3,}+|`{3,}.*|~{3,}.*|(?=.*--)[|: \t-]++")
_PREFIX = re.compile(r"(?:>[ \t]?)+")
_PLUS = re.compile(r"\+[ \t]+(?=\S)")


def read_markdown(data: bytes) -> Reading:
    """Read a Markdown file; the marks themselves stay in the canonical text.

    Raises
    ------
    ReadError
        When it has more lines than can be read in good time.
    """
    text, notes = canonical(data)
    blocks: list[Block] = []
    title: str | None = None
    for group in groups_of(text):
        for block in _blocks(text, group):
            if title is None and block.kind is BlockKind.HEADING and block.level == 1:
                title = text[block.start : block.end]
            blocks.append(block)
    return Reading(text, tuple(blocks), title=title, notes=notes)


def _blocks(text: str, group: tuple[Line, ...]) -> list[Block]:
    blocks: list[Block] = []
    open_block: Block | None = None
    for index, line in enumerate(group):
        start, end = line.start, line.end
        if prefix := _PREFIX.match(text, start, end):
            start, end = span(text, prefix.end(), end)
        shown = text[start:end]
        if not shown or _RULE.fullmatch(shown):
            # "Title / -----" underlines the line before; elsewhere it is only a rule.
            if shown and open_block and _UNDERLINE.fullmatch(shown) and index:
                blocks[-1] = Block(open_block.start, open_block.end, BlockKind.HEADING, None, 2)
            open_block = None
            continue
        if open_block and _UNDERLINE.fullmatch(shown):
            blocks[-1] = Block(open_block.start, open_block.end, BlockKind.HEADING, None, 1)
            open_block = None
            continue
        if found := _HEADING.match(shown):
            level = len(found.group(1))
            start, end = span(text, start + found.end(), start + len(shown.rstrip("# \t")))
            if start < end:
                blocks.append(Block(start, end, BlockKind.HEADING, None, level))
            open_block = None
            continue
        if shown.startswith("|"):
            blocks.extend(_row(text, start, end))
            open_block = None
            continue
        plus = _PLUS.match(shown)
        marker = plus.end() if plus else marker_length(shown)
        if shown.startswith("**") or marker >= len(shown):
            marker = 0
        if marker:
            level = 1 + min(5, line.indent // 2)
            open_block = None
            blocks.append(Block(start + marker, end, BlockKind.BULLET, None, level))
        elif open_block or (blocks and blocks[-1].kind is BlockKind.BULLET and index):
            number = starts_number(shown)
            if number and number.group()[-1] in ".)":
                open_block = Block(start, end, BlockKind.PARAGRAPH)
                blocks.append(open_block)
                continue
            last = blocks[-1]
            blocks[-1] = Block(last.start, end, last.kind, None, last.level)
            open_block = blocks[-1] if open_block else None
            continue
        else:
            blocks.append(Block(start, end, BlockKind.PARAGRAPH))
        open_block = blocks[-1] if not marker else None
    return blocks


def _row(text: str, first: int, end: int) -> list[Block]:
    cells: list[Block] = []
    position = first
    for raw in text[first:end].split("|"):
        start, stop = span(text, position, position + len(raw))
        if start < stop:
            kind = cell_kind(text[start:stop])
            cells.append(Block(start, stop, kind, None, 2 if kind is BlockKind.HEADING else 0))
        position += len(raw) + 1
    return cells
