"""Folding a body's printed name to one spelling, and telling its force area from it.

A panel "<X> Police and Crime Panel" names its force area by its own form (the
panel is set up for one police area by statute, Police Reform and Social
Responsibility Act 2011, section 28). So a body of that form whose X the table
does not know still says its force: X itself. No other form of name does.
"""

from __future__ import annotations

import re
from typing import Final

from corpus.reference.tables import Tables

_FURNITURE: Final = re.compile(
    r"\s*\((?:statutory joint committee|joint committee|now administered by[^()]{0,80}"
    r"|and the isles of scilly)\)",
    re.IGNORECASE,
)
_SMALL: Final = frozenset({"and", "of", "the", "for", "in", "on", "to", "with", "by", "at"})
_SPELLED: Final = (
    (re.compile(r"\s*&\s*"), " and "),
    (
        re.compile(r"\bpolice\s*,?\s*fire\s*(?:,|and)?\s*(?:and\s+)?crime\b", re.IGNORECASE),
        "Police, Fire and Crime",
    ),
    (
        re.compile(r"\bpolice\s*,?\s*(?:and\s+)?crime\s+(?=panel|commissioner)", re.IGNORECASE),
        "Police and Crime ",
    ),
    (re.compile(r"\bsub[\s-]+committee\b", re.I), "Sub-Committee"),
)
_SHORT: Final = (
    (re.compile(r"\bPFCP\b"), "Police, Fire and Crime Panel"),
    (re.compile(r"\bPCP\b"), "Police and Crime Panel"),
    (re.compile(r"\bPFCC\b"), "Police, Fire and Crime Commissioner"),
    (re.compile(r"\bPCC\b"), "Police and Crime Commissioner"),
)
_AREA: Final = r"(?P<area>[A-Z][\w'’-]*(?:,?\s(?:[A-Z][\w'’-]*|and|of|the)){0,7})"
_PANEL: Final = re.compile(rf"(?:{_AREA}\s)Police(?:, Fire)? and Crime (?:Panel|Commissioner)\b")
_PANEL_FOR: Final = re.compile(
    rf"Police(?:, Fire)? and Crime (?:Panel|Commissioner) (?:for|of) (?:the )?{_AREA}$"
)
# "Joint Police and Crime Panel" names no area, and "Report of the Police and Crime
# Commissioner" is a title: an area the table does not know is capitalised words, none of these.
_UNKNOWN_AREA: Final = re.compile(r"[A-Z][\w'’-]+(?:\s(?:and\s)?[A-Z][\w'’-]+){0,4}")
_NO_AREA: Final = frozenset(
    {
        "joint", "the", "county", "local", "city", "borough", "former", "new", "shadow",
        "deputy", "acting", "assistant", "meeting", "minutes", "agenda", "office", "report",
        "reports", "appointment", "confirmation", "election", "update", "updates",
        "question", "questions", "annual", "special", "extraordinary", "public", "draft",
        "item", "chair", "councillor", "council", "national", "regional", "your", "all",
        "both", "combined", "independent", "committee", "board", "panel", "association",
        "elected", "statutory",
    }
)  # fmt: skip


def fold(name: str, tables: Tables) -> str:
    """Write a body's name in its one spelling; an unknown name keeps its words."""
    spelled = plain(name)
    key = spelled.casefold()
    for body in tables.bodies:
        # "PAM" alone is the name of a body of more than one force.
        spellings = () if body.generic else body.spellings
        if key == plain(body.name).casefold() or any(key == plain(s).casefold() for s in spellings):
            return body.name
        for other in body.other_names:
            if key == plain(other).casefold():
                return other
    for force in tables.forces:
        for alias in force.aliases:
            if key.startswith(plain(alias).casefold() + " police"):
                full = force.name + spelled[len(plain(alias)) :]
                known = fold(full, _without_aliases(tables))
                # "London Police ..." is not "Metropolitan Police Police ...": known bodies only.
                if any(known in (b.name, *b.other_names) for b in tables.bodies):
                    return known
    return spelled


def _without_aliases(tables: Tables) -> Tables:
    """The bodies alone, so that folding an alias is done once."""
    return Tables(bodies=tables.bodies)


def plain(name: str) -> str:
    """One spelling of the words themselves: spaces, "&", capitals, furniture."""
    text = _FURNITURE.sub("", " ".join(name.split())).strip(" .,:;-–—|")
    letters = [c for c in text if c.isalpha()]
    shouted = len(letters) > 6 and sum(c.isupper() for c in letters) > 0.8 * len(letters)
    for pattern, spelled in _SHORT:
        text = pattern.sub(spelled, text)
    if shouted:
        text = _title_case(text)
    for pattern, spelled in _SPELLED:
        text = pattern.sub(spelled, text)
    return " ".join(text.split())


def _title_case(text: str) -> str:
    words = text.lower().split(" ")
    return " ".join(
        word
        if word in _SMALL and position
        else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
        for position, word in enumerate(words)
    )


def force_named(area: str, tables: Tables) -> str | None:
    """Tell which force of the table a name of an area means, or None."""
    key = plain(area).casefold()
    for force in tables.forces:
        if key == force.name.casefold() or any(key == a.casefold() for a in force.aliases):
            return force.name
    return None


def force_of(name: str, tables: Tables) -> str | None:
    """Tell a body's force area from its name alone: by the table, else by the name's form."""
    folded = fold(name, tables)
    key = folded.casefold()
    for body in tables.bodies:
        if not body.generic and (
            key == plain(body.name).casefold()
            or key in {plain(n).casefold() for n in body.other_names}
        ):
            return body.force
    for pattern in (_PANEL, _PANEL_FOR):
        match = pattern.match(folded)
        if match is None:
            continue
        area = match["area"].removeprefix("The ")
        known = force_named(area, tables)
        if known is not None:
            return known
        if _UNKNOWN_AREA.fullmatch(area) and _NO_AREA.isdisjoint(area.casefold().split()):
            return area
    return None


_WHAT_FOLLOWS: Final = re.compile(
    r"\s*(?:$|[-–—:|,(]|(?:draft\s|final\s|approved\s)?(?:meeting|minutes|agenda|notes)\b"
    r"|held\b|\d)",
    re.IGNORECASE,
)


def known_at_start(title: str, tables: Tables) -> str | None:
    """Tell which body of the tables a title begins with, the longest name first.

    What follows must be such as follows a name in a title ("minutes", a date).
    """
    key = " ".join(title.split())[:300].replace("&", "and")
    names = [
        (way, body.name)
        for body in tables.bodies
        if not body.generic
        for way in (body.name, *body.spellings)
        if len(way.split()) > 1
    ]
    for way, name in sorted(names, key=lambda pair: (-len(pair[0]), pair[0])):
        if key.casefold().startswith(way.casefold()) and _WHAT_FOLLOWS.match(key[len(way) :]):
            return name
    return None
