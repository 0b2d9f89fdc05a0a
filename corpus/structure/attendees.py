"""Who was there: the attendance lists of a document, and nobody named in prose.

A list begins at its label ("Present:", "In attendance", "Apologies") and ends
at the first line that is neither a person, a role nor another label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.model import Attendee, BlockKind
from corpus.structure.initials import key_entries, shared_initials, with_key
from corpus.structure.lines import Line
from corpus.structure.listed import several
from corpus.structure.names import has_honorific
from corpus.structure.people import is_role, person, side_by_side
from corpus.structure.roll import Roll
from corpus.structure.titles import is_sentence, split_number

_PRESENT: Final = re.compile(
    r"(?:(?:the\s)?(?:members?|officers?|councillors?|others?|those|persons|panel\smembers?"
    r"|committee\smembers?)\s)?(?:also\s|were\s)?"
    r"(?:present|in\sattendance|attendees|attendance|attended(?:\sby)?|attending|also\sattending"
    r"|(?:hefyd\syn\s)?(?:yn\s)?b?presennol)"
    r"\s?(?:\([^()]{0,60}\))?(?:\s?[:–—-]|\s*$|\t|(?=\s{3}))",
    re.IGNORECASE,
)
_ABSENT: Final = re.compile(
    r"(?:apologies(?:\s(?:for\sabsence|received|given|from))*|absent|not\spresent|ymddiheuriadau)"
    r"\s?(?:\([^()]{0,60}\))?(?:\s?[:–—-]|\s*$)",
    re.IGNORECASE,
)
_APOLOGIES_PROSE: Final = re.compile(
    r"(?:.{0,40}\b)?apologies\s(?:for\sabsence\s)?(?:were|was|had\sbeen|have\sbeen)\s"
    r"(?:also\s)?(?:accepted|received|given|noted|submitted|tendered)\s(?:from|by|on\sbehalf\sof)\s?:?",
    re.IGNORECASE,
)
# Group labels that stand inside a list; outside one they mean nothing.
_GROUP: Final = re.compile(
    r"(?:(?:[A-Z][\w&]+\s){0,4})(?:members|officers|officials|guests?|presenters?|observers?|secretariat|minister"
    r"|ministers|other\sattendees|also\spresent|panel|representatives|presenting|public|press|opcc|opfcc|police|force)"
    r"\s?(?:\([^()]{0,60}\))?\s?:?",
    re.IGNORECASE,
)
# "Eastmoor Board Members" opens a list only where a person stands right below.
_GROUP_OPENS: Final = re.compile(
    r"(?:[A-Z][\w&,]*\s(?:and\s)?){0,6}(?:members|officers|officials)\s?(?:\([^()]{0,60}\))?\s?:?",
    re.IGNORECASE,
)
_GROUP_INLINE: Final = re.compile(
    r"(?P<label>panel|members|officers|officials|guests?|presenters?|observers?|secretariat"
    r"|other\sattendees|panel\sattendees|ex\sofficio|minute[\s-]taker|minutes|clerk|secretary|chair(?:man|person)?|vice[\s-]chair)"
    r"\s?:\s?(?P<rest>.*)",
    re.IGNORECASE,
)
_NEXT_LIST: Final = re.compile(
    r"(?<=[.;)])\s(?:[–—-]\s)?(?=(?:Apologies(?:\sfrom)?|In\sattendance|Also\spresent|Ex\sOfficio|Secretariat"
    r"|Other\sAttendees|Officers|Officials|Guests)\s?:)",
    re.IGNORECASE,
)
_NEXT_FIELD: Final = re.compile(r"\s(?=(?:Venue|Location|Date|Time)\b)")
_HEADER_ROW: Final = re.compile(
    r"(?:names?|attendees?|capacity|role|title|organisation|initials|representing|\s|/|:|\|)+",
    re.IGNORECASE,
)
_OPENS_TABLE: Final = re.compile(r"\b(?:names?|attendees?)\b", re.IGNORECASE)
_NOBODY: Final = re.compile(r"(?:none|nil|n/a|no\sapologies.*|-)\.?", re.IGNORECASE)
_ONE_ROLE: Final = frozenset({"chair", "chairman", "chairperson", "vice chair", "vice-chair"})


@dataclass(frozen=True, slots=True)
class Attendance:
    """The attendance lists of one document.

    Attributes
    ----------
    people
        In the order of the lists; two people who share initials are two rows.
    blocks
        Indices of the blocks that make up the lists: none of them is a heading.
    notes
        Lists that seem to have been lost or run together in extraction.
    """

    people: tuple[Attendee, ...]
    blocks: frozenset[int]
    notes: tuple[str, ...]


def _role_cells(lines: Sequence[Line]) -> frozenset[int]:
    """Find the second cells of name-and-role tables, whose cells come one after the other."""
    found: set[int] = set()
    begin = 0
    while begin < len(lines):
        end = begin
        while end < len(lines) and lines[end].kind is BlockKind.CELL:
            end += 1
        names, roles = lines[begin:end:2], lines[begin + 1 : end : 2]
        if len(roles) > 1:
            named = sum(person(n.text) is not None for n in names)
            also_named = sum(person(r.text) is not None for r in roles)
            if named >= 0.7 * len(names) and also_named <= 0.5 * len(roles):
                found.update(r.block for r in roles)
        begin = max(end, begin) + 1
    return frozenset(found)


def attendance(lines: Sequence[Line]) -> Attendance:
    """Read the attendance lists of a document.

    Parameters
    ----------
    lines
        One line per block, in order.
    """
    lists = Roll()
    second_cells = _role_cells(lines)
    for position, line in enumerate(lines):
        if line.furniture or _is_tab(line):
            continue
        if lists.inside and line.block in second_cells and lists.give_role(line.text):
            lists.blocks.add(line.block)
            continue
        if not lists.inside and _opens_below(lines, position):
            lists.open(line.text.rstrip(" :"), present=True)
            lists.blocks.add(line.block)
            continue
        if _heads_list(line):
            lists.open("", present=_ABSENT.fullmatch(split_number(line.text)[1]) is None)
            continue
        for text in _fields(line):
            if not _take(text, line, lists):
                lists.close()
                if line.kind is BlockKind.PARAGRAPH or line.kind is BlockKind.HEADING:
                    break
    lists.close()
    people = with_key(lists.people, lists.keys)
    notes = (*lists.notes, *shared_initials(people))
    return Attendance(people, frozenset(lists.blocks), notes)


def _opens_below(lines: Sequence[Line], position: int) -> bool:
    """Tell whether a group's heading is followed by people (one more heading may intervene)."""
    line = lines[position]
    if len(line.text) > 60 or _GROUP_OPENS.fullmatch(line.text) is None:
        return False
    for after in lines[position + 1 : position + 3]:
        if after.raw_lines and person(after.raw_lines[0]) is not None:
            return True
        if _GROUP.fullmatch(after.text) is None:
            return False
    return False


def _fields(line: Line) -> list[str]:
    """Part a line that runs on from one list into the next: "... (NP). Apologies: ..."."""
    return [field for text in line.raw_lines for field in _NEXT_LIST.split(text)]


def _is_tab(line: Line) -> bool:
    """Tell a tab of the page ("Documents", "Attendees") from the label of a list."""
    return line.kind is BlockKind.BULLET and line.text.casefold() in {"attendees", "attendance"}


def _heads_list(line: Line) -> bool:
    """Tell whether a numbered item is an attendance list by its title ("2. Apologies").

    It stays an item, and its list may as well be told in a sentence below.
    """
    number, rest = split_number(line.text)
    return number is not None and any(p.fullmatch(rest) for p in (_PRESENT, _ABSENT))


def _take(text: str, line: Line, lists: Roll) -> bool:
    """Read one printed line; False when it is no part of a list."""
    flat = " ".join(text.split())
    keys = key_entries(flat)
    if keys:
        lists.keys.update({name.strip(" ."): initials for initials, name in keys})
        lists.blocks.add(line.block)
        return True
    prose = _APOLOGIES_PROSE.match(flat)
    if prose is not None:
        for attendee in several(flat[prose.end() :].split(". ")[0], present=False):
            lists.add(attendee)
        # The sentence is part of the minutes: it ends a list of names unless it opens one.
        if prose.end() >= len(flat):
            lists.open(flat, present=False)
        return prose.end() >= len(flat)
    for pattern, present in ((_PRESENT, True), (_ABSENT, False)):
        match = pattern.match(text)
        if match is not None:
            rest = text[match.end() :].strip(" :\t")
            if _GROUP.fullmatch(rest) or _ABSENT.fullmatch(rest) or _PRESENT.fullmatch(rest):
                lists.open_columns(flat, left=present, right=_ABSENT.fullmatch(rest) is None)
            elif rest and not _NOBODY.fullmatch(rest) and not _HEADER_ROW.fullmatch(rest):
                found = several(rest, present=present)
                if not found:
                    return False
                lists.open(text[: match.end()].strip(" :\t"), present=present)
                for attendee in found:
                    lists.add(attendee)
            else:
                lists.open(text[: match.end()].strip(" :\t"), present=present)
                if rest and _NOBODY.fullmatch(rest):
                    lists.settle()
            lists.blocks.add(line.block)
            return True
    inline = _GROUP_INLINE.match(flat)
    # One printed line may hold two fields: "Minutes: A Name, Officer Venue Room 1".
    if inline is not None and (rest := _NEXT_FIELD.split(inline["rest"], maxsplit=1)[0].strip()):
        found = several(rest, present=True)
        role = inline["label"].strip()
        if found and len(found) == 1 and role.casefold() in _ONE_ROLE:
            found = [replace(found[0], role=found[0].role or role.capitalize())]
        if found:
            # "Chair:" and "Minutes:" above a list open none of their own.
            if role.casefold() in {
                "panel",
                "panel attendees",
                "members",
                "other attendees",
                "ex officio",
            }:
                lists.open(role, present=True)
            for attendee in found:
                lists.add(replace(attendee, present=True))
            lists.blocks.add(line.block)
            return lists.inside or not lists.people
        return False
    if _HEADER_ROW.fullmatch(flat) and (lists.inside or _OPENS_TABLE.search(flat)):
        if not lists.inside:
            lists.open("", present=True)
        lists.blocks.add(line.block)
        return True
    return lists.inside and _take_inside(text, flat, line, lists)


def _take_inside(text: str, flat: str, line: Line, lists: Roll) -> bool:
    """Read one line of an open list."""
    if _NOBODY.fullmatch(flat):
        lists.settle()
        lists.blocks.add(line.block)
        return True
    if _GROUP.fullmatch(flat) and len(flat) <= 60:
        # A new group after apologies counts as present: "Apologies: ... Presenters: ...".
        if not lists.present:
            lists.open(flat.rstrip(" :"), present=True, after_apologies=True)
        lists.blocks.add(line.block)
        return True
    if split_number(flat)[0] is not None:
        return False
    if lists.right is not None and (pair := side_by_side(flat)) is not None:
        lists.add(replace(pair[0], present=lists.present))
        lists.add(replace(pair[1], present=lists.right))
        lists.blocks.add(line.block)
        return True
    attendee = person(text, present=lists.present)
    if attendee is None and (line.kind is BlockKind.CELL or has_honorific(flat)):
        attendee = person(text, present=lists.present, employed=line.kind is not BlockKind.HEADING)
    if line.kind is BlockKind.HEADING and (
        attendee is None or not (attendee.role or attendee.initials or has_honorific(attendee.name))
    ):
        # A name in bold says who it is in some way; "Open Spaces" in bold heads an item.
        return False
    if attendee is None and not is_sentence(flat):
        together = several(text, present=lists.present)
        if together:
            for one in together:
                lists.add(one)
            lists.blocks.add(line.block)
            return True
    if attendee is not None:
        lists.add(attendee)
        lists.blocks.add(line.block)
        return True
    if len(flat) > 90 or is_sentence(flat):
        return False
    in_cell = line.kind is BlockKind.CELL and flat[0].isupper()
    if (is_role(flat) or flat.startswith("(") or in_cell) and lists.give_role(flat):
        lists.blocks.add(line.block)
        return True
    return False
