"""What speaks for and against the date in the head: sequence, footer, name of the file.

A template keeps the date of the meeting it was last filled in for. The header then
names a day whose minutes the very same record approves, or the footer or the file's
name gives another day. Nothing is chosen silently:

- the header's day, when the record approves the minutes of that day, is refuted: the
  one later day that the footer or the page's own title prints is taken, or none;
- a day of the footer, title or file name that differs is a conflict: the header's day
  is kept only where the record prints it twice or with the right weekday, or where the
  file was merely named up to three weeks later; else the date is unknown;
- the file's name is never where a date is taken from;
- a next meeting that is not after the header's day is told, and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

from corpus.structure.dates import EARLIEST_YEAR, LATEST_YEAR, find_dates
from corpus.structure.lines import Line
from corpus.structure.notes import CONFLICT

NAMED_LATER: Final = 21
"""Days after a meeting within which its file is often named after the day it was written."""

_APPROVES: Final = re.compile(
    r"\b(?:minutes|notes?|record)\b.{0,80}?\b(?:of|from)\b.{0,120}|\b(?:previous|last)\s(?:meeting|minutes)\b.{0,120}",
    re.IGNORECASE,
)
_AGREED: Final = re.compile(
    r"\b(?:agreed|approved|confirmed|signed|accepted)\b|\bcorrect\srecord\b|\btrue\srecord\b",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(r"\b(?:next|future|following)\s(?:\w+\s){0,2}meetings?\b", re.IGNORECASE)
_NOT_HELD: Final = re.compile(
    r"publi|print|version|updat|issued|review|download|copyright|creat|modif|draft\s\d",
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(r"(?<!\d)\d{8}(?!\d)")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The days that other places than the head print.

    Attributes
    ----------
    approved
        Days whose minutes the record approves: of meetings before it.
    next
        Days given for meetings after it.
    footer, own_title, name
        The one day of the page footers, of the page's own title, of the file's name.
    """

    approved: frozenset[date] = frozenset()
    next: frozenset[date] = frozenset()
    footer: date | None = None
    own_title: date | None = None
    name: date | None = None


def elsewhere(
    lines: Sequence[Line],
    head: frozenset[int],
    running: Sequence[str],
    own_title: str | None,
    name: str | None,
) -> Elsewhere:
    """Gather what other places than the head say of the date.

    Parameters
    ----------
    lines
        One line per block, in order.
    head
        Blocks of the head, whose "minutes of the meeting held on" is the meeting's own.
    running
        Page headers and footers.
    own_title
        The page's own title, where it can be trusted.
    name
        The name of the file, or None.
    """
    approved: set[date] = set()
    following: set[date] = set()
    for position, line in enumerate(lines):
        if line.block in head or line.furniture:
            continue
        text = line.text[:400]
        days = {f.date for f in find_dates(text) if f.date is not None}
        if not days:
            continue
        before = lines[position - 1].text[:60] if position else ""
        if _NEXT.search(text) or _NEXT.search(before):
            following |= days
        elif _APPROVES.search(text):
            below = lines[position + 1].text[:300] if position + 1 < len(lines) else ""
            if _AGREED.search(text) or _AGREED.search(below):
                approved |= days
    footers = [text for text in running if not _NOT_HELD.search(text)]
    footers += [line.text for line in lines if line.furniture and not _NOT_HELD.search(line.text)]
    return Elsewhere(
        frozenset(approved),
        frozenset(following),
        _one_day(footers),
        _one_day([own_title or ""]),
        day_of_name(name) if name else None,
    )


def day_of_name(name: str) -> date | None:
    """Read the one day that a file's name gives with year; None for none or several.

    >>> day_of_name("20130909 Board Minutes.DOC")
    datetime.date(2013, 9, 9)
    >>> day_of_name("board-minutes-8th-february-2011.html")
    datetime.date(2011, 2, 8)
    """
    stem = PurePath(name.replace("\\", "/")).stem.replace("_", " ").replace("%20", " ")
    days = {f.date for form in (stem, stem.replace("-", " ")) for f in find_dates(form)}
    for match in _COMPACT.finditer(stem):
        digits = match[0]
        days.add(
            _day(digits[:4], digits[4:6], digits[6:]) or _day(digits[4:], digits[2:4], digits[:2])
        )
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def _day(year: str, month: str, day: str) -> date | None:
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _one_day(texts: Sequence[str]) -> date | None:
    days = {f.date for text in texts for f in find_dates(text[:300]) if f.date is not None}
    return days.pop() if len(days) == 1 else None


def settle(
    day: date, other: Elsewhere, *, printed: int, weekday: bool
) -> tuple[date | None, tuple[str, ...]]:
    """Hold the head's day against what other places say; the module says how.

    Parameters
    ----------
    day
        What the head prints.
    other
        What other places print.
    printed
        How many lines of the head print it.
    weekday
        Whether it is printed with the weekday that it was.
    """
    within = [("the footer", other.footer), ("the page's own title", other.own_title)]
    dissent = [(place, d) for place, d in within if d is not None and d != day]
    if day in other.approved:
        later = {d for _, d in dissent if d > day}
        if len(later) == 1:
            taken = later.pop()
            return taken, (
                f"{CONFLICT}the head prints {day.isoformat()}, whose minutes this record approves; "
                f"the date {taken.isoformat()} of {dissent[0][0]} was taken.",
            )
        return None, (
            f"{CONFLICT}the head prints {day.isoformat()}, but this record approves the minutes of "
            "that day; the date is left unknown.",
        )
    notes: tuple[str, ...] = ()
    if other.next and max(other.next) <= day:
        notes = (
            f"{CONFLICT}the next meeting is given as {max(other.next).isoformat()}, which is not "
            f"after the meeting's date {day.isoformat()}; the meeting's date is kept as printed.",
        )
    if other.name is not None and other.name != day:
        dissent.append(("the file's name", other.name))
    if not dissent:
        return day, notes
    said = " and ".join(f"{place} {d.isoformat()}" for place, d in dissent)
    opening = f"{CONFLICT}the head prints the date {day.isoformat()}, {said}"
    reasons = []
    if printed + (other.footer == day) + (other.own_title == day) > 1:
        reasons.append("the record prints it more than once")
    if weekday:
        reasons.append("it is printed with its weekday")
    if len(dissent) == 1 and other.name is not None and 0 < (other.name - day).days <= NAMED_LATER:
        reasons.append("a file is often named after the day it was written")
    if reasons:
        return day, (*notes, f"{opening}; {day.isoformat()} is kept, since {reasons[0]}.")
    return None, (*notes, f"{opening}; the date is left unknown.")
