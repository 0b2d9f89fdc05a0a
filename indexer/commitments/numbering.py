"""Whether a body numbers its actions on from meeting to meeting, or anew: learnt from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from corpus.structure.dates import find_dates
from indexer.commitments.review_passages import in_minutes_item
from indexer.commitments.subjects import Subject
from indexer.commitments.units import Record

_FEWEST = 2
"""Meetings with numbered actions from which a body's way of numbering is known."""


_THE_LAST: Final = re.compile(r"\b(?:minutes|notes?|actions?|log)\b", re.IGNORECASE)
_LONGEST = 400


class Numbering(StrEnum):
    """How the plain numbers of actions run on ("16" without a year)."""

    ON = "on"
    ANEW = "anew"
    UNKNOWN = "unknown"


def numbering_of(subjects: Iterable[Subject]) -> Numbering:
    """Return how a body numbers its actions.

    Parameters
    ----------
    subjects
        All commitments of one body; those without a plain number say nothing.
    """
    by_meeting: dict[int, list[int]] = {}
    for one in subjects:
        if one.number is not None and one.number.isdigit():
            by_meeting.setdefault(one.meeting.order, []).append(int(one.number))
    if len(by_meeting) < _FEWEST:
        return Numbering.UNKNOWN
    highest = 0
    for order in sorted(by_meeting):
        if min(by_meeting[order]) <= highest:
            return Numbering.ANEW
        highest = max(by_meeting[order])
    return Numbering.ON


def goes_through(record: Record, held_on: date) -> bool:
    """Tell whether a record goes through the minutes or actions of the meeting of a day.

    Then a number that it gives without a year is that meeting's.
    """
    for unit in record.units:
        text = unit.text[:_LONGEST]
        if not (in_minutes_item(unit) or _THE_LAST.search(text)):
            continue
        stretch = f"{unit.heading or ''} . {unit.label or ''} . {text}"
        if any(found.date == held_on for found in find_dates(stretch)):
            return True
    return False
