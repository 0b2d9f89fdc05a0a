"""A document's canonical text laid out by its blocks, with a quote marked in it.

Nothing of the text is left out but white space and the markers of bullets: what
stands between the blocks (page headers and the like) is shown as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.model import Block, BlockKind, Item

FURNITURE = "furniture"
"""Text between the blocks: page headers, footers, page numbers."""

_HIGHEST_HEADING = 3
"""The page's own headings take levels 1 and 2."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``mark`` is "first" or "more" where it is quoted, else None."""

    text: str
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A block as it is shown.

    Attributes
    ----------
    kind
        A block's kind, or "furniture".
    heading
        Heading level in the page, 3 to 6; 0 otherwise.
    depth
        Depth of a bullet, 1 to 6; 0 otherwise.
    page
        The page that begins here, or None.
    anchors
        Ids of the items that begin here ("item-3").
    cited
        Whether the quote, or part of it, stands in this block.
    """

    kind: str
    pieces: tuple[Piece, ...]
    heading: int = 0
    depth: int = 0
    page: int | None = None
    anchors: tuple[str, ...] = ()
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive parts that are shown together: a list, a row of cells, or one part."""

    kind: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A text laid out; ``marked`` tells whether the quote shows anywhere."""

    runs: tuple[Run, ...]
    marked: bool


def lay_out(
    text: str,
    blocks: Sequence[Block],
    items: Sequence[Item] = (),
    quote: tuple[int, int] | None = None,
) -> Layout:
    """Lay out a canonical text.

    Parameters
    ----------
    text, blocks, items
        Of one document.
    quote
        Half-open offsets (code points) of what to mark, or None. Offsets
        outside the text mark nothing.
    """
    start, end = quote or (0, 0)
    if not 0 <= start < end <= len(text):
        start = end = 0
    parts: list[Part] = []
    anchors = _anchors(items)
    position = 0
    page: int | None = None
    level = _HIGHEST_HEADING - 1
    marker = _Marker(start, end)
    for index, block in enumerate(blocks):
        is_bullet = block.kind is BlockKind.BULLET
        parts += _between(text, position, block.start, is_bullet, marker)
        heading = 0
        if block.kind is BlockKind.HEADING:
            # A level that is jumped over would mislead those who navigate by headings.
            wanted = _HIGHEST_HEADING - 1 + max(1, block.level)
            heading = level = min(wanted, level + 1, 6)
        pieces = marker.cut(text, block.start, block.end)
        begins = block.page if block.page != page else None
        page = block.page
        parts.append(
            Part(
                block.kind.value,
                pieces,
                heading,
                min(max(1, block.level), 6) if is_bullet else 0,
                begins,
                anchors.get(index, ()),
                any(piece.mark for piece in pieces),
            )
        )
        position = block.end
    parts += _between(text, position, len(text), False, marker)
    return Layout(tuple(_runs(parts)), marker.found)


class _Marker:
    """Cuts stretches of text at a quote's ends, and remembers which came first."""

    def __init__(self, start: int, end: int) -> None:
        self._start = start
        self._end = end
        self.found = False

    def cut(self, text: str, start: int, end: int) -> tuple[Piece, ...]:
        low, high = max(start, self._start), min(end, self._end)
        if low >= high:
            return (Piece(text[start:end]),)
        mark = "more" if self.found else "first"
        self.found = True
        cut = (
            Piece(text[start:low]),
            Piece(text[low:high], mark),
            Piece(text[high:end]),
        )
        return tuple(piece for piece in cut if piece.text)


def _between(
    text: str, start: int, end: int, before_bullet: bool, marker: _Marker
) -> Iterator[Part]:
    """Lay out what stands between two blocks, line by line; a bullet's marker is its list's."""
    if before_bullet:
        end = max(start, text.rfind("\n", start, end) + 1)
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        line = text[position:stop]
        if line.strip():
            first = position + len(line) - len(line.lstrip())
            last = position + len(line.rstrip())
            pieces = marker.cut(text, first, last)
            yield Part(FURNITURE, pieces, cited=any(piece.mark for piece in pieces))
        position = stop + 1


def _anchors(items: Sequence[Item]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for number, item in enumerate(items, start=1):
        found[item.first_block] = (*found.get(item.first_block, ()), f"item-{number}")
    return found


def _runs(parts: Sequence[Part]) -> Iterator[Run]:
    """Put the entries of a list, and the cells of a table, together; a new page parts them."""
    together = (BlockKind.BULLET.value, BlockKind.CELL.value)
    number = 0
    keyed: list[tuple[tuple[str, int], Part]] = []
    previous = ""
    for part in parts:
        if part.kind not in together or part.kind != previous or part.page is not None:
            number += 1
        previous = part.kind
        keyed.append(((part.kind, number), part))
    for (kind, _), group in groupby(keyed, key=lambda pair: pair[0]):
        yield Run(kind, tuple(part for _, part in group))
