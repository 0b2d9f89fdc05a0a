"""Canonical text and blocks for formats that are laid out (HTML, PDF, Word).

Blocks are added in reading order; the canonical text is their texts with a blank
line between them, and each block's offsets are taken as it is appended.
"""

from __future__ import annotations

import re

from corpus.model import Block, BlockKind
from corpus.readers.characters import collapse, marker_length

_SURROGATE = re.compile("[\ud800-\udfff]")


class Assembly:
    """Collects blocks, furniture among them, into one canonical text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def __len__(self) -> int:
        """Return how many blocks were added, furniture included."""
        return len(self._blocks)

    def add(
        self, text: str, kind: BlockKind, *, page: int | None = None, level: int = 0
    ) -> Block | None:
        """Append one block; None when nothing of ``text`` shows.

        White space runs are collapsed. A list marker at the start stays in the
        canonical text but outside the block, which becomes a BULLET.
        """
        text = collapse(_sound(text))
        if not text:
            return None
        marker = 0 if kind is BlockKind.HEADING else marker_length(text)
        if marker >= len(text):
            self._append(text)  # a bullet's sign with nothing behind it
            return None
        if marker:
            if kind is not BlockKind.BULLET:
                kind, level = BlockKind.BULLET, max(level, 1)
            while not collapse(text[marker]) and marker < len(text) - 1:
                marker += 1
        start = self._append(text)
        block = Block(start + marker, start + len(text), kind, page, level)
        self._blocks.append(block)
        return block

    def add_furniture(self, text: str, *, page: int | None = None) -> None:
        """Append what is kept but never quoted: a page's header, footer or number."""
        text = collapse(_sound(text))
        if text:
            start = self._append(text)
            self._blocks.append(Block(start, start + len(text), BlockKind.FURNITURE, page))

    def build(self) -> tuple[str, tuple[Block, ...]]:
        """Return the canonical text and its blocks."""
        return "".join(self._parts), tuple(self._blocks)

    def _append(self, text: str) -> int:
        if self._parts:
            self._parts.append("\n\n")
            self._length += 2
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start


def _sound(text: str) -> str:
    """Replace what UTF-8 cannot store (lone surrogates) and NULs."""
    return _SURROGATE.sub("\ufffd", text.replace("\0", "\ufffd"))
