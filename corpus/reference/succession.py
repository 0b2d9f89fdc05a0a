"""One body under several names: offices that succeed one another, panels that gain "Fire".

A body is known by its force and by what it is, not by the council that hosts it or the
title its office had at the time: the commissioner's accountability meeting of 2018 and the
police, fire and crime commissioner's of 2020 are one body. The one name given here is for
grouping; what is shown of a document is the name it prints.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from corpus.reference.naming import fold, force_named, plain
from corpus.reference.tables import Body, Office, Tables

_PANEL: Final = re.compile(
    r"(?:(?P<area>.+?) Police(?:, Fire)? and Crime Panel"
    r"|Police(?:, Fire)? and Crime Panel (?:for|of) (?:the )?(?P<after>.+))"
)
_OFFICE: Final = (
    r"(?:(?:the )?office of the )?(?:deputy )?(?:police(?:, fire)? and crime commissioner"
    r"|police, crime and victims['’]? commissioner|o?pf?cc|pcvc|mopac"
    r"|mayor['’]s office for policing and crime|mayor(?: for policing and crime)?)"
)
_OF_OFFICE: Final = (
    re.compile(
        rf"(?:(?P<area>[\w'’ ,-]+?) )?{_OFFICE}(?: (?:for|of) (?P<after>[\w'’ ,-]+?))?"
        r"(?:\s?[:–—|]\s?| - )(?P<rest>\w.*)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:(?P<area>[\w'’ ,-]+?) )?(?P<after>){_OFFICE}(?:['’]s)? (?P<rest>\w.*)",
        re.IGNORECASE,
    ),
)
_MEETS: Final = re.compile(
    r"(?:meeting|board|panel|committee|forum|group|assembly|council)s?$", re.IGNORECASE
)
TOLERANCE: Final = timedelta(days=90)
"""A name may be used a little before it is the law's, and go on for a while after."""


def in_order(tables: Tables) -> tuple[Office, ...]:
    """Return the offices by force and first day."""
    return tuple(sorted(tables.offices, key=lambda o: (o.force, o.valid_from or date.min, o.title)))


def one_name(name: str, force: str | None, tables: Tables) -> str:
    """Return one name for a body, whichever of its names is given.

    Parameters
    ----------
    name
        As printed or folded.
    force
        Its force area, where it is known: generic names are looked up in it.
    tables
        The reference tables.
    """
    folded = fold(name, tables)
    row = _row(folded, force, tables)
    if row is not None:
        return row.name
    panel = _PANEL.fullmatch(folded)
    if panel is not None:
        area = (panel["area"] or panel["after"]).removeprefix("The ")
        return f"{force_named(area, tables) or area} Police and Crime Panel"
    rest = _without_office(folded, force, tables)
    if rest is None:
        return folded
    row = _row(rest, force, tables)
    return row.name if row is not None else rest


def out_of_its_time(name: str, force: str | None, held_on: date, tables: Tables) -> str | None:
    """Return why a body of this name can hardly have met on a day; None when it can."""
    row = _row(fold(name, tables), force, tables)
    if row is not None and not _within(held_on, row.valid_from, row.valid_to):
        return f"{row.name} is known to have met {_span(row.valid_from, row.valid_to)} only"
    for office, last in _with_ends(force, tables):
        ways = (office.title, office.short, f"O{office.short}", *office.styles)
        named = any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", name, re.IGNORECASE) for w in ways)
        if named and not _within(held_on, office.valid_from, last):
            # The title may stand for a later row of the same force too.
            if any(
                other.title == office.title and _within(held_on, other.valid_from, end)
                for other, end in _with_ends(force, tables)
            ):
                continue
            return (
                f"{office.force} is known to have had a {office.title} "
                f"{_span(office.valid_from, last)} only"
            )
    return None


def _row(folded: str, force: str | None, tables: Tables) -> Body | None:
    key = plain(folded).casefold()
    for body in tables.bodies:
        if force is not None and body.force not in (None, force):
            continue
        if force is not None and body.force is None:
            continue  # a body of no force is not that of a force under the same name
        if body.generic and force is None:
            continue
        names = (body.name, *body.other_names, *body.spellings)
        if key in {plain(one).casefold() for one in names}:
            return body
    return None


def _without_office(folded: str, force: str | None, tables: Tables) -> str | None:
    """Return what meets under an office ("X PCC: Accountability Board"), without the office.

    Only where the force is known otherwise: what is cut off would be lost.
    """
    if force is None:
        return None
    for pattern in _OF_OFFICE:
        found = pattern.fullmatch(folded)
        if found is None or not _MEETS.search(found["rest"]):
            continue
        area = found["area"] or found["after"]
        if not area or (force_named(area, tables) or area) == force:
            return plain(found["rest"])
    return None


def _with_ends(force: str | None, tables: Tables) -> list[tuple[Office, date | None]]:
    """Return the offices of a force, each with its last day: its own, or the next one's eve."""
    mine = [office for office in in_order(tables) if office.force == force]
    ends = [
        one.valid_to or (after.valid_from - timedelta(days=1) if after.valid_from else None)
        for one, after in pairwise(mine)
    ]
    return list(zip(mine, [*ends, mine[-1].valid_to] if mine else [], strict=True))


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or day >= first - TOLERANCE) and (last is None or day <= last + TOLERANCE)


def _span(first: date | None, last: date | None) -> str:
    parts = [f"from {first.isoformat()}" if first else "", f"to {last.isoformat()}" if last else ""]
    return " ".join(part for part in parts if part)
