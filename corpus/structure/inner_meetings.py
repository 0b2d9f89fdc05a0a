"""Several meetings in one file: packs, and pages that print one meeting after another.

A pack of papers holds the minutes of the meeting before; an issue page repeats
"Meeting: 09/09/2021 - BODY". No date and no body of such a file holds for the
whole of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus import reference
from corpus.model import BlockKind
from corpus.structure.body import body_name
from corpus.structure.dates import find_dates
from corpus.structure.lines import Line
from corpus.structure.notes import SEVERAL_MEETINGS
from corpus.structure.titles import split_number

REACH: Final = 14
"""Lines below a heading within which the attendance list of a meeting begins."""
SHOWN: Final = 8
"""Meetings named in a note; the rest are counted."""

_MEETING_LINE: Final = re.compile(r"(?:meeting|decided\sat\smeeting):\s", re.IGNORECASE)
_HEADS: Final = re.compile(
    r"(?:draft\s|final\s|unconfirmed\s|approved\s|confirmed\s)*(?:minutes|notes?|record)\b.{0,80}?\b(?:of|from)\b"
    r".{0,160}|.{0,60}\bat\sa\smeeting\sof\s.{0,160}",
    re.IGNORECASE,
)
_NAMED_AND_DATED: Final = re.compile(
    r".{0,140}\b(?:panel|committee|board|cabinet|council|assembly|forum|authority|meeting|pcp|pfcp)\b.{0,100}",
    re.IGNORECASE,
)
_ATTENDANCE: Final = re.compile(
    r"(?:members?\s|councillors?\s|panel\s)?(?:present|in\sattendance|attendees|attendance|those\spresent)\b",
    re.IGNORECASE,
)
_APPROVED: Final = re.compile(
    r"\b(?:agreed|approved|confirmed|signed|accepted|received)\b.{0,60}\b(?:record|minutes|correct)\b"
    r"|\b(?:confirm|approve|agree|sign|receive)\b.{0,60}\bminutes\b",
    re.IGNORECASE,
)
_PACK: Final = re.compile(
    r"(?:\(?public\s(?:document\s|reports\s)?pack\)?\b.{0,160}|agenda\s(?:document|reports\spack)\b.{0,160})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class InnerMeeting:
    """A meeting that a file records from some block on; None where that line does not say."""

    block: int
    date: date | None
    body: str | None


@dataclass(frozen=True, slots=True)
class Whole:
    """What holds for the whole file.

    ``one_date`` and ``one_body`` are False where the file records several; ``note``
    says which.
    """

    one_date: bool = True
    one_body: bool = True
    note: str | None = None


def inner_meetings(lines: Sequence[Line]) -> tuple[InnerMeeting, ...]:
    """Find every line that begins the record of a meeting, in order."""
    found: list[InnerMeeting] = []
    for position, line in enumerate(lines):
        if line.furniture or len(line.text) > 250:
            continue
        match = _MEETING_LINE.match(line.text)
        if match is not None:
            rest = line.text[match.end() :]
            days = [f.date for f in find_dates(rest[:60]) if f.start <= 3]
            if days:
                found.append(InnerMeeting(line.block, days[0], _folded(rest)))
        elif _begins_minutes(lines, position):
            days = [f.date for f in find_dates(line.text)]
            found.append(InnerMeeting(line.block, days[0], _folded(line.text)))
    return tuple(found)


def whole_of(lines: Sequence[Line], own_date: date | None, own_body: str | None) -> Whole:
    """Tell whether one date and one body hold for the whole file.

    Parameters
    ----------
    lines
        One line per block, in order.
    own_date, own_body
        What the head of the file says: for a pack, of the meeting that the pack is for.
    """
    inner = inner_meetings(lines)
    pack = any(_PACK.fullmatch(line.text) for line in lines[:6])
    days = dict.fromkeys(m.date for m in inner if m.date is not None)
    bodies = dict.fromkeys(m.body for m in inner if m.body is not None)
    if pack:
        # The papers are of the pack's own meeting, the minutes inside of another.
        days |= dict.fromkeys([own_date] if own_date is not None else [])
        bodies |= dict.fromkeys([own_body] if own_body is not None else [])
    if len(days) < 2 and len(bodies) < 2:
        return Whole()
    what = "pack of papers" if pack else "file"
    which = [d.isoformat() for d in days] if len(days) > 1 else list(bodies)
    shown = ", ".join(which[:SHOWN]) + (
        f" and {len(which) - SHOWN} more" if len(which) > SHOWN else ""
    )
    held = []
    if len(days) > 1:
        held.append("no date")
    if len(bodies) > 1:
        held.append("no body")
    several = (
        f" of several bodies ({'; '.join(bodies)})"
        if len(bodies) > 1 < len(days)
        else (" of several bodies" if len(bodies) > 1 else "")
    )
    note = (
        f"{SEVERAL_MEETINGS}the {what} records meetings{several}: {shown}; {' and '.join(held)} "
        "is taken for the whole."
    )
    return Whole(len(days) < 2, len(bodies) < 2, note)


def _begins_minutes(lines: Sequence[Line], position: int) -> bool:
    """Tell a title of minutes from an item about minutes: an attendance list stands below it."""
    line = lines[position]
    if line.kind in {BlockKind.BULLET, BlockKind.CELL} or split_number(line.text)[0] is not None:
        return False
    if not (_HEADS.fullmatch(line.text) or _NAMED_AND_DATED.fullmatch(line.text)):
        return False
    if _APPROVED.search(line.text) or not any(f.date for f in find_dates(line.text)):
        return False
    below = lines[position + 1 : position + 1 + REACH]
    for after in below:
        if _ATTENDANCE.match(after.text):
            return True
        if len(after.text) > 200 or _APPROVED.search(after.text):
            return False
    return False


def _folded(text: str) -> str | None:
    name = body_name(text)
    return reference.fold_body(name) if name is not None else None
