r"""Plain text: minutes pasted, exported or extracted into a .txt file.

The canonical text is the decoded file with line ends made ``\n``; blocks are
found line by line: rows with tabs become cells, bullets lose their marker,
hard-wrapped prose is joined, and a short line that introduces what follows is a
heading.
"""

from __future__ import annotations

from corpus.errors import ReadError
from corpus.model import Block, Reading
from corpus.readers.encoding import decode
from corpus.readers.plain_blocks import blocks_of

NAME = "text"
VERSION = 1  # raise whenever the same bytes would read differently

MAX_LINES = 100_000
"""Lines, and cells between tabs: about four seconds of work; a hundred pages have some 5,000."""


def read_plain(data: bytes) -> Reading:
    """Read a text file, whatever its bytes.

    Raises
    ------
    ReadError
        When it has more lines than can be read in good time.
    """
    text, notes = canonical(data)
    blocks: tuple[Block, ...] = blocks_of(text)
    return Reading(text, blocks, notes=notes)


def canonical(data: bytes) -> tuple[str, tuple[str, ...]]:
    r"""Decode a text file and make its line ends ``\n``; nothing else is changed.

    Raises
    ------
    ReadError
        When it has more lines than can be read in good time.
    """
    text, notes = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.count("\n") + text.count("\t")
    if lines > MAX_LINES:
        raise ReadError(
            f"The text has {lines:,} lines and cells; up to {MAX_LINES:,} are read.",
            "Split it and add the parts.",
        )
    return text, notes
