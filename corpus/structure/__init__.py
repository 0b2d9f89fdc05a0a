"""From blocks to what the record says of itself: body, date, items, people.

The door is `recognise`; `dates` is open to other rooms too. Nothing here
guesses: what the text does not say stays None.
"""

from __future__ import annotations

from typing import Final

from corpus.model import Reading, Structure
from corpus.structure.attendees import attendance
from corpus.structure.body import body_of
from corpus.structure.dates import FoundDate, find_dates, parse_date
from corpus.structure.doctitle import document_title, head_of
from corpus.structure.items import agenda_items, candidates
from corpus.structure.lines import lines_of, running_lines
from corpus.structure.meeting_date import meeting_date
from corpus.structure.status import status_of

__all__ = ["STRUCTURE_VERSION", "FoundDate", "find_dates", "parse_date", "recognise"]

STRUCTURE_VERSION: Final[int] = 1
"""Raised whenever the same reading would give another structure."""


def recognise(reading: Reading) -> Structure:
    """Tell what a document says of its meeting.

    Parameters
    ----------
    reading
        Canonical text and blocks; the name of the file is deliberately not
        given, since names mislead.

    Returns
    -------
    Structure
        Items cover every block once, in order; all else is None or empty where
        the text does not say it. ``notes`` hold what was noticed: conflicting
        dates, a list that seems lost.
    """
    lines = lines_of(reading)
    lists = attendance(lines)
    heads = candidates(lines, lists.blocks)
    first = heads[0].block if heads else None
    head = head_of(lines, first)
    # The title property of a PDF is too often that of the file it was made from.
    own = reading.title if reading.pages is None else None
    when = meeting_date(head, lines, own)
    # Below the first attendance label stand people and their employers.
    listed = min(lists.blocks, default=len(lines))
    above = [line for line in head if line.block < listed]
    whose = body_of(above, lines, own, running_lines(reading))
    return Structure(
        title=document_title(lines, above, reading.title),
        body=whose.body,
        force=whose.force,
        date=when.date,
        status=status_of(above, own),
        items=agenda_items(heads, len(reading.blocks)),
        attendees=lists.people,
        notes=when.notes + whose.notes + lists.notes,
    )
