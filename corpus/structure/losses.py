"""Lists that are announced and hold nothing: lost on the way, which is not the same as none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.model import BlockKind
from corpus.structure.labels import is_label, is_lead_in
from corpus.structure.lines import Line
from corpus.structure.notes import LIST_LOST

_ANNOUNCES: Final = re.compile(
    r"(?:actions?(?:\s(?:arising|points?|required|agreed))?|actions?/requests(?:\sfor\sfurther\sinformation)?"
    r"|.{0,120}\b(?:the\sfollowing|as\sfollows|following\s(?:points|actions|comments|questions|issues))\b.{0,120}"
    r"|.{0,60}\bapologies\s(?:for\sabsence\s)?(?:were|was|had\sbeen)\s(?:received|accepted|given)\sfrom)\s?:-?",
    re.IGNORECASE,
)
MOST_NOTED: Final = 10


def lost_lists(lines: Sequence[Line], headings: frozenset[int]) -> tuple[str, ...]:
    """Say which announced lists hold nothing.

    Parameters
    ----------
    lines
        One line per block, in order.
    headings
        Blocks that head an item: a list does not go on past them.
    """
    notes: dict[str, None] = {}
    for position, line in enumerate(lines):
        if len(line.text) > 300 or line.furniture or not _ANNOUNCES.fullmatch(line.text):
            continue
        after = lines[position + 1] if position + 1 < len(lines) else None
        if after is None or after.block in headings or _begins_anew(after):
            shown = line.text if len(line.text) <= 60 else f"… {line.text[-58:]}"
            notes.setdefault(f'{LIST_LOST}nothing stands under "{shown}".')
    return tuple(notes)[:MOST_NOTED]


def _begins_anew(line: Line) -> bool:
    """Tell whether a line opens something else: a heading, or a label of another part."""
    if line.kind is BlockKind.HEADING:
        return not is_lead_in(line.text)
    return line.text.endswith(":") and is_label(line.text)
