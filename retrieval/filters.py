"""Filters: what was asked to look at, matched with what the archive holds.

They become a set of rows before anything is ranked, in both channels: filtering
afterwards would let a big force crowd out a small one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from corpus.errors import UsageError
from corpus.reference import fold_body, force_of_area, force_of_body, forces, same_body
from indexer.passage_store import PassageFilter, PassageStore
from retrieval.records import Filters, UnderstoodFilters

LONGEST_FILTER = 300
"""Code points: several times the longest name of a body."""

_MONTHS = [
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
]
_MONTH = r"(?:(?P<month{0}>" + "|".join(_MONTHS) + r")\s+)?"
_YEAR = r"(?<![\w£$.,/-])(?P<year{0}>(?:19|20)\d\d)(?![/\d-])"
_SINCE = re.compile(r"\b(?:since|after)\s+" + (_MONTH + _YEAR).format(""), re.IGNORECASE)
_UNTIL = re.compile(
    r"(?<!due )(?<!due by )\b(?:before|until|up to)\s+" + (_MONTH + _YEAR).format(""),
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\bbetween\s+" + (_MONTH + _YEAR).format("a") + r"\s+and\s+" + (_MONTH + _YEAR).format("b"),
    re.IGNORECASE,
)
# A bare number is a year only where it is said to be one: "the 2000 officers" are many.
_MENTIONED = re.compile(
    r"(?:\b(?:in|of|during|for|by|at|the|early|late|to|and|compared with|from)\s+)?"
    + (_MONTH + _YEAR).format("").replace(r"(?![/\d-])", r"(?!\d)(?! [a-z]+s\b)"),
    re.IGNORECASE,
)


_POLICE = re.compile(r"\b(?:police(?: force| service)?|constabulary|force)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MentionedDate:
    """A year, or a month of one, that a question names without saying "since" or "before"."""

    year: int
    month: int | None

    def fits(self, held_on: date | None) -> bool:
        """Tell whether a meeting's date is in it."""
        return (
            held_on is not None
            and held_on.year == self.year
            and self.month in (None, held_on.month)
        )


@dataclass(frozen=True, slots=True)
class Understanding:
    """Filters as applied, and what else the question demands of its evidence.

    ``named_forces`` are force areas the question names but the archive does not
    hold as such, each with the ways to write it: evidence has to name them itself.
    """

    filters: UnderstoodFilters
    passages: PassageFilter
    named_forces: tuple[tuple[str, ...], ...] = ()
    mentioned: tuple[MentionedDate, ...] = ()


def check_filters(filters: Filters) -> None:
    """Refuse filters that cannot be meant.

    Raises
    ------
    UsageError
        When the first day comes after the last.
    """
    for name in ("force", "body", "item", "speaker", "document"):
        value = getattr(filters, name)
        if value is not None and len(value) > LONGEST_FILTER:
            raise UsageError(
                f"--{name} has {len(value):,} characters; up to {LONGEST_FILTER} are read.",
                "Give a name.",
            )
    if filters.since and filters.until and filters.since > filters.until:
        raise UsageError(
            f"--since {filters.since} is after --until {filters.until}.", "Swap the two dates."
        )


def understand(filters: Filters, store: PassageStore, question: str | None = None) -> Understanding:
    """Match filters, and what a question says itself, with what is held.

    Parameters
    ----------
    filters
        What was given beside the question; wins over what the question says.
    store
        The passages that are held.
    question
        The question, when its words may narrow the search too.
    """
    check_filters(filters)
    held_forces, held_bodies = store.values("force"), store.values("body")
    force = matching_names(filters.force, held_forces)
    body = matching_bodies(filters.body, held_bodies)
    unknown = [
        given
        for given, found in ((filters.force, force), (filters.body, body))
        if given is not None and not found
    ]
    understood = UnderstoodFilters(
        force=force,
        body=body,
        since=filters.since,
        until=filters.until,
        item=filters.item,
        speaker=filters.speaker,
        document=filters.document,
        unknown=tuple(unknown),
    )
    named: tuple[tuple[str, ...], ...] = ()
    mentioned: tuple[MentionedDate, ...] = ()
    if question is not None:
        understood, named = _forces_in(question, understood, held_forces)
        understood, mentioned = _dates_in(question, understood)
    return Understanding(
        understood,
        PassageFilter(
            force=understood.force,
            body=understood.body,
            since=understood.since.isoformat() if understood.since else None,
            until=understood.until.isoformat() if understood.until else None,
            item=understood.item,
            document=understood.document,
        ),
        named,
        mentioned,
    )


def matching_names(given: str | None, held: Iterable[str]) -> tuple[str, ...]:
    """Return the held names that a given one means: itself or its area, else those that hold it."""
    if given is None:
        return ()
    wanted = given.casefold().strip()
    folded = fold_body(given).casefold()
    names = list(held)
    exact = [name for name in names if name.casefold() in (wanted, folded)]
    if exact or not wanted:
        return tuple(exact)
    area = force_of_area(_POLICE.sub("", given).strip())
    if area in names:
        return (area,)
    ways = [way.casefold() for way in (wanted, folded, area) if way]
    return tuple(n for n in names if any(way in n.casefold() for way in ways))


def matching_bodies(given: str | None, held: Iterable[str]) -> tuple[str, ...]:
    """Return the held bodies that a name means, each under all the names it is held by.

    Whoever asks for the police, fire and crime panel asks for the panel that it was
    before, too.
    """
    names = list(held)
    meant = {same_body(name, force_of_body(name)) for name in matching_names(given, names)}
    return tuple(name for name in names if same_body(name, force_of_body(name)) in meant)


def _names(text: str, name: str) -> bool:
    # "Met" is a force and "met" is a word: short names count only as they are written.
    flags = re.IGNORECASE if len(name) > 4 else 0
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None


def names_of(areas: Iterable[str]) -> tuple[str, ...]:
    """Return the names of some force areas, each with its aliases."""
    wanted = set(areas)
    aliases = [alias for force in forces() if force.name in wanted for alias in force.aliases]
    return (*sorted(wanted), *aliases)


def without_scope(question: str, understood: UnderstoodFilters) -> str:
    """Return a question without what its filters already see to (force, since, until).

    Every passage in scope is of that force, so its name tells none from another,
    and would only outweigh what the question is about.
    """
    rest = question
    if "force" in understood.from_question:
        for name in names_of(understood.force):
            named = rf"(?<!\w){re.escape(name)}(?:['’]s)?(?!\w)"
            rest = re.sub(named, " ", rest, flags=re.IGNORECASE)
    if "since" in understood.from_question or "until" in understood.from_question:
        for pattern in (_BETWEEN, _SINCE, _UNTIL):
            rest = pattern.sub(" ", rest)
    return rest if any(c.isalnum() for c in rest) else question


def _forces_in(
    question: str, understood: UnderstoodFilters, held: list[str]
) -> tuple[UnderstoodFilters, tuple[tuple[str, ...], ...]]:
    known = {force.name: (force.name, *force.aliases) for force in forces()}
    for name in held:
        known.setdefault(name, (name,))
    found = [name for name, ways in known.items() if any(_names(question, way) for way in ways)]
    # "West Mercia" is not "Mercia": a name inside a longer one that was found is not meant.
    found = [n for n in found if not any(n != m and _names(m, n) for m in found)]
    here = tuple(sorted(name for name in found if name in held))
    missing = tuple(sorted(name for name in found if name not in held))
    if understood.force or understood.body or understood.unknown:
        # A filter was given: it wins, and a force named besides must be in the evidence.
        named = tuple(known[n] for n in (*here, *missing) if n not in understood.force)
        return understood, named
    if here:
        understood = replace(
            understood, force=here, from_question=(*understood.from_question, "force")
        )
    return understood, tuple(known[n] for n in missing)


def _dates_in(
    question: str, understood: UnderstoodFilters
) -> tuple[UnderstoodFilters, tuple[MentionedDate, ...]]:
    since = until = None
    rest = question
    if found := _BETWEEN.search(rest):
        since = _first_day(found["montha"], found["yeara"])
        until = _last_day(found["monthb"], found["yearb"])
        rest = _BETWEEN.sub(" ", rest)
    if found := _SINCE.search(rest):
        since = _first_day(found["month"], found["year"])
        if found.group().lower().startswith("after"):
            last = _last_day(found["month"], found["year"])
            since = date.fromordinal(last.toordinal() + 1)
        rest = _SINCE.sub(" ", rest)
    if found := _UNTIL.search(rest):
        until = _last_day(found["month"], found["year"])
        if "before" in found.group().lower():
            until = date.fromordinal(_first_day(found["month"], found["year"]).toordinal() - 1)
        rest = _UNTIL.sub(" ", rest)
    read: list[str] = []
    if since and understood.since is None:
        understood = replace(understood, since=since)
        read.append("since")
    if until and understood.until is None:
        understood = replace(understood, until=until)
        read.append("until")
    if read:
        understood = replace(understood, from_question=(*understood.from_question, *read))
    mentioned = tuple(
        MentionedDate(int(m["year"]), _MONTHS.index(m["month"].lower()) + 1 if m["month"] else None)
        for m in _MENTIONED.finditer(rest)
    )
    return understood, tuple(dict.fromkeys(mentioned))


def _first_day(month: str | None, year: str) -> date:
    return date(int(year), _MONTHS.index(month.lower()) + 1 if month else 1, 1)


def _last_day(month: str | None, year: str) -> date:
    number = _MONTHS.index(month.lower()) + 1 if month else 12
    return date(int(year), number, monthrange(int(year), number)[1])
