r"""Plain text: minutes pasted, exported or extracted into a .txt file.

The canonical text is the decoded file with line ends made ``\n``; blocks are
found line by line: rows with tabs become cells, bullets lose their marker,
hard-wrapped prose is joined, and a short line that introduces what follows is a
heading.
"""

from __future__ import annotations

from corpus.model import Block, Reading
from corpus.readers.encoding import decode
from corpus.readers.plain_blocks import blocks_of

NAME = "text"
VERSION = 1  # raise whenever the same bytes would read differently


def read_plain(data: bytes) -> Reading:
    """Read a text file; any bytes are read, so nothing is raised here."""
    text, notes = canonical(data)
    blocks: tuple[Block, ...] = blocks_of(text)
    return Reading(text, blocks, notes=notes)


def canonical(data: bytes) -> tuple[str, tuple[str, ...]]:
    r"""Decode a text file and make its line ends ``\n``; nothing else is changed."""
    text, notes = decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes
