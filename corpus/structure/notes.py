"""How what was noticed is worded, so that other rooms can tell the kinds of notes apart.

A note is a sentence for an officer. Its first words tell its kind and stay as they
are: ``conflict:`` (places of the record disagree), ``several meetings:`` (one file
records more than one), ``cut short:`` (the publisher left the rest out) and
``list lost:`` (an announced list holds nothing).
"""

from __future__ import annotations

from typing import Final

CONFLICT: Final = "conflict: "
SEVERAL_MEETINGS: Final = "several meetings: "
CUT_SHORT: Final = "cut short: "
LIST_LOST: Final = "list lost: "


def is_conflict(note: str) -> bool:
    """Tell whether a note says that places of the record disagree."""
    return note.startswith(CONFLICT)


def is_cut_short(note: str) -> bool:
    """Tell whether a note says that the publisher left part of the text out."""
    return note.startswith(CUT_SHORT)


def records_several(note: str) -> bool:
    """Tell whether a note says that one file records several meetings."""
    return note.startswith(SEVERAL_MEETINGS)
