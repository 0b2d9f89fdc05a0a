"""Whom a code, an office or a name stands for, by the document's own list of people.

Never by anything else: two people with the same initials stay two, an office that two
hold is nobody's, and whom the document does not list is not looked for elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from corpus.model import Attendee
from corpus.reference import acronyms
from corpus.structure.names import bare_name
from corpus.structure.people import is_role
from indexer.commitments.agent_words import PERSON_NOUNS

_PARTS: Final = re.compile(r"\s*(?:[/,&+;\n]|\.(?=[A-Z])|\band\b)\s*")
_LEAD: Final = re.compile(r"(?:the|a|an|both|for)\s+", re.IGNORECASE)
_RANK: Final = re.compile(
    r"(?:(?:a|t|acting|temporary|temp|c|d|ch|det)[/.\s]\s?)?(?:dpfcc|pfcc|dpcc|pcc|pcvc|dcc|acc"
    r"|acfo|cfo|cc|cex|supt|superintendent|insp|inspector|sgt|sergeant|ch(?:ief)?\.?\s(?:insp"
    r"(?:ector)?|supt|superintendent|constable)|(?:deputy|assistant)\schief\sconstable"
    r"|councillors?|cllrs?|commissioner|chair(?:man)?|di|dci|pc|ps|alderman|head\sof\s\w+"
    r"|mr|mrs|ms|miss|mx|dr|prof(?:essor)?|sir|dame|lord|lady|baroness|rev)\b\.?\s+",
    re.IGNORECASE,
)
_ACTING: Final = re.compile(r"(?:\b[at]/|\b(?:acting|temporary|interim|temp)\b)\s?", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\s*\(([^()]{1,60})\)")
_WORDS: Final = re.compile(r"[a-z0-9]+")
_CODE: Final = re.compile(r"[A-Z][A-Za-z]{0,5}")
_BESIDE: Final = re.compile(
    r"(?P<name>[A-Z][\w’'-]{1,20} [A-Z][\w’'-]{1,24}) \((?P<initials>[A-Z][A-Za-z]{0,2}[A-Z])\)"
)
_MOST: Final = 12

# One office, however it is written; the more senior word is never left off the other way.
_OFFICES: Final = (
    (
        "pcc",
        "pfcc",
        "pcvc",
        "commissioner",
        "police and crime commissioner",
        "police fire and crime commissioner",
        "police crime and victims commissioner",
    ),
    (
        "dpcc",
        "dpfcc",
        "deputy commissioner",
        "deputy police and crime commissioner",
        "deputy police fire and crime commissioner",
    ),
    ("cc", "chief constable"),
    ("dcc", "deputy chief constable"),
    ("acc", "assistant chief constable"),
    ("cex", "chief executive", "chief executive officer", "ceo"),
    ("chair", "chairman", "chairwoman", "chairperson"),
    ("vice chair", "vice chairman"),
    ("cfo", "chief finance officer"),
    ("cfo", "chief fire officer"),
    ("acfo", "assistant chief fire officer"),
    ("chief inspector", "ch insp", "c insp"),
    ("superintendent", "supt"),
    ("chief superintendent", "c supt", "ch supt"),
    ("inspector", "insp"),
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is meant: as :class:`corpus.register.Owner` has it."""

    person: str | None
    role: str | None
    note: str | None


def people_of(raw: str, people: Sequence[Attendee]) -> Resolved:
    """Return whom an owner as printed stands for.

    Parameters
    ----------
    raw
        "TS/SC", "DCC", "the Commissioner", "Cllr Day", "PF.SM.ST"; anything.
    people
        Whom that document lists.
    """
    names: dict[str, None] = {}
    roles: dict[str, None] = {}
    notes: dict[str, None] = {}
    whole = _one(raw, people)
    parts = [p for p in _PARTS.split(raw) if p.strip()][:_MOST] if not whole else []
    for found in [whole] if whole else [_one(part, people) for part in parts]:
        if found is None:
            continue
        if found.person:
            names.setdefault(found.person)
        if found.role:
            roles.setdefault(found.role)
        if found.note:
            notes.setdefault(found.note)
    return Resolved("; ".join(names) or None, "; ".join(roles) or None, " ".join(notes) or None)


def _one(raw: str, people: Sequence[Attendee]) -> Resolved | None:
    """Resolve one owner; None where the list says nothing of it."""
    words = _LEAD.sub("", " ".join(raw.split()), count=1).strip(" .,;:")
    bare = _BRACKETS.sub("", words).strip()
    if not bare:
        return None
    if _CODE.fullmatch(bare):
        sharing = [p for p in people if p.initials == bare]
        if sharing:
            inside = _BRACKETS.search(words)
            if inside is not None:
                # "PH (Hanrick)" says which of the two.
                told = [p for p in sharing if _surname(inside[1]) == _surname(p.name)]
                sharing = told or sharing
            return _chosen(bare, sharing, None)
    named = _by_name(bare, people)
    if named is not None:
        return named
    role = _office(bare)
    if role is not None:
        holders = [p for p in people if p.role and _holds(p.role, role)]
        printed = bare if is_role(bare) and _is_office(bare) else None
        return _chosen(bare, holders, printed) if holders else _unlisted(printed)
    return None


def with_printed_initials(people: tuple[Attendee, ...], text: str) -> tuple[Attendee, ...]:
    """Give people the initials that the text itself prints beside their names: "Jo Bell (JB)".

    Only those whom the document lists, and only where one pair of initials is printed.
    """
    printed: dict[tuple[str, ...], set[str]] = {}
    for match in _BESIDE.finditer(text):
        printed.setdefault(_words_of(match["name"])[-2:], set()).add(match["initials"])
    made = []
    for one in people:
        found = printed.get(_words_of(bare_name(one.name))[-2:], set())
        first = one.initials or (next(iter(found)) if len(found) == 1 else None)
        made.append(replace(one, initials=first))
    return tuple(made)


def _unlisted(role: str | None) -> Resolved | None:
    return Resolved(None, role, None) if role else None


def _chosen(raw: str, found: Sequence[Attendee], role: str | None) -> Resolved:
    names = list(dict.fromkeys(bare_name(p.name) for p in found))
    if len(names) == 1:
        return Resolved(found[0].name, found[0].role or role, None)
    count = {2: "two", 3: "three"}.get(len(names), str(len(names)))
    listed = ", ".join(names[:-1]) + f" and {names[-1]}"
    return Resolved(None, role, f"{raw} stands for {count} people in this record: {listed}.")


def _by_name(bare: str, people: Sequence[Attendee]) -> Resolved | None:
    """Resolve a name in full, or a surname after a title."""
    rest, titled = bare, False
    for _ in range(3):
        rank = _RANK.match(rest)
        if rank is None:
            break
        rest, titled = rest[rank.end() :], True
    said = bare[: len(bare) - len(rest)].strip() or None
    key = _words_of(bare_name(rest))
    if not key or not rest[:1].isupper():
        return None
    full = [p for p in people if _words_of(bare_name(p.name)) == key]
    if not full and (len(key) == 1 or titled):
        full = [p for p in people if _words_of(p.name)[-1:] == key[-1:] and len(key[-1]) > 1]
        if len(key) > 1:
            first = [p for p in full if _words_of(bare_name(p.name))[:1][0][:1] == key[0][:1]]
            full = first
    if not full and len(key) == 1 and len(key[0]) > 2:
        full = [p for p in people if _words_of(bare_name(p.name))[:1] == key]
    if full:
        return _chosen(bare, full, said)
    return _unlisted(said) if titled and said and len(key) >= 1 else None


def _surname(text: str) -> str:
    return _words_of(text)[-1] if _words_of(text) else ""


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.casefold().replace("’", "").replace("'", "")))


@lru_cache(maxsize=1)
def _known_offices() -> dict[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """Return, for each way to write an office, all ways to write it."""
    groups = [frozenset(_words_of(way) for way in ways) for ways in _OFFICES]
    for acronym in acronyms():
        ways = [w for w in acronym.expansions if _is_office(w)]
        if ways and not acronym.ambiguous and not acronym.short.casefold().startswith("a/"):
            groups.append(frozenset(map(_words_of, (acronym.short, *ways))))
    found: dict[tuple[str, ...], frozenset[tuple[str, ...]]] = {}
    for group in groups:
        for way in group:
            found[way] = found.get(way, frozenset()) | group
    return {way: ways for way, ways in found.items() if way}


def _office(bare: str) -> frozenset[tuple[str, ...]] | None:
    """Return all ways to write the office that some words are; None where they are none."""
    key = _words_of(_ACTING.sub("", bare))
    known = _known_offices().get(key)
    if known is not None:
        return known
    return frozenset({key}) if key and len(key) <= 6 and _is_office(bare) else None


def _is_office(bare: str) -> bool:
    """Tell "Head of Data" from "Home Office", of which many may be."""
    words = _words_of(re.split(r"\b(?:of|for)\b", bare, maxsplit=1)[0])
    return is_role(bare) and bool(words) and words[-1] in PERSON_NOUNS


@lru_cache(maxsize=4096)
def _holds(role: str, ways: frozenset[tuple[str, ...]]) -> bool:
    """Tell whether a person's role is an office, not the deputy's or a servant's of it."""
    plain = _ACTING.sub("", role)
    # "Policy Officer, Office of the Chief Constable (CC)": two columns run into one another,
    # so what stands in brackets counts only where nothing else does.
    outside = _BRACKETS.sub("", plain).strip(" ,;") or plain.strip(" ()")
    for part in [_words_of(outside), *map(_words_of, re.split(r"[,;]", outside))]:
        if part in ways:
            return True
        for way in ways:
            width = len(way)
            # "Chief Constable of Westmarch": the office, then whose.
            if part[:width] == way and part[width : width + 1] in (("of",), ("for",)):
                return True
    return False
