"""A reading's blocks as the recognisers look at them: one line of plain text each."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from corpus.model import BlockKind, Reading

# Recognisers look at beginnings; a block of a million characters is prose anyway.
LONGEST_LOOK: Final = 2000
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ue000-\uf8ff]")
_PAGE_NUMBER: Final = re.compile(
    r"^page\s\d{1,4}(?:\sof\s\d{1,4})?\s|\s[-–|]?\s?(?:page\s)?\d{1,4}(?:\sof\s\d{1,4})?$",
    re.IGNORECASE,
)
_EMPHASIS: Final = re.compile(r"\*\*|__")


@dataclass(frozen=True, slots=True)
class Line:
    """One block, with its text flattened for recognition (never for quoting).

    Attributes
    ----------
    block
        Index into the reading's blocks.
    text
        The block's first `LONGEST_LOOK` characters, white space runs made one
        space, invisible characters and emphasis marks dropped.
    raw_lines
        The same beginning, split where the block itself breaks its lines,
        runs of spaces and tabs kept (they part the columns of a list).
    kind, level, page
        The block's own.
    furniture
        Whether the same short text stands on three pages or more.
    """

    block: int
    text: str
    raw_lines: tuple[str, ...]
    kind: BlockKind
    level: int
    page: int | None
    furniture: bool = False


def lines_of(reading: Reading) -> tuple[Line, ...]:
    """Flatten every block of a reading; one line per block, in order."""
    flattened: list[Line] = []
    pages: dict[str, set[int]] = defaultdict(set)
    for index, block in enumerate(reading.blocks):
        beginning = reading.text[block.start : min(block.end, block.start + LONGEST_LOOK)]
        beginning = _EMPHASIS.sub("", _INVISIBLE.sub("", beginning))
        text = " ".join(beginning.split())
        if block.page is not None and len(text) <= 80:
            pages[text].add(block.page)
        raw_lines = tuple(line.strip() for line in beginning.splitlines() if line.strip())
        flattened.append(Line(index, text, raw_lines, block.kind, block.level, block.page))
    repeated = {text for text, on in pages.items() if len(on) >= 3}
    return tuple(
        Line(s.block, s.text, s.raw_lines, s.kind, s.level, s.page, True)
        if s.text in repeated
        else s
        for s in flattened
    )


def running_lines(reading: Reading) -> tuple[str, ...]:
    """Give the page headers and footers: text that the reader left outside all blocks.

    Each distinct line once, from the beginning of the document only.
    """
    found: dict[str, None] = {}
    end = 0
    for block in reading.blocks[:200]:
        gap = reading.text[end : min(block.start, end + LONGEST_LOOK)]
        for line in gap.splitlines():
            text = _PAGE_NUMBER.sub("", " ".join(_INVISIBLE.sub("", line).split()))
            if 3 < len(text) <= 160:
                found.setdefault(text)
        end = block.end
    return tuple(found)
