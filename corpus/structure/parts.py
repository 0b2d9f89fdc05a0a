"""The parts of an item: what was on the agenda, what was decided, what was said.

Council pages print between title and minutes what the agenda said beforehand ("To
receive the report of ..."). It is not what happened. The labels "Decision:" and
"Minutes:" part them; extraction may have dropped those, so no label is required.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Final

from corpus.content import content_indices
from corpus.model import Item, Reading
from corpus.structure.lines import Line, lines_of


class PartKind(StrEnum):
    """What a run of an item's blocks is."""

    AGENDA = "agenda"
    PAPERS = "papers"
    DECISION = "decision"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Part:
    """A half-open range of blocks of one item, its labels included.

    Attributes
    ----------
    item
        Index into the items of the structure.
    kind
        What the blocks are; MINUTES where nothing says otherwise.
    first_block, end_block
        Half-open range of indices into the document's blocks.
    """

    item: int
    kind: PartKind
    first_block: int
    end_block: int


_LABELS: Final = (
    (re.compile(r"(?:minutes|cofnodion|discussion)\s?:?", re.IGNORECASE), PartKind.MINUTES),
    (
        re.compile(r"(?:decisions?|penderfynwyd|resolved|resolution)\b\s?:?(?!\w)", re.IGNORECASE),
        PartKind.DECISION,
    ),
    (
        re.compile(r"(?:additional|supporting)\sdocuments\s?:?|background\spapers\s?:?", re.I),
        PartKind.PAPERS,
    ),
)
_RESOLVED: Final = re.compile(r"(?:(?:it\swas\s)?resolved|penderfynwyd)\b", re.IGNORECASE)
# How agendas speak: "To receive ...", "The Panel is invited to ...", "Report attached".
_AGENDA: Final = re.compile(
    r"to\s(?:receive|consider|note|approve|agree|confirm|discuss|elect|appoint|scrutinise|review|answer"
    r"|hear|sign|determine|report|be\sinformed|deal\swith)\b"
    r"|(?:the\s)?(?:panel|committee|board|members?)\s(?:is|are)\s(?:asked|invited|recommended|requested)\sto\b"
    r"|(?:the\s)?(?:report|minutes|papers?)\s(?:is|are\s)?(?:attached|enclosed|to\sfollow)\b"
    r"|(?:members|councillors)\s(?:are|should|must)\b|(?:a\s|the\s)?report\s(?:of|by|from)\sthe\b[^.]{0,80}$"
    r"|purpose\sof\s(?:the\s)?report\b|questions\smust\sbe\b"
    r"|(?:i\s)?d?(?:derbyn|ystyried|nodi|cymeradwyo|cadarnhau)\b",
    re.IGNORECASE,
)


def parts_of(reading: Reading, items: Sequence[Item]) -> tuple[Part, ...]:
    """Part every item into agenda text, papers, decision and minutes.

    Parameters
    ----------
    reading
        The reading that the items were found in.
    items
        Items as `recognise` gives them: they cover every block once, in order.

    Returns
    -------
    tuple of Part
        In order; together they cover the blocks of all items that have a title. An
        item without any label is MINUTES from the first line that an agenda would
        not print.
    """
    kept = content_indices(reading.blocks)
    shown = replace(reading, blocks=tuple(reading.blocks[i] for i in kept))
    by_block = {kept[line.block]: line for line in lines_of(shown)}
    found: list[Part] = []
    for index, item in enumerate(items):
        if item.title is None:
            continue
        kinds = _kinds(item, by_block)
        position = item.first_block
        for kind, run in groupby(kinds):
            length = len(list(run))
            found.append(Part(index, kind, position, position + length))
            position += length
    return tuple(found)


def _kinds(item: Item, by_block: dict[int, Line]) -> list[PartKind]:
    lines = [by_block.get(block) for block in range(item.first_block, item.end_block)]
    labelled = any(
        line is not None and pattern.fullmatch(line.text) and kind is not PartKind.PAPERS
        for line in lines[1:]
        for pattern, kind in _LABELS
    )
    kinds: list[PartKind] = []
    now = PartKind.AGENDA
    for position, line in enumerate(lines):
        if line is not None and position:
            label = next((kind for p, kind in _LABELS if p.fullmatch(line.text)), None)
            if label is not None:
                now = label
            elif _RESOLVED.match(line.text) and now is not PartKind.MINUTES:
                now = PartKind.DECISION
            elif now is PartKind.AGENDA and not labelled and not _AGENDA.match(line.text):
                # Without a label the record begins where the agenda's own words end.
                now = PartKind.MINUTES
        kinds.append(now)
    if len(kinds) > 1:
        # The title goes with what follows it.
        kinds[0] = kinds[1]
    return kinds
