"""The date of the meeting itself, told from the other dates a record prints.

Taken, best first: a labelled date ("Date:", "Meeting: 09/09/2021 - ..."); a date
in a heading or title line at the top; the head's "minutes of the meeting held
on"; the file's own title; the references of the items ("Ref 03/17/08/2022"). Never
from prose, from the minutes of the previous meeting, from the next one, from
publication or deadlines. Two dates that are equally good are no date, and the note
says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus.model import BlockKind
from corpus.structure.dates import FoundDate, find_dates
from corpus.structure.lines import Line
from corpus.structure.notes import CONFLICT

_LABELLED: Final = re.compile(
    r"(?:(?:decided\sat\s)?meeting|date|dates?\s(?:and|&|/)\stime|date\s(?:and\stime\s)?of\s(?:the\s)?meeting|meeting\sdate"
    r"|held\son|day\sand\sdate|when)\s?(?::|[–-]\s)\s?",
    re.IGNORECASE,
)
_MEETING_LINE: Final = re.compile(r"(?:decided\sat\s)?meeting:\s?", re.IGNORECASE)
_LABEL_ALONE: Final = re.compile(
    r"(?:date|dates?\s(?:and|&|/)\stime|date\s(?:and\stime\s)?of\s(?:the\s)?meeting|meeting\sdate)\s?:?",
    re.IGNORECASE,
)
# Lines whose dates are another day's.
_OTHER_DAY: Final = re.compile(
    r"\b(?:previous|last\smeeting|next\smeeting|future|following\smeeting|publi(?:shed|cation)|deadline"
    r"|confirm|approve|correct\srecord|despatch|dispatch|updated|printed|issued|circulated|reviewed"
    r"|matters\sarising|decision\sdue|effective|call[\s-]in|date\sof\sdecision|expir|copyright|version"
    r"|by\sno\slater|contact|created|modified|year\send|quarter|period)",
    re.IGNORECASE,
)
# "Ref 03/17/08/2022 Estates" and "Ref/03/22/08/2024": item, day, month, year.
_REFERENCE: Final = re.compile(r"ref[\s/.:]{1,2}\d{1,3}/\d\d/\d\d/\d{4}(?=\s|$)", re.IGNORECASE)
_HELD: Final = re.compile(
    r"\b(?:minutes|notes?|record)\b.{0,60}\b(?:of|from)\b.{0,80}\bmeeting|\bheld\s(?:on|at)\b",
    re.IGNORECASE,
)
_MEETING_WORD: Final = re.compile(
    r"\b(?:minutes|agenda|meeting|board|panel|committee|council|cabinet)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DateReading:
    """The date of the meeting, or None, and what was noticed on the way.

    ``printed`` counts the lines of the head that print the date; ``weekday`` tells
    whether one of them names the weekday that it was.
    """

    date: date | None
    notes: tuple[str, ...] = ()
    printed: int = 0
    weekday: bool = False


def meeting_date(head: Sequence[Line], lines: Sequence[Line], own_title: str | None) -> DateReading:
    """Tell the date of the meeting.

    Parameters
    ----------
    head
        The lines above the first item.
    lines
        All lines; issue pages repeat "Meeting: date - body" further down.
    own_title
        The file's own title (HTML ``title``), where it can be trusted.
    """
    notes: list[str] = []
    labelled = _labelled(head, lines)
    titled, held = _in_head(head)
    for what, tier in (("labelled dates", labelled), ("dates at the top", titled), ("dates", held)):
        days = sorted({f.date for f in tier if f.date is not None})
        notes.extend(_oddities(tier))
        if len(days) > 1:
            listed = ", ".join(d.isoformat() for d in days)
            notes.append(
                f"{CONFLICT}the document has {len(days)} {what} ({listed}), and does not say which "
                "is the meeting's; the date is left unknown."
            )
            return DateReading(None, tuple(notes))
        if days:
            others = sorted({f.date for f in titled if f.date is not None} - set(days))
            if tier is labelled and others:
                notes.append(
                    f"{CONFLICT}the labelled date {days[0].isoformat()} was taken; a heading also "
                    f"prints {others[0].isoformat()}."
                )
            lines_with = [line for line in head if _prints(line, days[0])]
            weekday = any(
                f.date == days[0] and f.problem is None and f.raw[0].isalpha()
                for line in lines_with
                for f in find_dates(line.text[:300])
            )
            return DateReading(days[0], tuple(notes), len(lines_with), weekday)
    if own_title is not None and _MEETING_WORD.search(own_title):
        days = sorted({f.date for f in find_dates(own_title) if f.date is not None})
        if len(days) == 1 and not _OTHER_DAY.search(own_title):
            notes.append("The date was taken from the page's own title; its text prints none.")
            return DateReading(days[0], tuple(notes))
    days = sorted({day for line in lines for day in _of_reference(line)})
    if len(days) == 1:
        notes.append("The date was taken from the references of the items; nothing else prints it.")
        return DateReading(days[0], tuple(notes))
    return DateReading(None, tuple(notes))


def _of_reference(line: Line) -> list[date]:
    match = _REFERENCE.match(line.text)
    return [f.date for f in find_dates(match[0]) if f.date is not None] if match else []


def _labelled(head: Sequence[Line], lines: Sequence[Line]) -> list[FoundDate]:
    found: list[FoundDate] = []
    for position, line in enumerate(head):
        for text in line.raw_lines or (line.text,):
            match = _LABELLED.match(text)
            if match is not None:
                rest = text[match.end() :]
                found.extend(f for f in find_dates(rest[:160]) if f.start <= 40)
        if _LABEL_ALONE.fullmatch(line.text) and position + 1 < len(head):
            found.extend(f for f in find_dates(head[position + 1].text[:80]) if f.start <= 15)
    in_head = {line.block for line in head}
    for line in lines:
        match = _MEETING_LINE.match(line.text) if line.block not in in_head else None
        if match is not None:
            rest = line.text[match.end() : match.end() + 60]
            found.extend(f for f in find_dates(rest) if f.start <= 3)
    return found


def _in_head(head: Sequence[Line]) -> tuple[list[FoundDate], list[FoundDate]]:
    """Find the dates of the head's title lines, and of its "held on" lines apart."""
    titled: list[FoundDate] = []
    held: list[FoundDate] = []
    in_cells: list[FoundDate] = []
    for line in head:
        if _OTHER_DAY.search(line.text) or len(line.text) > 300:
            continue
        if _LABELLED.match(line.text):
            continue
        found = find_dates(line.text)
        if _HELD.search(line.text):
            held.extend(found)
        else:
            (in_cells if line.kind is BlockKind.CELL else titled).extend(found)
    if not titled or len({f.date for f in in_cells}) < 2:
        titled.extend(in_cells)
    # Else the table at the top is the record: a question, or an action, and its day in each row.
    return titled, held


def _prints(line: Line, day: date) -> bool:
    return not _OTHER_DAY.search(line.text) and any(
        f.date == day for f in find_dates(line.text[:300])
    )


def _oddities(tier: Sequence[FoundDate]) -> list[str]:
    return [f'"{f.raw}": {f.problem}.' for f in tier if f.problem is not None]
