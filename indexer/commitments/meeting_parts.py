"""Which blocks are agenda text, papers, a decision or minutes, as finding commitments sees it.

`corpus.structure.parts` parts an item by its labels. Where those labels are no part of the
agenda's print but of the minutes themselves, prose that stands before them is minutes too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.content import content_indices, content_items
from corpus.model import Block, Item, Reading
from corpus.structure import PartKind, parts_of
from indexer.commitments.printed_labels import LabelKind, label_alone

_LONGEST_LABEL = 90

_MINUTES: Final = re.compile(r"\W*(?:minutes|discussion|cofnodion)\W*", re.IGNORECASE)
_ANNOUNCES: Final = re.compile(
    r"\W*(?:to\s[a-z]+|(?:the\s)?(?:panel|committee|board|members?|councillors)\s"
    r"(?:is|are|may|should|must)\b"
    r"|(?:a\s|the\s)?(?:report|minutes|papers?)\s(?:of|by|from|on|attached|enclosed|to\sfollow"
    r"|(?:is|are)\s(?:attached|enclosed|to\sfollow))\b|purpose\b|questions\smust\b)",
    re.IGNORECASE,
)


def part_kinds(text: str, blocks: Sequence[Block], items: Sequence[Item]) -> list[PartKind]:
    """Return what each block that is not page furniture is.

    Parameters
    ----------
    text, blocks, items
        A document as the archive gives it; items count all blocks.

    Notes
    -----
    One "Decision" label parts what an agenda announced from what was decided. Where an item
    has several, they stand within the minutes; and in a record that has no label "Minutes"
    anywhere, so does the prose before a single one, unless it speaks as agendas do.
    """
    kept = content_indices(blocks)
    shown = [blocks[index] for index in kept]
    where = {block: index for index, block in enumerate(kept)}
    parts = [PartKind.MINUTES] * len(shown)
    for part in parts_of(Reading(text, tuple(blocks)), items):
        for number in range(part.first_block, part.end_block):
            if number in where:
                parts[where[number]] = part.kind
    short = [
        " ".join(text[b.start : b.end].split()) if b.end - b.start <= _LONGEST_LABEL else ""
        for b in shown
    ]
    labelled = any(_MINUTES.fullmatch(words) for words in short)
    for index, block in enumerate(shown):
        if parts[index] is PartKind.AGENDA and not labelled:
            opening = text[block.start : min(block.end, block.start + _LONGEST_LABEL)]
            if not _ANNOUNCES.match(opening):
                parts[index] = PartKind.MINUTES
    for item in content_items(items, kept):
        stretch = range(item.first_block, min(item.end_block, len(shown)))
        labels = [label_alone(short[i]) for i in stretch if short[i]]
        if sum(one is not None and one.kind is LabelKind.DECISION for one in labels) > 1:
            for i in stretch:
                if parts[i] is PartKind.AGENDA:
                    parts[i] = PartKind.MINUTES
    return parts
