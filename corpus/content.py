"""The blocks that say something: page furniture left out, and items counted to match.

Furniture is kept in the catalogue, since it is part of the canonical text. Every room
that looks for meaning (structure, passages, quoting) looks at the other blocks only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Block, BlockKind, Item


def content_indices(blocks: Sequence[Block]) -> list[int]:
    """Return the indices of the blocks that are not furniture, ascending."""
    return [i for i, block in enumerate(blocks) if block.kind is not BlockKind.FURNITURE]


def content_items(items: Sequence[Item], kept: Sequence[int]) -> tuple[Item, ...]:
    """Count items by the blocks that are kept; one of furniture alone is left with none.

    Parameters
    ----------
    items
        Half-open ranges of indices into all blocks.
    kept
        What :func:`content_indices` returned.
    """
    return tuple(
        replace(
            item,
            first_block=bisect_left(kept, item.first_block),
            end_block=bisect_left(kept, item.end_block),
        )
        for item in items
    )


def items_of_all(items: Sequence[Item], kept: Sequence[int], blocks: int) -> tuple[Item, ...]:
    """Count items found among the kept blocks by all ``blocks`` again.

    The result covers every block once: furniture goes with the item it stands in, and
    what precedes the first item goes with that.
    """
    if not items:
        return (Item(None, None, 0, blocks),) if blocks else ()
    starts = [0, *(kept[item.first_block] for item in items[1:]), blocks]
    return tuple(
        replace(item, first_block=start, end_block=end)
        for item, start, end in zip(items, starts, starts[1:], strict=False)
    )
