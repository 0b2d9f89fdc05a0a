"""From blocks to what the record says of itself: body, date, items, people.

The door is `recognise`; `dates` is open to other rooms too. Nothing here
guesses: what the text does not say stays None.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from corpus.content import content_indices, items_of_all
from corpus.model import Reading, Structure
from corpus.structure.attendees import attendance
from corpus.structure.body import body_of
from corpus.structure.dates import FoundDate, find_dates, parse_date
from corpus.structure.doctitle import document_title, head_of
from corpus.structure.inner_meetings import whole_of
from corpus.structure.items import agenda_items, candidates
from corpus.structure.lines import lines_of, running_lines
from corpus.structure.losses import lost_lists
from corpus.structure.meeting_date import meeting_date
from corpus.structure.notes import is_conflict, is_cut_short, records_several
from corpus.structure.parts import Part, PartKind, parts_of
from corpus.structure.sequence import elsewhere, settle
from corpus.structure.status import status_of
from corpus.structure.truncation import cut_short

__all__ = [
    "STRUCTURE_VERSION",
    "FoundDate",
    "Part",
    "PartKind",
    "find_dates",
    "is_conflict",
    "is_cut_short",
    "parse_date",
    "parts_of",
    "recognise",
    "records_several",
]

STRUCTURE_VERSION: Final[int] = 2
"""Raised whenever the same reading would give another structure."""


def recognise(reading: Reading, name: str | None = None) -> Structure:
    """Tell what a document says of its meeting.

    Parameters
    ----------
    reading
        Canonical text and blocks.
    name
        The name of the file. Names mislead, so nothing is ever taken from it: a day
        in it that contradicts the record is noted, and may leave the date unknown.

    Returns
    -------
    Structure
        Items cover every block once, in order; all else is None or empty where
        the text does not say it. ``notes`` hold what was noticed: conflicting
        dates, a list that seems lost, several meetings in one file, a text cut
        short by its publisher. `corpus.structure.notes` tells their kinds apart.
    """
    # Page headers and footers say nothing of items and people; what stands between the
    # blocks that are left is seen as running lines, as in formats that have no furniture.
    kept, everything = content_indices(reading.blocks), len(reading.blocks)
    reading = replace(reading, blocks=tuple(reading.blocks[index] for index in kept))
    lines = lines_of(reading)
    lists = attendance(lines)
    heads = candidates(lines, lists.blocks)
    first = heads[0].block if heads else None
    head = head_of(lines, first)
    # The title property of a PDF is too often that of the file it was made from.
    own = reading.title if reading.pages is None else None
    running = running_lines(reading)
    when = meeting_date(head, lines, own)
    # Below the first attendance label stand people and their employers.
    listed = min(lists.blocks, default=len(lines))
    above = [line for line in head if line.block < listed]
    whose = body_of(above, lines, own, running)
    whole = whole_of(lines, when.date, whose.body)
    day, dated = when.date, when.notes
    if not whole.one_date:
        # Which date is the meeting's does not arise: there are several meetings.
        day, dated = None, tuple(note for note in dated if not is_conflict(note))
    elif day is not None:
        titles = frozenset(line.block for line in head)
        day, noticed = settle(
            day,
            elsewhere(lines, titles, running, own, name),
            printed=when.printed,
            weekday=when.weekday,
        )
        dated += noticed
    return Structure(
        title=document_title(lines, above, reading.title),
        body=whose.body if whole.one_body else None,
        force=whose.force if whole.one_body else None,
        date=day,
        status=status_of(above, own),
        items=items_of_all(agenda_items(heads, len(kept)), kept, everything),
        attendees=lists.people,
        notes=(
            *dated,
            *(whose.notes if whole.note is None else (whole.note,)),
            *lists.notes,
            *lost_lists(lines, frozenset(h.block for h in heads)),
            *cut_short(reading),
        ),
    )
